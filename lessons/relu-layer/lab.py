"""Slide x up and down: the cells that are open for the data are the cells that are open for the gradient."""

import numpy as np

from engine.figures import Board, Note, Pixels

SHAPE = (6, 10)
LIMIT = 3.0


def lab(module, draw, settings):
    x = draw("x", SHAPE) + settings.shift
    dout = draw("dout", SHAPE)
    layer = module.Relu()
    y = np.array(layer.forward(x.copy()))
    dx = np.array(layer.backward(dout.copy()))
    pictures = [picture(*named) for named in (("x", x), ("y", y), ("dx", dx), ("dout", dout))]
    open_cells = int(np.count_nonzero(dx))
    yield Board((*pictures, Note("open", {"open": open_cells, "shut": dx.size - open_cells, "all": dx.size})), columns=2)


def picture(title, image):
    return Pixels(image, title=title, palette="diverging", low=-LIMIT, high=LIMIT)
