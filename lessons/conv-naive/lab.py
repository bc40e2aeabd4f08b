"""A window that slides over a digit, with its products; and filters on a digit that the learner draws."""

import numpy as np

from engine.datasets import load_mnist
from engine.figures import Board, Note, Pixels

VIEWS = ("slide", "filters")
FINDS = np.array([-1.0, 0.0, 1.0])
KERNELS = (
    ("upright", np.tile(FINDS, (3, 1))),
    ("level", np.tile(FINDS[:, None], (1, 3))),
    ("outline", np.array([[-1.0, -1.0, -1.0], [-1.0, 8.0, -1.0], [-1.0, -1.0, -1.0]])),
    ("blur", np.full((5, 5), 1 / 25)),
    ("sharpen", np.array([[0.0, -1.0, 0.0], [-1.0, 5.0, -1.0], [0.0, -1.0, 0.0]])),
)
SEVEN = 0  # the first digit of the test data
TINT = np.array([1.0, 0.72, 0.25])  # what lies under the window
PAPER = 0.25  # how bright the window is where there is no ink
SHOWN = 20  # pixels of a drawing's 28 that are shown, each way


def lab(module, draw, settings):
    name, w = KERNELS[int(settings.kernel)]
    if settings.view == VIEWS.index("filters"):
        yield filtered(module, settings.digit, name, w)
    else:
        yield from sliding(module, w, int(settings.stride), int(settings.pad), name)


def filtered(module, ink, name, w):
    """The drawing beside what the filter makes of it, in the size of the drawing."""
    if not ink.any():
        return Note("blank")
    y = module.convolve(ink[None], w[None], 0.0, pad=len(w) // 2)
    facts = {"least": float(y.min()), "most": float(y.max())}
    return Board((picture(y[around(ink)], name), Note(f"does-{name}", facts)), columns=1)


def around(ink):
    """The part of the sheet about the middle of what is drawn, as two slices: it fits into a narrow screen."""
    return tuple(span(np.flatnonzero(ink.any(axis=axis)), ink.shape[1 - axis]) for axis in (1, 0))


def span(inked, length):
    middle = (int(inked[0]) + int(inked[-1]) + 1) // 2
    start = min(max(middle - SHOWN // 2, 0), length - SHOWN)
    return slice(start, start + SHOWN)


def picture(y, title):
    """Red where the sum is above 0, blue where it is below, white where there is nothing."""
    most = float(np.max(np.abs(y), initial=1e-9))
    return Pixels(y, title=title, palette="diverging", low=-most, high=most)


def sliding(module, w, stride, pad, name):
    """Place after place: the window in the image, its products, and what is there of the output."""
    x = np.pad(small_seven(), pad)
    y = module.convolve(x[None], w[None], 0.0, stride=stride)
    most = float(np.max(np.abs(w)))
    for i, j in np.ndindex(y.shape):
        top, left = i * stride, j * stride
        products = x[top : top + len(w), left : left + len(w)] * w
        facts = {"i": i, "j": j, "written": written(products), "sum": float(products.sum()), "yours": float(y[i, j])}
        shown = (
            Pixels(tinted(x, top, left, len(w)), title="image"),
            Pixels(products, title="products", palette="diverging", low=-most, high=most),
            picture(so_far(y, i, j), "output"),
            Note(name),
            Note("place", facts),
        )
        yield Board(shown, columns=3)


def small_seven():
    """A 7 of half its size, each pixel the mean of four, without the empty paper around it.  (11, 10)"""
    _, (x, _) = load_mnist(normalize=True, flatten=False)
    return x[SEVEN, 0].reshape(14, 2, 14, 2).mean(axis=(1, 3))[3:, 2:-2].astype(float)


def tinted(x, top, left, side):
    """Grey levels, (H, W, 3), and the window in another colour: brighter than paper even where there is no ink."""
    image = np.repeat(x[:, :, None], 3, axis=2)
    window = image[top : top + side, left : left + side]
    window[...] = (PAPER + (1 - PAPER) * window) * TINT
    return np.rint(255 * image).astype(np.uint8)


def so_far(y, i, j):
    """The output up to this place; nothing yet behind it."""
    seen = np.zeros(y.size)
    count = i * y.shape[1] + j + 1
    seen[:count] = y.ravel()[:count]
    return seen.reshape(y.shape)


def written(products):
    """The products in rows, as in the prose; noughts are short."""
    return " | ".join(" ".join(f"{number:+.2f}" if number else "0" for number in row) for row in products)
