"""Runs against any module that defines TwoLayerNet with a numerical gradient; yields what came out, by name."""

import numpy as np

from engine.checking import Observation, Raised, check_call, check_function
from engine.checking.networks import NetworkCase
from engine.checking.observations import attempt, reset_random

D, H, K = 4, 5, 3
LARGE = (600, 500, 600)  # numbers enough to tell the size of random weights
LEFT_OUT = (100, 100, 100)  # enough to tell it roughly, where weight_init_std is left out
READ, LABELS = np.array([1, 2, 0, 1, 2]), np.array([1, 2, 0, 2, 0])
SHAPES = {"W1": (D, H), "b1": (H,), "W2": (H, K), "b2": (K,)}
RTOL, ATOL = 1e-5, 1e-4  # leave room for any small number inside the logarithm
SLOPES = 1e-5  # and for any sensible h
BACK = 1e-12  # parameters are back, but for the rounding of p + h - h


def checks(module, draw):
    for N in (6, 1):
        net = NetworkCase(lambda: module.TwoLayerNet(D, H, K), draw(f"x of {N}", (N, D)), draw.one_hot(f"t of {N}", N, K))
        yield from network(net, f"N={N}", draw)
    for number in (1, 2):
        yield from alone(module, draw.at(f"layer {number} alone"), number)
    yield from reading(module)
    yield from start(module)


def network(net, case, draw):
    params = attempt(lambda: started(net))
    names = params if isinstance(params, Raised) else ", ".join(sorted(map(str, params)))
    yield Observation(f"{case}/params/names", "contract", "same", names)
    if isinstance(params, Raised) or set(params) != set(SHAPES):
        return
    for name in SHAPES:
        yield Observation(f"{case}/{name}/shape", "contract", "like", params[name])
    if any(np.shape(params[name]) != shape for name, shape in SHAPES.items()):
        return
    weights = {name: 2 * value for name, value in net.weights(draw.at(case)).items()}  # of size 1: sigmoids that bend
    yield from forward(net, weights, case, draw)
    yield from gradient(net, weights, case)


def started(net):
    reset_random()
    return {name: np.asarray(value) for name, value in net.make().params.items()}


def forward(net, weights, case, draw):
    both = {"x": net.x, "t": net.t}
    for variable, args, call in (
        ("y", {"x": net.x}, lambda x: net.holding(weights).predict(x)),
        ("loss", both, lambda x, t: net.holding(weights).loss(x, t)),
        ("accuracy", both, lambda x, t: net.holding(weights).accuracy(x, t)),
    ):
        yield from check_function(call, args=args, case=case, draw=draw, variable=variable, rtol=RTOL, atol=ATOL)


def alone(module, draw, number):
    """The sums of one layer, read back from y while the other hands on what it gets: they say more than a wrong y does."""
    weights = {"W1": np.eye(3), "b1": np.zeros(3), "W2": np.eye(3, 4), "b2": np.zeros(4)}
    weights |= {name: draw(name, np.shape(weights[name])) for name in (f"W{number}", f"b{number}")}
    weights["W2"][:, -1], weights["b2"][-1] = 0, 0  # softmax shows differences alone: those from a last score of 0
    x = draw("x", (2, 3))

    def sums():
        y = NetworkCase(lambda: module.TwoLayerNet(3, 3, 4), x, None).holding(weights).predict(x)
        with np.errstate(all="ignore"):
            scores = np.log(y / y[:, -1:])
            return scores if number == 2 else np.log(scores[:, :-1] / (1 - scores[:, :-1]))

    yield Observation(f"{draw.case}/sums of layer {number}/value", "forward", "same", attempt(sums), RTOL, ATOL)


def reading(module):
    """The accuracy of weights that read off the position of the largest input, on rows of which 3 in 5 are labelled so."""
    weights = {"W1": 4 * np.eye(4, 5), "b1": np.zeros(5), "W2": 4 * np.eye(5, 3), "b2": np.zeros(3)}
    net = NetworkCase(lambda: module.TwoLayerNet(D, H, K), np.eye(4)[READ], np.eye(K)[LABELS])
    for case, kept in {"5 rows": slice(None), "its first row": slice(0, 1)}.items():
        call = lambda kept=kept: net.holding(weights).accuracy(net.x[kept].copy(), net.t[kept].copy())
        yield from check_call(call, case=case, variable="accuracy", rtol=RTOL)


def gradient(net, weights, case):
    held = attempt(lambda: net.holding(weights))
    found = attempt(lambda: dict(held.numerical_gradient(net.x.copy(), net.t.copy())))
    if isinstance(found, Raised):
        yield Observation(f"{case}/gradient/value", "gradient", "same", found)
        return
    yield Observation(f"{case}/gradient/names", "contract", "same", ", ".join(sorted(map(str, found))))
    for name in weights:
        yield Observation(f"{case}/d{name}/value", "gradient", "same", found.get(name), 0.0, SLOPES)
    for name in weights:
        yield Observation(f"{case}/{name} afterwards/value", "purity", "same", held.params[name], 0.0, BACK)


def start(module):
    """How large the first weights are: random, of the size that was asked for."""

    def params():
        if not made:
            reset_random()
            made.append(module.TwoLayerNet(*LARGE, weight_init_std=0.05).params)
        return made[0]

    def left_out(name):
        reset_random()
        return np.std(module.TwoLayerNet(*LEFT_OUT).params[name])

    made = []
    for name in ("W1", "W2"):
        yield from check_call(lambda name=name: np.std(params()[name]), case="start", variable=f"{name}.std()", rtol=0.008)
    for name in ("b1", "b2"):
        yield from check_call(lambda name=name: np.max(params()[name]), case="start", variable=f"{name}.max()")
    for name in ("W1", "W2"):
        call = lambda name=name: left_out(name)
        yield from check_call(call, case="weight_init_std left out", variable=f"{name}.std()", rtol=0.08)
