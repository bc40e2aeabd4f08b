"""Runs against any module that defines MulLayer; yields what came out, by name."""

import numpy as np

from engine.checking import check_layer


def checks(module, draw):
    for case, shape in {"one number": (), "N=3": (3, 4), "N=1": (1, 4)}.items():
        yield from check_layer(make=lambda: module.MulLayer(), args={"x": shape, "y": shape}, case=case, draw=draw)
    zeros = {"x": np.array([[0.0, 1.5, -2.0]]), "y": np.array([[3.0, -0.5, 0.0]])}
    yield from check_layer(make=lambda: module.MulLayer(), args=zeros, case="a 0 in x and in y", draw=draw)
