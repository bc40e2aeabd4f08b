"""The works that engine and PyTorch are timed on: the same networks, batches and optimizers, float32, batch 100."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from limits import Limits, Need, need

Step = Callable[[], object]


@dataclass(frozen=True)
class Work:
    """`ours` and `theirs` build a step that can be called again and again. `goals`: ratios, with one thread and two."""

    name: str
    goals: tuple[float, float]
    ours: Callable[[Any], Step]  # from an array module
    theirs: Callable[[str], Step]  # from a device's name
    need: Callable[[], Need]  # of one batch
    calls: int = 1  # steps that are timed together
    batches: int = 1  # in a step

    def shares(self, seconds: float, limits: Limits) -> tuple[float, float]:
        """What a step in so many seconds comes to of the machine's limits."""
        each: tuple[float, float] = self.need().shares(seconds / self.batches, limits)
        return each


def digits(flat: bool) -> tuple[np.ndarray, np.ndarray]:
    from engine.datasets import load_mnist

    (x, t), _ = load_mnist(flatten=flat)
    return x[:100], t[:100].astype(np.int64)


def our_step(xp: Any, make: Callable[[Any], Any], optimizer: Any, x: np.ndarray, t: np.ndarray) -> Step:
    net, x, t = make(xp.random.default_rng(0)), xp.asarray(x), xp.asarray(t)
    return lambda: optimizer.update(net.params, net.gradient(x, t))


def their_step(device: str, net: Any, optimizer: Callable[[Any], Any], x: np.ndarray, t: np.ndarray) -> Step:
    import torch

    net.to(device).train()
    chosen, x, t = optimizer(net.parameters()), torch.tensor(x, device=device), torch.tensor(t, device=device)

    def step() -> None:
        chosen.zero_grad()
        torch.nn.functional.cross_entropy(net(x), t).backward()
        chosen.step()

    return step


def simple_convnet() -> Work:
    from engine.networks import SimpleConvNet
    from engine.optimizers import Adam

    def theirs(device: str) -> Step:
        from torch import nn, optim

        head = nn.Conv2d(1, 30, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten()
        net = nn.Sequential(*head, nn.Linear(4320, 100), nn.ReLU(), nn.Linear(100, 10))
        return their_step(device, net, lambda p: optim.Adam(p, 1e-3), *digits(flat=False))

    ours = lambda xp: our_step(xp, lambda rng: SimpleConvNet(rng=rng), Adam(), *digits(flat=False))  # noqa: E731
    least = lambda: need(SimpleConvNet(), digits(flat=False)[0], passes=7)  # noqa: E731
    return Work("one SimpleConvNet step (Adam)", (0.5, 0.4), ours, theirs, least)


def deep_convnet() -> Work:
    from engine.networks import DeepConvNet
    from engine.optimizers import Adam

    def theirs(device: str) -> Step:
        from torch import nn, optim

        def pair(c_in: int, c_out: int, pad: int) -> tuple[Any, ...]:
            first, second = nn.Conv2d(c_in, c_out, 3, padding=1), nn.Conv2d(c_out, c_out, 3, padding=pad)
            return first, nn.ReLU(), second, nn.ReLU(), nn.MaxPool2d(2)

        tail = nn.Linear(1024, 50), nn.ReLU(), nn.Dropout(0.5), nn.Linear(50, 10), nn.Dropout(0.5)
        net = nn.Sequential(*pair(1, 16, 1), *pair(16, 32, 2), *pair(32, 64, 1), nn.Flatten(), *tail)
        return their_step(device, net, lambda p: optim.Adam(p, 1e-3), *digits(flat=False))

    ours = lambda xp: our_step(xp, lambda rng: DeepConvNet(rng=rng), Adam(), *digits(flat=False))  # noqa: E731
    least = lambda: need(DeepConvNet(), digits(flat=False)[0], passes=7)  # noqa: E731
    return Work("one DeepConvNet step (Adam)", (0.9, 0.7), ours, theirs, least)


def two_layer_net() -> Work:
    from engine.networks import TwoLayerNet
    from engine.optimizers import SGD

    def theirs(device: str) -> Step:
        from torch import nn, optim

        net = nn.Sequential(nn.Linear(784, 50), nn.ReLU(), nn.Linear(50, 10))
        return their_step(device, net, lambda p: optim.SGD(p, 0.1), *digits(flat=True))

    def ours(xp: Any) -> Step:
        make = partial(TwoLayerNet, 784, 50, 10, activation="sigmoid")
        return our_step(xp, lambda rng: make(rng=rng), SGD(0.1), *digits(flat=True))

    least = lambda: need(TwoLayerNet(784, 50, 10), digits(flat=True)[0], passes=3)  # noqa: E731
    return Work("one 784-50-10 step (SGD)", (0.5, 0.5), ours, theirs, least, calls=20)


def spiral() -> Work:
    """300 epochs of 10 batches of 30, each epoch in a new order, as B2's training loop has it."""
    from engine.datasets import load_spiral
    from engine.networks import TwoLayerNet
    from engine.optimizers import SGD

    x, t = load_spiral()

    def epochs(step_on: Callable[[Any, Any], object], permutation: Callable[[], Any], x: Any, t: Any) -> None:
        for _ in range(300):
            order = permutation()
            for start in range(0, 300, 30):
                some = order[start : start + 30]
                step_on(x[some], t[some])

    def ours(xp: Any) -> Step:
        net, optimizer = TwoLayerNet(2, 10, 3, activation="sigmoid", rng=xp.random.default_rng(0)), SGD(1.0)
        xs, ts = xp.asarray(x), xp.asarray(t)
        step = lambda x, t: optimizer.update(net.params, net.gradient(x, t))  # noqa: E731
        shuffle = np.random.default_rng(0)
        return lambda: epochs(step, lambda: xp.asarray(shuffle.permutation(300)), xs, ts)

    def theirs(device: str) -> Step:
        import torch
        from torch import nn

        net = nn.Sequential(nn.Linear(2, 10), nn.Sigmoid(), nn.Linear(10, 3)).to(device)
        optimizer = torch.optim.SGD(net.parameters(), 1.0)
        xs, ts = torch.tensor(x, device=device), torch.tensor(t, device=device)

        def step(x: Any, t: Any) -> None:
            optimizer.zero_grad()
            nn.functional.cross_entropy(net(x), t).backward()
            optimizer.step()

        return lambda: epochs(step, lambda: torch.randperm(300, device=device), xs, ts)

    least = lambda: need(TwoLayerNet(2, 10, 3), x[:30], passes=3)  # noqa: E731
    return Work("spiral, 300 epochs (SGD)", (0.25, 0.25), ours, theirs, least, batches=3000)


def gradient_check() -> Step:
    """Every parameter of a 784-50-10 network along one random direction, at three digits, in float64."""
    from engine.gradients import accept, slope_along
    from engine.networks import TwoLayerNet

    rng = np.random.default_rng(0)
    net = TwoLayerNet(784, 50, 10, "xavier", activation="sigmoid", dtype=np.float64, rng=rng)
    x, t = digits(flat=True)
    x, t = x[:3].astype(np.float64), t[:3]

    def loss_with(key: str, value: np.ndarray) -> float:
        kept = net.params[key].copy()
        net.params[key][...] = value
        loss = float(net.loss(x, t))
        net.params[key][...] = kept
        return loss

    def check() -> None:
        grads = net.gradient(x, t)
        for key, p in net.params.items():
            direction = rng.standard_normal(p.shape)
            slope = slope_along(partial(loss_with, key), p.copy(), grads[key], direction)
            assert accept(slope), f"{key}: {slope}"

    return check


WORKS = (simple_convnet, deep_convnet, two_layer_net, spiral)
