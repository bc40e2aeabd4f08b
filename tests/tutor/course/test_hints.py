"""Which hint comes next."""

from __future__ import annotations

from tutor.course.hints import NOWHERE, Hint, Seen, Trouble, hints_for, next_hint, opens_at, own_hints, stage_of, trouble
from tutor.course.prose import Prose, parse
from tutor.model import Stage

OWN = "## Hint 1\n\none\n\n## Hint 2\n\ntwo\n\n## Hint 3\n\nthree\n"
LESSON = parse(f"# T\n\n{OWN}\n## Mistake turned\n\nm\n\n## Nudge turned\n\nlook\n\n## Mistake plain\n\nm\n")
STAGED = parse(
    "# T\n\n## Stage forward: The way there\n\nChecks: y, forward\n\n"
    f"{OWN}\n## Stage bias: The bias\n\nChecks: db\n\n{OWN.replace('one', 'uno')}\n## Why x: y?\n\nz\n"
)
TURNED = Trouble("turned")


def after(prose: Prose, stuck: Trouble, seen: Seen) -> Hint:
    hint = next_hint(hints_for(prose, stuck), seen)
    assert hint is not None
    return hint


def walk(prose: Prose, stuck: Trouble = NOWHERE, times: int = 4) -> list[str]:
    """The hints that one gets by asking again and again."""
    seen, said = Seen(), []
    for _ in range(times):
        hint = after(prose, stuck, seen)
        said.append(hint.body)
        seen = seen.with_(hint)
    return said


def test_a_named_mistakes_own_hint_comes_before_the_lessons_three() -> None:
    assert walk(LESSON, TURNED, 5) == ["look", "one", "two", "three", "three"]


def test_without_a_mistake_or_without_a_hint_for_it_the_lessons_own_come() -> None:
    assert walk(LESSON) == walk(LESSON, Trouble("plain")) == ["one", "two", "three", "three"]


def test_a_mistake_named_later_is_answered_before_the_next_of_the_three() -> None:
    seen = Seen({1}, set())
    assert after(LESSON, TURNED, seen).body == "look"
    assert after(LESSON, TURNED, Seen({1}, {"turned"})).body == "two"


def test_a_stage_has_three_hints_of_its_own() -> None:
    assert walk(STAGED, Trouble(failed=("db", "N=3", "gradient"))) == ["uno", "two", "three", "three"]
    assert walk(STAGED, Trouble(failed=("y", "N=3", "forward"))) == ["one", "two", "three", "three"]
    assert [hint.place for hint in own_hints(STAGED)] == [1, 2, 3, 4, 5, 6]
    assert {(hint.number, hint.of, hint.stage) for hint in own_hints(STAGED)[3:]} == {
        (number, 3, "The bias") for number in (1, 2, 3)
    }


def test_a_failure_that_no_stage_names_begins_with_the_first() -> None:
    assert stage_of(STAGED, Trouble(failed=("elsewhere",))) == stage_of(STAGED, Trouble()) == "forward"


def test_the_window_opens_at_what_is_new_else_where_one_left_off() -> None:
    hints = hints_for(LESSON, TURNED)
    assert hints[opens_at(hints, Seen({1, 2}, ()))].body == "look"
    assert hints[opens_at(hints, Seen({1, 2}, {"turned"}))].body == "two"
    assert hints_for(LESSON)[opens_at(hints_for(LESSON), Seen())].body == "one"


def test_a_lesson_without_hints_has_none_to_come() -> None:
    assert next_hint(hints_for(parse("# T\n")), Seen()) is None


def test_where_one_is_stuck_is_what_failed_first() -> None:
    assert trouble("m", Stage.GRADIENT, "N=3/db/analytic") == Trouble("m", ("db", "N=3", "gradient"))
    assert trouble(None, Stage.PARSE, None) == Trouble(None, ("parse",))
    assert trouble(None, None, None) == NOWHERE
