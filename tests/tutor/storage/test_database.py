"""Damage, full disks, killed processes: what happens to the record when the world is unkind."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.present import present
from tutor.errors import StoreError
from tutor.model import Message, Outcome, Verdict
from tutor.storage.records import Reason, Survivor
from tutor.storage.store import Store, open_in_memory, open_store, open_to_read

RELU = "dlfs/relu-layer"
PASSED = Verdict("relu-layer", Outcome.PASSED, None, Message("any"), seed=7)
SURVIVORS = (Survivor(RELU, "layers/relu_layer.py", "from the file"),)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ".gradlings" / "progress.db"


def fill(path: Path, texts: int = 200) -> None:
    store = open_store(path).store
    store.fix_path(RELU, "layers/relu_layer.py")
    store.record_verdict(RELU, "it passed", PASSED, "hash")
    for number in range(texts):
        store.keep_text(RELU, f"text {number} " * 50, Reason.TYPED)
    store.close()


def reopen(path: Path) -> tuple[Store, tuple[Message, ...]]:
    opened = open_store(path, lambda: SURVIVORS)
    opened.store.close()
    return open_store(path).store, opened.notices


def scribble(path: Path, start: int, length: int) -> None:
    with path.open("r+b") as file:
        file.seek(start)
        file.write(random.Random(0).randbytes(length))


@pytest.mark.parametrize("text", [b"not a database at all", b"\0" * 5000, b"SQLite format 3\0" + b"?" * 4096])
def test_a_file_that_is_no_database_is_set_aside_and_rebuilt(path: Path, text: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(text)
    store, notices = reopen(path)
    (notice,) = notices
    assert notice.key == "store.rebuilt"
    with open(notice.facts["aside"], "rb") as aside:
        assert aside.read() == text
    assert store.history(RELU)[0].text == "from the file"
    assert store.path_of(RELU) == "layers/relu_layer.py"


def test_an_overwritten_header_is_set_aside_and_rebuilt(path: Path) -> None:
    fill(path)
    scribble(path, 0, 100)
    store, notices = reopen(path)
    assert [notice.key for notice in notices] == ["store.rebuilt"]
    assert store.history(RELU)[0].text == "from the file"


def test_what_can_be_read_of_a_damaged_record_is_taken_over(path: Path) -> None:
    fill(path)
    scribble(path, path.stat().st_size * 3 // 4, 4096)
    store, notices = reopen(path)
    assert [(notice.key, notice.facts["passed"]) for notice in notices] == [("store.rebuilt", 1)]
    assert store.passed_text(RELU) == "it passed"
    assert len(store.history(RELU)) > 100


@pytest.mark.parametrize("seed", range(12))
def test_damage_anywhere_never_stops_the_tutor(path: Path, seed: int) -> None:
    fill(path, texts=60)
    chance = random.Random(seed)
    for _ in range(3):
        scribble(path, chance.randrange(path.stat().st_size), chance.choice([1, 40, 3000]))
    store, _ = reopen(path)
    assert isinstance(store.all_progress(), dict)
    store.keep_text(RELU, "goes on", Reason.TYPED)
    assert store.history(RELU, limit=1)[0].text == "goes on"
    store.close()


def test_a_record_cut_short_is_rebuilt(path: Path) -> None:
    fill(path)
    os.truncate(path, path.stat().st_size // 2)
    _, notices = reopen(path)
    assert notices[0].key == "store.rebuilt"


def test_an_emptied_record_is_filled_from_the_files(path: Path) -> None:
    fill(path)
    os.truncate(path, 0)
    store, notices = reopen(path)
    assert [notice.key for notice in notices] == ["store.adopted"]
    assert store.history(RELU)[0].text == "from the file"


def test_damage_met_while_working_is_repaired_at_once(path: Path) -> None:
    fill(path, texts=6000)  # large enough not to be looked over at each opening
    store, heard = open_store(path, lambda: SURVIVORS).store, list[Message]()
    store.tell = heard.append
    scribble(path, path.stat().st_size // 2, 40960)
    assert len(store.history(RELU, limit=None)) > 5000
    assert store.passed_text(RELU) == "it passed"
    assert [notice.key for notice in heard] == ["store.rebuilt"]
    store.close()
    assert reopen(path)[1] == ()


def test_damage_met_while_writing_is_repaired_and_the_text_is_kept(path: Path) -> None:
    fill(path, texts=6000)
    store = open_store(path).store
    scribble(path, 8192, path.stat().st_size - 16384)
    store.keep_text(RELU, "typed just now", Reason.TYPED)
    assert store.history(RELU, limit=1)[0].text == "typed just now"
    store.close()


def test_a_repair_that_failed_is_tried_again_by_the_next_call(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is full for a moment."""
    fill(path, texts=6000)
    store = open_store(path).store
    scribble(path, 8192, path.stat().st_size - 16384)

    def full(*_: object) -> None:
        raise StoreError(Message("store.full", {"place": str(path), "fault": "full"}))

    with monkeypatch.context() as patched:
        patched.setattr("tutor.storage.opening.open_database", full)
        for _ in range(2):
            with pytest.raises(StoreError, match=r"store\.full"):
                store.keep_text(RELU, "typed", Reason.TYPED)
    store.keep_text(RELU, "typed just now", Reason.TYPED)
    assert store.history(RELU, limit=1)[0].text == "typed just now"
    store.close()


def test_a_newer_record_is_refused_and_left_alone(path: Path) -> None:
    fill(path, texts=3)
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    with pytest.raises(StoreError) as caught:
        open_store(path, lambda: SURVIVORS)
    assert caught.value.message.key == "store.newer"
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_a_place_that_cannot_hold_a_record_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError) as caught:
        open_store(tmp_path / "file" / "progress.db")
    assert caught.value.message.key == "store.unwritable"
    assert str(tmp_path) in caught.value.message.facts["place"]


def test_a_folder_in_place_of_the_record_is_named(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(StoreError) as caught:
        open_store(path)
    assert caught.value.message.key == "store.unwritable"


def test_a_record_held_by_another_program_is_said_to_be_busy(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutor.storage.database._BUSY_SECONDS", 0.0)
    store = open_store(path).store
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError) as caught:
            store.keep_text(RELU, "x", Reason.TYPED)
    assert caught.value.message.key == "store.busy"


def test_a_row_that_makes_no_sense_is_damage_and_left_out(path: Path) -> None:
    fill(path, texts=3)
    with closing(sqlite3.connect(path)) as db:
        db.execute(
            "INSERT INTO verdicts SELECT 77, lesson, text_id, 'pbssed', stage, mistake, 1, 1, '', at, NULL FROM verdicts"
        )
        db.commit()
    store, heard = open_store(path).store, list[Message]()
    store.tell = heard.append
    assert [one.outcome for one in store.verdicts()] == [Outcome.PASSED]
    assert [notice.key for notice in heard] == ["store.rebuilt"]


def test_an_interrupted_transaction_leaves_nothing_and_the_store_goes_on(path: Path) -> None:
    times = iter([1.0])
    store = open_store(path, now=lambda: next(times)).store
    with pytest.raises(StopIteration):
        store.adopt([*SURVIVORS, Survivor("dlfs/affine-layer", "layers/affine_layer.py", "x")])
    assert store.history(RELU) == ()
    assert store.all_progress() == {}
    store.set_stub(RELU, "works again")
    assert store.stub_of(RELU) == "works again"


def test_sqlite_is_handed_nothing_by_position_but_the_place(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connect = sqlite3.connect
    monkeypatch.setattr("sqlite3.connect", lambda database, /, **named: connect(database, **named))  # as Python 3.15 has it
    open_store(path).store.close()
    open_in_memory().close()


def test_a_store_in_memory_works_without_a_file() -> None:
    store = open_in_memory(lambda: SURVIVORS)
    assert store.history(RELU)[0].text == "from the file"


SAVER = """
import sys, pathlib
from tutor.storage.records import Reason
from tutor.storage.store import open_store
store = open_store(pathlib.Path(sys.argv[1])).store
for number in range(10**6):
    store.keep_text("dlfs/relu-layer", f"{number} " * 400, Reason.TYPED)
    print(number, flush=True)
"""


@pytest.mark.parametrize("count", [1, 13, 60])
def test_a_kill_loses_no_text_that_was_kept(path: Path, count: int) -> None:
    child = subprocess.Popen([sys.executable, "-c", SAVER, path], stdout=subprocess.PIPE, text=True)
    for _ in range(count):
        present(child.stdout).readline()
    child.send_signal(signal.SIGKILL)
    reported = [*range(count), *map(int, child.communicate()[0].split())][-1]
    store, notices = reopen(path)
    assert notices == ()
    texts = {one.text for one in store.history(RELU, limit=None)}
    assert {f"{number} " * 400 for number in range(reported + 1)} <= texts


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(place)]
    try:
        mounted = subprocess.run(command, capture_output=True).returncode == 0
    except OSError:
        mounted = False
    if not mounted:
        pytest.skip("only root may mount a small disk to fill")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def keep_texts_until_it_fails(store: Store) -> tuple[int, str | None]:
    for number in range(1000):
        try:
            store.keep_text(RELU, f"{number} " * 2000, Reason.TYPED)
        except StoreError as error:
            return number, error.message.key
    return 1000, None


def test_a_full_disk_is_named_and_what_was_kept_stays(tiny_disk: Path) -> None:
    store = open_store(tiny_disk / "progress.db").store
    kept, fault = keep_texts_until_it_fails(store)
    assert fault == "store.full"
    assert len(store.history(RELU, limit=None)) == kept > 0
    store.close()


@pytest.mark.parametrize("odd", ["pipe", "device", "folder"])
def test_a_record_that_is_no_plain_file_is_named_and_holds_nothing_up(path: Path, odd: str) -> None:
    path.parent.mkdir()
    match odd:
        case "pipe":
            os.mkfifo(path)
        case "device":
            path.symlink_to("/dev/zero")
        case _:
            path.mkdir()
    with pytest.raises(StoreError) as fault:
        open_store(path)
    assert fault.value.message.facts["place"] == str(path)
    assert fault.value.message.facts["fault"] == "not a regular file"
    assert open_to_read(path).all_progress() == {}
