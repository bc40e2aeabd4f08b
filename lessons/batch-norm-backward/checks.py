"""Runs against any module that defines BatchNormalization; yields what came out of backward, path by path, then whole."""

import numpy as np

from engine.checking import Observation, check_layer
from engine.checking.layers import LayerCase
from engine.checking.normalization import Varied, check_running_statistics, varied_batch, without_features
from engine.checking.observations import attempt

D = 3
EPS = 2e-4  # what any eps from 1e-7 to 1e-5 may move
GRADS = {"gamma": "dgamma", "beta": "dbeta"}


def checks(module, draw):
    make = lambda gamma, beta: module.BatchNormalization(gamma, beta)
    for rows in (6, 4):
        yield from parameters(make, draw.at(f"{rows} rows"), f"{rows} rows", rows)
    for variable, (what, dout) in PATHS.items():
        for rows in (6, 4):
            case = f"{rows} rows, {what}"
            yield from path(make, draw.at(case), case, variable, rows, dout)
    for rows in (5, 4):
        case = f"N={rows}"
        args = {"x": Varied((rows, D)), "gamma": (D,), "beta": (D,)}
        yield from check_layer(make=make, args=args, grads=GRADS, case=case, draw=draw, rtol=1e-3, atol=1e-3)
    yield from check_running_statistics(make, features=D, case="running", draw=draw.at("running"))
    args = {"x": Varied((2, D, 1, 3)), "gamma": (D,), "beta": (D,)}
    yield from check_layer(make=make, args=args, grads=GRADS, case="images", draw=draw, beyond=True, rtol=1e-3, atol=1e-3)


def inputs(source, rows):
    gamma = np.array([1.0, -1.0, 1.0]) * (1.5 + 0.5 * np.tanh(source("gamma", (D,))))
    return {"x": varied_batch(source, "x", (rows, D)), "gamma": gamma, "beta": source("beta", (D,))}


def run(make, values, dout):
    """All gradients, by variable."""
    layer = LayerCase(make, dict.fromkeys(values), GRADS)
    return layer.run(layer.build({name: value.copy() for name, value in values.items()}), values, dout)


def parameters(make, source, case, rows):
    found = attempt(lambda: run(make, inputs(source, rows), source("dout", (rows, D))))
    for name in ("dbeta", "dgamma"):
        value = attempt(lambda name=name: found[name[1:]])
        yield Observation(f"{case}/{name}/value", "gradient", "same", value, EPS, EPS)


def path(make, source, case, variable, rows, dout_for):
    """dx for a dout that goes one way alone."""
    values = inputs(source, rows)
    x = values["x"]
    dout = dout_for((x - x.mean(axis=0)) / x.std(axis=0), source)
    value = attempt(lambda: run(make, values, dout)["x"])
    yield Observation(f"{case}/{variable}/value", "gradient", "same", value, EPS, EPS)
    if dout_for is along_ones:
        largest = attempt(lambda: round(float(np.abs(value).max()), 3))
        yield Observation(f"{case}/largest dx/value", "gradient", "same", largest, EPS, EPS)


def across(xn, source):
    """Moves neither the mean nor the variance."""
    return without_features(source("dout", xn.shape), xn)


def along_ones(xn, source):
    return np.ones_like(xn) * (1 + source.rng("size").random(D))


def along_xn(xn, source):
    return xn * (1 + source.rng("size").random(D))


PATHS = {
    "straight dx": ("dout at right angles", across),
    "dx by the mean": ("dout of ones", along_ones),
    "dx by the variance": ("dout of xn", along_xn),
}
