"""Runs against any module that defines SGD; yields what came out, by name."""

from engine.checking import check_keys, check_optimizer, check_other_containers, check_steady


def checks(module, draw):
    yield from check_optimizer(lambda: module.SGD(lr=0.1), case="lr=0.1", draw=draw, steps=3)
    yield from check_optimizer(lambda: module.SGD(), case="lr left out", draw=draw, steps=1, title="default change")
    yield from check_steady(lambda: module.SGD(lr=0.1))
    yield from check_keys(lambda: module.SGD())
    yield from check_other_containers(lambda: module.SGD(lr=0.1))
