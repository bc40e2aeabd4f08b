import itertools
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.model import Message, Outcome, Stage, Verdict
from tutor.storage.records import Bookmark, LessonProgress, Reason, Survivor
from tutor.storage.store import Store, open_in_memory, open_store

RELU = "dlfs/relu-layer"
AFFINE = "dlfs/affine-layer"


def verdict(
    outcome: Outcome = Outcome.WRONG, stage: Stage | None = Stage.GRADIENT, mistake: str | None = "bias-averaged"
) -> Verdict:
    return Verdict("relu-layer", outcome, stage, Message("any"), seed=7, mistake=mistake, seconds=0.25)


PASSED = verdict(Outcome.PASSED, None, None)


@pytest.fixture
def clock() -> Callable[[], int]:
    return itertools.count(1000).__next__


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "work" / ".gradlings" / "progress.db"


@pytest.fixture
def store(path: Path, clock: Callable[[], int]) -> Iterator[Store]:
    opened = open_store(path, now=clock)
    yield opened.store
    opened.store.close()


def test_a_new_record_opens_without_a_word(path: Path) -> None:
    opened = open_store(path)
    assert opened.notices == ()
    opened.store.close()


def test_what_was_kept_is_there_at_the_next_opening(path: Path, store: Store) -> None:
    store.record_verdict(RELU, "x = 1", PASSED, "hash")
    store.close()
    assert open_store(path).store.passed_text(RELU) == "x = 1"


def test_history_gives_the_newest_text_first(store: Store) -> None:
    store.keep_text(RELU, "a", Reason.TYPED)
    store.keep_text(RELU, "b", Reason.EXTERNAL)
    store.keep_text(AFFINE, "c", Reason.TYPED)
    assert [(one.text, one.reason) for one in store.history(RELU)] == [("b", "external"), ("a", "typed")]


def test_history_can_be_cut_to_the_newest(store: Store) -> None:
    for text in "abc":
        store.keep_text(RELU, text, Reason.TYPED)
    assert [one.text for one in store.history(RELU, limit=2)] == ["c", "b"]


def test_a_text_tells_when_it_was_saved(store: Store) -> None:
    store.keep_text(RELU, "a", Reason.TYPED)
    assert store.history(RELU)[0].saved_at == datetime.fromtimestamp(1000, UTC)


def test_saving_the_same_text_again_adds_nothing(store: Store) -> None:
    first = store.keep_text(RELU, "a", Reason.TYPED)
    assert store.keep_text(RELU, "a", Reason.CHECK) == first
    assert len(store.history(RELU)) == 1


def test_a_reset_is_marked_even_when_its_text_is_the_newest(store: Store) -> None:
    store.keep_text(RELU, "a", Reason.TYPED)
    store.keep_text(RELU, "a", Reason.RESET)
    assert [one.reason for one in store.history(RELU)] == [Reason.RESET, Reason.TYPED]


def test_equal_texts_of_any_lessons_are_kept_once(store: Store) -> None:
    ids = {store.keep_text(lesson, text, Reason.TYPED) for lesson in (RELU, AFFINE) for text in ("a", "a")}
    assert len(ids) == 1


@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\0\r\n\ufeff")))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    store = open_in_memory()
    text_id = store.keep_text(RELU, text, Reason.TYPED)
    assert store.text(text_id) == store.history(RELU)[0].text == text


def test_a_lone_surrogate_is_kept_as_its_escape_everywhere(store: Store) -> None:
    store.keep_text(RELU, "\ud800", Reason.TYPED)
    store.add_note(RELU, "\ud800")
    store.answer_quiz(RELU, "q", "\ud800", False)
    kept = store.history(RELU)[0].text, store.notes()[0].text, store.quiz_answers(RELU)[0].answer
    assert kept == ("\\ud800",) * 3


def test_an_unknown_text_is_none(store: Store) -> None:
    assert store.text(99) is None


def test_a_verdict_is_kept_with_its_text(store: Store) -> None:
    store.record_verdict(RELU, "x = 1", verdict(), "hash")
    (past,) = store.verdicts(RELU)
    assert (past.outcome, past.stage, past.mistake, past.seed, past.seconds, past.lesson_hash) == (
        (Outcome.WRONG, Stage.GRADIENT, "bias-averaged", 7, 0.25, "hash")
    )
    assert store.text(past.text_id) == "x = 1"
    assert store.history(RELU)[0].reason is Reason.CHECK


def test_verdicts_can_be_asked_for_from_a_time_on(store: Store) -> None:
    for text in "abc":
        store.record_verdict(RELU, text, verdict(), "hash")
    assert len(store.verdicts(since=1001)) == 2
    assert store.verdicts(AFFINE) == ()


def test_only_a_pass_is_progress(store: Store) -> None:
    store.record_verdict(RELU, "x = 1", verdict(), "hash")
    assert not store.progress(RELU).passed
    assert store.passed_text(RELU) is None


def test_the_first_pass_gives_the_date_and_the_last_the_text(store: Store) -> None:
    store.record_verdict(RELU, "x = 1", PASSED, "hash")
    store.record_verdict(RELU, "x = 2", PASSED, "hash")
    store.record_verdict(RELU, "x = 3", verdict(), "hash")
    assert store.progress(RELU).passed_at == datetime.fromtimestamp(1000, UTC)
    assert store.passed_text(RELU) == "x = 2"


def test_progress_of_an_unopened_lesson_is_empty(store: Store) -> None:
    assert store.progress(RELU) == LessonProgress(RELU)


def test_only_the_first_opening_is_dated(store: Store) -> None:
    store.open_lesson(RELU)
    store.open_lesson(RELU)
    assert store.progress(RELU).opened_at == datetime.fromtimestamp(1000, UTC)


def test_all_progress_has_every_lesson_with_its_hints(store: Store) -> None:
    store.open_lesson(RELU)
    for number in (10, 2, 2):
        store.take_hint(RELU, number)
    store.open_lesson(AFFINE)
    assert {key: value.hints for key, value in store.all_progress().items()} == {RELU: (2, 10), AFFINE: ()}
    assert store.hints(RELU) == (2, 10)


def test_a_path_is_fixed_by_the_first_who_asks(store: Store) -> None:
    assert store.path_of(RELU) is None
    assert store.fix_path(RELU, "layers/relu_layer.py") == "layers/relu_layer.py"
    assert store.fix_path(RELU, "moved/relu_layer.py") == "layers/relu_layer.py"
    assert store.path_of(RELU) == "layers/relu_layer.py"


def test_two_lessons_never_share_a_file(store: Store) -> None:
    assert store.fix_path("one/relu", "layers/relu.py") == "layers/relu.py"
    assert store.fix_path("two/relu", "layers/relu.py") == "layers/relu_2.py"
    assert store.fix_path("three/relu", "layers/relu.py") == "layers/relu_3.py"


def test_the_stub_is_remembered(store: Store) -> None:
    assert store.stub_of(RELU) is None
    store.set_stub(RELU, "def relu(): ...")
    assert store.stub_of(RELU) == "def relu(): ..."


def test_drill_answers_are_kept_in_order_with_their_level(store: Store) -> None:
    store.answer_drill("shapes", "total", 1, "(3,)", False)
    store.answer_drill("graphs", "backward", 2, "\ud800", True)
    kept = [(one.kind, one.exercise, one.level, one.correct) for one in store.drill_answers()]
    assert kept == [("shapes", "total", 1, False), ("graphs", "backward", 2, True)]
    assert store.drill_answers()[0].answered_at < store.drill_answers()[1].answered_at


def test_quiz_answers_are_kept_in_order(store: Store) -> None:
    store.answer_quiz(RELU, "shape", "(3,)", False)
    store.answer_quiz(RELU, "shape", "(3, 2)", True)
    assert [(one.answer, one.correct) for one in store.quiz_answers(RELU)] == [("(3,)", False), ("(3, 2)", True)]


def test_notes_are_kept_in_order(store: Store) -> None:
    store.add_note(RELU, "one")
    store.add_note(AFFINE, "two")
    assert [note.text for note in store.notes()] == ["one", "two"]
    assert [note.text for note in store.notes(AFFINE)] == ["two"]


def test_the_last_bookmark_is_where_one_left_off(store: Store) -> None:
    assert store.bookmark() is None
    store.set_bookmark(Bookmark(RELU, "one-row", 4, 8))
    store.set_bookmark(Bookmark(AFFINE))
    store.set_bookmark(Bookmark(RELU, "batch", 9, 0))
    assert store.bookmark() == Bookmark(RELU, "batch", 9, 0)
    assert store.bookmark(AFFINE) == Bookmark(AFFINE)


def test_a_lab_run_keeps_its_settings_last_facts_and_checkpoint(store: Store) -> None:
    run = store.start_lab(RELU, {"lr": 0.1})
    store.note_frame(run, {"epoch": 1}, "checkpoints/1.npz")
    store.note_frame(run, {"epoch": 2})
    assert store.lab_runs(RELU)[0].ended_at is None
    store.end_lab(run)
    (kept,) = store.lab_runs()
    assert (kept.settings, kept.facts, kept.checkpoint) == ({"lr": 0.1}, {"epoch": 2}, "checkpoints/1.npz")
    assert kept.ended_at == datetime.fromtimestamp(1001, UTC)


def test_a_new_record_takes_in_the_files_that_are_there(path: Path) -> None:
    found = [Survivor(RELU, "old_part/relu_layer.py", "x = 1")]
    opened = open_store(path, lambda: found)
    assert [message.key for message in opened.notices] == ["store.adopted"]
    assert opened.store.path_of(RELU) == "old_part/relu_layer.py"
    assert [(one.text, one.reason) for one in opened.store.history(RELU)] == [("x = 1", Reason.EXTERNAL)]


def test_an_existing_record_asks_for_no_files(path: Path, store: Store) -> None:
    opened = open_store(path, lambda: pytest.fail("asked for files"))
    assert opened.notices == ()


def test_a_second_process_sees_what_the_first_has_kept(path: Path, store: Store) -> None:
    beside = open_store(path).store
    store.record_verdict(RELU, "x = 1", PASSED, "hash")
    assert beside.passed_text(RELU) == "x = 1"
    beside.keep_text(RELU, "x = 2", Reason.TYPED)
    assert store.history(RELU)[0].text == "x = 2"


def test_threads_may_write_at_once(store: Store) -> None:
    def work(lesson: str) -> None:
        for number in range(30):
            store.keep_text(lesson, str(number), Reason.TYPED)

    threads = [Thread(target=work, args=(lesson,)) for lesson in (RELU, AFFINE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [len(store.history(lesson)) for lesson in (RELU, AFFINE)] == [30, 30]


def test_the_record_is_written_ahead(path: Path, store: Store) -> None:
    mode = sqlite3.connect(path).execute("PRAGMA journal_mode").fetchone()[0]
    assert mode == "wal"
