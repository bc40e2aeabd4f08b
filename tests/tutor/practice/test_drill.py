"""A drill is new each time, never repeats itself, and is as hard as its learner is good."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tutor.practice.drill import HARDEST, Drill, Standing, standings
from tutor.practice.exercise import DrillKind
from tutor.storage.records import DrillAnswer

ANSWERS = st.lists(st.booleans(), max_size=30)
unhurried = settings(deadline=None, max_examples=60)
STANDINGS = st.builds(Standing, st.integers(1, HARDEST), st.integers(0, 1))


def reply(drill: Drill, right: bool) -> None:
    wrong = "999, 999, 999" if drill.exercise.kind is DrillKind.SHAPES else "123456789"
    assert drill.answer(drill.exercise.answer if right else wrong) is right


@given(
    seed=st.integers(0, 2**32), answers=ANSWERS, kinds=st.sampled_from([*((kind,) for kind in DrillKind), tuple(DrillKind)])
)
def test_no_exercise_comes_twice_and_no_answer_twice_in_a_row(
    seed: int, answers: list[bool], kinds: tuple[DrillKind, ...]
) -> None:
    drill = Drill(kinds, Random(seed))
    seen = [drill.exercise]
    for right in answers:
        reply(drill, right)
        seen.append(drill.go_on())
    assert len({exercise.question for exercise in seen}) == len(seen)
    assert all(one.answer != after.answer for one, after in pairwise(seen))
    assert not any(exercise.answer in exercise.lures for exercise in seen)


@pytest.mark.parametrize("kind", DrillKind)
def test_even_hundreds_of_the_easiest_are_all_different(kind: DrillKind) -> None:
    drill = Drill([kind], Random(3))
    seen = {drill.exercise.question}
    for _ in range(400):
        reply(drill, False)
        assert drill.go_on().level == 1
        seen.add(drill.exercise.question)
    assert len(seen) == 401


@given(standing=STANDINGS, answers=ANSWERS)
def test_a_right_answer_never_makes_it_easier_and_a_wrong_one_never_harder(standing: Standing, answers: list[bool]) -> None:
    for right in answers:
        after = standing.after(right)
        assert 1 <= after.level <= HARDEST
        assert after.level >= standing.level if right else after.level <= standing.level
        standing = after


@given(standing=STANDINGS, answers=ANSWERS, at=st.integers(0, 29))
@example(standing=Standing(HARDEST), answers=[False, True, True, True], at=0)
def test_who_gets_one_more_right_never_ends_with_easier_ones(standing: Standing, answers: list[bool], at: int) -> None:
    better = [right or number == at for number, right in enumerate(answers)]
    lower = higher = standing
    for worse_one, better_one in zip(answers, better, strict=True):
        lower, higher = lower.after(worse_one), higher.after(better_one)
    assert higher >= lower


def test_it_begins_with_the_easiest_and_reaches_the_hardest_by_right_answers() -> None:
    drill = Drill([DrillKind.GRADIENTS], Random(5))
    levels = []
    for _ in range(10):
        levels.append(drill.exercise.level)
        reply(drill, True)
        drill.go_on()
    assert levels == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]


def test_the_same_seed_draws_the_same_exercises() -> None:
    first, second = (Drill(DrillKind, Random(9)) for _ in range(2))
    assert [first.go_on() for _ in range(9)] == [second.go_on() for _ in range(9)]


def test_the_kinds_take_turns() -> None:
    drill = Drill(DrillKind, Random(2))
    assert [drill.exercise.kind, drill.go_on().kind, drill.go_on().kind, drill.go_on().kind] == [
        *DrillKind,
        DrillKind.SHAPES,
    ]


def test_a_streak_ends_with_a_wrong_answer() -> None:
    drill = Drill([DrillKind.GRAPHS], Random(2))
    for right in (True, True, False, True):
        reply(drill, right)
        drill.go_on()
    assert (drill.streak, drill.right, drill.answered) == (1, 3, 4)


def test_the_level_reached_is_where_the_next_session_begins() -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    answers = [
        DrillAnswer("shapes", "total", level, "", right, at)
        for level, right in ((1, True), (1, True), (2, True), (2, False))
    ]
    assert standings(answers[:3]) == {DrillKind.SHAPES: Standing(2)}
    assert standings(answers) == {DrillKind.SHAPES: Standing(1)}


def test_answers_of_kinds_that_no_longer_exist_and_levels_out_of_range_do_no_harm() -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    answers = [DrillAnswer("riddles", "x", 3, "", True, at), DrillAnswer("graphs", "x", 99, "", True, at)]
    assert standings(answers) == {DrillKind.GRAPHS: Standing(HARDEST)}
