"""What one number of the last layer depends on, drawn: the learner's own counts beside a picture of what really happens."""

import numpy as np

from engine.figures import Bars, Board, Note, Pixels

MARGIN = 2  # pixels around the field


def lab(module, draw, settings):
    layers, size, channels = int(settings.layers), int(settings.filter_size), int(settings.channels)
    fields = walk_back(layers, size)
    single = len(fields[-1]) - 2 * MARGIN  # of one large filter that sees as far
    counts = (layers * module.parameter_count(channels, channels, size), module.parameter_count(channels, channels, single))
    for back in range(layers + 1):
        facts = {"back": back, "layers": layers, "seen": int(np.sqrt(np.count_nonzero(fields[back])))}
        facts |= {"field": module.receptive_field(back, size), "size": size}
        yield Board((*pictures(fields, back), Note("walking", facts)), columns=2)
    facts = {"layers": layers, "size": size, "single": single, "channels": channels, "small": counts[0], "large": counts[1]}
    facts |= {"field": module.receptive_field(layers, size), "times": counts[1] / counts[0], "bends": layers - 1}
    bars = Bars((f"{layers} x {size}x{size}", f"1 x {single}x{single}"), np.array(counts, float), title="parameters")
    yield Board((*pictures(fields, layers), bars, Note("told", facts)), columns=2)


def walk_back(layers, size):
    """For each number of layers walked back: in how many ways each pixel leads to the one number in the middle."""
    side = 1 + layers * (size - 1) + 2 * MARGIN
    ways = np.zeros((side, side))
    ways[side // 2, side // 2] = 1
    found = [ways]
    for _ in range(layers):
        found.append(spread(found[-1], size))
    return found


def spread(ways, size):
    """Each place of a layer looks at a window of the layer before it: its ways go to all pixels of that window."""
    reach = size // 2
    padded = np.pad(ways, reach)
    return sum(padded[p : p + len(ways), q : q + len(ways)] for p in range(size) for q in range(size))


def pictures(fields, back):
    """Which pixels are seen, and by how many ways, from what one number looks at to all that it depends on."""
    ways = fields[back]
    yield Pixels((ways > 0).astype(float), title="seen", low=0.0, high=1.0)
    yield Pixels(ways / ways.max(), title="ways", low=0.0, high=1.0)
