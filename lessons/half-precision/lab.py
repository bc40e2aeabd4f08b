"""The shipped DeepConvNet in float32 and in the learner's float16: bytes, time, digits read, and where it overflows."""

import time

import numpy as np

from engine.datasets import load_mnist
from engine.figures import Bars, Board, Note
from engine.weights import load_weights, pretrained

DIGITS = 10  # as many as float16 reads in a second or two
LARGEST = 65504.0


def lab(module, draw, settings):
    yield Note("loading")
    x, t = load_mnist(flatten=False)[1]
    x, t = x[:DIGITS].astype(np.float64) * 10.0**settings.power, t[:DIGITS]
    single = load_weights("DeepConvNet")
    rows = []
    for name, params in (("float32", single), ("float16", module.to_half(single))):
        yield Board((*pictures(rows), Note("running", {"type": name})), columns=3)
        rows.append(measured(params, x, t))
    yield Board((*pictures(rows), end(rows, settings.power)), columns=3)


def measured(params, x, t):
    """Kilobytes, milliseconds, the share read rightly, and the largest number after each layer with weights."""
    dtype = params["W1"].dtype
    network = pretrained("DeepConvNet", dtype)
    for name, array in network.params.items():
        array[...] = params[name]
    largest, started = {}, time.perf_counter()
    with np.errstate(all="ignore"):
        y = forward(network, x.astype(dtype), largest)
    size = sum(value.nbytes for value in params.values())
    right = 0.0 if y is None else float(np.mean(np.argmax(y, axis=1) == t))
    return size / 1000, 1000 * (time.perf_counter() - started), right, largest


def forward(network, x, largest):
    """The scores, or None once a number has overflowed: the engine's layers refuse nan."""
    for name, layer in network.layers.items():
        if name.startswith("Dropout"):
            continue
        x = layer.forward(x)
        if name.startswith(("Conv", "Affine")):
            largest[name] = float(np.max(np.abs(x))) if np.isfinite(x).all() else np.inf
        if not np.isfinite(x).all():
            return None
    return x


def pictures(rows):
    kinds = ("float32", "float16")[: len(rows)] or ("-",)
    titles = ("kilobytes", "milliseconds", "accuracy")
    columns = list(zip(*(row[:3] for row in rows), strict=True)) or [(0.0,)] * 3
    bars = [Bars(kinds, column, title=title) for title, column in zip(titles, columns, strict=True)]
    return [*bars, *(layers(row[3], kind) for kind, row in zip(kinds, rows, strict=False))]


def layers(largest, kind):
    """Powers of ten: how many digits the largest number has before the point, about; a full bar is 65504."""
    digits = [np.log10(max(1.0, LARGEST if value == np.inf else value)) for value in largest.values()]
    broken = next((at for at, value in enumerate(largest.values()) if value == np.inf), None)
    return Bars(tuple(largest), digits, title=f"largest-{kind}", marked=broken, high=float(np.log10(LARGEST)))


def end(rows, power):
    (_, quick, single, _), (_, slow, half, largest) = rows
    facts = {"power": int(power), "digits": DIGITS, "single": single, "half": half, "slower": slow / quick}
    broken = next((name for name, value in largest.items() if value == np.inf), None)
    return Note("done", facts) if broken is None else Note("broken", {**facts, "layer": broken})
