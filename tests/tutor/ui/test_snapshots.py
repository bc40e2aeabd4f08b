"""Pictures of the screens, small and large, English and Japanese; seeds, times and places are fixed.

After a change that is meant: `pytest tests/tutor/ui/test_snapshots.py --snapshot-update`, and look at the pictures.
"""

from __future__ import annotations

import shutil
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.tutor.ui.answers import AVERAGED, RIGHT
from tests.tutor.ui.conftest import Desk
from tutor.course.catalog import LANGUAGES, Catalog
from tutor.judge.assess import Assessor
from tutor.model import Lesson, Recording, Verdict
from tutor.session.board import Run
from tutor.session.context import open_learner
from tutor.session.summary import PartDone, Reached, Summary
from tutor.storage.lock import take_lock
from tutor.ui import keys
from tutor.ui.app import GradlingsApp
from tutor.ui.screens.end import EndScreen
from tutor.ui.screens.lesson import LessonScreen

SMALL, LARGE = (80, 24), (120, 40)
LESSON = "affine-layer"

Play = Callable[[Desk], Awaitable[None]]
Snap = Callable[..., bool]


@pytest.fixture
def fixed(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home in which nothing depends on the clock, on chance or on where it lies."""
    check, record = Assessor.check, Assessor.record

    async def checked(self: Assessor, *given: Any, **named: Any) -> Verdict:
        return (await check(self, *given, **named))._replace(seconds=0.012)

    async def recorded(self: Assessor, lesson: Lesson, *given: Any, **named: Any) -> dict[str, Recording]:
        found = await record(self, lesson, *given, **named)
        return {name: run._replace(seconds=0.009) for name, run in found.items()}

    monkeypatch.setattr(Assessor, "check", checked)
    monkeypatch.setattr(Assessor, "record", recorded)
    monkeypatch.setattr("secrets.randbelow", lambda _: 42)
    monkeypatch.setattr("tutor.ui.widgets.editor.CodeEditor.cursor_blink", False, raising=False)
    return home


@pytest.fixture
def picture(fixed: Path, snap_compare: Snap) -> Iterator[Callable[..., bool]]:
    """`picture(play, size, language)`: whether the screen after `play` is the one that was kept."""
    learner = open_learner(catalog=Catalog(course(fixed / "lessons")))
    with take_lock(learner.workspace.lock) as lease:

        def taken(play: Play, size: tuple[int, int], language: str = "en") -> bool:
            app = GradlingsApp(learner, lease, lesson=LESSON, speak=language)

            async def before(pilot: Pilot[int]) -> None:
                desk = Desk(app, pilot)
                await desk.until(lambda: isinstance(app.screen, LessonScreen) and app.screen.runner)
                await desk.judged("unfinished")
                await play(desk)
                await still(desk)

            return snap_compare(app, terminal_size=size, run_before=before)

        yield taken


def course(folder: Path) -> Path:
    """A course of three lessons, so that a new lesson changes no picture."""
    folder.mkdir()
    parts = [
        f'[[parts]]\nid = "{part}"\ntitle = {{ en = "{title}", ja = "{title}" }}\nlessons = {lessons}\n'
        for part, title, lessons in (
            ("perceptrons", "Perceptrons", ["and-gate"]),
            ("backpropagation", "Backpropagation", ["relu-layer", "affine-layer"]),
        )
    ]
    (folder / "course.toml").write_text('id = "from-scratch"\n\n' + "\n".join(parts), "utf-8")
    for lesson in ("and-gate", "relu-layer", "affine-layer"):
        shutil.copytree(Catalog().folder / lesson, folder / lesson)
    for language in LANGUAGES:
        shutil.copy(Catalog().folder / f"end.{language}.md", folder)
    return folder


async def still(desk: Desk) -> None:
    """Everything is saved and drawn, and no toast is left."""
    if isinstance(desk.app.screen_stack[-1], LessonScreen):
        await desk.saved()
    desk.app.clear_notifications()
    await desk.pilot.pause(0.3)


async def read(desk: Desk) -> None:
    await desk.press("n", "n")


async def home(desk: Desk) -> None:
    await desk.press("m")
    await desk.until(lambda: desk.app.screen.query("#map"))


async def failed(desk: Desk) -> None:
    await desk.press("c")
    await desk.write(AVERAGED)
    await desk.judged("wrong", "bias-averaged")
    desk.lesson.editor.move_cursor((17, 8))


async def lab(desk: Desk) -> None:
    await desk.press("l")
    experiment = await desk.until(lambda: desk.app.labs.get(LESSON))
    await desk.until(lambda: experiment.frames and not experiment.running)


async def hint(desk: Desk) -> None:
    await desk.press("h")
    await desk.until(lambda: desk.app.screen.query("#hint-text MarkdownBlock"))


async def settings(desk: Desk) -> None:
    await desk.press("f8")
    last = f"#key-{keys.ALL[-1].id.replace('.', '-dot-')}"
    await desk.until(lambda: desk.app.screen.query(last))  # of the rows that come a few at a time
    await desk.pilot.pause()


PARTS = (3, 4, 8, 11, 16, 5, 13, 10, 6)
STONES = (
    Reached("Your gates add 8-bit numbers", ("65,536 of 65,536 sums are right.",)),
    Reached("Your convolutional network reads digits", ()),
)


async def end(desk: Desk) -> None:
    done = Summary(
        parts=tuple(PartDone("", (*[False] * (count - 1), count > 5)) for count in PARTS),
        first=date(2026, 1, 9),
        last=date(2026, 3, 27),
        days=52,
        lines=702,
        named=63,
        overcome=62,
        trained=19,
        milestones=STONES,
        best=Run("awesome-net", datetime(2026, 3, 27, tzinfo=UTC), 0.9868),
    )
    desk.app.push_screen(EndScreen(desk.app, done))
    await desk.until(lambda: desk.app.screen.query("#end MarkdownBlock"))


async def versions(desk: Desk) -> None:
    await desk.write(RIGHT)
    await desk.judged("passed")
    await desk.press("v")
    await desk.until(lambda: len(desk.app.screen.query(".version")) == 3)


@pytest.mark.parametrize("play", [read, home, failed, lab, hint, settings, end], ids=lambda play: play.__name__)
def test_small(picture: Callable[..., bool], play: Play) -> None:
    assert picture(play, SMALL)


@pytest.mark.parametrize("play", [read, home, failed, lab, versions], ids=lambda play: play.__name__)
def test_large(picture: Callable[..., bool], play: Play) -> None:
    assert picture(play, LARGE)


@pytest.mark.parametrize(("play", "size"), [(failed, SMALL), (failed, LARGE), (hint, SMALL), (settings, SMALL)])
def test_japanese(picture: Callable[..., bool], play: Play, size: tuple[int, int]) -> None:
    assert picture(play, size, "ja")
