"""Makes pictures of every screen, dark and light, at three sizes, as SVG.

Run: python docs/pictures.py FOLDER [NAME ...]
"""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import NamedTuple

from textual.pilot import Pilot

from tutor.model import Message, Outcome, Verdict
from tutor.session.context import open_learner
from tutor.session.milestones import milestone_of
from tutor.storage.lock import take_lock
from tutor.ui.app import GradlingsApp
from tutor.ui.figures.view import FigureView

SIZES = ((80, 24), (120, 40), (150, 46))
THEMES = ("dark", "light")
LESSON = "affine-layer"
LABS = (
    *("and-gate", "gradient-descent", "trainer", "adam", "dropout", "conv-naive", "convolution-forward"),
    *("simple-convnet", "filters", "deep-convnet"),
)
PATIENCE = 60.0  # seconds for a verdict
AT_WORK = 3.0  # seconds for a lab that trains
SETTLED = 0.3  # seconds after which nothing moves any more
Step = Callable[[GradlingsApp, "Pilot[int]"], Awaitable[None]]


class Picture(NamedTuple):
    """screen: the class in front at the end. text: of the answer, made from the model answer; None for the stub.
    lesson: None for the map."""

    screen: str
    steps: tuple[Step, ...] = ()
    text: Callable[[str], str] | None = None
    lesson: str | None = LESSON


def act(action: str) -> Step:
    """Run an action of the app or of the screen in front."""

    async def step(app: GradlingsApp, pilot: Pilot[int]) -> None:
        where = app if hasattr(app, f"action_{re.split('[(]', action)[0]}") else app.screen
        app.call_later(where.run_action, action)  # one that asks something goes on when it is answered
        await pilot.pause(SETTLED)

    return step


def press(*keys: str) -> Step:
    async def step(_: GradlingsApp, pilot: Pilot[int]) -> None:
        await pilot.press(*keys)

    return step


async def lab(app: GradlingsApp, pilot: Pilot[int]) -> None:
    """The lab, once it has drawn something, and a moment later."""
    await act("pane('lab')")(app, pilot)
    while app.screen.query_one("#lab-figure", FigureView).figure is None:
        await pilot.pause(0.05)
    await pilot.pause(AT_WORK)


async def milestone(app: GradlingsApp, _: Pilot[int]) -> None:
    """The first that the course has."""
    found = (milestone_of(app.learner.catalog.folder, lesson) for lesson in app.learner.catalog.course.lessons)
    app.show_milestone(next(one for one in found if one))


async def end(app: GradlingsApp, _: Pilot[int]) -> None:
    """The end of the course, all of it passed by the model answers."""
    learner = app.learner
    for lesson in map(learner.lesson, learner.catalog.course.order):
        text = "" if lesson.kind == "quiz" else learner.catalog.text(lesson.id, "solution.py")
        learner.remember(lesson, text, Verdict(lesson.id, Outcome.PASSED, None, Message("passed"), seed=0))
    app.show_end()


def right(answer: str) -> str:
    return answer


def wrong(answer: str) -> str:
    return answer.replace("dout.sum(axis=0)", "dout.mean(axis=0)")


PICTURES = {
    "home": Picture("HomeScreen", lesson=None),
    "search": Picture("HomeScreen", (act("search"),), lesson=None),
    "stub": Picture("LessonScreen"),
    "mistake": Picture("LessonScreen", text=wrong),
    "passed": Picture("LessonScreen", text=right),
    "read": Picture("LessonScreen", (act("pane('read')"),)),
    "code": Picture("LessonScreen", (act("pane('code')"),)),
    **{f"lab-{lesson}": Picture("LessonScreen", (lab,), lesson=lesson) for lesson in LABS},
    "try": Picture("LessonScreen", (act("pane('try')"),), right),
    "full-code": Picture("LessonScreen", (act("pane('code')"), act("full")), right),
    "full-read": Picture("LessonScreen", (act("pane('read')"), act("full")), wrong),
    "full-lab": Picture("LessonScreen", (lab, act("full")), wrong, "gradient-descent"),
    "find": Picture("LessonScreen", (act("pane('code')"), act("find"))),
    "hint": Picture("HintScreen", (act("command('hint')"),), wrong),
    "versions": Picture("VersionsScreen", (act("command('versions')"),), right),
    "history": Picture("HistoryScreen", (act("command('history')"),), wrong),
    "confirm": Picture("ConfirmScreen", (act("command('reset')"),), wrong),
    "quiz": Picture("QuestionsScreen", lesson="QUIZ"),
    "settings": Picture("SettingsScreen", (act("settings"),)),
    "help": Picture("HelpScreen", (act("help"),)),
    "palette": Picture("PaletteScreen", (act("command_palette"),)),
    "glossary": Picture("GlossaryScreen", (act("glossary"),)),
    "placement": Picture("PlacementScreen", (act("placement"),), lesson=None),
    "drill": Picture("DrillScreen", (act("drill"),), lesson=None),
    "board": Picture("BoardScreen", (act("board"),), lesson=None),
    "milestone": Picture("MilestoneScreen", (milestone,), lesson=None),
    "end": Picture("EndScreen", (end,), lesson=None),
}


async def draw(picture: Picture, theme: str, size: tuple[int, int]) -> str:
    """The screen as SVG. Raises RuntimeError where another screen is in front."""
    with tempfile.TemporaryDirectory() as folder:
        app_folder = Path(folder)
        (app_folder / "settings.toml").write_text(f'language = "en"\nanimations = false\ntheme = "{theme}"\n', "utf-8")
        environ = {"GRADLINGS_CONFIG": f"{folder}/settings.toml", "LANG": "en_US.UTF-8"}
        learner = open_learner(workspace=f"{folder}/work", environ=environ)
        lesson = picture.lesson
        if lesson == "QUIZ":
            lesson = next(id for id, one in learner.catalog.course.lessons.items() if one.kind == "quiz")
        if lesson and picture.text:
            answer = learner.catalog.text(lesson, "solution.py")
            learner.open_lesson(lesson).path.write_text(picture.text(answer), "utf-8")
        with take_lock(learner.workspace.lock) as lease:
            app = GradlingsApp(learner, lease, lesson=lesson)
            async with app.run_test(size=size) as pilot, asyncio.timeout(PATIENCE):
                await pilot.pause(SETTLED)
                while picture.lesson and picture.screen != "QuestionsScreen" and not _judged(app):
                    await pilot.pause(0.05)
                if picture.lesson is None and type(app.screen).__name__ != "HomeScreen":
                    await pilot.press("m")
                    await pilot.pause(SETTLED)
                for step in picture.steps:
                    await step(app, pilot)
                await pilot.pause(SETTLED)
                if type(app.screen).__name__ != picture.screen:
                    raise RuntimeError(f"{type(app.screen).__name__} is in front, not {picture.screen}")
                return without_downloads(app.export_screenshot(title="gradlings"))


def _judged(app: GradlingsApp) -> bool:
    state = getattr(app.screen, "state", None)
    return bool(state and state.verdict)


def without_downloads(svg: str) -> str:
    """The picture in the reader's own monospaced font: nothing is fetched to show it."""
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL).replace("Fira Code", "monospace")


def main(folder: Path, names: list[str]) -> None:
    unknown = [name for name in names if name not in PICTURES]
    if unknown:
        sys.exit(f"No picture is called {', '.join(unknown)}. There are: {', '.join(PICTURES)}.")
    folder.mkdir(parents=True, exist_ok=True)
    for name in names or PICTURES:
        for theme in THEMES:
            for width, height in SIZES:
                try:
                    drawn = asyncio.run(draw(PICTURES[name], theme, (width, height)))
                except (RuntimeError, TimeoutError) as error:
                    sys.exit(f"{name}: {error!r}")
                (folder / f"{name}-{theme}-{width}x{height}.svg").write_text(drawn, "utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("names", nargs="*", metavar="NAME", help="of a picture; all of them if none is given")
    given = parser.parse_args()
    main(given.folder, given.names)
