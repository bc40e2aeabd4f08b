"""Make h smaller and smaller: the error falls, turns, and rises again, as rounding takes over. f(x) = x^3 at x = 2."""

import numpy as np

from engine.figures import Board, Lines, Note, Series

X, SLOPE = 2.0, 12.0
DIGITS = np.arange(1, 17)  # h = 10^-1 ... 10^-16
LEAST = 1e-12  # errors below this are drawn here: a logarithmic axis has no 0


def f(x):
    return x**3


def lab(module, draw, settings):
    here = int(settings.k)
    methods = {"float32": (central, np.float32), "forward": (forward, np.float64), "float64": (central, np.float64)}
    curves = [Series(name, DIGITS, np.array([error(*how, k) for k in DIGITS])) for name, how in methods.items()]
    now = Series("here-point", np.array([here]), np.array([curves[-1].y[here - 1]]), style="points")
    values = {name: error(*how, here) for name, how in methods.items()}
    yours = abs(float(module.numerical_diff(f, X)) - SLOPE)
    picture = Lines((*curves, now), title="errors", x_label="k", log_y=True, y_limits=(LEAST, 100.0))
    yield Board((picture, Note("here", {"k": here, **values, "yours": yours})), columns=1)


def error(method, dtype, k):
    return max(LEAST, abs(float(method(dtype(X), dtype(10.0**-k))) - SLOPE))


def central(x, h):
    return (f(x + h) - f(x - h)) / (2 * h)


def forward(x, h):
    return (f(x + h) - f(x)) / h
