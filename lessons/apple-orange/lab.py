"""The bill as a graph: move a price or a number, and see all five gradients follow."""

from engine.figures import Board, Edge, Graph, Note


def lab(module, draw, settings):
    s, shopping = settings, module.Shopping()
    price = shopping.forward(s.apple, s.apple_num, s.orange, s.orange_num, s.tax)
    dapple, dapple_num, dorange, dorange_num, dtax = shopping.backward(1)
    apples, oranges = s.apple * s.apple_num, s.orange * s.orange_num
    edges = (
        Edge("apples", "mul-apple", [s.apple, s.apple_num], [dapple, dapple_num]),  # on one edge: five would be too tall
        Edge("oranges", "mul-orange", [s.orange, s.orange_num], [dorange, dorange_num]),
        Edge("mul-apple", "add", apples, s.tax),
        Edge("mul-orange", "add", oranges, s.tax),
        Edge("add", "mul-tax", apples + oranges, s.tax),
        Edge("rate", "mul-tax", s.tax, dtax),
        Edge("mul-tax", "price", price, 1.0),
    )
    nodes = (*dict.fromkeys(edge.source for edge in edges), "price")
    facts = {"price": price, "dapple_num": dapple_num, "dorange_num": dorange_num, "dtax": dtax / 100}
    yield Board((Graph(nodes, edges), Note("one-more", facts)), columns=1)
