"""One cell of the product: which row, which column, and the products that are added up."""

import numpy as np

from engine.figures import Board, Edge, Graph, Note

A = np.array([[1.0, 2.0, 0.0], [3.0, -1.0, 4.0]])
B = np.array([[5.0, 1.0, -2.0, 0.0], [2.0, 0.0, 3.0, 1.0], [1.0, 6.0, 2.0, -1.0]])


def lab(module, draw, settings):
    C = np.array(module.matmul(A.copy(), B.copy()))
    i, j = (int(axis) for axis in np.unravel_index(int(settings.cell), C.shape))
    yield Board((graph(C, i, j), Note("added", facts(i, j, int(settings.terms), C))), columns=1)


def graph(C, i, j):
    """Row i of A and column j of B go in; their product is one cell of C."""
    row, column = f"A[{i}]", f"B[:, {j}]"
    edges = (Edge(row, "@", A[i : i + 1]), Edge(column, "@", B[:, j : j + 1]), Edge("@", "C", C))
    return Graph((row, column, "@", "C"), edges, marked=(2, (i, j)))


def facts(i, j, terms, C):
    pairs = list(zip(A[i], B[:, j], strict=True))[:terms]
    written = " + ".join(f"{bracketed(a)}*{bracketed(b)}" for a, b in pairs)
    return {"i": i, "j": j, "written": written, "sum": float(sum(a * b for a, b in pairs)), "yours": float(C[i, j])}


def bracketed(number):
    return f"({number:g})" if number < 0 else f"{number:g}"
