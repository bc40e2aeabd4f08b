"""The training in the background: what follows from what happens to it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tutor.model import Message
from tutor.session.background import (
    Answered,
    Ask,
    Background,
    Effect,
    End,
    Ended,
    Event,
    Forget,
    Found,
    Keep,
    Kept,
    Pause,
    Progressed,
    Release,
    Resume,
    Sent,
    Stopped,
    Take,
    Tell,
    Turned,
    step,
)

NONE = Background()


def steps(state: Background, *events: Event) -> tuple[Background, tuple[Effect, ...]]:
    """After all of them, with the effects of the last."""
    effects: tuple[Effect, ...] = ()
    for event in events:
        state, effects = step(state, event)
    return state, effects


def test_a_lab_that_is_sent_goes_on_and_is_noted_for_the_next_visit() -> None:
    state, effects = steps(NONE, Sent("a"))
    assert (state.lesson, state.paused, state.waiting) == ("a", False, False)
    assert effects == (Take("a"), Keep("a"), Tell("background.begun", "a"))


def test_a_second_one_asks_and_no_leaves_the_first_alone() -> None:
    asked, effects = steps(NONE, Sent("a"), Progressed({"epoch": 2}), Sent("b"))
    assert effects == (Ask("a"),)
    state, effects = step(asked, Answered(False))
    assert (state.lesson, state.facts, state.wanted, effects) == ("a", {"epoch": 2}, None, ())


def test_yes_ends_the_first_before_the_second_begins() -> None:
    state, effects = steps(NONE, Sent("a"), Sent("b"), Answered(True))
    assert (state.lesson, state.facts) == ("b", {})
    assert effects[:2] == (End("a"), Forget())
    assert effects[3:5] == (Take("b"), Keep("b"))


def test_a_first_one_that_ends_while_the_question_stands_makes_room() -> None:
    state, effects = steps(NONE, Sent("a"), Sent("b"), Ended(None), Answered(True))
    assert state.lesson == "b"
    assert effects == (Take("b"), Keep("b"), Tell("background.begun", "b"))


def test_it_is_paused_and_goes_on_by_the_same_key() -> None:
    paused, effects = steps(NONE, Sent("a"), Turned())
    assert (paused.paused, effects) == (True, (Pause("a", True),))
    assert step(paused, Turned())[1] == (Pause("a", False),)
    assert step(paused, Sent("a"))[1] == (Pause("a", False),)


def test_one_that_an_earlier_visit_left_waits_until_it_is_asked_to_go_on() -> None:
    found, effects = steps(NONE, Found("a", {"epoch": 3}))
    assert (found.waiting, found.facts, effects) == (
        True,
        {"epoch": 3},
        (Tell("background.waits", "a", facts={"epoch": 3}),),
    )
    state, effects = step(found, Turned())
    assert (state.waiting, state.facts, effects) == (False, {"epoch": 3}, (Resume("a"),))
    assert step(found, Sent("a"))[1] == (Resume("a"),)


def test_one_that_is_stopped_leaves_nothing_for_the_next_visit() -> None:
    for begun in (Sent("a"), Found("a", {})):
        state, effects = steps(NONE, begun, Stopped())
        assert state == NONE
        assert effects == (End("a"), Forget(), Tell("background.stopped", "a"))


def test_how_it_ended_is_told() -> None:
    why = Message("lab.raised")
    assert steps(NONE, Sent("a"), Ended(None))[1] == (Release("a"), Forget(), Tell("background.done", "a"))
    assert steps(NONE, Sent("a"), Ended(why)) == (NONE, (Release("a"), Forget(), Tell("background.failed", "a", why)))


def test_each_checkpoint_is_noted_for_the_next_visit() -> None:
    assert steps(NONE, Sent("a"), Kept())[1] == (Keep("a"),)


def test_a_tutor_that_may_not_write_runs_none() -> None:
    state, effects = step(Background(writable=False), Sent("a"))
    assert (state.lesson, effects) == (None, (Tell("background.read-only", "a"),))


def test_one_that_is_over_or_there_already_is_not_sent_again() -> None:
    assert step(NONE, Sent("a", over=True)) == (NONE, (Tell("background.over", "a"),))
    assert steps(NONE, Sent("a"), Sent("a"))[1] == (Tell("background.already", "a"),)


LESSONS = st.sampled_from(["a", "b", "c"])
EVENTS = st.one_of(
    st.builds(Found, LESSONS, st.just({})),
    st.builds(Sent, LESSONS, st.booleans()),
    st.builds(Answered, st.booleans()),
    st.builds(Ended, st.none()),
    st.sampled_from([Turned(), Stopped(), Kept(), Progressed({"n": 1})]),
)


@given(st.booleans(), st.lists(EVENTS, max_size=12))
def test_there_is_never_more_than_one_and_none_of_a_tutor_that_may_not_write(writable: bool, events: list[Event]) -> None:
    state, alive = Background(writable=writable), set[str]()
    for event in events:
        if isinstance(event, Found) and (state.lesson or not writable):
            continue  # looked for once, at the start
        if isinstance(event, Ended) and (state.waiting or state.lesson is None):
            continue  # only one that has a process ends
        state, effects = step(state, event)
        for effect in effects:
            match effect:
                case Take(lesson) | Resume(lesson):
                    assert not alive
                    alive.add(lesson)
                case End(lesson) | Release(lesson):
                    alive.discard(lesson)
                case Pause(lesson):
                    assert lesson in alive
        assert alive == ({state.lesson} if state.lesson and not state.waiting else set())
        assert writable or not alive


def test_news_of_one_that_is_gone_changes_nothing() -> None:
    for event in (Progressed({"n": 1}), Kept(), Ended(None), Answered(True)):
        assert step(NONE, event) == (NONE, ())
    for asked in (Turned(), Stopped()):
        assert step(NONE, asked) == (NONE, (Tell("background.none", None),))
