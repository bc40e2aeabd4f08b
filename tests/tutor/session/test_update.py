"""The pure heart of a lesson at work: what follows from what."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.model import Message, Outcome, Place, Stage, Verdict
from tutor.session import events as e
from tutor.session.update import HESITATION, RED, Session, update


def session(**facts: Any) -> Session:
    return replace(Session("affine-layer", "text", seed=1), **facts)


def verdict(outcome: Outcome = Outcome.WRONG, **facts: Any) -> Verdict:
    return Verdict("affine-layer", outcome, Stage.FORWARD, Message("forward.differs"), seed=1, **facts)


def run(state: Session, *happened: e.Event) -> tuple[Session, tuple[e.Effect, ...]]:
    """The state after several events, and all effects in order."""
    done: list[e.Effect] = []
    for event in happened:
        state, effects = update(state, event)
        done += effects
    return state, tuple(done)


def test_an_edit_waits_for_the_pause_and_for_a_draft_and_does_nothing_else() -> None:
    state, effects = update(session(), e.Edited("text 2", line=3))
    assert effects == (e.WaitForPause(1, HESITATION), e.WaitForDraft())
    assert (state.text, state.revision, state.line, state.dirty) == ("text 2", 1, 3, True)


def test_the_text_is_saved_before_it_is_run() -> None:
    state, effects = run(session(), e.Edited("new", 1), e.Paused(1))
    assert effects[-1] == e.Save(1, "new", check=True)
    state, effects = update(state, e.Saved(1, check=True))
    assert effects == (e.Check(1, "new", 1),)
    assert not state.dirty


def test_a_pause_that_was_overtaken_by_another_edit_changes_nothing() -> None:
    _, effects = run(session(), e.Edited("a", 1), e.Edited("ab", 1), e.Paused(1))
    assert effects == (e.WaitForPause(1, HESITATION), e.WaitForDraft(), e.WaitForPause(2, HESITATION))


def test_keys_without_a_pause_do_not_put_the_draft_off() -> None:
    state, effects = run(session(), *(e.Edited("a" * n, 1) for n in range(1, 5)), e.DraftDue())
    assert effects.count(e.WaitForDraft()) == 1
    assert effects[-1] == e.KeepDraft(4, "aaaa")
    assert state.dirty
    _, effects = update(state, e.Edited("aaaaa", 1))
    assert e.WaitForDraft() in effects


def test_what_is_saved_or_being_saved_needs_no_draft() -> None:
    state, _ = run(session(), e.Edited("new", 1), e.Paused(1))
    assert update(state, e.DraftDue())[1] == ()
    state, _ = update(state, e.Saved(1))
    assert update(state, e.DraftDue())[1] == ()


def test_a_text_that_could_not_be_saved_gets_its_draft() -> None:
    state, _ = run(session(), e.Edited("new", 1), e.Paused(1), e.SaveFailed(1, Message("workspace.full")))
    assert update(state, e.DraftDue())[1] == (e.KeepDraft(1, "new"),)


def test_typing_that_is_replaced_from_outside_is_kept_first() -> None:
    _, effects = run(session(live=False), e.Edited("mine", 1), e.ChangedOutside("theirs"))
    assert effects[-2:] == (e.KeepVersion("mine"), e.ShowText("theirs"))


def test_a_save_under_way_when_the_file_changes_is_followed_by_one_of_what_is_shown() -> None:
    """It may have been written over the change, which is known by then."""
    state, effects = run(session(), e.Edited("mine", 1), e.Paused(1), e.ChangedOutside("theirs"))
    assert effects[-1] == e.Save(2, "theirs", check=True)
    assert state.dirty
    state, effects = run(state, e.Saved(1), e.Saved(2, check=True))
    assert not state.dirty
    assert effects == (e.Check(2, "theirs", 1),)


def test_typing_stops_the_check_of_the_older_text() -> None:
    state, _ = run(session(), e.Opened())
    _, effects = update(state, e.Edited("new", 1))
    assert e.StopCheck() in effects


def test_a_verdict_on_an_older_text_is_dropped() -> None:
    state, _ = run(session(), e.Opened(), e.Edited("new", 1))
    after, effects = update(state, e.Judged(0, verdict()))
    assert after == state
    assert effects == ()


def test_a_verdict_is_remembered_with_the_text_that_it_is_about() -> None:
    state, effects = run(session(), e.Opened(), e.Judged(0, verdict()))
    assert e.Remember("text", verdict()) in effects
    assert (state.verdict, state.stale) == (verdict(), False)


def test_a_verdict_is_shown_before_its_reason_is_looked_for() -> None:
    state, effects = run(session(), e.Opened(), e.Judged(0, verdict()))
    assert (state.verdict, state.checking) == (verdict(), None)
    assert effects[-1] == e.Explain(0, "text", verdict())
    explained = verdict(mistake="missing-bias")
    after, effects = update(state, e.Explained(0, explained))
    assert (after.verdict, after.explaining, effects) == (explained, None, ())


@pytest.mark.parametrize("outcome", [one for one in Outcome if one not in (Outcome.WRONG, Outcome.CRASHED)])
def test_no_reason_is_looked_for_where_nothing_is_wrong(outcome: Outcome) -> None:
    _, effects = run(session(), e.Opened(), e.Judged(0, verdict(outcome)))
    assert e.Explain(0, "text", verdict(outcome)) not in effects


def test_typing_stops_the_search_for_a_reason_and_drops_what_it_found() -> None:
    state, _ = run(session(), e.Opened(), e.Judged(0, verdict()))
    typed, effects = update(state, e.Edited("new", 1))
    assert e.StopCheck() in effects
    assert update(typed, e.Explained(0, verdict(mistake="missing-bias"))) == (typed, ())


def test_the_first_pass_is_celebrated_once() -> None:
    passed = verdict(Outcome.PASSED)
    state, effects = run(session(), e.Opened(), e.Judged(0, passed))
    assert e.Celebrate(passed) in effects
    _, effects = run(state, e.Asked(), e.Judged(0, passed))
    assert e.Celebrate(passed) not in effects


def test_a_lesson_that_passed_long_ago_is_not_celebrated_again() -> None:
    passed = verdict(Outcome.PASSED)
    _, effects = run(session(passed=True), e.Opened(), e.Judged(0, passed))
    assert e.Celebrate(passed) not in effects


def test_without_live_checks_a_pause_saves_and_checks_nothing() -> None:
    _, effects = run(session(live=False), e.Opened(), e.Edited("new", 1), e.Paused(1), e.Saved(1))
    assert effects == (e.WaitForPause(1, HESITATION), e.WaitForDraft(), e.Save(1, "new", check=False))


def test_asking_checks_an_unsaved_text_once_it_is_saved() -> None:
    _, effects = run(session(live=False), e.Edited("new", 1), e.Asked(), e.Saved(1, check=True))
    assert effects[-2:] == (e.Save(1, "new", check=True), e.Check(1, "new", 1))


def test_asking_with_another_seed_checks_with_it() -> None:
    state, effects = update(session(), e.Asked(seed=7))
    assert effects == (e.Check(0, "text", 7),)
    assert state.seed == 7


def test_a_text_that_cannot_be_saved_is_said_so_and_run_all_the_same() -> None:
    why = Message("workspace.disk-full")
    state, effects = run(session(), e.Edited("new", 1), e.Paused(1), e.SaveFailed(1, why, check=True))
    assert effects[-2:] == (e.Check(1, "new", 1), e.Tell(why))
    assert state.dirty
    assert state.trouble == why


def test_a_file_changed_outside_comes_in_saved_and_is_checked() -> None:
    state, effects = update(session(), e.ChangedOutside("theirs"))
    assert effects[0] == e.ShowText("theirs")
    assert effects[-1] == e.Check(1, "theirs", 1)
    assert not state.dirty


def test_a_late_notice_of_what_the_disk_was_known_to_hold_takes_no_newer_text_away() -> None:
    again = e.ChangedOutside("theirs")
    state, effects = run(session(), again, e.Edited("undone", 1), again)
    assert (state.text, state.dirty) == ("undone", True)
    assert effects.count(e.ShowText("theirs")) == 1
    state, effects = run(state, e.Paused(2), e.Saved(2), e.Edited("newer", 1), e.ChangedOutside("undone"))
    assert state.text == "newer"
    assert not [effect for effect in effects if isinstance(effect, e.ShowText)]
    state, _ = update(state, again)
    assert state.text == "theirs"


def test_ones_own_editor_is_no_other_program() -> None:
    _, effects = update(session(), e.ChangedOutside("mine", own=True))
    assert e.ShowText("mine") in effects
    assert not [effect for effect in effects if isinstance(effect, e.Tell)]


def test_our_own_save_seen_from_outside_is_no_news() -> None:
    state, effects = update(session(), e.ChangedOutside("text"))
    assert effects == ()
    assert state.text == "text"


def test_a_read_only_session_checks_but_never_saves_or_remembers() -> None:
    state, effects = run(session(writable=False), e.Edited("new", 1), e.Paused(1), e.Judged(1, verdict()))
    assert not [x for x in effects if isinstance(x, e.Save | e.Remember | e.WaitForDraft)]
    assert state.verdict == verdict()


def test_a_parse_error_on_the_line_being_written_is_not_yet_an_error() -> None:
    parse = verdict(Outcome.CRASHED)._replace(stage=Stage.PARSE, place=Place(4))
    assert session(verdict=parse, line=4).typing
    assert not session(verdict=parse, line=5).typing


@pytest.mark.parametrize("live", [True, False])
def test_switching_live_checks_on_checks_at_once(live: bool) -> None:
    state, effects = update(session(live=not live), e.LiveSwitched(live))
    assert state.live is live
    assert bool(effects) is live


@pytest.mark.parametrize("outcome", [Outcome.PASSED, Outcome.UNFINISHED, Outcome.INCONCLUSIVE])
def test_what_is_not_red_is_shown_while_the_typing_pause_still_runs(outcome: Outcome) -> None:
    state, effects = run(session(), *typed("new"), e.Judged(1, verdict(outcome)))
    assert (state.verdict, state.stale) == (verdict(outcome), False)
    assert e.Remember("new", verdict(outcome)) in effects


@pytest.mark.parametrize("outcome", sorted(RED))
def test_red_is_shown_and_remembered_only_once_the_hand_has_rested(outcome: Outcome) -> None:
    state, effects = run(session(), *typed("new"), e.Judged(1, verdict(outcome)))
    assert (state.verdict, state.checking) == (None, None)
    assert e.Remember("new", verdict(outcome)) not in effects
    state, effects = update(state, e.Paused(1))
    assert state.verdict == verdict(outcome)
    assert effects[0] == e.Remember("new", verdict(outcome))


def test_red_that_comes_after_the_typing_pause_is_shown_at_once() -> None:
    state, _ = run(session(), *typed("new"), e.Paused(1), e.Judged(1, verdict()))
    assert state.verdict == verdict()


def test_red_that_another_key_overtakes_is_never_seen() -> None:
    state, effects = run(session(), *typed("new"), e.Judged(1, verdict()), e.Edited("newer", 1), e.Paused(2))
    assert (state.verdict, state.held) == (None, None)
    assert not [effect for effect in effects if isinstance(effect, e.Remember)]


def test_who_asks_is_told_at_once_although_a_key_came_just_before() -> None:
    state, _ = run(session(), e.Edited("new", 1), e.Asked(), e.Saved(1, check=True), e.Judged(1, verdict()))
    assert state.verdict == verdict()


def test_trouble_is_not_told_to_a_hand_that_types() -> None:
    why = Message("session.check-failed")
    state, _ = run(session(), *typed("new"), e.CheckFailed(1, why))
    assert (state.trouble, state.told) == (why, None)
    assert update(state, e.Paused(1))[0].told == why


def test_the_typing_pause_saves_and_checks_nothing_a_second_time() -> None:
    _, effects = run(session(), *typed("new"), e.Paused(1))
    assert [type(effect) for effect in effects if isinstance(effect, e.Save | e.Check)] == [e.Save, e.Check]


def test_a_hesitation_changes_nothing_without_live_checks() -> None:
    state, _ = update(session(live=False), e.Edited("new", 1))
    assert update(state, e.Hesitated(1)) == (state, ())


def test_switching_live_checks_on_saves_a_typed_text_before_it_runs() -> None:
    _, effects = run(session(live=False), e.Edited("new", 1), e.LiveSwitched(True), e.Saved(1, check=True))
    assert effects[-2:] == (e.Save(1, "new", check=True), e.Check(1, "new", 1))


def gaps(*found: float) -> float:
    """The part of the pause that is waited for, after keys with these gaps before them."""
    state, _ = run(session(), *(e.Edited("a" * (n + 1), 1, gap) for n, gap in enumerate(found)))
    return state.hesitation


def test_a_single_key_and_a_fast_burst_are_looked_at_early() -> None:
    assert gaps(float("inf")) == gaps(9, 9, 9) == gaps(0.2, 0.2, 0.2) == HESITATION


def test_within_an_even_rhythm_the_next_key_is_waited_for() -> None:
    assert 0.66 < gaps(0.66, 0.66, 0.66) < 0.8
    assert gaps(0.95, 0.99) == 1


gap_lists = st.lists(st.floats(0, 5), min_size=3, max_size=40)


@given(gap_lists)
def test_the_wait_never_exceeds_the_typing_pause_nor_undercuts_the_hesitation(found: list[float]) -> None:
    assert HESITATION <= gaps(*found) <= 1


def typed(text: str) -> tuple[e.Event, ...]:
    """A text after whose last key the hand hesitated, on disk and being run."""
    return e.Edited(text, 1), e.Hesitated(1), e.Saved(1, check=True)


texts = st.sampled_from(["a", "b", "c"])
revisions = st.integers(0, 6)
happenings = st.one_of(
    st.builds(e.Edited, texts, st.integers(1, 3)),
    st.builds(e.Hesitated, revisions),
    st.builds(e.Paused, revisions),
    st.builds(e.Saved, revisions, st.booleans()),
    st.builds(e.Judged, revisions, st.just(verdict())),
    st.builds(e.ChangedOutside, texts),
    st.just(e.Asked()),
    st.just(e.DraftDue()),
)


@given(st.lists(happenings, max_size=30))
def test_whatever_happens_no_text_is_run_under_another_revision(happened: list[Any]) -> None:
    state, written = session(), {0: "text"}
    for event in happened:
        state, effects = update(state, event)
        written[state.revision] = state.text
        for effect in effects:
            if isinstance(effect, e.Save | e.Check):
                assert effect.text == written[effect.revision] == state.text


@given(st.data())
def test_whatever_happens_an_unsaved_text_has_a_draft_or_one_ahead_or_a_save_under_way(data: st.DataObject) -> None:
    state, writes, drafted = session(), list[int](), None
    for _ in range(20):
        possible: list[e.Event] = [
            e.Edited(data.draw(texts), 1),
            e.Hesitated(state.revision),
            e.Paused(state.revision),
            e.Asked(),
            e.ChangedOutside(data.draw(texts)),
        ]
        possible += [e.DraftDue()] if state.drafting else []
        possible += [e.Saved(writes[0]), e.SaveFailed(writes[0], Message("workspace.full"))] if writes else []
        event = data.draw(st.sampled_from(possible))
        writes = writes[isinstance(event, e.Saved | e.SaveFailed) :]
        state, effects = update(state, event)
        writes += [effect.revision for effect in effects if isinstance(effect, e.Save)]
        drafted = next((effect.text for effect in effects if isinstance(effect, e.KeepDraft)), drafted)
        assert not state.dirty or state.drafting or state.revision in writes or drafted == state.text


@given(
    st.lists(
        st.tuples(st.sampled_from(["key", "hesitated", "paused", "saved", "judged", "asked", "outside"]), texts), max_size=40
    )
)
def test_whatever_happens_no_new_red_is_shown_before_the_hand_has_rested(happened: list[tuple[str, str]]) -> None:
    state, typing = session(), False
    for number, (name, text) in enumerate(happened):
        before = state
        event = event_named(name, state, f"{text}{number % 3}")
        state, effects = update(state, event)
        typing = (typing or state.revision > before.revision) and name not in ("paused", "asked", "outside")
        if typing:
            assert state.verdict is before.verdict
            assert not [effect for effect in effects if isinstance(effect, e.Remember)]


@given(st.lists(st.sampled_from(["key", "hesitated", "saved", "judged", "asked"]), max_size=30), texts)
def test_whatever_happens_after_rest_the_text_on_disk_is_judged(happened: list[str], text: str) -> None:
    """Nothing is lost on the way: red that was held back is shown in the end."""
    state = session()
    for number, name in enumerate([*happened, "key", "hesitated", "paused", "saved", "judged", "paused"]):
        state, _ = update(state, event_named(name, state, f"{text}{number}"))
    assert not state.dirty
    assert (state.judged, state.held) == (state.revision, None)


def event_named(name: str, state: Session, text: str) -> e.Event:
    """An event about the present revision."""
    match name:
        case "key":
            return e.Edited(text, 1)
        case "hesitated":
            return e.Hesitated(state.revision)
        case "paused":
            return e.Paused(state.revision)
        case "saved":
            return e.Saved(state.revision, check=True) if state.saving is not None else e.DraftDue()
        case "judged":
            return e.Judged(state.revision, verdict())
        case "asked":
            return e.Asked()
        case _:
            return e.ChangedOutside(text)
