import numpy as np

EPS = 1e-6


class BatchNormalization:
    """y = gamma xn + beta, xn = (x - mean) / sqrt(var + eps)

    In training mean and var are the batch's, one per feature; in test mode they are running averages.
    """

    def __init__(self, gamma, beta, momentum=0.9, running_mean=None, running_var=None):
        self.gamma, self.beta = gamma, beta
        self.momentum = momentum
        self.running_mean = np.zeros_like(gamma) if running_mean is None else running_mean
        self.running_var = np.zeros_like(gamma) if running_var is None else running_var

    def forward(self, x, train_flg=True):
        """x: (N, D), or images (N, C, H, W)  ->  y: as x"""
        rows = np.moveaxis(x, 1, -1).reshape(-1, x.shape[1])  # one row per pixel of an image
        y = self.stretch(self.normalize(rows, *self.statistics(rows, train_flg)))
        return np.moveaxis(y.reshape(x.shape[0], *x.shape[2:], x.shape[1]), -1, 1)

    def statistics(self, x, train_flg):
        """The mean and the variance to go by, (D,) each; the running averages learn from a batch in training."""
        if not train_flg:
            return self.running_mean, self.running_var
        mean, var = np.mean(x, axis=0), np.var(x, axis=0)
        self.watch(mean, var)
        return mean, var

    def watch(self, mean, var):
        self.running_mean = self.mix(self.running_mean, mean)
        self.running_var = self.mix(self.running_var, var)

    def mix(self, old, new):
        return self.momentum * old + (1 - self.momentum) * new

    def normalize(self, x, mean, var):
        """Mean 0 and variance 1 in every column"""
        return (x - mean) / np.sqrt(var + EPS)

    def stretch(self, xn):
        return self.gamma * xn + self.beta
