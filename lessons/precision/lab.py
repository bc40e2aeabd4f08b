"""The shipped network in float64, float32 and float16: size, time and accuracy, cast by the learner's own cast_params."""

import time

import numpy as np
from mine import predict

from engine.datasets import load_mnist
from engine.figures import Bars, Board, Note
from engine.weights.load import load_weights

TYPES = ("float64", "float32", "float16")
DIGITS = 200  # as many as float16 reads in some tenths of a second
REPEATS = 3


def lab(module, draw, settings):
    yield Note("loading")
    x, t = load_mnist(normalize=True, flatten=True)[1]
    x, t = x[:DIGITS].astype(np.float64) / 10.0**settings.power, t[:DIGITS]
    params = {name: value.astype(np.float64) for name, value in load_weights("SampleNet").items()}
    params["W1"] *= 10.0**settings.power
    rows = []
    for name in TYPES:
        yield Board((*pictures(rows), Note("running", {"type": name})), columns=3)
        with np.errstate(all="ignore"):
            rows.append(measured(module.cast_params(params, name), x.astype(name), t))
    yield Board((*pictures(rows), end(rows, settings.power)), columns=3)


def measured(params, x, t):
    """Kilobytes, milliseconds of the quickest of several runs, and the share of digits read rightly."""
    seconds = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        y = predict(params, x)
        seconds.append(time.perf_counter() - started)
    size = sum(value.nbytes for value in params.values())
    return size / 1000, 1000 * min(seconds), float(np.mean(np.argmax(y, axis=1) == t))


def pictures(rows):
    columns = list(zip(*rows, strict=True)) or [()] * 3
    titles = ("kilobytes", "milliseconds", "accuracy")
    return [
        Bars(TYPES[: len(rows)] or ("-",), column or (0.0,), title=title)
        for title, column in zip(titles, columns, strict=True)
    ]


def end(rows, power):
    facts = {"power": int(power), "digits": DIGITS, "slower": rows[2][1] / rows[1][1]}
    facts |= {name: row[2] for name, row in zip(("double", "single", "half"), rows, strict=True)}
    return Note("done" if facts["half"] > 0.5 else "broken", facts)
