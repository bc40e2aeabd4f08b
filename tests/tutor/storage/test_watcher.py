import asyncio
import os
from collections.abc import Callable
from contextlib import aclosing
from pathlib import Path
from typing import Never

import pytest

from tutor.storage import files, watcher
from tutor.storage.watcher import settled, signature, wakes
from tutor.storage.workspace import ChangedFile, Workspace

PATIENCE = 20.0


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path)


@pytest.fixture
def path(workspace: Workspace) -> Path:
    path = workspace.root / "part" / "a.py"
    workspace.save(path, "mine")
    return path


@pytest.fixture(params=["notified", "polling", "unwatchable"])
def means(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "polling":
        monkeypatch.setenv("WATCHFILES_FORCE_POLLING", "1")
    if request.param == "unwatchable":
        monkeypatch.setattr("watchfiles.main.RustNotify", _refuse)
    return str(request.param)


def _refuse(*_: object) -> Never:
    raise OSError("inotify watch limit reached")


async def news_until(workspace: Workspace, path: Path, text: str, act: Callable[[], object]) -> list[ChangedFile]:
    """The news that come while another program acts, up to the one with the text that it leaves."""
    heard: list[ChangedFile] = []
    async with aclosing(workspace.watch([path])) as news, asyncio.timeout(PATIENCE):
        waiting = asyncio.ensure_future(anext(news))
        await asyncio.to_thread(act)
        while not heard or heard[-1].text != text:
            heard.append(await waiting)
            waiting = asyncio.ensure_future(anext(news))
        waiting.cancel()
        await asyncio.wait([waiting])
    return heard


def replace(path: Path, data: bytes = b"from vim") -> None:
    """As another program saves that never leaves half a file."""
    path.with_name("new").write_bytes(data)
    os.replace(path.with_name("new"), path)


async def test_a_file_written_in_place_by_another_program_is_news(workspace: Workspace, path: Path, means: str) -> None:
    heard = await news_until(workspace, path, "from vim", lambda: path.write_text("from vim"))
    assert heard[-1].path == path


async def test_a_file_replaced_by_another_program_is_news(workspace: Workspace, path: Path, means: str) -> None:
    heard = await news_until(workspace, path, "from vim", lambda: replace(path))
    assert [(change.path, change.text) for change in heard] == [(path, "from vim")]


async def test_our_own_saves_are_no_news(workspace: Workspace, path: Path) -> None:
    def act() -> None:
        for number in range(100):
            workspace.save(path, f"mine {number}")
        replace(path)

    assert len(await news_until(workspace, path, "from vim", act)) == 1


async def test_a_change_from_before_the_watch_is_news(workspace: Workspace, path: Path) -> None:
    replace(path)
    assert len(await news_until(workspace, path, "from vim", lambda: None)) == 1


async def test_a_file_that_was_away_is_news_when_it_is_back(workspace: Workspace, path: Path) -> None:
    def act() -> None:
        path.unlink()
        replace(path)

    assert len(await news_until(workspace, path, "from vim", act)) == 1


async def test_a_change_that_is_no_utf8_comes_with_a_notice(workspace: Workspace, path: Path) -> None:
    (change,) = await news_until(workspace, path, "\ufffd", lambda: replace(path, b"\xff"))
    assert [notice.key for notice in change.notices] == ["workspace.not-utf8"]


async def test_the_target_of_a_link_is_watched(workspace: Workspace, path: Path) -> None:
    link = workspace.root / "link.py"
    link.symlink_to(path)
    workspace.read(link)
    assert len(await news_until(workspace, link, "from vim", lambda: replace(path))) == 1


async def test_what_was_given_may_be_replaced_without_being_put_aside(workspace: Workspace, path: Path) -> None:
    await news_until(workspace, path, "from vim", lambda: replace(path))
    assert workspace.save(path, "mine again").notices == ()


async def test_a_file_has_settled_when_it_stays_as_it_is(path: Path) -> None:
    assert await settled(path) == signature(path)


async def test_a_file_that_was_emptied_is_waited_for_until_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine much may happen between the two steps of another program's save."""
    looks = iter([(1, 0, 7)] * 6 + [(2, 5, 7)] * 2)
    monkeypatch.setattr(watcher, "signature", lambda _: next(looks))
    monkeypatch.setattr(watcher, "_SETTLE_SECONDS", 0)
    assert await settled(path) == (2, 5, 7)


async def test_what_is_read_while_it_is_written_is_no_news(
    workspace: Workspace, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has settled from one save, and is being read, when the next one begins by emptying it."""

    def read_between_two_steps(path: Path) -> bytes:
        monkeypatch.setattr(files, "read_bytes", read_bytes)
        path.write_bytes(b"")
        data = read_bytes(path)
        path.write_bytes(b"theirs, whole")
        return data

    def act() -> None:
        monkeypatch.setattr(files, "read_bytes", read_between_two_steps)
        replace(path, b"theirs, first")

    read_bytes = files.read_bytes
    heard = await news_until(workspace, path, "theirs, whole", act)
    assert [one.text for one in heard] == ["theirs, whole"]


async def test_a_file_that_stays_empty_is_believed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watcher, "_SETTLE_SECONDS", 0)
    path.write_text("")
    found = await settled(path)
    assert found
    assert found[1] == 0


async def test_a_folder_that_is_not_there_is_looked_at_all_the_same(tmp_path: Path) -> None:
    async with aclosing(wakes([tmp_path / "no"])) as looks, asyncio.timeout(PATIENCE):
        await anext(looks)
        await anext(looks)


def test_no_file_has_no_signature(tmp_path: Path) -> None:
    assert signature(tmp_path / "no") is None
