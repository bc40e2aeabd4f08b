from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.datasets import load_spiral
from engine.layers import Dropout
from engine.networks import MultiLayerNet, TwoLayerNet
from engine.optimizers import SGD, Adam
from engine.training.checkpoints import load_checkpoint
from engine.training.progress import Progress
from engine.training.trainer import Plan, Trainer, cosine
from tests.present import present


def spiral_trainer(seed: int = 0, optimizer: Adam | SGD | None = None, **settings: Any) -> Trainer:
    rng = np.random.default_rng(seed)
    net = TwoLayerNet(2, 10, 3, weight_init_std=1.0, activation="sigmoid", rng=rng)
    return Trainer(net, optimizer or SGD(1.0), rng=rng, **settings)


def noisy_trainer(seed: int = 0) -> Trainer:
    """Dropout, batch normalization and Adam: all that a run remembers besides its weights."""
    rng = np.random.default_rng(seed)
    net = MultiLayerNet(2, [8, 8], 3, use_dropout=True, use_batchnorm=True, rng=rng)
    return Trainer(net, Adam(0.01), rng=rng)


def same(one: Trainer, other: Trainer) -> bool:
    return all(np.array_equal(array, other.model.arrays()[key]) for key, array in one.model.arrays().items())


def test_the_spiral_is_learned_in_the_books_three_hundred_epochs() -> None:
    x, t = load_spiral()
    history = spiral_trainer().fit(x, t, max_epoch=300, batch_size=30)
    assert len(history) == 300
    assert present(history[-1].train_accuracy) > 0.9
    assert history[-1].loss < history[0].loss / 3


def test_callbacks_hear_of_every_interval_and_every_epoch() -> None:
    heard: list[Progress] = []
    x, t = load_spiral()
    spiral_trainer(callbacks=[heard.append]).fit(x, t, max_epoch=2, batch_size=30, eval_interval=4)
    assert [(p.epoch, p.batch) for p in heard] == [(0, 4), (0, 8), (1, 10), (1, 4), (1, 8), (2, 10)]
    assert [p.train_accuracy is not None for p in heard] == [False, False, True] * 2


def test_a_run_waits_for_whoever_listens() -> None:
    trainer = spiral_trainer()
    run = trainer.run(*load_spiral(), Plan(max_epoch=5, batch_size=30, eval_interval=10))
    next(run)
    assert trainer.optimizer.iter == 10
    run.close()
    assert trainer.history == []


def test_the_same_seed_gives_the_same_run() -> None:
    runs = [noisy_trainer(3), noisy_trainer(3)]
    for trainer in runs:
        trainer.fit(*load_spiral(), max_epoch=3)
    assert same(*runs)


@pytest.mark.parametrize("schedule", [None, cosine])
def test_a_resumed_run_ends_where_an_unbroken_one_does(tmp_path: Path, schedule: Callable[..., Any] | None) -> None:
    x, t = load_spiral()
    unbroken, cut, resumed = noisy_trainer(1), noisy_trainer(1), noisy_trainer(99)
    plan: dict[str, Any] = {"batch_size": 30, "schedule": schedule, "validation": (x, t), "patience": 10}
    unbroken.fit(x, t, max_epoch=6, **plan)
    checkpoint = tmp_path / "run.npz"
    run = cut.run(x, t, Plan(max_epoch=6, checkpoint=checkpoint, **plan))
    while len(cut.history) < 3:
        next(run)
    history = resumed.fit(x, t, max_epoch=6, checkpoint=checkpoint, **plan)
    assert same(resumed, unbroken)
    assert [p.loss for p in history] == [p.loss for p in unbroken.history]


def test_a_run_with_dropout_whose_generator_nobody_gave_is_taken_up_again(tmp_path: Path) -> None:
    def trainer() -> Trainer:
        net = TwoLayerNet(2, 10, 3)
        net.chain({"Dropout": Dropout(), **net.layers})
        return Trainer(net, SGD(0.1))

    plan: dict[str, Any] = {"checkpoint": tmp_path / "run.npz"}
    trainer().fit(*load_spiral(), max_epoch=1, **plan)
    assert len(trainer().fit(*load_spiral(), max_epoch=2, **plan)) == 2


def test_training_stops_early_and_keeps_the_best() -> None:
    x, t = load_spiral()
    trainer = spiral_trainer(optimizer=SGD(50.0))
    history = trainer.fit(x, t, max_epoch=200, batch_size=30, validation=(x, t), patience=3)
    scores = [present(p.validation_accuracy) for p in history]
    assert len(history) < 200
    assert scores.index(max(scores)) == len(scores) - 4
    assert trainer.model.accuracy(x, t) == max(scores)


def test_a_checkpoint_of_another_run_is_refused(tmp_path: Path) -> None:
    x, t = load_spiral()
    path = tmp_path / "run.npz"
    spiral_trainer().fit(x, t, max_epoch=1, checkpoint=path)
    with pytest.raises(ValueError, match="saved with SGD but the optimizer is Adam"):
        load_checkpoint(path, spiral_trainer(optimizer=Adam()))
    with pytest.raises(ValueError, match="saved from another network"):
        load_checkpoint(path, Trainer(MultiLayerNet(2, [3, 3], 3), SGD()))
    TwoLayerNet(2, 10, 3).save(path)
    with pytest.raises(ValueError, match="not a checkpoint"):
        load_checkpoint(path, spiral_trainer())


def test_no_checkpoint_yet_is_no_fault(tmp_path: Path) -> None:
    assert load_checkpoint(tmp_path / "none.npz", spiral_trainer()) is False


def test_max_grad_bounds_the_step() -> None:
    x, t = load_spiral()
    trainer = spiral_trainer(optimizer=SGD(1.0))
    before = {key: p.copy() for key, p in trainer.model.params.items()}
    trainer.fit(x, t, max_epoch=1, batch_size=300, max_grad=1e-3)
    moved = sum(((p - before[key]) ** 2).sum() for key, p in trainer.model.params.items()) ** 0.5
    assert moved == pytest.approx(1e-3, rel=1e-3)


def test_training_follows_its_data(strict: Any, host: Callable[..., Any]) -> None:
    x, t = load_spiral()
    there = Trainer(TwoLayerNet(2, 10, 3, rng=strict.default_rng(0)), SGD(1.0), rng=np.random.default_rng(0))
    here = Trainer(TwoLayerNet(2, 10, 3, rng=np.random.default_rng(0)), SGD(1.0), rng=np.random.default_rng(0))
    there.fit(strict.asarray(x), strict.asarray(t), max_epoch=2, max_grad=1.0)
    here.fit(x, t, max_epoch=2, max_grad=1.0)
    np.testing.assert_allclose(host(there.model.params["W1"]), here.model.params["W1"], rtol=1e-6)


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        ({"patience": 3}, "patience needs validation"),
        ({"batch_size": 0}, "must be at least 1"),
        ({"max_epoch": 0}, "must be at least 1"),
    ],
)
def test_a_plan_that_cannot_work_is_told(plan: dict[str, int], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        spiral_trainer().fit(*load_spiral(), **plan)


def test_data_and_answers_must_pair_up() -> None:
    x, t = load_spiral()
    with pytest.raises(ValueError, match=r"x is \(300, 2\) but t is \(299,\)"):
        spiral_trainer().fit(x, t[:-1])


def overflowing(scale: float) -> Trainer:
    """First weights so large that a hidden layer is infinite, and the scores infinity less infinity."""
    rng = np.random.default_rng(0)
    return Trainer(MultiLayerNet(2, [20, 20, 20], 3, weight_init_std=scale, rng=rng), SGD(0.1), rng=rng)


@pytest.mark.filterwarnings("ignore:overflow", "ignore:invalid")
def test_a_run_that_overflows_goes_on_with_nan_and_says_so_once() -> None:
    said: list[str] = []
    x, t = load_spiral()
    trainer = overflowing(1e30)
    history = trainer.fit(x, t, max_epoch=3, validation=(x, t), patience=5, say=said.append)
    assert [p.epoch for p in history] == [1, 2, 3]
    assert all(np.isnan([p.loss, present(p.train_accuracy), present(p.validation_accuracy)]).all() for p in history)
    assert len(said) == 1
    for part in ("epoch 1", "has NaN at", "smaller first weights"):
        assert part in said[0]


def narrow_trainer(W1: float, b1: float, W2: list[float]) -> Trainer:
    """One number in, one hidden unit behind a ReLU, two scores."""
    net = TwoLayerNet(1, 1, 2, dtype=np.float64)
    net.params["W1"][...], net.params["b1"][...], net.params["W2"][...] = W1, b1, W2
    return Trainer(net, SGD(0.1))


@pytest.mark.filterwarnings("ignore:overflow", "ignore:invalid")
@pytest.mark.parametrize(
    ("trainer", "fault"),
    [
        (narrow_trainer(10.0, 0.0, [1.0, 1.0]), "SoftmaxWithLoss: x has infinity at (0, 0)"),
        (narrow_trainer(0.0, 1e-20, [1e10, -1e10]), "Trainer: the gradient of W1 has infinity at (0, 0)"),
    ],
)
def test_a_step_whose_numbers_overflow_leaves_the_parameters_as_they_were(trainer: Trainer, fault: str) -> None:
    said: list[str] = []
    before = {key: p.copy() for key, p in trainer.model.params.items()}
    history = trainer.fit(np.array([[1e308]]), np.array([0]), max_epoch=2, say=said.append)
    for key, p in trainer.model.params.items():
        np.testing.assert_array_equal(p, before[key])
    assert np.isnan([progress.loss for progress in history]).all()
    assert fault in said[0]


@pytest.mark.filterwarnings("ignore:overflow", "ignore:invalid")
def test_python_warns_of_an_overflow_if_nobody_else_is_told() -> None:
    with pytest.warns(RuntimeWarning, match="Trainer: numbers have overflowed"):
        overflowing(1e30).fit(*load_spiral(), max_epoch=1)


@pytest.mark.filterwarnings("ignore:overflow", "ignore:invalid")
def test_a_run_that_overflowed_is_taken_up_again(tmp_path: Path) -> None:
    plan: dict[str, Any] = {"checkpoint": tmp_path / "run.npz", "say": lambda _: None}
    overflowing(1e30).fit(*load_spiral(), max_epoch=1, **plan)
    assert len(overflowing(1e30).fit(*load_spiral(), max_epoch=2, **plan)) == 2


def test_data_that_came_with_nan_are_refused_as_ever() -> None:
    x, t = load_spiral()
    x[3, 1] = np.nan
    with pytest.raises(ValueError, match="x has NaN"):
        spiral_trainer().fit(x, t, max_epoch=1)
