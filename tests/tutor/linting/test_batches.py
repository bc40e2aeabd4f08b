"""How many seeds lint gives to one worker, which is heard out up to so many observations and no more."""

from __future__ import annotations

from tutor.linting.run import RUNS_A_WORKER, batched


def test_every_seed_is_in_one_batch_and_in_its_order() -> None:
    for mistakes in (0, 3, 14, 100):
        assert [seed for batch in batched(range(1, 21), mistakes) for seed in batch] == list(range(1, 21))


def test_a_lesson_of_many_mistakes_has_fewer_seeds_in_a_worker() -> None:
    assert [len(batch) for batch in batched(range(1, 21))] == [10, 10]
    assert max(len(batch) * 14 for batch in batched(range(1, 21), 14)) <= RUNS_A_WORKER
    assert {len(batch) for batch in batched(range(1, 4), 2 * RUNS_A_WORKER)} == {1}
