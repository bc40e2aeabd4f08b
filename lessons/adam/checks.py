"""Runs against any module that defines Adam; yields what came out, by name."""

from engine.checking import check_keys, check_optimizer, check_other_containers, check_steady, check_tiny

RTOL = 5e-4  # an eps of 1e-8, the books' 1e-7 on the uncorrected root, or one within the root is right


def checks(module, draw):
    given = lambda: module.Adam(lr=0.1, beta1=0.8, beta2=0.95)
    yield from check_optimizer(given, case="lr=0.1, beta1=0.8, beta2=0.95", draw=draw, steps=5, rtol=RTOL)
    yield from check_optimizer(lambda: module.Adam(), case="left out", draw=draw, steps=3, rtol=RTOL)
    yield from check_steady(lambda: module.Adam(lr=0.1), rtol=RTOL)
    yield from check_keys(lambda: module.Adam())
    yield from check_other_containers(given, rtol=RTOL)
    yield from check_tiny(lambda: module.Adam(), size=1e-6, case="tiny gradients")
