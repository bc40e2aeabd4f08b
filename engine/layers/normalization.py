"""Batch normalization: every feature with mean 0 and variance 1 over the batch, then stretched and shifted as learned."""

from __future__ import annotations

from engine import expect
from engine.backend import Array, xp_of, xp_of_all


class BatchNormalization:
    """y = gamma xn + beta, xn = (x - mean) / sqrt(var + eps).  x: (N, D) or (N, C, H, W) -> y: the same shape

    gamma, beta: (D,) or (C,); mean and var over the batch, and for images over their pixels too: m values a feature.
    dL/dbeta = sum dy, dL/dgamma = sum dy xn. Every x also moves the mean and the variance, which leaves
    dL/dx = gamma / sqrt(var + eps) (dy - mean of dy - xn mean of (dy xn))   (Ioffe and Szegedy 2015, B1 6.3)
    Prediction uses running averages of mean and var instead, so that an answer does not depend on its neighbours.
    """

    differs_in_training = True

    def __init__(
        self,
        gamma: Array,
        beta: Array,
        momentum: float = 0.9,
        running_mean: Array = None,
        running_var: Array = None,
        eps: float = 1e-6,
    ) -> None:
        if gamma.ndim != 1 or gamma.shape != beta.shape:
            raise ValueError(f"BatchNormalization: gamma is {gamma.shape} and beta {beta.shape}: both must be (D,) or (C,)")
        xp = xp_of_all("BatchNormalization", gamma=gamma, beta=beta)
        self.gamma, self.beta, self.momentum, self.eps = gamma, beta, momentum, eps
        self.running_mean = xp.zeros_like(gamma) if running_mean is None else running_mean
        self.running_var = xp.ones_like(gamma) if running_var is None else running_var
        self.dgamma: Array = None
        self.dbeta: Array = None
        self.xn: Array = None
        self.std: Array = None
        self.train_flg = True

    def forward(self, x: Array, train_flg: bool = True) -> Array:
        self._check(x, train_flg)
        self.train_flg = train_flg
        mean, var = self._watch(x) if train_flg else (self.running_mean, self.running_var)
        self.std = xp_of(x).sqrt(var + self.eps)
        self.xn = (x - _spread(mean, x)) / _spread(self.std, x)
        return self.xn * _spread(self.gamma, x) + _spread(self.beta, x)

    def backward(self, dout: Array) -> Array:
        xn, axes = expect.remembered("BatchNormalization", self.xn), _batch_axes(self.xn)
        expect.dout("BatchNormalization", dout, xn.shape)
        self.dbeta, self.dgamma = dout.sum(axis=axes), (dout * xn).sum(axis=axes)
        slope = _spread(self.gamma / self.std, xn)
        if not self.train_flg:
            return dout * slope
        m = xn.size // len(self.gamma)
        return slope * (dout - _spread(self.dbeta / m, xn) - xn * _spread(self.dgamma / m, xn))

    def _watch(self, x: Array) -> tuple[Array, Array]:
        """Mean and variance of this batch, which the running averages learn from in place."""
        mean, var = x.mean(axis=_batch_axes(x)), x.var(axis=_batch_axes(x))
        for running, now in ((self.running_mean, mean), (self.running_var, var)):
            running *= self.momentum
            running += (1 - self.momentum) * now
        return mean, var

    def _check(self, x: Array, train_flg: bool) -> None:
        xp_of_all("BatchNormalization", x=x, gamma=self.gamma)
        if x.ndim not in (2, 4) or x.shape[1:2] != self.gamma.shape:
            width = len(self.gamma)
            raise ValueError(f"BatchNormalization: x is {x.shape} but must be (N, {width}) or (N, {width}, H, W), as gamma")
        expect.data("BatchNormalization", x)
        if train_flg and x.size == x.shape[1]:
            raise ValueError(f"BatchNormalization: x is {x.shape}: one value a feature has no variance; train on more")


def _batch_axes(x: Array) -> tuple[int, ...]:
    return (0,) if x.ndim == 2 else (0, 2, 3)


def _spread(v: Array, x: Array) -> Array:
    """A feature's number along x's axis 1. v: (D,) -> (1, D), or (C,) -> (1, C, 1, 1)"""
    return v.reshape(1, -1, *(1,) * (x.ndim - 2))
