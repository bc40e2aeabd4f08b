"""Runs against any module that defines Repeat and Sum; yields what came out, by name."""

from engine.checking import check_layer


def checks(module, draw):
    for N in (3, 1, 7):
        row = draw(f"row for {N}", (1, 4))  # one row it stays: a batch of rows is not what Repeat is for
        yield from check_layer(make=lambda N=N: module.Repeat(N), args={"x": row}, case=f"Repeat({N})", draw=draw)
    for N in (3, 1, 7):
        yield from check_layer(make=lambda: module.Sum(), args={"x": (N, 4)}, case=f"Sum of {N} rows", draw=draw)
