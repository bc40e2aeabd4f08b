"""Random search for hyperparameters: try many, look at the best, look closer there (B1 6.5).

Points on a grid share their coordinates and waste trials on settings that do not matter; random ones do not (Bergstra and
Bengio 2012). Trials run through joblib: on this machine, or wherever `joblib.parallel_config(backend="dask")` or
`"ray"` sends them. They run functions of the engine only, so that no learner's code leaves its confinement.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from engine.initializers import Rng

Hyperparameters: TypeAlias = dict[str, Any]
Objective: TypeAlias = Callable[[Hyperparameters, int], float]  # (settings, seed) -> score, the higher the better


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
    import joblib

    _check_engines_own(objective)
    draws = (np.random.default_rng([seed, i]) for i in range(trials))
    drawn = [({name: axis.sample(rng) for name, axis in space.items()}, int(rng.integers(2**31))) for rng in draws]
    done = joblib.Parallel(n_jobs=n_jobs)(joblib.delayed(_run)(objective, settings, seed) for settings, seed in drawn)
    return sorted(done, key=lambda trial: trial.score, reverse=True)


def narrow(space: Space, best: Sequence[Trial]) -> Space:
    """The space that the best trials span: from coarse to fine."""
    if not best:
        raise ValueError("narrow: give at least one trial, e.g. narrow(space, trials[:5])")
    return {name: axis.narrow([trial.settings[name] for trial in best]) for name, axis in space.items()}


def mnist_score(settings: Hyperparameters, seed: int) -> float:
    """The validation accuracy of a small MultiLayerNet on 500 digits after a few epochs (B1 6.5.3).

    settings: lr, weight_decay_lambda, and if wanted epochs, hidden (units per layer), depth (layers).
    """
    from engine.datasets import load_mnist, shuffle_and_split
    from engine.datasets.mnist import to_unit
    from engine.networks import MultiLayerNet
    from engine.optimizers import SGD
    from engine.training.trainer import Trainer

    rng = np.random.default_rng(seed)
    (x, t), _ = load_mnist(normalize=False)
    train, validation = shuffle_and_split(to_unit(x[:500]), t[:500], 0.2, rng)
    hidden = [settings.get("hidden", 100)] * settings.get("depth", 2)
    net = MultiLayerNet(784, hidden, 10, weight_decay_lambda=settings["weight_decay_lambda"], rng=rng)
    trainer = Trainer(net, SGD(settings["lr"]), rng=rng)
    history = trainer.fit(*train, max_epoch=settings.get("epochs", 20), batch_size=50, validation=validation)
    return history[-1].validation_accuracy or 0.0


def _run(objective: Objective, settings: Hyperparameters, seed: int) -> Trial:
    started = time.perf_counter()
    score = objective(settings, seed)
    return Trial(settings, seed, score, time.perf_counter() - started)


def _check_engines_own(objective: Objective) -> None:
    module = getattr(objective, "__module__", "")
    if module.partition(".")[0] != "engine":
        raise ValueError(
            f"random_search: the objective is from {module or 'nowhere'}: only the engine's own functions may run"
        )
