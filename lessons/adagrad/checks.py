"""Runs against any module that defines AdaGrad; yields what came out, by name."""

from engine.checking import check_keys, check_optimizer, check_other_containers, check_steady, check_tiny

RTOL = 1e-5  # an eps of 1e-7, of 1e-10 or within the root is right


def checks(module, draw):
    given = lambda: module.AdaGrad(lr=0.1)
    yield from check_optimizer(given, case="lr=0.1", draw=draw, rtol=RTOL)
    yield from check_optimizer(
        lambda: module.AdaGrad(), case="left out", draw=draw, steps=2, rtol=RTOL, title="default change"
    )
    yield from check_steady(given, rtol=RTOL)
    yield from check_keys(lambda: module.AdaGrad())
    yield from check_other_containers(given, rtol=RTOL)
    yield from check_tiny(given, size=1e-7, case="tiny gradients")
