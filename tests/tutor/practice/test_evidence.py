"""What the record says of how well something was known, and what it does not say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tutor.model import Outcome
from tutor.practice.evidence import of_drill, of_lesson
from tutor.practice.memory import Grade, remembered
from tutor.storage.records import DrillAnswer, PastVerdict, QuizAnswer

DAY = timedelta(days=1)
START = datetime(2026, 3, 1, 18, 0, tzinfo=UTC)


def checked(outcome: Outcome, days: float = 0.0, text: int = 1, mistake: str | None = None) -> PastVerdict:
    at = START + days * DAY
    return PastVerdict(0, "course/lesson", text, outcome, None, mistake, 0, 0.1, "", at)


def answered(correct: bool, days: float = 0.0, quiz: str = "q") -> QuizAnswer:
    return QuizAnswer("course/lesson", quiz, "", correct, START + days * DAY)


def tried(right: int, wrong: int, days: float = 0.0) -> list[DrillAnswer]:
    return [DrillAnswer("shapes", "total", 1, "", number < right, START + days * DAY) for number in range(right + wrong)]


PASS = checked(Outcome.PASSED)


def grades(*verdicts: PastVerdict, answers: tuple[QuizAnswer, ...] = (), hints: tuple[int, ...] = ()) -> list[Grade]:
    return [sitting.grade for sitting in of_lesson(verdicts, answers, hints)]


def test_a_lesson_that_was_never_passed_has_nothing_to_come_back_to() -> None:
    assert grades(checked(Outcome.WRONG), checked(Outcome.UNFINISHED)) == []


def test_a_pass_without_a_slip_is_easy_and_each_slip_makes_it_harder() -> None:
    slips = [checked(Outcome.WRONG, mistake=name) for name in ("a", "b", "c")]
    assert grades(PASS) == [Grade.EASY]
    assert grades(slips[0], PASS) == [Grade.GOOD]
    assert grades(*slips, PASS) == [Grade.HARD]


def test_the_same_mistake_found_after_every_pause_is_one() -> None:
    assert grades(*[checked(Outcome.WRONG, mistake="a")] * 9, PASS) == [Grade.GOOD]


def test_a_hint_makes_a_pass_less_easy_and_the_last_one_hard() -> None:
    assert grades(PASS, hints=(1,)) == [Grade.GOOD]
    assert grades(PASS, hints=(1, 2, 3)) == [Grade.HARD]


def test_mistakes_of_days_before_the_pass_count_with_it() -> None:
    assert grades(*(checked(Outcome.WRONG, day, mistake=str(day)) for day in (0, 1, 2)), checked(Outcome.PASSED, 3)) == [
        Grade.HARD
    ]


def test_opening_a_passed_lesson_says_nothing_though_it_is_checked() -> None:
    assert grades(PASS, checked(Outcome.PASSED, 10)) == [Grade.EASY]


def test_a_reset_that_is_left_at_that_says_nothing() -> None:
    assert grades(PASS, checked(Outcome.UNFINISHED, 10, text=2)) == [Grade.EASY]


def test_writing_it_again_counts_even_where_the_text_comes_out_the_same() -> None:
    again = (checked(Outcome.UNFINISHED, 10, text=2), checked(Outcome.PASSED, 10.01))
    assert grades(PASS, *again) == [Grade.EASY, Grade.GOOD]


def test_writing_it_again_with_a_mistake_on_the_way_is_hard() -> None:
    again = (checked(Outcome.WRONG, 10, text=2, mistake="a"), checked(Outcome.PASSED, 10.01, text=3))
    assert grades(PASS, *again) == [Grade.EASY, Grade.HARD]


def test_writing_it_again_without_success_is_forgotten() -> None:
    opened, broken = checked(Outcome.PASSED, 10), checked(Outcome.WRONG, 10.01, text=2)
    assert grades(PASS, opened, broken) == [Grade.EASY, Grade.AGAIN]


@pytest.mark.parametrize("outcome", [Outcome.TIMED_OUT, Outcome.INCONCLUSIVE])
def test_a_slow_machine_and_a_kink_are_no_forgetting(outcome: Outcome) -> None:
    assert grades(PASS, checked(outcome, 10, text=2)) == [Grade.EASY]


def test_answering_its_questions_again_counts() -> None:
    assert grades(PASS, answers=(answered(True, 10),)) == [Grade.EASY, Grade.GOOD]


def test_a_missed_question_is_missed_though_it_is_put_right_at_once() -> None:
    some = (answered(False, 10), answered(True, 10.001), answered(True, 10.002, "other"))
    assert grades(PASS, answers=some) == [Grade.EASY, Grade.HARD]
    assert grades(PASS, answers=some[:2]) == [Grade.EASY, Grade.AGAIN]


@pytest.mark.parametrize(
    ("right", "wrong", "grade"), [(6, 0, Grade.GOOD), (6, 1, Grade.GOOD), (4, 2, Grade.HARD), (2, 3, Grade.AGAIN)]
)
def test_a_drill_is_rated_by_the_share_of_right_answers(right: int, wrong: int, grade: Grade) -> None:
    assert [sitting.grade for sitting in of_drill(tried(right, wrong))] == [grade]


def test_two_answers_alone_say_nothing_of_a_drill() -> None:
    assert of_drill(tried(2, 0)) == []


def test_drills_of_different_days_are_different_sittings() -> None:
    assert len(of_drill([*tried(3, 0), *tried(3, 0, days=2)])) == 2


def days_until_due(*verdicts: PastVerdict) -> int:
    memory = remembered(of_lesson(verdicts, ()), START)
    assert memory
    return (memory.due - verdicts[-1].judged_at).days


def test_who_made_more_mistakes_comes_back_sooner() -> None:
    slips = [checked(Outcome.WRONG, mistake=name) for name in ("a", "b", "c")]
    assert days_until_due(*slips, PASS) < days_until_due(slips[0], PASS) < days_until_due(PASS)


def test_who_knew_it_again_comes_back_later_than_before() -> None:
    again = (checked(Outcome.UNFINISHED, 8, text=2), checked(Outcome.PASSED, 8.01, text=3))
    assert days_until_due(PASS, *again) > days_until_due(PASS)


def test_what_is_known_fades_with_time() -> None:
    sittings = of_lesson([PASS], ())
    recalls = [memory.recall for day in (0, 3, 30) if (memory := remembered(sittings, START + day * DAY))]
    assert recalls == sorted(recalls, reverse=True)
    assert recalls[0] == 1


def test_nothing_learned_is_nothing_to_remember() -> None:
    assert remembered([], START) is None
