"""Training: batches, gradients and steps, epoch by epoch (B1 5.7.4, B2 1.4.4).

`Trainer.run` is a generator of `Progress`: whoever asks for the next value lets it go on, so a caller can draw, pause or
stop as it likes. `fit` simply runs to the end.

Numbers that overflow do not end a run: comparing first weights and learning rates means to see which of them fail (B1 6.2).
The step is left out, its loss is recorded as nan, and the first time it is said.
"""

from __future__ import annotations

import math
import time
import warnings
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from os import PathLike
from typing import Any, TypeAlias

from engine import expect
from engine.backend import Array, xp_of
from engine.datasets.batches import batches_per_epoch, shuffled_batches
from engine.expect import NotANumber
from engine.initializers import Rng, rng_or_new
from engine.optimizers import Optimizer, clip_grads
from engine.training.checkpoints import load_checkpoint, save_checkpoint
from engine.training.progress import Progress

Pair: TypeAlias = tuple[Array, Array]
Callback: TypeAlias = Callable[[Progress], object]
SEEN = 1000  # so many training data tell the training accuracy


def _warn(sentence: str) -> None:
    warnings.warn(sentence, RuntimeWarning, stacklevel=2)


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train. `schedule` maps the share of training done, 0 to 1, to a factor for the learning rate.

    `say` is told, once, that numbers have overflowed; else Python warns.
    """

    max_epoch: int = 10
    batch_size: int = 32
    max_grad: float | None = None
    eval_interval: int = 20
    validation: Pair | None = None
    patience: int | None = None
    checkpoint: str | PathLike[str] | None = None
    augment: Callable[[Array, Rng], Array] | None = None
    schedule: Callable[[float], float] | None = None
    say: Callable[[str], object] = _warn


def cosine(done: float) -> float:
    """From 1 slowly down to 0: large steps first, small ones to settle (Loshchilov and Hutter 2017)."""
    return (1 + math.cos(math.pi * done)) / 2


class Clock:
    """Seconds of training; it stands still while a listener draws or pauses."""

    def __init__(self, seconds: float) -> None:
        self.seconds, self.since = seconds, time.perf_counter()

    def start(self) -> None:
        self.since = time.perf_counter()

    def stop(self) -> float:
        self.seconds += time.perf_counter() - self.since
        return self.seconds


class Trainer:
    """Trains a model with an optimizer. The model needs `params`, `loss_and_gradient`, `accuracy` and `arrays`.

    `history` holds one Progress for each finished epoch.
    """

    def __init__(
        self, model: Any, optimizer: Optimizer, *, rng: Rng | None = None, callbacks: Sequence[Callback] = ()
    ) -> None:
        self.model, self.optimizer = model, optimizer
        self.rng, self.callbacks = rng_or_new(rng), callbacks
        self.history: list[Progress] = []
        self.best: dict[str, Array] = {}
        self.lr = optimizer.lr
        self.has_overflowed = False

    def fit(self, x: Array, t: Array, max_epoch: int = 10, batch_size: int = 32, **plan: Any) -> list[Progress]:
        """Train to the end and return the history. Further settings are those of `Plan`."""
        for progress in self.run(x, t, Plan(max_epoch, batch_size, **plan)):
            for callback in self.callbacks:
                callback(progress)
        return self.history

    def run(self, x: Array, t: Array, plan: Plan) -> Generator[Progress, None, None]:
        """Train epoch by epoch from where the history ends, and yield every `eval_interval` batches and at each epoch's end.

        With `patience`, stops when validation has not improved for so many epochs, and gives the model its best parameters
        back. With `checkpoint`, every epoch's end is saved there, and what is already there is taken up first.
        """
        _check(x, t, plan)
        self._resume(plan)
        while len(self.history) < plan.max_epoch and not self._has_stalled(plan.patience):
            yield from self._epoch(x, t, plan)
        if plan.patience is not None:
            self._restore_best()

    def _epoch(self, x: Array, t: Array, plan: Plan) -> Iterator[Progress]:
        epoch, batches, every = len(self.history), batches_per_epoch(x, plan.batch_size), plan.eval_interval
        losses: list[Array] = []
        clock = Clock(self.seconds)
        for batch, (xs, ts) in enumerate(shuffled_batches(x, t, plan.batch_size, self.rng)):
            self._set_rate((epoch + batch / batches) / plan.max_epoch, plan)
            losses.append(self._step(xs, ts, plan))
            if (batch + 1) % every == 0:
                yield Progress(epoch, plan.max_epoch, batch + 1, batches, _mean(losses[-every:]), clock.stop())
                clock.start()
        accuracies = self._accuracies(x, t, plan)
        done = Progress(epoch + 1, plan.max_epoch, batches, batches, _mean(losses), clock.stop(), *accuracies)
        self._finish(done, plan)
        yield done

    def _step(self, x: Array, t: Array, plan: Plan) -> Array:
        x = plan.augment(x, self.rng) if plan.augment else x
        try:
            loss, grads = self.model.loss_and_gradient(x, t)
            _check_gradients(grads)
        except NotANumber as error:
            self._go_on_after(error, x, plan)
            return math.nan
        if plan.max_grad is not None:
            clip_grads(grads, plan.max_grad)
        self.optimizer.update(self.model.params, grads)
        return loss

    def _set_rate(self, done: float, plan: Plan) -> None:
        if plan.schedule is not None:
            self.optimizer.lr = self.lr * plan.schedule(done)

    def _accuracies(self, x: Array, t: Array, plan: Plan) -> tuple[float, float | None]:
        train = self._accuracy(x[:SEEN], t[:SEEN], plan)
        return train, None if plan.validation is None else self._accuracy(*plan.validation, plan)

    def _accuracy(self, x: Array, t: Array, plan: Plan) -> float:
        try:
            return self.model.accuracy(x, t)  # type: ignore[no-any-return]
        except NotANumber as error:
            self._go_on_after(error, x, plan)
            return math.nan

    def _go_on_after(self, error: NotANumber, x: Array, plan: Plan) -> None:
        """Say it once. Data that came with NaN is no overflow: raises the error then."""
        if xp_of(x).isnan(x).any():
            raise error
        if not self.has_overflowed:
            self.has_overflowed = True
            plan.say(
                f"Trainer: numbers have overflowed in epoch {len(self.history) + 1} ({error}); the run goes on, with nan "
                "for its loss, and leaves such steps out: try smaller first weights or a smaller lr"
            )

    def _finish(self, done: Progress, plan: Plan) -> None:
        self.history.append(done)
        if plan.patience is not None and self._epochs_since_best() == 0:
            self.best = {key: array.copy() for key, array in self.model.arrays().items()}
        if plan.checkpoint is not None:
            save_checkpoint(plan.checkpoint, self)

    def _resume(self, plan: Plan) -> None:
        if plan.checkpoint is not None and not self.history:
            load_checkpoint(plan.checkpoint, self)

    @property
    def seconds(self) -> float:
        """Time spent training so far, earlier sittings included."""
        return self.history[-1].seconds if self.history else 0.0

    def _epochs_since_best(self) -> int:
        scores = [_comparable(progress.validation_accuracy) for progress in self.history]
        return len(scores) - 1 - scores.index(max(scores))

    def _has_stalled(self, patience: int | None) -> bool:
        return patience is not None and bool(self.history) and self._epochs_since_best() >= patience

    def _restore_best(self) -> None:
        for key, array in self.model.arrays().items():
            array[...] = self.best.get(key, array)


def _comparable(accuracy: float | None) -> float:
    """An accuracy to be compared: 0 where there is none, or nan."""
    return 0.0 if accuracy is None or math.isnan(accuracy) else accuracy


def _mean(losses: list[Array]) -> float:
    return float(sum(losses)) / len(losses)


def _check_gradients(grads: dict[str, Array]) -> None:
    """Raises NotANumber where one is not finite, as a product on the way back can overflow though the loss did not."""
    for key, g in grads.items():
        expect.finite("Trainer", g, f"the gradient of {key}")


def _check(x: Array, t: Array, plan: Plan) -> None:
    if len(x) != len(t) or len(x) == 0:
        raise ValueError(f"Trainer: x is {x.shape} but t is {t.shape}: one answer for each datum, and at least one datum")
    if min(plan.max_epoch, plan.batch_size, plan.eval_interval) < 1:
        raise ValueError("Trainer: max_epoch, batch_size and eval_interval must be at least 1")
    if plan.patience is not None and plan.validation is None:
        raise ValueError("Trainer: patience needs validation=(x, t): without it nobody can tell when to stop")
