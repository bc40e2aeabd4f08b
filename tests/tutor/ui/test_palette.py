"""The palette knows every command, wherever it is opened."""

from __future__ import annotations

from textual.widgets import OptionList

from tests.tutor.ui.conftest import Desk, Tutor
from tutor.ui import keys
from tutor.ui.screens.history import HistoryScreen
from tutor.ui.screens.questions import QuestionsScreen


def offered(desk: Desk) -> set[str]:
    return {command.title for command in desk.app.get_system_commands(desk.app.screen)}


async def test_what_cannot_be_done_yet_is_there_and_says_why(tutor: Tutor) -> None:
    async with tutor() as desk:
        await desk.judged("unfinished")
        commands = {command.title: command.callback for command in desk.app.get_system_commands(desk.app.screen)}
        assert {desk.learner.words(f"key.{name}") for name in ("versions", "redo", "background", "history")} <= set(commands)
        commands[desk.learner.words("key.redo")]()
        await desk.until(lambda: desk.learner.words("redo.after-passing") in desk.told)


async def test_from_the_map_history_opens_the_lesson_and_its_history(tutor: Tutor) -> None:
    async with tutor() as desk:
        await desk.judged("unfinished")
        await desk.press("m")
        await desk.until(lambda: desk.app.screen.query("#map") and desk.app.screen.query_one("#map", OptionList).options)
        title = desk.learner.catalog.title("affine-layer", "en")
        shown = [row for row in keys.LESSON if row.id not in ("leave", "next", "previous", "map")]
        assert {f"{desk.learner.words(f'key.{row.id}')}: {title}" for row in shown} <= offered(desk)
        await desk.press("ctrl+p", *"history")
        await desk.until(lambda: desk.app.screen.query("CommandList").first(OptionList).option_count)
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, HistoryScreen))
        assert desk.lesson.facts.id == "affine-layer"


async def test_a_lesson_of_questions_has_its_commands_too(tutor: Tutor) -> None:
    async with tutor() as desk:
        desk.app.open_lesson("why-loss")
        await desk.until(lambda: isinstance(desk.app.screen, QuestionsScreen))
        assert {desk.learner.words(f"key.{row.id}") for row in keys.QUESTIONS if row.id not in ("leave", "lab")} <= offered(
            desk
        )
