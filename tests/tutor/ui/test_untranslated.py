"""Where a lesson does not speak the learner's language, the tutor says so, in that language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.widgets import Collapsible, Static

from tests.tutor.ui.conftest import Tutor
from tutor.course.catalog import Catalog
from tutor.course.pages import FOLDED
from tutor.ui.screens.questions import QuestionsScreen
from tutor.ui.screens.settings import SettingsScreen

SAID = "未翻訳"


@pytest.fixture
def japanese(home: Path) -> None:
    (home / "settings.toml").write_text('language = "ja"\nanimations = false\n', "utf-8")


@pytest.mark.usefixtures("japanese")
async def test_the_status_line_says_of_a_lesson_that_it_is_not_translated(tutor: Tutor) -> None:
    async with tutor("and-gate") as desk:
        await desk.until(lambda: "保存済み" in desk.status)
        assert SAID not in desk.status
        await desk.open("relu-layer")
        await desk.until(lambda: SAID in desk.status)
        desk.app.open_lesson("why-loss")
        await desk.until(lambda: isinstance(desk.app.screen, QuestionsScreen) and desk.app.screen.query("#status"))
        assert SAID in str(desk.app.screen.query_one("#status", Static).render())


@pytest.mark.usefixtures("japanese")
async def test_the_settings_say_how_many_lessons_are_translated(tutor: Tutor) -> None:
    async with tutor() as desk:
        await desk.press("f8")
        await desk.until(lambda: isinstance(desk.app.screen, SettingsScreen) and desk.app.screen.focused)
        said = str(desk.app.screen.query_one("#settings-translated", Static).render())
        catalog = Catalog()
        assert f"{len(catalog.course.order)}レッスン" in said
        assert f"{sum(catalog.speaks(lesson, 'ja') for lesson in catalog.course.order)}レッスン" in said


async def test_in_english_nothing_is_said_of_translations(tutor: Tutor) -> None:
    async with tutor() as desk:
        await desk.until(lambda: "saved" in desk.status)
        assert "translated" not in desk.status
        await desk.press("f8")
        await desk.until(lambda: isinstance(desk.app.screen, SettingsScreen) and desk.app.screen.focused)
        assert not desk.app.screen.query("#settings-translated")


def folds(language: str) -> Iterator[tuple[str, str, str]]:
    """(lesson, kind, title) of all folded sections that have a key, and so may have a title."""
    catalog = Catalog()
    for lesson in catalog.course.order:
        if catalog.speaks(lesson, language):
            prose = catalog.prose(lesson, language)
            yield from ((lesson, kind, part.title) for kind in FOLDED for part in prose.of(kind) if part.key)


def test_the_heads_of_folded_sections_are_japanese_where_the_lesson_is() -> None:
    assert [fold for fold in folds("ja") if not any(ord(letter) > 0x3000 for letter in fold[2])] == []


@pytest.mark.usefixtures("japanese")
async def test_the_head_of_a_fold_is_in_the_language_of_the_lesson(tutor: Tutor) -> None:
    async with tutor("and-gate") as desk:
        for _ in range(20):
            if desk.lesson.query(Collapsible):
                break
            await desk.press("n")
        await desk.until(lambda: desk.lesson.query(Collapsible))
        titles = [fold.title for fold in desk.lesson.query(Collapsible)]
        assert "Pythonの配列" in titles
