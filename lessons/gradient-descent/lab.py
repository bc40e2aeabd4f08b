"""Walk down f = x0^2 + s * x1^2 by the learner's own gradient_descent: a step a frame over lines of equal height, or on
the surface itself, which can be turned.
"""

import numpy as np

from engine.figures import Board, Lines, Note, Series, Surface

VIEWS = ("map", "surface")  # as lesson.toml lists them
START = np.array([2.0, 1.0])
HEIGHTS = (0.5, 2.0, 8.0)
FAR = 1e6  # from here on it has left for good
SIDE = 25  # points along either side of the surface


def lab(module, draw, settings):
    f = lambda x: x[0] ** 2 + settings.s * x[1] ** 2
    path = [START]
    for step in range(int(settings.steps) + 1):
        if settings.view == VIEWS.index("map"):
            yield Board((picture(f, np.array(path), settings.s), words(f, path, step, settings)), columns=1)
        if np.max(np.abs(path[-1])) > FAR or step == int(settings.steps):
            break
        path.append(one_step(module, f, path[-1], settings.lr))
    if settings.view == VIEWS.index("surface"):
        figure = landscape(f, np.array(path), settings.azimuth, settings.elevation)
        yield Board((figure, words(f, path, len(path) - 1, settings)), columns=1)


def one_step(module, f, x, lr):
    """The place after one step; either form of the answer, x or (x, history)."""
    result = module.gradient_descent(f, x.copy(), lr=lr, step_num=1)
    return np.array(result[0] if isinstance(result, tuple) else result)


def picture(f, path, s):
    contours = [contour(height, s) for height in HEIGHTS]
    walk = Series("path", path[:, 0], path[:, 1])
    now = Series("now", path[-1:, 0], path[-1:, 1], style="points")
    return Lines((*contours, walk, now), title="contours", x_limits=(-3.0, 3.0), y_limits=(-1.6, 1.6))


def contour(height, s):
    """All x with x0^2 + s * x1^2 = height: an ellipse, or a circle for s = 1."""
    angle = np.linspace(0, 2 * np.pi, 200)
    return Series(f"f = {height:g}", np.sqrt(height) * np.cos(angle), np.sqrt(height / s) * np.sin(angle))


def landscape(f, path, azimuth, elevation):
    """The whole walk at once, so that the picture can be turned without walking again."""
    x0, x1 = np.linspace(-2.4, 2.4, SIDE), np.linspace(-1.2, 1.2, SIDE)
    places = np.column_stack([path, [f(x) for x in path]])
    names = {"title": "landscape", "x_label": "x0", "y_label": "x1"}
    return Surface(x0, x1, f(np.meshgrid(x0, x1)), places, azimuth=azimuth, elevation=elevation, **names)


def words(f, path, step, settings):
    x = path[-1]
    facts = {"step": step, "x0": float(x[0]), "x1": float(x[1]), "f": float(f(x)), "lr": settings.lr}
    if step == 0:
        return Note("start", facts)
    return Note("down" if f(x) < f(path[-2]) else "not-down", facts)
