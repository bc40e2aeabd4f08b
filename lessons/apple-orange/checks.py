"""Runs against any module that defines Shopping; yields what came out, by name."""

from engine.checking import check_call, check_layer

INPUTS = ("apple", "apple_num", "orange", "orange_num", "tax")
BY_HAND = (120.0, 3.0, 70.0, 5.0, 1.1)


def checks(module, draw):
    yield from by_hand(module)
    for case in ("numbers", "other numbers"):
        yield from check_layer(make=lambda: module.Shopping(), args=dict.fromkeys(INPUTS, ()), case=case, draw=draw)


def by_hand(module):
    """The bill of the lesson, with dprice left out."""

    def forward():
        return module.Shopping().forward(*BY_HAND)

    def backward():
        shopping = module.Shopping()
        shopping.forward(*BY_HAND)
        return shopping.backward()

    yield from check_call(forward, case="3 apples, 5 oranges", variable="price")
    yield from check_call(backward, case="3 apples, 5 oranges", variable="gradients")
