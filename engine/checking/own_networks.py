"""A network of the learner's own: of two of them no number agrees, but what each must do can be told of each alone.

It has predict(x), loss(x, t), gradient(x, t) and params, a dict of arrays that its layers hold. Where
layers act otherwise while training, loss takes train_flg, and is asked with True.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np

from engine.checking.calls import copies
from engine.checking.observations import Array, Draw, Observation, Observations, Raised, attempt, reset_random, same_bytes
from engine.optimizers import Adam

METHODS = ("gradient", "loss", "params", "predict")
CLASSES, ROWS = 10, 3
STEPS = (1e-2, 1e-4, 1e-6)  # of the differences: the first for float32, the last near kinks
OFF, SURE = 0.02, 2e-3  # of a slope: less may be a kink; still less, and it is right
SEEN = 1e-4  # the least decay that is one
SAME = 0.05  # of a number, to be the same for all weights
RATES, TRAINED, EXAMPLES = (0.01, 0.001), 60, 10  # learning rates to try, steps with each, images to learn by heart
LEARNED = 0.5  # of the first loss
FARTHEST = (
    30  # times the loss of guessing that a first loss may be: weights of standard deviation 1 make it hundreds of times
)
NONE, ALL = "none", "all"
GROUPS = 3  # of parameters that are told with what is wrong with them
OTHER_SHAPE = "the list of gradients of another shape than their parameter"
WRONG = "the list of parameters whose gradient is wrong"
FIRST = f"whether the first loss is below {FARTHEST} times that of guessing"
STILL = "the list of parameters that learning leaves as they were"
LEARNS = f"whether it learns {EXAMPLES} images by heart"


class Way(NamedTuple):
    """One way through the values of a parameter: the slope of the loss that its gradient claims there, and as measured.

    measured: the nearest to the claim of those at several distances. middle: that at the middle distance. scale: below which
    a slope is none.
    """

    claimed: float
    measured: float
    middle: float
    scale: float

    @property
    def lacks(self) -> float:
        return self.measured - self.claimed

    @property
    def is_wrong(self) -> bool:
        return not abs(self.lacks) <= OFF * (abs(self.claimed) + self.scale) + 1e-8

    @property
    def is_right(self) -> bool:
        """Beyond doubt; what is neither may be near a kink, in float32, or a little off."""
        return abs(self.lacks) <= SURE * (abs(self.claimed) + self.scale) + 1e-8

    @property
    def factor(self) -> float:
        """By which the gradient is off; nan where the slope is 0."""
        return self.claimed / self.middle if abs(self.middle) > 1e-7 else float("nan")


class OwnCase(NamedTuple):
    """One size of images, a batch of them, and a new network each time that one is asked for."""

    build: Callable[..., Any]
    shape: tuple[int, int, int]
    draw: Draw
    name: str = "weights"

    def made(self) -> Any:
        reset_random()
        return self.build(self.shape, self.draw.rng(self.name))

    def images(self, rows: int) -> tuple[Array, Array]:
        return np.abs(self.draw(f"x of {rows}", (rows, *self.shape))), self.draw.one_hot(f"t of {rows}", rows, CLASSES)

    def loss_at(self, values: Mapping[str, Array], x: Array, t: Array) -> float:
        """Of a new network whose arrays are filled with these values, in place."""
        network = self.made()
        for name, value in values.items():
            network.params[name][...] = value
        reset_random(network)
        return float(loss_of(network, x, t))


def loss_of(network: Any, x: Array, t: Array) -> Any:
    if "train_flg" in inspect.signature(network.loss).parameters:
        return network.loss(x.copy(), t.copy(), train_flg=True)
    return network.loss(x.copy(), t.copy())


def check_own_network(
    build: Callable[..., Any], shape: tuple[int, int, int], *, case: str, draw: Draw, learns: bool = True
) -> Observations:
    """All that any network must do: its parts, its shapes, its gradients against differences, and that it learns.

    build: (C, H, W) and a generator -> the network. shape: of its images.
    """
    own = OwnCase(build, shape, draw.at(case))
    network = attempt(own.made)
    if isinstance(network, Raised):
        yield Observation(f"{case}/network/value", "contract", "same", network)
        return
    found = ", ".join(name for name in METHODS if hasattr(network, name))
    yield Observation(f"{case}/network/names", "contract", "same", found)
    if found != ", ".join(METHODS):
        return
    x, t = own.images(ROWS)
    lent = copies({"x": x, "t": t})
    for variable, call in {"y": lambda: network.predict(lent["x"]), "loss": lambda: loss_of(network, x, t)}.items():
        result = attempt(call)
        yield Observation(f"{case}/{variable}/value", "forward", "like", result)
        if isinstance(result, Raised):
            return
    yield Observation(f"{case}/x/unchanged", "purity", "same", same_bytes(x, lent["x"]))
    yield from _gradients(own, x, t, case)
    if learns:
        yield from _learning(own, case)


def _gradients(own: OwnCase, x: Array, t: Array, case: str) -> Observations:
    def measured() -> tuple[dict[str, Array], dict[str, Array]]:
        network = own.made()
        before = {name: np.array(value) for name, value in network.params.items()}
        reset_random(network)
        found = network.gradient(x.copy(), t.copy())
        return before, {name: np.array(found[name], float) for name in before if found.get(name) is not None}

    both = attempt(measured)
    if isinstance(both, Raised):
        yield Observation(f"{case}/gradient/value", "gradient", "same", both)
        return
    params, grads = both
    names = "those of params" if params and grads.keys() == params.keys() else ", ".join(sorted(grads)) or NONE
    yield Observation(f"{case}/gradient/asked", "contract", "shown", told(list(params)))
    yield Observation(f"{case}/gradient/names", "contract", "same", names)
    shaped = {name: grads[name].shape for name in grads if grads[name].shape != params[name].shape}
    yield Observation(f"{case}/{OTHER_SHAPE}/kin", "contract", "shown", _kin(shaped, params))
    listed = told([f"{name} {shape}" for name, shape in shaped.items()])
    yield Observation(f"{case}/{OTHER_SHAPE}/value", "contract", "same", listed)
    if names == "those of params" and not shaped:
        measured_ways = attempt(lambda: _ways(own, params, grads, x, t))
        yield Observation(f"{case}/{WRONG}/probabilities", "gradient", "shown", attempt(lambda: _are_probabilities(own, x)))
        rate = attempt(lambda: _decay(own, params, grads, x, t))
        yield Observation(f"{case}/{WRONG}/decay", "gradient", "shown", rate)
        yield from _slopes(measured_ways, rate if isinstance(rate, float) else 0.0, params, case)


def _are_probabilities(own: OwnCase, x: Array) -> bool:
    """Whether `predict` gives no scores: all are 0 or more, and each row adds up to 1."""
    scores = np.asarray(own.made().predict(x.copy()), float)
    return bool((scores >= 0).all() and np.allclose(scores.sum(axis=1), 1))


def _kin(shaped: Mapping[str, tuple[int, ...]], params: Mapping[str, Array]) -> str:
    """Whose shape each of these gradients has, where it is one parameter's alone."""
    kin = {name: [other for other in params if params[other].shape == shape] for name, shape in shaped.items()}
    return told([f"{name}: {others[0]}" for name, others in kin.items() if len(others) == 1])


def _slopes(ways: dict[str, Way] | Raised, decay: float, params: Mapping[str, Array], case: str) -> Observations:
    """decay: what all weights lack of themselves; it is wrong, too, where it is too little to be seen in other ways."""
    if not isinstance(ways, Raised):
        wrong = {name: way.factor for name, way in ways.items() if way.is_wrong}
        right = [name for name, way in ways.items() if way.is_right]
        yield Observation(f"{case}/{WRONG}/right", "gradient", "shown", told(right))
        yield Observation(f"{case}/{WRONG}/unsure", "gradient", "shown", len(ways) - len(wrong) - len(right))
        yield Observation(f"{case}/{WRONG}/factors", "gradient", "shown", np.array([*wrong.values()]))
        said = {name: _how(factor) for name, factor in wrong.items()}
        off = {name: f"off by {abs(decay):.2g} times itself" for name in ways if decay and params[name].ndim > 1}
        wrong_ones: Any = _listed(off | said, len(ways))
    else:
        wrong_ones = ways
    yield Observation(f"{case}/{WRONG}/value", "gradient", "same", wrong_ones)


def _listed(said: Mapping[str, str], of: int) -> str:
    """Names with what is said of each; those of which the same is said together, and no more groups than a line holds."""
    groups: dict[str, list[str]] = {}
    for name, what in said.items():
        groups.setdefault(what, []).append(name)
    found = [f"{ALL if len(names) == of else ', '.join(names)} ({what})" for what, names in groups.items()]
    return told([*found[:GROUPS], *(["..."] if len(found) > GROUPS else [])])


def told(names: list[str]) -> str:
    return ", ".join(names) or NONE


def _ways(own: OwnCase, params: dict[str, Array], grads: dict[str, Array], x: Array, t: Array) -> dict[str, Way]:
    largest = max(float(np.linalg.norm(g)) for g in grads.values())
    found = {}
    for name, gradient in grads.items():
        way = own.draw(f"way of {name}", gradient.shape)
        way = _unit(_unit(way) + _unit(gradient))
        claimed = float(np.sum(gradient * way))
        slopes = [_slope(own, params, name, way, h, x, t) for h in STEPS]
        nearest = min(slopes, key=lambda slope: abs(slope - claimed))
        found[name] = Way(claimed, nearest, slopes[1], 1e-3 * largest)
    return found


def _decay(own: OwnCase, params: dict[str, Array], grads: dict[str, Array], x: Array, t: Array) -> float:
    """The one number times each weight that the gradients of all weights lack, seen along the weights; 0 for none."""
    rates = []
    for name in (name for name, value in params.items() if value.ndim > 1 and value.any()):
        way = _unit(params[name])
        lacks = _slope(own, params, name, way, STEPS[1], x, t) - float(np.sum(grads[name] * way))
        rates.append(lacks / float(np.linalg.norm(params[name])))
    middle = float(np.median(rates)) if len(rates) > 1 else 0.0
    return middle if np.all(np.abs(np.array(rates) - middle) <= SAME * abs(middle)) and abs(middle) > SEEN else 0.0


def _slope(own: OwnCase, params: dict[str, Array], name: str, way: Array, h: float, x: Array, t: Array) -> float:
    above, below = (own.loss_at({**params, name: params[name] + side * h * way}, x, t) for side in (1, -1))
    return (above - below) / (2 * h)


def _how(factor: float) -> str:
    return f"{float(f'{factor:.2g}'):g} times" if np.isfinite(factor) else "measured 0"


def _unit(value: Array) -> Array:
    length = float(np.linalg.norm(value))
    return value / length if length else value


def _learning(own: OwnCase, case: str) -> Observations:
    """Whether it begins near guessing, and whether its loss comes down to half, by Adam, with one of the learning rates."""
    x, t = own.images(EXAMPLES)
    start = attempt(lambda: float(loss_of(own.made(), x, t)) < FARTHEST * np.log(CLASSES))
    yield Observation(f"{case}/{FIRST}/value", "forward", "same", start)
    best = attempt(lambda: _best_trial(own, x, t))
    if isinstance(best, Raised):
        yield Observation(f"{case}/{LEARNS}/value", "forward", "same", best)
        return
    yield Observation(f"{case}/{STILL}/steps", "forward", "shown", TRAINED)
    yield Observation(f"{case}/{STILL}/value", "forward", "same", NONE if best.learned else best.still)
    yield Observation(f"{case}/{LEARNS}/losses", "forward", "shown", np.array([best.first, best.last]))
    yield Observation(f"{case}/{LEARNS}/value", "forward", "same", best.learned)


class LearningTrial(NamedTuple):
    """A network that learned a few images: its loss before and after, and the parameters that stayed as they were."""

    first: float
    last: float
    still: str

    @property
    def learned(self) -> bool:
        return self.last < LEARNED * self.first


def _best_trial(own: OwnCase, x: Array, t: Array) -> LearningTrial:
    """The first with which it learns, else the one that came farthest."""
    trials: list[LearningTrial] = []
    for rate in RATES:
        trials.append(_trial(own, x, t, rate))
        if trials[-1].learned:
            return trials[-1]
    return min(trials, key=lambda trial: trial.last - trial.first)


def _trial(own: OwnCase, x: Array, t: Array, rate: float) -> LearningTrial:
    network = own.made()
    before = {name: np.array(value) for name, value in network.params.items()}
    optimizer, first = Adam(rate), float(loss_of(network, x, t))
    last = first
    for _ in range(TRAINED):
        optimizer.update(network.params, network.gradient(x.copy(), t.copy()))
        last = float(loss_of(network, x, t))
        if last < LEARNED * first:
            break
    still = [name for name, value in before.items() if np.array_equal(value, network.params[name])]
    return LearningTrial(
        first, last, _listed({name: "all 0" if not before[name].any() else "not 0" for name in still}, len(before))
    )
