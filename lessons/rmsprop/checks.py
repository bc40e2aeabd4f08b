"""Runs against any module that defines RMSprop; yields what came out, by name."""

from engine.checking import check_keys, check_optimizer, check_other_containers, check_steady, check_tiny

RTOL = 5e-4  # an eps of 1e-7, of 1e-8 or within the root is right


def checks(module, draw):
    given = lambda: module.RMSprop(lr=0.1, decay_rate=0.9)
    yield from check_optimizer(given, case="lr=0.1, decay_rate=0.9", draw=draw, rtol=RTOL)
    yield from check_optimizer(
        lambda: module.RMSprop(), case="left out", draw=draw, steps=2, rtol=RTOL, title="default change"
    )
    yield from check_steady(lambda: module.RMSprop(lr=0.1), rtol=RTOL)
    yield from check_keys(lambda: module.RMSprop())
    yield from check_other_containers(given, rtol=RTOL)
    yield from check_tiny(given, size=1e-7, case="tiny gradients")
