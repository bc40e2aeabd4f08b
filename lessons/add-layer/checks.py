"""Runs against any module that defines AddLayer; yields what came out, by name."""

from engine.checking import check_layer


def checks(module, draw):
    for case, shape in {"one number": (), "N=3": (3, 4), "N=1": (1, 4)}.items():
        yield from check_layer(make=lambda: module.AddLayer(), args={"x": shape, "y": shape}, case=case, draw=draw)
