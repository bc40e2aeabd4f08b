import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, Never

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.present import present
from tutor.errors import StoreError, WorkspaceError
from tutor.model import Message
from tutor.storage.records import Reason, Survivor
from tutor.storage.store import Store, open_in_memory, open_store
from tutor.storage.workspace import LessonFile, StubOffer, Workspace, locate

RELU = "dlfs/relu-layer"
STUB = "class Relu:\n    ...\n"
NEWER_STUB = "class Relu:\n    pass\n"


class FullStore:
    """A store whose disk is full; reading still works."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.path_of, self.stub_of, self.lasting = store.path_of, store.stub_of, store.lasting

    def _refuse(self, *_: Any) -> Never:
        raise StoreError(Message("store.full"))

    fix_path = set_stub = keep_text = _refuse


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = Workspace(tmp_path / "gradlings")
    made.prepare()
    return made


@pytest.fixture
def store() -> Store:
    return open_in_memory()


def opened(workspace: Workspace, store: Store, stub: str = STUB) -> LessonFile:
    return workspace.open_lesson(RELU, "two-layers", stub, store)


def another_program_writes(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def asides(workspace: Workspace) -> list[bytes]:
    return [path.read_bytes() for path in sorted((workspace.root / ".gradlings").glob("aside/*"))]


def test_the_option_goes_before_the_environment_and_that_before_the_home_folder() -> None:
    environ = {"GRADLINGS_WORKSPACE": "/env"}
    assert locate("/option", environ) == Path("/option")
    assert locate(None, environ) == Path("/env")
    assert locate(None, {}) == Path.home() / "gradlings"
    assert locate("~/a/../b", {}) == Path.home() / "b"


def test_the_lock_has_the_name_by_which_every_gradlings_knows_it(workspace: Workspace) -> None:
    assert workspace.lock == workspace.root / ".gradlings" / "tutor.lock"


def test_a_lesson_starts_as_its_stub_in_a_file_that_can_be_imported(workspace: Workspace, store: Store) -> None:
    file = opened(workspace, store)
    assert file.path == workspace.root / "two_layers" / "relu_layer.py"
    assert (file.text, file.created, file.path.read_text()) == (STUB, True, STUB)


def test_a_lesson_opens_with_what_the_learner_wrote(workspace: Workspace, store: Store) -> None:
    path = opened(workspace, store).path
    workspace.save(path, "mine")
    file = opened(workspace, store)
    assert (file.text, file.created, file.notices) == ("mine", False, ())


def test_the_file_stays_where_it_was_when_the_lesson_moves(workspace: Workspace, store: Store) -> None:
    path = opened(workspace, store).path
    assert workspace.open_lesson(RELU, "another-part", STUB, store).path == path
    assert workspace.path_of(RELU, "another-part", store) == path


def test_what_was_written_while_the_tutor_was_away_enters_the_history(workspace: Workspace, store: Store) -> None:
    another_program_writes(opened(workspace, store).path, b"from vim")
    opened(workspace, store)
    assert [(one.text, one.reason) for one in store.history(RELU)] == [("from vim", Reason.EXTERNAL)]


def test_a_changed_stub_is_offered_and_the_edited_file_left_alone(workspace: Workspace, store: Store) -> None:
    path = opened(workspace, store).path
    workspace.save(path, "mine")
    file = opened(workspace, store, NEWER_STUB)
    assert file.offer == StubOffer(STUB, NEWER_STUB)
    assert path.read_text() == "mine"


def test_an_offer_declined_is_not_made_again(workspace: Workspace, store: Store) -> None:
    workspace.save(opened(workspace, store).path, "mine")
    workspace.decline(RELU, present(opened(workspace, store, NEWER_STUB).offer), store)
    assert opened(workspace, store, NEWER_STUB).offer is None


def test_a_file_never_edited_follows_its_stub(workspace: Workspace, store: Store) -> None:
    opened(workspace, store)
    file = opened(workspace, store, NEWER_STUB)
    assert (file.text, file.path.read_text(), file.offer) == (NEWER_STUB, NEWER_STUB, None)


@pytest.mark.parametrize("path", ["../../.bashrc", "/etc/passwd", "."])
def test_a_record_that_points_outside_the_workspace_is_refused(workspace: Workspace, store: Store, path: str) -> None:
    store.fix_path(RELU, path)
    with pytest.raises(WorkspaceError) as caught:
        opened(workspace, store)
    assert caught.value.message.key == "workspace.outside"


@given(
    st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\r\n\0")).filter(lambda text: text[:1] != "\ufeff")
)
def test_what_is_saved_is_read_again(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    workspace = Workspace(tmp_path_factory.mktemp("gradlings"))
    path = workspace.root / "part" / "lesson.py"
    assert workspace.save(path, text).notices == ()
    read = Workspace(workspace.root).read(path).text
    assert read == text or (read == text.replace("\r\n", "\n") and "\r" not in read)


def test_the_form_of_a_file_is_kept(workspace: Workspace, store: Store) -> None:
    path = opened(workspace, store).path
    another_program_writes(path, b"\xef\xbb\xbfa = 1\r\n")
    text = workspace.read(path).text
    workspace.save(path, text + "b = 2\n")
    assert path.read_bytes() == b"\xef\xbb\xbfa = 1\r\nb = 2\r\n"


def test_a_file_of_5_mb_is_read_and_saved(workspace: Workspace, store: Store) -> None:
    path = opened(workspace, store).path
    text = "x = 1  # 数\n" * 400_000
    workspace.save(path, text)
    assert workspace.read(path).text == text


def test_what_is_no_utf8_is_shown_as_far_as_can_be_and_kept_aside_by_a_save(workspace: Workspace, store: Store) -> None:
    path = opened(workspace, store).path
    original = "# 勾配\nx = 1\n".encode("cp932")
    another_program_writes(path, original)
    read = workspace.read(path)
    assert [notice.key for notice in read.notices] == ["workspace.not-utf8"]
    assert read.text.endswith("\nx = 1\n")
    saved = workspace.save(path, read.text)
    assert [notice.key for notice in saved.notices] == ["workspace.put-aside"]
    assert Path(saved.notices[0].facts["aside"]).read_bytes() == original


def test_what_another_program_wrote_unseen_is_put_aside_by_a_save(workspace: Workspace, store: Store) -> None:
    path = opened(workspace, store).path
    another_program_writes(path, b"from vim")
    saved = workspace.save(path, "from here")
    assert [notice.key for notice in saved.notices] == ["workspace.put-aside"]
    assert (path.read_text(), asides(workspace)) == ("from here", [b"from vim"])


def test_a_save_over_what_was_read_or_saved_here_puts_nothing_aside(workspace: Workspace, store: Store) -> None:
    path = opened(workspace, store).path
    workspace.save(path, "one")
    workspace.save(path, "two")
    another_program_writes(path, b"three")
    workspace.read(path)
    assert workspace.save(path, "four").notices == ()
    assert asides(workspace) == []


def test_a_save_of_what_the_file_holds_already_does_not_write(workspace: Workspace, store: Store) -> None:
    path = opened(workspace, store).path
    before = path.stat().st_ino
    workspace.save(path, STUB)
    assert path.stat().st_ino == before


def test_a_folder_deleted_meanwhile_is_made_again(workspace: Workspace, store: Store) -> None:
    path = opened(workspace, store).path
    path.unlink()
    path.parent.rmdir()
    workspace.save(path, "mine")
    assert path.read_text() == "mine"


def test_a_save_needs_no_store(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "nothing" / "prepared")
    workspace.save(workspace.root / "part" / "a.py", "mine")
    assert workspace.read(workspace.root / "part" / "a.py").text == "mine"


def test_reset_puts_the_stub_back_and_the_text_in_the_history(workspace: Workspace, store: Store) -> None:
    path = opened(workspace, store).path
    workspace.save(path, "mine")
    workspace.reset(RELU, path, NEWER_STUB, store)
    assert path.read_text() == NEWER_STUB
    assert [(one.text, one.reason) for one in store.history(RELU)] == [("mine", Reason.RESET)]
    assert opened(workspace, store, NEWER_STUB).offer is None


def test_reset_is_refused_when_the_history_cannot_be_written(workspace: Workspace, store: Store) -> None:
    path = opened(workspace, store).path
    workspace.save(path, "mine")
    with pytest.raises(StoreError):
        workspace.reset(RELU, path, STUB, FullStore(store))
    assert path.read_text() == "mine"


def test_where_the_history_does_not_last_reset_puts_the_text_aside(workspace: Workspace, store: Store) -> None:
    path = opened(workspace, store).path
    workspace.save(path, "mine")
    workspace.reset(RELU, path, STUB, store)
    assert asides(workspace) == [b"mine"]


def test_where_the_history_lasts_reset_puts_nothing_aside(workspace: Workspace) -> None:
    store = open_store(workspace.database).store
    path = opened(workspace, store).path
    workspace.save(path, "mine")
    workspace.reset(RELU, path, STUB, store)
    assert asides(workspace) == []
    store.close()


def test_reset_makes_a_file_that_was_deleted(workspace: Workspace, store: Store) -> None:
    path = opened(workspace, store).path
    path.unlink()
    workspace.reset(RELU, path, STUB, store)
    assert path.read_text() == STUB


def test_a_lost_record_is_built_anew_from_the_files(workspace: Workspace) -> None:
    lost = open_store(workspace.database).store
    path = workspace.open_lesson(RELU, "old-part", STUB, lost).path
    workspace.save(path, "mine")
    lost.close()
    workspace.database.write_bytes(b"rubbish" * 1000)
    found = open_store(workspace.database, lambda: workspace.survivors("dlfs"))
    assert [notice.key for notice in found.notices] == ["store.rebuilt"]
    file = workspace.open_lesson(RELU, "new-part", STUB, found.store)
    assert (file.path, file.text) == (path, "mine")


def test_survivors_are_the_files_of_lessons_alone(workspace: Workspace) -> None:
    for name in ("part/relu_layer.py", "part/.hidden.py", ".cache/a.py", "top.py", "part/notes.txt"):
        (workspace.root / name).parent.mkdir(exist_ok=True)
        (workspace.root / name).write_text("x")
    (workspace.root / "part" / "folder.py").mkdir()
    assert list(workspace.survivors("dlfs")) == [Survivor(RELU, "part/relu_layer.py", "x")]


@pytest.mark.parametrize("root", ["file", "file/below"])
def test_a_workspace_that_is_no_folder_is_named(tmp_path: Path, root: str) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(WorkspaceError) as caught:
        Workspace(tmp_path / root).prepare()
    assert caught.value.message.key == "workspace.not-a-folder"
    assert caught.value.message.facts["place"] == str(tmp_path / root)


def test_a_system_folder_that_takes_no_files_is_named() -> None:
    if not Path("/proc/self").exists():
        pytest.skip("there is no /proc, where nobody may make a folder")
    with pytest.raises(WorkspaceError) as caught:
        Workspace(Path("/proc/self/gradlings")).prepare()
    assert caught.value.message.key.startswith("workspace.")


def test_a_folder_in_place_of_a_file_is_named(workspace: Workspace, store: Store) -> None:
    (workspace.root / "two_layers" / "relu_layer.py").mkdir(parents=True)
    with pytest.raises(WorkspaceError) as caught:
        opened(workspace, store)
    assert caught.value.message.key == "workspace.not-a-file"


def test_a_link_that_leads_to_itself_is_named(workspace: Workspace, store: Store) -> None:
    path = workspace.root / "two_layers" / "relu_layer.py"
    path.parent.mkdir()
    path.symlink_to(path)
    with pytest.raises(WorkspaceError) as caught:
        opened(workspace, store)
    assert caught.value.message.key == "workspace.not-a-file"


def test_a_pipe_in_place_of_a_file_does_not_block(workspace: Workspace, store: Store) -> None:
    path = workspace.root / "two_layers" / "relu_layer.py"
    path.parent.mkdir()
    os.mkfifo(path)
    with pytest.raises(WorkspaceError) as caught:
        opened(workspace, store)
    assert caught.value.message.key == "workspace.not-a-file"


def test_a_full_disk_is_named_and_the_file_stays(tmp_path: Path) -> None:
    script = """
import pathlib, resource, sys
from tutor.storage.workspace import Workspace, WorkspaceError
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    workspace = Workspace(pathlib.Path(sys.argv[1]).parent)
    workspace.read(workspace.root / "a.py")
    workspace.save(workspace.root / "a.py", "x" * 5000)
except WorkspaceError as error:
    print(error.message.key)
"""
    path = tmp_path / "a.py"
    path.write_text("old")
    said = subprocess.run([sys.executable, "-c", script, path], capture_output=True, text=True, check=True)
    assert (said.stdout.strip(), path.read_text()) == ("workspace.full", "old")


SAVER = """
import sys, pathlib
from tutor.storage.workspace import Workspace
workspace = Workspace(pathlib.Path(sys.argv[1]))
for number in range(10**6):
    workspace.save(workspace.root / "part" / "a.py", f"{number}\\n" * 50_000)
    print(number, flush=True)
"""


@pytest.mark.parametrize("count", [1, 4, 9, 16, 25])
def test_a_kill_leaves_a_whole_file_no_older_than_the_last_save(workspace: Workspace, count: int) -> None:
    child = subprocess.Popen([sys.executable, "-c", SAVER, workspace.root], stdout=subprocess.PIPE, text=True)
    for _ in range(count):
        present(child.stdout).readline()
    child.send_signal(signal.SIGKILL)
    reported = [*range(count), *map(int, child.communicate()[0].split())][-1]
    numbers = workspace.read(workspace.root / "part" / "a.py").text.splitlines()
    assert len(numbers) == 50_000
    assert set(numbers) <= {str(reported), str(reported + 1)}
    assert len(set(numbers)) == 1


def test_preparing_sweeps_what_killed_saves_have_left(workspace: Workspace) -> None:
    leftover = workspace.root / "part" / ".a.py.1234.saving"
    leftover.parent.mkdir()
    leftover.write_text("half")
    os.utime(leftover, (0, 0))
    workspace.prepare()
    assert not leftover.exists()
