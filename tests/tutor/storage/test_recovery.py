"""What comes back of a damaged record: every row that can be read, whatever is broken beside it."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.present import present
from tutor.model import Message, Outcome, Stage, Verdict
from tutor.storage.records import Bookmark, Reason
from tutor.storage.sqlite_pages import rows_in
from tutor.storage.store import Store, open_store, open_to_read

RELU, PAGE = "dlfs/relu-layer", 4096
WRITE = """
import itertools, os, pathlib, sys
from tests.tutor.storage.test_recovery import fill
fill(pathlib.Path(sys.argv[1]), int(sys.argv[2]))
os._exit(0)
"""


def verdict(outcome: Outcome) -> Verdict:
    stage = None if outcome is Outcome.PASSED else Stage.GRADIENT
    return Verdict("relu-layer", outcome, stage, Message("any"), seed=7, seconds=0.5)


def fill(path: Path, texts: int = 15) -> Store:
    """A record with something in every table, left open."""
    clock = iter(range(1000, 10**9))
    store = open_store(path, now=lambda: float(next(clock))).store
    store.fix_path(RELU, "layers/relu_layer.py")
    store.open_lesson(RELU)
    for number in range(texts):
        store.record_verdict(RELU, f"text {number} " * 20, verdict(Outcome.WRONG), "hash")
        store.answer_quiz(RELU, "shape", f"answer {number}", number % 2 == 0)
    store.record_verdict(RELU, "it passed " * 1000, verdict(Outcome.PASSED), "hash")
    store.take_hint(RELU, 2)
    store.answer_drill("shapes", "total", 1, "(3,)", True)
    store.take_nudge(RELU, "mask-forgotten")
    store.add_note(RELU, "a note")
    store.end_lab(store.start_lab(RELU, {"lr": 0.5}))
    store.set_bookmark(Bookmark(RELU, "shapes", 3, 4))
    return store


def told(store: Store) -> dict[str, Any]:
    """All that a record tells, apart from the numbers of its rows."""
    return {
        "history": [(one.text, one.reason, one.saved_at) for one in store.history(RELU, limit=None)],
        "verdicts": [(one.outcome, one.stage, one.seed, store.text(one.text_id), one.judged_at) for one in store.verdicts()],
        "answers": store.quiz_answers(RELU),
        "drills": store.drill_answers(),
        "notes": [one.text for one in store.notes()],
        "runs": [(one.settings, one.ended_at) for one in store.lab_runs()],
        "hints": store.hints(RELU),
        "nudges": store.nudges(RELU),
        "bookmark": store.bookmark(),
        "path": store.path_of(RELU),
        "passed": (store.progress(RELU).passed_at, store.passed_text(RELU)),
    }


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ".gradlings" / "progress.db"


def filled(path: Path, texts: int = 15) -> dict[str, Any]:
    store = fill(path, texts)
    before = told(store)
    store.close()
    return before


def left_in_the_log(path: Path, texts: int) -> Path:
    """A record whose writer was killed: nearly all of it is in the log."""
    root = Path(__file__).parents[3]
    subprocess.run([sys.executable, "-c", WRITE, path, str(texts)], cwd=root, check=True)
    return Path(f"{path}-wal")


def overwrite(path: Path, start: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(start)
        file.write(data)


def rebuilt(path: Path) -> Store:
    opened = open_store(path)
    notice = opened.notices[0]
    assert notice.key == "store.rebuilt"
    assert Path(notice.facts["aside"]).exists()
    return opened.store


def test_of_a_record_cut_to_half_every_text_before_the_cut_comes_back(path: Path) -> None:
    store = open_store(path).store
    for number in range(15):
        store.keep_text(RELU, f"text {number} " * 20, Reason.TYPED)
    before = [one.text for one in store.history(RELU)]
    store.close()
    os.truncate(path, path.stat().st_size // 2)
    assert [one.text for one in rebuilt(path).history(RELU)] == before


@pytest.mark.parametrize("length", [16, 100, PAGE])
@pytest.mark.parametrize("rubbish", [b"\0", b"?", b"\xff"], ids=["zeros", "text", "ones"])
def test_without_its_beginning_a_record_comes_back_whole(path: Path, length: int, rubbish: bytes) -> None:
    before = filled(path, texts=60)
    overwrite(path, 0, rubbish * length)
    assert told(rebuilt(path)) == before


@pytest.mark.parametrize(
    ("texts", "rubbish"),
    [(15, bytes(PAGE)), (60, b"\x0d" * PAGE)],
    ids=["zeros", "leaves"],
)
def test_a_bad_page_costs_only_what_stood_on_it(path: Path, tmp_path: Path, texts: int, rubbish: bytes) -> None:
    before = filled(path, texts)
    whole = path.read_bytes()
    for page in range(len(whole) // PAGE):
        place = tmp_path / f"{page}" / "progress.db"
        place.parent.mkdir()
        place.write_bytes(whole)
        overwrite(place, page * PAGE, rubbish)
        with closing(open_store(place).store) as store:
            after = told(store)
        changed = [name for name in before if after[name] != before[name]]
        assert len(changed) <= 3, (page, changed)  # a text is part of the history, of its verdict, and may be what passed
        assert len(after["verdicts"]) + len(after["answers"]) + len(after["history"]) >= texts


def test_a_verdict_outlives_its_text(path: Path) -> None:
    filled(path)
    overwrite(path, PAGE, bytes(PAGE))  # where the texts begin
    store = rebuilt(path)
    assert [one.outcome for one in store.verdicts()] == [Outcome.WRONG] * 15 + [Outcome.PASSED]
    assert store.progress(RELU).passed


def test_a_lost_history_comes_back_from_the_verdicts(path: Path) -> None:
    before = filled(path)
    with closing(sqlite3.connect(path)) as db:
        (root,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'savings'").fetchone()
    overwrite(path, (root - 1) * PAGE, bytes(PAGE))
    assert told(rebuilt(path)) == before


def test_a_lost_lesson_is_passed_by_its_verdicts(path: Path) -> None:
    before = filled(path)
    with closing(sqlite3.connect(path)) as db:
        (root,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'lessons'").fetchone()
    overwrite(path, (root - 1) * PAGE, bytes(PAGE))
    assert told(rebuilt(path))["passed"] == before["passed"]


def test_texts_of_an_unknown_lesson_become_files(path: Path) -> None:
    store = open_store(path).store
    store.keep_text(RELU, "whose is this?", Reason.TYPED)
    store.close()
    with closing(sqlite3.connect(path)) as db:
        (root,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'savings'").fetchone()
    overwrite(path, (root - 1) * PAGE, bytes(PAGE))
    notices = open_store(path).notices
    assert [(notice.key, notice.facts["texts"]) for notice in notices] == [("store.rebuilt", 0), ("store.loose", 1)]
    (file,) = Path(notices[1].facts["folder"]).iterdir()
    assert file.read_text("utf-8") == "whose is this?"


@pytest.mark.parametrize("place", [0, 40, 5000, 0.5])
def test_a_log_with_rubbish_in_it_hides_nothing_else(path: Path, place: float) -> None:
    log = left_in_the_log(path, 20)
    start = int(log.stat().st_size * place) if isinstance(place, float) else place
    overwrite(log, start, random.Random(0).randbytes(200))
    store = rebuilt(path)
    assert len(store.verdicts()) == 21
    assert store.bookmark() == Bookmark(RELU, "shapes", 3, 4)


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_log_cut_short_gives_all_that_was_kept_before_the_cut(path: Path, share: float) -> None:
    log = left_in_the_log(path, 20)
    os.truncate(log, int(log.stat().st_size * share))
    with closing(open_store(path).store) as store:
        known = store.verdicts()
        assert [one.id for one in known] == list(range(1, len(known) + 1))
        assert len(known) >= 21 * (share - 0.1)


def test_a_log_that_is_whole_is_no_damage(path: Path) -> None:
    left_in_the_log(path, 20)
    opened = open_store(path)
    assert opened.notices == ()
    assert len(opened.store.verdicts()) == 21


def test_a_killed_writer_leaves_no_damage(path: Path) -> None:
    root = Path(__file__).parents[3]
    program = WRITE.replace("os._exit(0)", "print(flush=True); fill(pathlib.Path(sys.argv[1]), 10**6)")
    child = subprocess.Popen([sys.executable, "-c", program, path, "5"], cwd=root, stdout=subprocess.PIPE)
    assert present(child.stdout).readline() == b"\n"
    child.send_signal(signal.SIGKILL)
    child.communicate()
    assert open_store(path).notices == ()


def test_a_record_can_be_read_without_a_trace(path: Path) -> None:
    before = filled(path)
    files = {file: file.read_bytes() for file in path.parent.iterdir()}
    assert told(open_to_read(path)) == before
    assert {file: file.read_bytes() for file in path.parent.iterdir()} == files


def test_what_a_log_holds_can_be_read_without_a_trace(path: Path) -> None:
    left_in_the_log(path, 20)
    files = {file: file.read_bytes() for file in path.parent.iterdir()}
    known = told(open_to_read(path))
    assert {file: file.read_bytes() for file in path.parent.iterdir()} == files
    with closing(open_store(path).store) as store:
        assert told(store) == known


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a sound record."""
    path = tmp_path_factory.mktemp("whole") / "progress.db"
    filled(path)
    return path.read_bytes()


@settings(max_examples=25, deadline=None)
@given(
    cuts=st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=300) | st.just(bytes(PAGE))), max_size=4),
    end=st.floats(0.05, 0.97),
)
def test_whatever_is_damaged_the_record_opens_and_the_damaged_file_is_kept(
    whole: bytes, tmp_path_factory: pytest.TempPathFactory, cuts: list[tuple[float, bytes]], end: float
) -> None:
    path = tmp_path_factory.mktemp("any") / "progress.db"
    path.write_bytes(whole)
    for share, data in cuts:
        overwrite(path, int(len(whole) * share), data)
    os.truncate(path, int(len(whole) * end))
    damaged = path.read_bytes()
    opened = open_store(path)
    told(opened.store)
    opened.store.keep_text(RELU, "goes on", Reason.TYPED)
    assert opened.store.history(RELU, limit=1)[0].text == "goes on"
    opened.store.close()
    asides = [notice.facts["aside"] for notice in opened.notices if notice.key == "store.rebuilt"]
    assert asides
    assert Path(asides[0]).read_bytes() == damaged


@given(st.binary(max_size=3 * PAGE))
def test_any_bytes_can_be_looked_through_for_rows(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    file = tmp_path_factory.mktemp("bytes") / "file"
    file.write_bytes(bytes([0x0D, 0, 0, 0, 9]) + data)
    list(rows_in(file))
