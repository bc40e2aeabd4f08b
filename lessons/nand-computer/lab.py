"""Two numbers are added by the learner's gates, place by place, with the carries drawn; then all sums that 8 bits have.

And a taste of what comes later: a digit that the learner draws, read by the engine's network.
"""

import numpy as np

from engine.datasets import centred
from engine.figures import Bars, Board, Checkpoint, Note, Pixels
from engine.functions import softmax
from engine.training.live import latest
from engine.weights import pretrained

VIEWS = ("sums", "draw")
PLACES = 9
ROWS = ("carries", "bits_x", "bits_y", "bits_sum")
OPEN = -1  # a bit that is not known yet
SUMS, GOAL, FEW = 1 << 16, 1 << 12, 1 << 4  # of all there are; between two checkpoints; between two looks at the clock


def lab(module, draw, settings):
    yield from (taste(settings.digit),) if settings.view == VIEWS.index("draw") else sums(module, draw, settings)


def taste(ink):
    """What a network that has learned reads in a drawing: the engine's, as the learner's own comes later."""
    if not ink.any():
        return Note("blank")
    seen = centred(ink).astype(np.float32)
    p = softmax(pretrained("SampleNet").predict(seen.reshape(1, -1)))[0]
    first, second = (int(place) for place in np.argsort(p)[:-3:-1])
    bars = Bars(tuple("0123456789"), p, title="probabilities", marked=first, high=1.0)
    words = Note("drawn", {"first": first, "p": p[first], "second": second, "q": p[second]})
    return Board((bars, words, Note("engine")), columns=1)


def sums(module, draw, settings):
    x, y = int(settings.x), int(settings.y)
    table = np.full((len(ROWS), PLACES), OPEN)
    table[0, 0], table[1], table[2] = 0, bits_of(x), bits_of(y)
    for k in range(PLACES - 1):
        yield frame(table, Note("place", {"k": k, "power": 2**k, "sum": written(table[:3, k], "+")}))
        table[3, k], table[0, k + 1] = module.full_adder(*(int(bit) for bit in table[[1, 2, 0], k]))
    table[3, -1] = table[0, -1]
    yield frame(table, Note("done", {"x": x, "y": y, "sum": number_of(table[3])}))
    yield from every_sum(module, draw, table, settings.checkpoint)


def every_sum(module, draw, table, checkpoint):
    """All pairs of 8-bit numbers in random order, so that those tried so far speak for the rest."""
    order = draw.rng("order of the sums").permutation(SUMS)
    tried, right = (checkpoint.step, int(checkpoint.arrays["right"][0])) if checkpoint else (0, 0)
    if checkpoint:
        yield frame(table, counted(right, tried))
    while tried < SUMS:
        counts = some_more(module, order[: tried + GOAL], right, tried)
        for right, tried in latest(counts):
            yield frame(table, counted(right, tried))
        yield Checkpoint(tried, {"right": np.array([right])})


def some_more(module, order, right, tried):
    """A few sums after the other: how many of them are right, and how many have been tried."""
    for start in range(tried, len(order), FEW):
        right += sum(is_right(module, *divmod(int(pair), 256)) for pair in order[start : start + FEW])
        yield right, start + FEW


def counted(right, tried):
    return Note("all", {"right": right, "tried": tried})


def is_right(module, x, y):
    return number_of(module.add8(bits_of(x)[:8], bits_of(y)[:8])) == x + y


def bits_of(number):
    return [number >> k & 1 for k in range(PLACES)]


def number_of(bits):
    return sum(int(bit) << k for k, bit in enumerate(bits))


def frame(table, note):
    """The places as they are written, the highest to the left: as cells, and beside them as figures."""
    cells = np.where(table == OPEN, 0.3, table)[:, ::-1]
    figures = tuple(Note(row, {"bits": written(bits[::-1], " ")}) for row, bits in zip(ROWS, table, strict=True))
    picture = Pixels(cells, palette="grey", low=0.0, high=1.0)
    return Board((picture, Board(figures, columns=1), note), columns=2)


def written(bits, between):
    return between.join("." if bit == OPEN else str(int(bit)) for bit in bits)
