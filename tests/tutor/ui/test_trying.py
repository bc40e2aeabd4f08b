"""Try as a prompt of several lines, which remembers what was tried."""

from __future__ import annotations

import pytest
from textual import events
from textual.widgets import RichLog

from tests.busy import busy
from tests.tutor.ui.conftest import Desk, Tutor
from tutor.session.context import LearnerContext
from tutor.ui.widgets.try_field import TryField

LOOP = "for i in range(2):\n    print(i + 40)"
KEYS = {" ": "space", "(": "left_parenthesis", ")": "right_parenthesis", ":": "colon", "+": "plus", "\n": "enter"}


def log(desk: Desk) -> list[str]:
    return [line.text.rstrip() for line in desk.lesson.query_one("#try-log", RichLog).lines]


async def to_try(desk: Desk) -> TryField:
    """To the field of Try, which is empty then."""
    await desk.judged("wrong", "one-is-enough")
    await desk.press("t")
    field = desk.lesson.query_one(TryField)
    await desk.until(lambda: field.has_focus)
    field.put("")
    return field


async def type_in(desk: Desk, text: str) -> None:
    await desk.press(*(KEYS.get(character, character) for character in text))


async def test_a_block_goes_on_indented_until_an_empty_line_and_runs_as_one(tutor: Tutor) -> None:
    async with tutor("and-gate") as desk:
        field = await to_try(desk)
        await type_in(desk, "for i in range(2):\nprint(i + 40)\n")
        assert field.text == LOOP + "\n    "
        assert log(desk) == []
        await desk.press("enter")
        await desk.until(lambda: log(desk) == [">>> for i in range(2):", "...     print(i + 40)", "40", "41"])
        assert field.text == ""


async def test_several_lines_can_be_pasted_and_added_and_indented(tutor: Tutor) -> None:
    async with tutor("and-gate") as desk:
        field = await to_try(desk)
        desk.app.post_message(events.Paste("    a = 20\n    b = 22\n"))
        await desk.until(lambda: field.text)
        await type_in(desk, "    a + b")
        await desk.press("enter")
        await desk.until(lambda: log(desk)[-1:] == ["42"])
        await desk.press("1", "ctrl+j", "2", "shift+enter", "tab", "tab", "backspace", "3")
        assert field.text == "1\n2\n    3"


async def test_earlier_inputs_come_back_as_wholes_and_what_was_begun_stays(tutor: Tutor) -> None:
    async with tutor("and-gate") as desk:
        field = await to_try(desk)
        for text in (LOOP, "1 + 1"):
            field.put(text)
            await desk.press("enter")
        await type_in(desk, "begun")
        await desk.press("up", "x", "up")
        assert field.text == LOOP
        await desk.press("down")
        assert field.text == "1 + 1x"
        await desk.press("down")
        assert field.text == "begun"
        await desk.press("up", "up", "end", "x", "up")
        assert (field.text, field.cursor_location[0]) == (LOOP + "x", 0)  # one that is changed is gone through line by line


async def test_what_was_tried_is_there_after_a_restart_lesson_by_lesson(tutor: Tutor) -> None:
    async with tutor("and-gate") as desk:
        field = await to_try(desk)
        field.put(LOOP)
        await desk.press("enter")
        await desk.until(lambda: log(desk)[-1:] == ["41"])
    async with tutor("and-gate") as desk:
        field = await to_try(desk)
        await desk.press("up")
        assert field.text == LOOP
        await desk.press("enter")  # it came whole out of the past
        await desk.until(lambda: log(desk)[-1:] == ["41"])
        await desk.open("affine-layer")
        assert desk.lesson.query_one(TryField).past == ()


async def test_a_paste_that_is_too_long_is_refused_with_a_sentence(tutor: Tutor) -> None:
    async with tutor("and-gate") as desk:
        field = await to_try(desk)
        desk.app.post_message(events.Paste("x" * 100_000))
        await desk.until(lambda: "too long to be tried" in " ".join(desk.told))
        assert field.text == ""


async def test_names_stay_from_one_try_to_the_next_until_they_take_too_long(tutor: Tutor) -> None:
    async with tutor("and-gate") as desk:
        field = await to_try(desk)
        for text, answer in (
            ("a = 41", ">>> a = 41"),
            ("a + 1", "42"),
            ("while True: pass", "forgotten."),
            ("a + 1", "defined"),
        ):
            field.put(text)
            await desk.press("enter")
            await desk.until(lambda answer=answer: log(desk)[-1:] and log(desk)[-1].endswith(answer), answer)  # type: ignore[misc]


async def test_a_record_that_cannot_be_read_is_told_and_the_next_try_runs(
    tutor: Tutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with tutor("and-gate") as desk:
        await desk.judged("wrong", "one-is-enough")
        with monkeypatch.context() as patched:
            patched.setattr(LearnerContext, "mine", busy)
            await desk.press("t")
            field = desk.lesson.query_one(TryField)
            await desk.until(lambda: field.has_focus)
            field.put("40 + 2")
            await desk.press("enter")
            await desk.until(lambda: "in use by another program" in " ".join(log(desk)))
        field.put("40 + 3")
        await desk.press("enter")
        await desk.until(lambda: log(desk)[-1:] == ["43"])
