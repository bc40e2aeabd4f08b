"""Runs against any module that defines decayed_loss and decayed_grads; yields what came out, by name."""

from collections.abc import Mapping
from inspect import signature

import mine
import numpy as np

from engine.checking import Observation, beyond, check_call
from engine.checking.calls import check_unchanged, copies
from engine.checking.observations import attempt, same_bytes

LOSS = 1.7
TWO = {"W1": (4, 3), "b1": (3,), "W2": (3, 2), "b2": (2,)}
ONE = {"W1": (3, 2), "b1": (2,)}
NORMED = {"W1": (4, 3), "b1": (3,), "gamma1": (3,), "beta1": (3,), "W2": (3, 2), "b2": (2,)}
DECAY = "weight_decay_lambda"


def checks(module, draw):
    for case, shapes, decay in (("0.3", TWO, 0.3), ("0", TWO, 0), ("0.05, one layer", ONE, 0.05)):
        yield from decayed(module, draw, f"lambda {case}", shapes, decay)
    yield from beyond(decayed(module, draw, "gamma and beta", NORMED, 0.3))
    yield from beyond(network(module, draw))


def decayed(module, draw, case, shapes, decay):
    """Loss and gradients with decay; what was handed in stays as it was."""
    source = draw.at(case)
    params = {name: source(name, shape) for name, shape in shapes.items()}
    grads = {f"d{name}": source(f"d{name}", shape) for name, shape in shapes.items()}
    lent = copies(params)
    yield from check_call(lambda: module.decayed_loss(LOSS, lent, decay), case=case, variable="loss")
    yield from check_unchanged(case, params, lent, "unchanged-by-loss")
    given = {name.removeprefix("d"): value for name, value in copies(grads).items()}
    before = dict(given)
    found = attempt(lambda: module.decayed_grads(given, lent, decay))
    yield from names(case, found)
    for name in shapes if isinstance(found, Mapping) else ():
        yield Observation(f"{case}/d{name}/value", "forward", "same", found.get(name))
    yield from check_unchanged(case, params, lent)
    kept = all(same_bytes(grads[f"d{name}"], value) for name, value in before.items())
    yield Observation(f"{case}/grads/unchanged", "purity", "same", kept, beyond=True)


def names(case, found):
    """The names in what decayed_grads returned; what is no dict, as it is."""
    told = ", ".join(sorted(map(str, found))) if isinstance(found, Mapping) else found
    yield Observation(f"{case}/grads/names", "contract", "same", told)


def network(module, draw):
    """The learner's network with the same penalty inside: how far it is from what the two functions say."""
    kind = getattr(module, "MultiLayerNet", mine.MultiLayerNet)
    case, taken = "MultiLayerNet", DECAY in signature(kind).parameters
    yield Observation(f"{case}/number of arguments named {DECAY}/taken", "forward", "same", int(taken))
    if not taken:
        return
    x, t = draw("x", (5, 4)), draw.one_hot("t", 5, 3)
    plain, with_decay = kind(4, [6], 3), kind(4, [6], 3, **{DECAY: 0.3})
    for name, value in with_decay.params.items():
        plain.params[name][...] = value

    def loss():
        return with_decay.loss(x, t) - module.decayed_loss(plain.loss(x, t), plain.params, 0.3)

    def gradient():
        wanted = module.decayed_grads(plain.gradient(x, t), plain.params, 0.3)
        return max(float(np.max(np.abs(got - wanted[name]))) for name, got in with_decay.gradient(x, t).items())

    for what, off in {"its loss": loss, "its gradients": gradient}.items():
        yield from check_call(off, case=case, variable=f"how far {what} is off", atol=1e-6)
