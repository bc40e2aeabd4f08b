import joblib
import numpy as np
import pytest

from engine.search import LogUniform, OneOf, Trial, Uniform, mnist_score, narrow, random_search

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


def test_a_dask_cluster_runs_the_same_trials() -> None:
    distributed = pytest.importorskip("distributed", reason="Dask's scheduler is not installed")
    one = random_search(mnist_score, SPACE, trials=2, seed=5)
    with (
        distributed.LocalCluster(n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None) as cluster,
        distributed.Client(cluster),
        joblib.parallel_config(backend="dask"),
    ):
        trials = random_search(mnist_score, SPACE, trials=2, seed=5)
    assert [(t.score, t.settings) for t in trials] == [(t.score, t.settings) for t in one]


def test_only_the_engines_own_functions_run() -> None:
    with pytest.raises(ValueError, match="only the engine's own functions"):
        random_search(lambda settings, seed: 0.0, SPACE, trials=1)


def test_a_narrowed_space_spans_the_best_trials() -> None:
    best = [Trial({"lr": lr, "depth": depth}, 0, 1.0, 0.0) for lr, depth in ((0.01, 2), (0.1, 2))]
    space: dict[str, Uniform | LogUniform | OneOf] = {"lr": LogUniform(1e-4, 1), "depth": OneOf((1, 2, 3))}
    assert narrow(space, best) == {"lr": LogUniform(0.01, 0.1), "depth": OneOf((2,))}
    with pytest.raises(ValueError, match="at least one trial"):
        narrow(space, [])
