"""Runs against any module that defines predict and accuracy; yields what came out, by name."""

import numpy as np

from engine.checking import Observation, beyond, check_call, check_function
from engine.checking.observations import attempt

NAMES = ("W1", "b1", "W2", "b2", "W3", "b3")
D, H1, H2, K = 4, 5, 6, 3
SHAPES = ((D, H1), (H1,), (H1, H2), (H2,), (H2, K), (K,))

SUMS_RTOL, SUMS_ATOL = 1e-5, 1e-4  # of what is read back through softmax and sigmoids, in float32 or with a 1e-7 added

# What the network below reads, and what stands there: of 10 rows 7 agree, and in batches of 3 they are 3, 1, 2, 1.
READ = np.array([1, 2, 0, 0, 1, 2, 1, 0, 2, 1])
LABELS = np.array([1, 2, 0, 1, 1, 0, 1, 2, 2, 1])


def checks(module, draw):
    for N in (3, 1, 7):
        yield from predict(module, draw, f"N={N}", (N, D))
    for number in (1, 2, 3):
        yield from alone(module, draw.at(f"layer {number} alone"), number)
    for case, size in {"10 rows, batch_size=3": 3, "10 rows, batch_size=5": 5, "10 rows, batch_size=10": 10}.items():
        yield from accuracy(module, draw, case, LABELS, batch_size=size)
    yield from accuracy(module, draw, "10 rows, batch_size left out", LABELS)
    yield from beyond(accuracy(module, draw, "t one-hot, batch_size=5", np.eye(K, dtype=int)[LABELS], batch_size=5))
    yield from beyond(accuracy(module, draw, "t one-hot, batch_size=3", np.eye(K, dtype=int)[LABELS], batch_size=3))
    yield from beyond(check_call(lambda: most_rows(module), case="batch_size=3", variable="most rows at once"))
    yield from beyond(predict(module, draw, "one digit", (D,)))


def predict(module, draw, case, x):
    args = {"x": x, **dict(zip(NAMES, SHAPES, strict=True))}
    return check_function(
        lambda x, *arrays: module.predict(dict(zip(NAMES, arrays, strict=True)), x), args=args, case=case, draw=draw
    )


def alone(module, draw, number):
    """The sums of one layer, read back from y while the others hand on what they get: they say more than a wrong y does."""
    network = {"W1": np.eye(3), "b1": np.zeros(3), "W2": np.eye(3), "b2": np.zeros(3), "W3": np.eye(3, 4), "b3": np.zeros(4)}
    # Below 1, so that no sum comes out where a sigmoid is flat: there nothing can be read back.
    network |= {name: np.tanh(draw(name, np.shape(network[name]))) for name in (f"W{number}", f"b{number}")}
    network["W3"][:, -1], network["b3"][-1] = 0, 0  # softmax shows differences alone: those from a last score of 0

    def sums():
        y = module.predict(network, np.tanh(draw("x", (2, 3))))
        with np.errstate(all="ignore"):
            scores = np.log(y / y[:, -1:])
        return scores if number == 3 else read_back(scores[:, :-1], 3 - number)

    yield Observation(f"{draw.case}/sums of layer {number}/value", "forward", "same", attempt(sums), SUMS_RTOL, SUMS_ATOL)


def read_back(z, times):
    """x with sigmoid(sigmoid(... x)) = z"""
    with np.errstate(all="ignore"):
        for _ in range(times):
            z = np.log(z / (1 - z))
    return z


def accuracy(module, draw, case, t, **size):
    return check_function(
        lambda x, t: module.accuracy(reader(), x, t, **size),
        args={"x": rows(), "t": t},
        case=case,
        draw=draw,
        variable="accuracy",
    )


def reader():
    """A network that reads the position of the largest input: each layer keeps the order of the three."""
    return {name: 8 * np.eye(K) if name.startswith("W") else np.full(K, -4.0) for name in NAMES}


def rows():
    return 0.2 + 0.6 * np.eye(K)[READ]


def most_rows(module):
    """How many rows `accuracy` hands to `predict` at once."""
    seen, own = [], module.predict

    def watched(network, x):
        seen.append(len(x) if np.ndim(x) == 2 else 1)
        return own(network, x)

    module.predict = watched
    try:
        module.accuracy(reader(), rows(), LABELS.copy(), batch_size=3)
    finally:
        module.predict = own
    return max(seen, default=0)
