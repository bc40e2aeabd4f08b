"""Random search for hyperparameters: try many, look at the best, look closer there (B1 6.5).

Points on a grid share their coordinates and waste trials on settings that do not matter; random ones do not (Bergstra and
Bengio 2012). Trials run through joblib: on this machine, or wherever `joblib.parallel_config(backend="dask")` or
`"ray"` sends them. They run functions of the engine only, so that no learner's code leaves its confinement.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from engine.initializers import Rng

Hyperparameters: TypeAlias = dict[str, Any]
Objective: TypeAlias = Callable[..., float]  # (settings, seed, *data) -> score, the higher the better
Drawn: TypeAlias = tuple[Hyperparameters, int]  # what a trial is run with: settings, seed

MOST_DEATHS = 3
SMALLEST_SENT = 10_000  # bytes; greater arrays are put into memory that all processes of a machine read


@dataclass(frozen=True, slots=True)
class Uniform:
    """Any number between two, all equally likely."""

    low: float
    high: float

    def sample(self, rng: Rng) -> float:
        return float(rng.uniform(self.low, self.high))

    def narrow(self, best: Sequence[float]) -> Uniform:
        return Uniform(min(best), max(best))


@dataclass(frozen=True, slots=True)
class LogUniform:
    """A number between two, all powers of ten equally likely: for what matters by its order, such as a learning rate."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if not 0 < self.low <= self.high:
            raise ValueError(f"LogUniform({self.low}, {self.high}): give 0 < low <= high, e.g. LogUniform(1e-6, 1e-2)")

    def sample(self, rng: Rng) -> float:
        return math.exp(rng.uniform(math.log(self.low), math.log(self.high)))

    def narrow(self, best: Sequence[float]) -> LogUniform:
        return LogUniform(min(best), max(best))


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of some values."""

    values: tuple[Any, ...]

    def sample(self, rng: Rng) -> Any:
        return self.values[int(rng.integers(len(self.values)))]

    def narrow(self, best: Sequence[Any]) -> OneOf:
        return OneOf(tuple(value for value in self.values if value in best))


Space: TypeAlias = Mapping[str, Uniform | LogUniform | OneOf]


@dataclass(frozen=True, slots=True)
class Trial:
    """One try: its settings, the seed that repeats it, its score and the seconds it took."""

    settings: Hyperparameters
    seed: int
    score: float
    seconds: float


def random_search(
    objective: Objective, space: Space, trials: int, *, seed: int = 0, n_jobs: int | None = None
) -> list[Trial]:
    """All trials, the best first. The same seed gives the same trials, on however many processes they run.

    `n_jobs`: as joblib's; None is one process, or what `joblib.parallel_config` says.
    Raises ValueError for an objective from outside the engine.
    """
    drawn = draw_trials(space, range(trials), seed)
    return best_first(trial for _, trial in run_trials(objective, drawn, n_jobs=n_jobs))


def draw_trials(space: Space, numbers: Iterable[int], seed: int) -> dict[int, Drawn]:
    """Settings and a seed for each trial, by its number, on which alone they depend."""
    return {number: _draw(space, np.random.default_rng([seed, number])) for number in numbers}


def _draw(space: Space, rng: Rng) -> Drawn:
    return {name: axis.sample(rng) for name, axis in space.items()}, int(rng.integers(2**31))


def run_trials(
    objective: Objective, drawn: Mapping[int, Drawn], data: Sequence[Any] = (), *, n_jobs: int | None = None
) -> Iterator[tuple[int, Trial]]:
    """Each trial under its number, as soon as it is done, in whatever order.

    `data`: arrays that the objective is given after settings and seed; they go to each process once. A process that dies
    costs what it was at, which is run again; raises BrokenProcessPool where that happens `MOST_DEATHS` times on end, and
    nothing is done between.
    """
    _check_engines_own(objective)
    left, deaths = dict(drawn), 0
    while left:
        before = len(left)
        try:
            for number, trial in _parallel(objective, left, data, n_jobs):
                del left[number]
                yield number, trial
        except BrokenProcessPool:
            deaths = deaths + 1 if len(left) == before else 0
            if deaths == MOST_DEATHS:
                raise


def best_first(trials: Iterable[Trial]) -> list[Trial]:
    return sorted(trials, key=lambda trial: trial.score, reverse=True)


def _parallel(
    objective: Objective, drawn: Mapping[int, Drawn], data: Sequence[Any], n_jobs: int | None
) -> Iterator[tuple[int, Trial]]:
    """Results as they come; from a backend that keeps them all to the end, as many at a time as it runs side by side."""
    import joblib

    options = {"n_jobs": n_jobs, "batch_size": 1, "max_nbytes": SMALLEST_SENT}
    calls = [joblib.delayed(_run)(number, objective, settings, seed, *data) for number, (settings, seed) in drawn.items()]
    try:
        parallel = joblib.Parallel(return_as="generator_unordered", **options)
    except ValueError:  # Ray's, as of joblib 1.6: it can only give all of its results together
        side_by_side = joblib.effective_n_jobs(n_jobs)
        for start in range(0, len(calls), side_by_side):
            yield from joblib.Parallel(**options)(calls[start : start + side_by_side])
    else:
        yield from parallel(calls)


def narrow(space: Space, best: Sequence[Trial]) -> Space:
    """The space that the best trials span: from coarse to fine."""
    if not best:
        raise ValueError("narrow: give at least one trial, e.g. narrow(space, trials[:5])")
    return {name: axis.narrow([trial.settings[name] for trial in best]) for name, axis in space.items()}


def mnist_score(settings: Hyperparameters, seed: int) -> float:
    """The validation accuracy of a small MultiLayerNet on 500 digits after a few epochs (B1 6.5.3).

    settings: lr, weight_decay_lambda, and if wanted epochs, hidden (units per layer), depth (layers).
    """
    return digits_score(settings, seed, *few_digits(seed))


def few_digits(seed: int) -> tuple[Any, Any, Any, Any]:
    """500 digits, a fifth of them for validation: x (400, 784), t (400,), x (100, 784), t (100,)"""
    from engine.datasets import load_mnist, shuffle_and_split
    from engine.datasets.mnist import to_unit

    (x, t), _ = load_mnist(normalize=False)
    train, validation = shuffle_and_split(to_unit(x[:500]), t[:500], 0.2, np.random.default_rng(seed))
    return (*train, *validation)


def digits_score(settings: Hyperparameters, seed: int, x: Any, t: Any, x_validation: Any, t_validation: Any) -> float:
    """The validation accuracy of a MultiLayerNet that has learned from x (N, D) and t (N,); 0 if it left for infinity.

    settings: as those of `mnist_score`.
    """
    from engine.networks import MultiLayerNet
    from engine.optimizers import SGD
    from engine.training.trainer import Plan, Trainer

    rng = np.random.default_rng(seed)
    hidden = [settings.get("hidden", 100)] * settings.get("depth", 2)
    net = MultiLayerNet(x.shape[1], hidden, 10, weight_decay_lambda=settings["weight_decay_lambda"], rng=rng)
    trainer = Trainer(net, SGD(settings["lr"]), rng=rng)
    plan = Plan(settings.get("epochs", 20), 50, validation=(x_validation, t_validation), say=lambda _: None)
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in trainer.run(x, t, plan):
            if trainer.has_overflowed:
                return 0.0
    return trainer.history[-1].validation_accuracy or 0.0


def _run(number: int, objective: Objective, settings: Hyperparameters, seed: int, *data: Any) -> tuple[int, Trial]:
    started = time.perf_counter()
    score = objective(settings, seed, *data)
    return number, Trial(settings, seed, score, time.perf_counter() - started)


def _check_engines_own(objective: Objective) -> None:
    module = getattr(objective, "__module__", "")
    if module.partition(".")[0] != "engine":
        raise ValueError(
            f"random_search: the objective is from {module or 'nowhere'}: only the engine's own functions may run"
        )
