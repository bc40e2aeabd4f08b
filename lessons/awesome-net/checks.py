"""Runs against any module that defines build; yields what came out, by name."""

from engine.checking import check_own_network
from engine.checking.observations import beyond

DIGITS = (1, 28, 28)
OTHER = (2, 21, 25)


def checks(module, draw):
    yield from check_own_network(module.build, DIGITS, case="digits", draw=draw)
    yield from beyond(check_own_network(module.build, OTHER, case="other images", draw=draw, learns=False))
