"""A course in which lessons cannot be read: the others stay open, and what is wrong is said."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from textual.widgets import OptionList, Static

from tests.tutor.ui.conftest import Desk
from tutor.course.catalog import Catalog, course_folder
from tutor.session.context import open_learner
from tutor.storage.lock import take_lock
from tutor.ui.app import GradlingsApp
from tutor.ui.screens.home import HomeScreen


@pytest.fixture
def course(home: Path) -> Path:
    """The course with a wrong type in the facts of and-gate, and without the words of relu."""
    folder = home / "course"
    shutil.copytree(course_folder(), folder, ignore=shutil.ignore_patterns("__pycache__"))
    facts = folder / "and-gate" / "lesson.toml"
    facts.write_text(re.sub(r"(?m)^minutes = .*", 'minutes = "ten"', facts.read_text("utf-8")), "utf-8")
    (folder / "relu" / "en.md").unlink()
    return folder


async def test_a_lesson_with_a_wrong_type_in_its_facts_is_told_and_the_others_open(course: Path) -> None:
    learner = open_learner(catalog=Catalog(course))
    with take_lock(learner.workspace.lock) as lease:
        app = GradlingsApp(learner, lease, lesson="and-gate")
        async with app.run_test(size=(120, 40), notifications=True) as pilot:
            desk = Desk(app, pilot)
            await desk.until(lambda: any("and-gate/lesson.toml" in line for line in desk.told))
            assert isinstance(app.screen, HomeScreen)
            rows = app.screen.query_one("#map", OptionList)
            await desk.until(lambda: rows.option_count)
            rows.highlighted = rows.get_option_index("relu")
            await desk.until(lambda: "relu" in str(app.screen.query_one("#about", Static).render()))
            await desk.open("softmax")
            await desk.judged("unfinished")


async def test_a_search_passes_over_words_that_have_become_unreadable(home: Path) -> None:
    folder = home / "course"
    shutil.copytree(course_folder(), folder, ignore=shutil.ignore_patterns("__pycache__"))
    learner = open_learner(catalog=Catalog(folder))
    with take_lock(learner.workspace.lock) as lease:
        app = GradlingsApp(learner, lease, lesson="and-gate")
        async with app.run_test(size=(120, 40), notifications=True) as pilot:
            desk = Desk(app, pilot)
            await desk.press("escape", "m")
            await desk.until(
                lambda: isinstance(app.screen, HomeScreen) and app.screen.query_one("#map", OptionList).option_count
            )
            (folder / "relu" / "en.md").write_text("## Nonsense\n", "utf-8")
            await desk.press("slash", *"bias")
            rows = app.screen.query_one("#map", OptionList)
            await desk.until(lambda: any(option.id == "affine-layer" for option in rows.options))
            assert app.is_running
