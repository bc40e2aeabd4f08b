"""Give A and b any two shapes: which axes stretch, which pairs do not fit. A letter is a number; copies share it."""

import numpy as np

from engine.figures import Board, Note, Pixels

LIMIT = 5.0


def lab(module, draw, settings):
    A_shape = (int(settings.A_rows), int(settings.A_columns))
    b_shape = (int(settings.b_rows), int(settings.b_columns))
    if settings.b_rows == 0:
        b_shape = b_shape[1:]
    shapes = {"A": A_shape, "b": b_shape}
    shown = pictures(module, draw, shapes)
    yield Board((*shown, Note(verdict(shapes), facts(shapes))), columns=len(shown))


def pictures(module, draw, shapes):
    """Both arrays as they lie; side by side with their sum where they fit."""
    if not fit(shapes):
        return tuple(numbered(name, shape, shape) for name, shape in shapes.items())
    shape = np.broadcast_shapes(*shapes.values())
    return (*(numbered(name, given, shape) for name, given in shapes.items()), summed(module, draw, shapes, shape))


def fit(shapes):
    """From the right: equal, or one of them 1, or missing."""
    pairs = zip(shapes["A"][::-1], shapes["b"][::-1], strict=False)
    return all(a == b or 1 in (a, b) for a, b in pairs)


def numbered(name, given, shape):
    """One class a number, stretched to `shape`; a bright point on each number that was there from the start."""
    own = np.arange(np.prod(given)).reshape(given)
    image = np.atleast_2d(np.broadcast_to(own, shape))
    first = np.atleast_2d(own)
    points = tuple((row, column, int(first[row, column])) for row, column in np.ndindex(first.shape))
    return Pixels(image, title=name, palette="classes", points=points)


def summed(module, draw, shapes, shape):
    """The sum by the learner's own add_bias, a stretched row at a time: that is what its contract promises."""
    A, b = (np.broadcast_to(draw(name, given), shape) for name, given in shapes.items())
    rows = [module.add_bias(A[n : n + 1].copy(), b[n].copy()) for n in range(shape[0])]
    return Pixels(np.vstack(rows), title="y", palette="diverging", low=-LIMIT, high=LIMIT)


def verdict(shapes):
    if not fit(shapes):
        return "misfit"
    return "equal" if shapes["A"] == shapes["b"] else "stretched"


def facts(shapes):
    told = {name: str(shape) for name, shape in shapes.items()}
    return {**told, "y": str(np.broadcast_shapes(*shapes.values()))} if fit(shapes) else told
