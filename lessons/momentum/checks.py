"""Runs against any module that defines Momentum; yields what came out, by name."""

from engine.checking import check_keys, check_optimizer, check_other_containers, check_steady


def checks(module, draw):
    given = lambda: module.Momentum(lr=0.1, momentum=0.8)
    yield from check_optimizer(given, case="lr=0.1, momentum=0.8", draw=draw)
    yield from check_optimizer(lambda: module.Momentum(), case="left out", draw=draw, steps=2, title="default change")
    yield from check_steady(lambda: module.Momentum(lr=0.1))
    yield from check_keys(lambda: module.Momentum())
    yield from check_other_containers(given)
