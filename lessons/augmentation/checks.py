"""Runs against any module that defines shift and rotate; yields what came out, by name."""

import numpy as np

from engine.checking import Observation, check_function
from engine.checking.observations import attempt, beyond

SIZE = (4, 6)
SHIFTS = {  # up and left first: an answer that asks for one edge alone passes there, one that asks for none does not
    "up 1, left 3": (-1, -3),
    "down 1": (1, 0),
    "right 2": (0, 2),
    "down 2, left 1": (2, -1),
    "nowhere": (0, 0),
}
TURNS = {"by 0": (SIZE, 0), "by 20": (SIZE, 20), "by -65": ((5, 7), -65), "by 130": ((6, 4), 130)}
HALF = 0.02  # of a pixel: so near to the middle between two, either of them is the nearest
BATCH = (2, 3, 4, 6)


def checks(module, draw):
    for case, (down, right) in SHIFTS.items():
        yield from shifted(module, draw, case, SIZE, down, right)
    yield from turned(module, draw, "by 180, framed", framed((6, 7), draw), 180)
    yield from turned(module, draw, "by 90, framed", framed((7, 7), draw), 90)
    for case, (shape, degrees) in TURNS.items():
        yield from turned(module, draw, case, shape, degrees)
    yield from beyond(shifted(module, draw, "out of the image", SIZE, 5, 0))
    yield from beyond(shifted(module, draw, "a batch, shifted", BATCH, 1, -2))
    yield from beyond(turned(module, draw, "a batch, turned", BATCH, 20))
    yield from beyond(turned(module, draw, "to the border", SIZE, 20, unclear=halfway))
    yield from beyond(types(module, draw))


def shifted(module, draw, case, shape, down, right):
    call = lambda x: module.shift(x, down, right)
    return check_function(call, args={"x": shape}, case=case, draw=draw, variable="shifted")


def turned(module, draw, case, shape, degrees, unclear=None):
    size = shape[-2:] if isinstance(shape, tuple) else shape.shape
    left_out = (unclear or unclear_places)(*size, degrees)
    call = lambda x: without(module.rotate(x, degrees), left_out)
    return check_function(call, args={"x": shape}, case=case, draw=draw, variable="turned")


def framed(size, draw):
    """An image with zeros all around, as digits have."""
    return np.pad(draw(f"framed {size}", (size[0] - 2, size[1] - 2)), 1)


def without(found, unclear):
    """What came out, except where right answers differ."""
    if np.shape(found)[-2:] != unclear.shape or np.asarray(found).dtype.kind not in "fiub":
        return found
    return np.where(unclear, 0, found)


def unclear_places(H, W, degrees):
    """Where two pixels are nearest, or where the nearest is in the image and the place itself a little outside. (H, W)"""
    rows, columns = sources(H, W, degrees)
    return halfway(H, W, degrees) | just_outside(rows, H) | just_outside(columns, W)


def halfway(H, W, degrees):
    """Where two pixels are nearest. (H, W)"""
    return np.any([np.abs(places - np.floor(places) - 0.5) < HALF for places in sources(H, W, degrees)], axis=0)


def just_outside(places, size):
    outside = np.maximum(-places, places - (size - 1))
    return (outside > 1e-9) & (outside < 0.5 + HALF)


def sources(H, W, degrees):
    """Rows and columns from which the places of the turned image come, (H, W) each."""
    angle, y, z = np.deg2rad(degrees), np.arange(H)[:, None] - (H - 1) / 2, np.arange(W) - (W - 1) / 2
    rows = np.cos(angle) * y + np.sin(angle) * z + (H - 1) / 2
    return rows, np.cos(angle) * z - np.sin(angle) * y + (W - 1) / 2


def types(module, draw):
    """Images of bytes stay images of bytes."""
    x = (100 + 30 * draw("bytes", SIZE)).astype(np.uint8)
    for name, call in {"shift": lambda: module.shift(x, 1, 2), "rotate": lambda: module.rotate(x, 20)}.items():
        found = attempt(lambda call=call: str(call().dtype))
        yield Observation(f"an image of bytes/type of what {name} returns/value", "forward", "same", found)
