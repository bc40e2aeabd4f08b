import os
import signal
import sys
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any, TypeVar

import joblib
import numpy as np
import pytest

from engine.search import (
    LogUniform,
    OneOf,
    Trial,
    Uniform,
    best_first,
    digits_score,
    draw_trials,
    few_digits,
    mnist_score,
    narrow,
    random_search,
    run_trials,
)

F = TypeVar("F")


def of_the_engine(objective: F) -> F:
    """Passes for a function of the engine's, and travels to other processes whole."""
    objective.__module__ = "engine.of_a_test"
    return objective


@of_the_engine
def in_shared_memory(settings: dict[str, Any], seed: int, x: Any) -> float:
    return float(isinstance(x, np.memmap))


@of_the_engine
def different_arrays_so_far(settings: dict[str, Any], seed: int, x: Any) -> float:
    seen: list[Any] = vars(sys).setdefault("_seen_by_a_test", [])
    seen.append(x)
    return float(len({id(one) for one in seen}))


@of_the_engine
def killed_at_first(settings: dict[str, Any], seed: int) -> float:
    if not Path(settings["mark"]).exists():
        Path(settings["mark"]).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return 1.0


@of_the_engine
def killed(settings: dict[str, Any], seed: int) -> float:
    os.kill(os.getpid(), signal.SIGKILL)
    return 1.0


SPACE: dict[str, Uniform | LogUniform | OneOf] = {
    "lr": LogUniform(1e-3, 1.0),
    "weight_decay_lambda": LogUniform(1e-8, 1e-4),
    "epochs": OneOf((1, 2)),
}


def test_a_log_uniform_number_has_every_order_of_magnitude_alike() -> None:
    rng = np.random.default_rng(0)
    logs = np.log10([LogUniform(1e-6, 1e-2).sample(rng) for _ in range(2000)])
    assert np.histogram(logs, bins=4, range=(-6, -2))[0].min() > 400


def test_samples_stay_in_their_space() -> None:
    rng = np.random.default_rng(0)
    assert all(2 <= Uniform(2, 3).sample(rng) <= 3 for _ in range(50))
    assert {OneOf(("a", "b")).sample(rng) for _ in range(50)} == {"a", "b"}


def test_a_log_scale_has_no_zero() -> None:
    with pytest.raises(ValueError, match="0 < low <= high"):
        LogUniform(0, 1)


def test_the_best_trial_comes_first_and_its_seed_repeats_it() -> None:
    best, *others = random_search(mnist_score, SPACE, trials=3)
    assert all(best.score >= other.score for other in others)
    assert mnist_score(best.settings, best.seed) == best.score


def test_two_processes_find_what_one_finds() -> None:
    def scores(trials: list[Trial]) -> list[tuple[float, object]]:
        return [(trial.score, trial.settings) for trial in trials]

    one = random_search(mnist_score, SPACE, trials=2, seed=5)
    assert scores(random_search(mnist_score, SPACE, trials=2, seed=5, n_jobs=2)) == scores(one)


def test_a_trial_depends_on_its_number_and_on_no_other_trial() -> None:
    some = draw_trials(SPACE, range(9), 5)
    assert draw_trials(SPACE, [7], 5) == {7: some[7]}
    assert len({settings["lr"] for settings, _ in some.values()}) == 9


def test_a_training_that_leaves_for_infinity_scores_nothing() -> None:
    assert mnist_score({"lr": 1e3, "weight_decay_lambda": 1.0, "epochs": 1}, 0) == 0


def test_a_training_that_left_for_infinity_is_not_carried_on() -> None:
    endless = 10**9  # epochs: the test ends because the training does
    assert mnist_score({"lr": 1e3, "weight_decay_lambda": 1.0, "epochs": endless}, 0) == 0


def test_data_with_nan_are_an_error_and_no_score() -> None:
    x, t, x_validation, t_validation = few_digits(0)
    x[0, 0] = np.nan
    with pytest.raises(ValueError, match="x has NaN"):
        digits_score({"lr": 0.1, "weight_decay_lambda": 0.0}, 0, x, t, x_validation, t_validation)


def test_data_lie_in_memory_that_all_processes_read() -> None:
    drawn = draw_trials(SPACE, range(4), 0)
    done = run_trials(in_shared_memory, drawn, [np.zeros((400, 784), np.float32)], n_jobs=2)
    assert [trial.score for _, trial in done] == [1] * 4


def test_a_backend_that_gives_all_results_together_runs_the_same_trials() -> None:
    drawn = draw_trials(SPACE, range(3), 5)
    with joblib.parallel_config("multiprocessing", n_jobs=2):
        done = dict(run_trials(mnist_score, drawn))
    assert {n: trial.score for n, trial in done.items()} == {n: mnist_score(*drawn[n]) for n in drawn}


def test_a_killed_process_costs_no_trial(tmp_path: Path) -> None:
    drawn = draw_trials({"mark": OneOf((str(tmp_path / "mark"),))}, range(4), 0)
    assert sorted(number for number, _ in run_trials(killed_at_first, drawn, n_jobs=2)) == [0, 1, 2, 3]


def test_a_search_whose_every_process_is_killed_ends() -> None:
    with pytest.raises(BrokenProcessPool):
        list(run_trials(killed, draw_trials(SPACE, range(2), 0), n_jobs=2))


def test_dask_does_not_send_the_data_with_each_trial() -> None:
    """Once to each process, and once more to one that takes a trial over from another while that one is busy."""
    distributed = pytest.importorskip("distributed", reason="Dask's scheduler is not installed")
    data = [np.zeros((400, 784), np.float32)]
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        distributed.Client(cluster),
        joblib.parallel_config("dask", scatter=data),
    ):
        done = list(run_trials(different_arrays_so_far, draw_trials(SPACE, range(12), 0), data))
    assert len(done) == 12
    assert max(trial.score for _, trial in done) <= 2


def test_a_search_on_dask_survives_that_one_of_two_processes_is_killed_on_the_way() -> None:
    distributed = pytest.importorskip("distributed", reason="Dask's scheduler is not installed")
    data, drawn = few_digits(0), draw_trials(SPACE, range(6), 5)
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
        joblib.parallel_config("dask", scatter=list(data)),
    ):
        running = run_trials(digits_score, drawn, data)
        done = dict([next(running)])
        os.kill(min(client.run(os.getpid).values()), signal.SIGKILL)
        done |= dict(running)
    alone = dict(run_trials(digits_score, drawn, data))
    assert {number: trial.score for number, trial in done.items()} == {n: trial.score for n, trial in alone.items()}


def test_the_best_trials_come_first() -> None:
    trials = [Trial({}, 0, score, 0.0) for score in (0.2, 0.9, 0.5)]
    assert [trial.score for trial in best_first(trials)] == [0.9, 0.5, 0.2]


def test_only_the_engines_own_functions_run() -> None:
    with pytest.raises(ValueError, match="only the engine's own functions"):
        random_search(lambda settings, seed: 0.0, SPACE, trials=1)


def test_a_narrowed_space_spans_the_best_trials() -> None:
    best = [Trial({"lr": lr, "depth": depth}, 0, 1.0, 0.0) for lr, depth in ((0.01, 2), (0.1, 2))]
    space: dict[str, Uniform | LogUniform | OneOf] = {"lr": LogUniform(1e-4, 1), "depth": OneOf((1, 2, 3))}
    assert narrow(space, best) == {"lr": LogUniform(0.01, 0.1), "depth": OneOf((2,))}
    with pytest.raises(ValueError, match="at least one trial"):
        narrow(space, [])
