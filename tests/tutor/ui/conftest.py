"""The full-screen tutor under real keys, with real workers, on a workspace of its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from time import monotonic
from typing import Any, TypeAlias
from weakref import WeakKeyDictionary

import pytest
from textual.pilot import Pilot

from tutor.session.context import LearnerContext, open_learner
from tutor.session.experiment import Experiment
from tutor.storage.lock import take_lock
from tutor.ui import visit
from tutor.ui.app import GradlingsApp
from tutor.ui.screens.lesson import LessonScreen

DEADLINE = 30.0  # seconds; generous, as nothing is measured here
LOOK_EVERY = 0.02

TOLD: WeakKeyDictionary[GradlingsApp, list[str]] = WeakKeyDictionary()


class Desk:
    """The app and its pilot, with the words that the tests are written in."""

    def __init__(self, app: GradlingsApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def lesson(self) -> LessonScreen:
        return next(screen for screen in reversed(self.app.screen_stack) if isinstance(screen, LessonScreen))

    @property
    def learner(self) -> LearnerContext:
        return self.app.learner

    @property
    def message(self) -> str:
        """What the verdict panel says."""
        return str(self.lesson.query_one("#verdict-message").render())

    @property
    def status(self) -> str:
        return str(self.lesson.query_one("#status").render())

    @property
    def told(self) -> list[str]:
        """The toasts so far, those that are gone too."""
        return TOLD.get(self.app, [])

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def until(self, condition: Callable[[], Any], what: str = "") -> Any:
        """Wait until something is true, or fail."""
        deadline = monotonic() + DEADLINE
        while not (found := condition()):
            assert monotonic() < deadline, f"still not: {what or condition}"
            assert self.app.is_running, "the app has ended"
            await asyncio.sleep(LOOK_EVERY)
        await self.pilot.pause()  # whatever follows from it is on the screen, too
        return found

    async def open(self, lesson: str) -> None:
        self.app.open_lesson(lesson)
        await self.until(lambda: isinstance(self.app.screen, LessonScreen) and self.app.screen.facts.id == lesson)
        await self.until(lambda: self.lesson.runner)

    async def write(self, text: str) -> None:
        """Replace the learner's text, as a paste would."""
        self.lesson.editor.replace_text(text)
        await self.pilot.pause()

    async def judged(self, outcome: str, mistake: str | None = None) -> None:
        """Wait for a verdict on the text as it stands."""

        def there() -> bool:
            state = self.lesson.state
            verdict = state.verdict
            current = not state.stale and state.checking is None
            assert state.trouble is None, state.trouble
            return bool(verdict and current and verdict.outcome == outcome and verdict.mistake == mistake)

        await self.until(there, f"{outcome}, mistake {mistake}")

    async def quit(self) -> None:
        """Leave as a learner does, unless that is done; what is under way is called off then, before the screens go."""
        if self.app.is_running:
            await self.app.action_quit()
        while self.app.is_running:
            await asyncio.sleep(0)

    async def to_lab(self) -> Experiment:
        """To the lab of the lesson that is open, once there is a frame to see."""
        await self.press("escape", "l")
        lab: Experiment = await self.until(lambda: self.app.labs.get(self.lesson.facts.id), "a lab")
        await self.until(lambda: lab.frames, "a frame")
        return lab

    async def saved(self) -> None:
        await self.until(lambda: not self.lesson.state.dirty, "saved")


Opened: TypeAlias = AbstractAsyncContextManager[Desk]
Tutor: TypeAlias = Callable[..., Opened]


@pytest.fixture(autouse=True)
def keep_toasts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A toast goes after some seconds, and a busy machine may need as many before a test looks."""
    notify = GradlingsApp.notify

    def keep(app: GradlingsApp, message: str, **named: Any) -> None:
        TOLD.setdefault(app, []).append(message)
        notify(app, message, **named)

    monkeypatch.setattr(GradlingsApp, "notify", keep)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder with nothing in it but settings that ask for English."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GRADLINGS_WORKSPACE", str(tmp_path / "gradlings"))
    monkeypatch.setenv("GRADLINGS_CONFIG", str(tmp_path / "settings.toml"))
    monkeypatch.setattr(visit, "SPARES", 0)  # a worker costs as much as a screen, and most tests check once
    (tmp_path / "settings.toml").write_text('language = "en"\nanimations = false\n', "utf-8")
    return tmp_path


@pytest.fixture
def tutor(home: Path) -> Tutor:
    """`async with tutor("affine-layer") as desk`: the app, open at that lesson."""

    @asynccontextmanager
    async def opened(lesson: str | None = "affine-layer", size: tuple[int, int] = (120, 40)) -> AsyncIterator[Desk]:
        learner = open_learner()
        with take_lock(learner.workspace.lock) as lease:
            app = GradlingsApp(learner, lease, lesson=lesson)
            async with app.run_test(size=size, notifications=True) as pilot:
                desk = Desk(app, pilot)
                await desk.until(lambda: isinstance(app.screen, LessonScreen) and app.screen.runner, "a lesson")
                yield desk
                await desk.quit()

    return opened
