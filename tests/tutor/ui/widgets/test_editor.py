"""The editor under real keys."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from rich.color import Color
from textual import events
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.strip import Strip
from textual.theme import Theme
from textual.widgets.text_area import Selection

from tutor.model import MAX_SOURCE, Place
from tutor.ui import themes
from tutor.ui.widgets.editor import CodeEditor
from tutor.ui.widgets.find import EditorPane, FindBar
from tutor.ui.widgets.margins import BEFORE_HINT, GutterMark, LineNote, fit
from tutor.ui.widgets.showable import HIGHLIGHT_LIMIT
from tutor.ui.widgets.syntax import code_theme

TOO_LONG = "x = 1\n" * (MAX_SOURCE // 5)
SOURCE = "class Affine:\n    def backward(self, dout):\n        self.db = dout.mean(axis=0)\n        return dout\n"


class Desk(App[None]):
    """An app with nothing but an editor; it keeps what the editor says."""

    def __init__(self, text: str, read_only: bool = False) -> None:
        super().__init__()
        self.editor = CodeEditor(text, read_only=read_only)
        self.edits: list[CodeEditor.TextEdited] = []
        self.left = 0
        self.refused = 0

    def compose(self) -> ComposeResult:
        yield EditorPane(self.editor)

    def on_mount(self) -> None:
        self.editor.focus()

    def on_code_editor_text_edited(self, event: CodeEditor.TextEdited) -> None:
        self.edits.append(event)

    def on_code_editor_left(self) -> None:
        self.left += 1

    def on_code_editor_paste_refused(self) -> None:
        self.refused += 1


@asynccontextmanager
async def desk(
    text: str = "", read_only: bool = False, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[Desk, Pilot[None]]]:
    app = Desk(text, read_only)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, pilot


def shown(editor: CodeEditor, row: int) -> str:
    strip: Strip = editor.render_line(row)
    return strip.text


async def test_typed_code_indents_itself() -> None:
    async with desk() as (app, pilot):
        await pilot.press(*"def f():", "enter", *"return 1", "enter", *"f()")
        assert app.editor.text == "def f():\n    return 1\nf()"


async def test_backspace_in_the_indentation_goes_to_the_stop() -> None:
    async with desk("        x") as (app, pilot):
        app.editor.cursor_location = (0, 8)
        await pilot.press("backspace")
        assert app.editor.text == "    x"
        await pilot.press("right", "backspace")
        assert app.editor.text == "    "


@pytest.mark.parametrize("key", ["ctrl+slash", "ctrl+underscore"])
async def test_both_bytes_of_the_comment_key_comment_the_selected_lines(key: str) -> None:
    async with desk(SOURCE) as (app, pilot):
        app.editor.selection = Selection((2, 0), (3, 5))
        await pilot.press(key)
        assert app.editor.text.split("\n")[2:4] == ["        # self.db = dout.mean(axis=0)", "        # return dout"]
        await pilot.press(key)
        assert app.editor.text == SOURCE


async def test_tab_and_shift_tab_move_the_selected_lines() -> None:
    async with desk("a\nb") as (app, pilot):
        app.editor.selection = Selection((0, 0), (1, 1))
        await pilot.press("tab")
        assert app.editor.text == "    a\n    b"
        await pilot.press("shift+tab")
        assert app.editor.text == "a\nb"


async def test_brackets_are_not_closed_by_the_editor() -> None:
    async with desk() as (app, pilot):
        await pilot.press("(", "[", "{")
        assert app.editor.text == "([{"


async def test_each_change_is_told_with_a_growing_revision() -> None:
    async with desk() as (app, pilot):
        await pilot.press("a", "b", "ctrl+z")
        await pilot.pause()
        assert app.edits[-1].text == app.editor.text == ""
        revisions = [edit.revision for edit in app.edits]
        assert revisions == sorted(set(revisions))
        assert revisions[-1] == app.editor.revision


async def test_moving_the_cursor_is_no_change() -> None:
    async with desk(SOURCE) as (app, pilot):
        await pilot.press("down", "right", "end", "shift+left")
        await pilot.pause()
        assert app.edits == []


async def test_escape_gives_up_the_focus_and_says_so() -> None:
    async with desk("x") as (app, pilot):
        await pilot.press("escape")
        await pilot.pause()
        assert (app.left, app.focused) == (1, None)
        await pilot.press("a")
        assert app.editor.text == "x"


async def test_undo_does_not_reach_behind_a_load() -> None:
    async with desk("old") as (app, pilot):
        await pilot.press("a")
        app.editor.load_text("new")
        await pilot.press("ctrl+z")
        assert app.editor.text == "new"


async def test_a_load_is_not_told_as_an_edit() -> None:
    async with desk("old") as (app, pilot):
        app.editor.load_text("new")
        await pilot.pause()
        assert app.edits == []


async def test_text_replaced_from_outside_keeps_cursor_and_view_and_can_be_undone() -> None:
    text = "\n".join(f"line{n}" for n in range(100))
    async with desk(text) as (app, pilot):
        app.editor.cursor_location = (60, 3)
        await pilot.pause()
        above = 60 - app.editor.scroll_offset.y
        app.editor.replace_text("first\nsecond\n" + text.replace("line70", "seventy"))
        await pilot.pause()
        assert app.editor.cursor_location == (62, 3)
        assert 62 - app.editor.scroll_offset.y == above
        await pilot.press("ctrl+z")
        assert app.editor.text == text
        assert app.editor.cursor_location == (60, 3)


async def test_undo_takes_back_the_typing_after_an_outside_change_before_the_change() -> None:
    async with desk("ab") as (app, pilot):
        app.editor.replace_text("xab")
        await pilot.press("end", "c", "ctrl+z")
        assert app.editor.text == "xab"
        await pilot.press("ctrl+z")
        assert app.editor.text == "ab"


async def test_what_is_typed_after_an_undo_is_a_step_of_its_own() -> None:
    async with desk("ab") as (app, pilot):
        await pilot.press("end", "enter", "1", "ctrl+z", "z", "ctrl+z")
        assert app.editor.text == "ab\n"
        await pilot.press("ctrl+z")
        assert app.editor.text == "ab"
        assert app.editor.wrapped_document.height == 1


async def test_replacing_the_text_by_itself_changes_nothing() -> None:
    async with desk(SOURCE) as (app, pilot):
        app.editor.replace_text(SOURCE)
        await pilot.pause()
        assert app.edits == []


async def test_a_read_only_editor_takes_no_key() -> None:
    async with desk("    x", read_only=True) as (app, pilot):
        app.editor.cursor_location = (0, 4)
        await pilot.press("a", "enter", "backspace", "tab", "ctrl+slash", "ctrl+k")
        assert app.editor.text == "    x"


async def test_pasted_text_arrives_as_it_is() -> None:
    async with desk() as (app, pilot):
        app.post_message(events.Paste("def f():\n    return 1\n"))
        await pilot.pause()
        assert app.editor.text == "def f():\n    return 1\n"


async def test_a_mark_stands_beside_its_line_number_and_a_note_after_its_code() -> None:
    async with desk(SOURCE) as (app, _):
        app.editor.set_marks({3: GutterMark("✗")}, {3: LineNote("yours 0.25, numerical 1")})
        line = shown(app.editor, 2)
        assert line.startswith("3✗")
        assert line.rstrip().endswith("axis=0)   yours 0.25, numerical 1")
        assert shown(app.editor, 1).startswith("2 ")


async def test_a_note_is_cut_at_the_edge_between_wide_characters() -> None:
    async with desk("x = 1", size=(30, 10)) as (app, _):
        app.editor.set_marks({}, {1: LineNote("平均ではなく合計を取りましょう")})
        line = shown(app.editor, 0)
        assert "…" in line
        assert app.editor.render_line(0).cell_length <= 30


async def test_a_note_without_room_is_left_out() -> None:
    async with desk("x" * 40, size=(46, 10)) as (app, _):
        app.editor.set_marks({1: GutterMark("✗")}, {1: LineNote("too long to be told here")})
        assert shown(app.editor, 0).rstrip().endswith("x")
        assert "✗" in shown(app.editor, 0)


async def test_a_note_behind_wide_code_keeps_its_distance() -> None:
    async with desk("# 日本語", size=(60, 10)) as (app, _):
        app.editor.set_marks({}, {1: LineNote("remark!")})
        assert "日本語   remark!" in shown(app.editor, 0)


async def test_a_span_is_underlined_and_goes_with_the_first_key() -> None:
    async with desk(SOURCE) as (app, pilot):
        app.editor.set_marks({}, {}, Place(3, 18, 3, 35))
        underlined = "".join(s.text for s in app.editor.render_line(2) if s.style and s.style.underline)
        assert underlined == "dout.mean(axis=0)"
        await pilot.press("a")
        assert not any(s.style and s.style.underline for s in app.editor.render_line(2))


async def test_marks_move_with_their_lines() -> None:
    async with desk(SOURCE) as (app, pilot):
        app.editor.set_marks({3: GutterMark("✗")}, {})
        app.editor.cursor_location = (0, 0)
        await pilot.press("enter")
        assert "✗" in shown(app.editor, 3)
        assert "✗" not in shown(app.editor, 2)


async def test_marks_scroll_with_the_code() -> None:
    async with desk("\n" * 60) as (app, pilot):
        app.editor.set_marks({41: GutterMark("✗")}, {})
        app.editor.go_to(Place(41))
        await pilot.pause()
        assert "✗" in shown(app.editor, 40 - app.editor.scroll_offset.y)


def ghosted(app: Desk, inlay_hints: dict[int, str], notes: dict[int, LineNote] | None = None) -> None:
    app.editor.set_marks({}, notes or {}, None, inlay_hints)


def ghosts_of(editor: CodeEditor) -> dict[int, str]:
    """Line number -> what is drawn after the line's text and its distance."""
    found = {}
    for row, line in enumerate(editor.document.lines):
        drawn = shown(editor, row)[editor.gutter_width :].rstrip()
        if drawn != line.rstrip():
            found[row + 1] = drawn.removeprefix(line).strip().replace(BEFORE_HINT, "")
    return found


@pytest.mark.parametrize("theme", ["textual-dark", "ansi-dark", "ansi-light", themes.DARK, themes.LIGHT], ids=str)
async def test_a_shape_stands_behind_a_sign_in_a_colour_that_no_code_has(theme: str | Theme) -> None:
    async with desk(SOURCE) as (app, _):
        if isinstance(theme, Theme):
            app.register_theme(theme)
        app.theme = theme.name if isinstance(theme, Theme) else theme
        ghosted(app, {3: "(5,)"})
        drawn = next(part for part in app.editor.render_line(2) if part.text == "-> (5,)")
        assert drawn.style is not None
        assert drawn.style.color is not None
        code = [style.color for style in code_theme(app.theme_variables).syntax_styles.values()]
        others = [colour.name for colour in (*code, app.editor.rich_style.color) if colour]
        assert drawn.style.color.get_truecolor() not in {Color.parse(name).get_truecolor() for name in others}


async def test_a_note_stands_before_the_shape_of_its_line() -> None:
    async with desk(SOURCE) as (app, _):
        ghosted(app, {3: "(5,)"}, {3: LineNote("too small")})
        assert ghosts_of(app.editor) == {3: "too small   (5,)"}


@pytest.mark.parametrize(("columns", "seen"), [(50, {1: "(100, 50)"}), (49, {})])
async def test_a_shape_is_drawn_whole_or_not_at_all(columns: int, seen: dict[int, str]) -> None:
    async with desk("x" * 30, size=(columns, 10)) as (app, _):
        ghosted(app, {1: "(100, 50)"})
        assert ghosts_of(app.editor) == seen


async def test_a_line_that_is_edited_loses_its_shape_and_the_others_keep_theirs() -> None:
    async with desk(SOURCE) as (app, pilot):
        ghosted(app, {2: "a", 3: "b", 4: "c"})
        app.editor.cursor_location = (2, 10)
        await pilot.press("z")
        assert ghosts_of(app.editor) == {2: "a", 4: "c"}


@pytest.mark.parametrize(("column", "moved"), [(0, {2: "a", 4: "b", 5: "c"}), (35, {2: "a", 3: "b", 5: "c"})])
async def test_a_line_opened_above_or_below_leaves_each_shape_with_its_line(column: int, moved: dict[int, str]) -> None:
    async with desk(SOURCE) as (app, pilot):
        ghosted(app, {2: "a", 3: "b", 4: "c"})
        app.editor.cursor_location = (2, column)
        await pilot.press("enter")
        assert ghosts_of(app.editor) == moved


async def test_a_line_broken_in_two_loses_its_shape() -> None:
    async with desk(SOURCE) as (app, pilot):
        ghosted(app, {3: "b", 4: "c"})
        app.editor.cursor_location = (2, 18)
        await pilot.press("enter")
        assert ghosts_of(app.editor) == {5: "c"}


async def test_the_shapes_of_deleted_lines_go_with_them() -> None:
    async with desk(SOURCE) as (app, pilot):
        ghosted(app, {2: "a", 3: "b", 4: "c"})
        app.editor.selection = Selection((1, 0), (3, 0))
        await pilot.press("delete")
        assert ghosts_of(app.editor) == {2: "c"}


async def test_a_shape_keeps_its_distance_to_code_that_is_scrolled() -> None:
    async with desk("y = 1234567890\n" + "x" * 100, size=(60, 10)) as (app, _):
        ghosted(app, {1: "(2,)"})
        app.editor.scroll_to(x=8, animate=False, force=True)
        assert shown(app.editor, 0).rstrip().endswith("567890   -> (2,)")


async def test_hidden_shapes_come_back_with_what_happened_meanwhile() -> None:
    async with desk(SOURCE) as (app, pilot):
        ghosted(app, {3: "b", 4: "c"})
        app.editor.show_shapes(False)
        assert ghosts_of(app.editor) == {}
        app.editor.cursor_location = (2, 10)
        await pilot.press("z")
        app.editor.show_shapes(True)
        assert ghosts_of(app.editor) == {4: "c"}


async def test_going_to_a_place_that_is_not_there_goes_to_the_nearest() -> None:
    async with desk("a\nbc") as (app, _):
        app.editor.go_to(Place(99, 99))
        assert app.editor.cursor_location == (1, 2)


async def test_the_find_bar_finds_goes_to_lines_and_gives_the_focus_back() -> None:
    async with desk(SOURCE) as (app, pilot):
        await pilot.press("ctrl+f", *"dout", "enter", "enter")
        assert app.editor.selected_text == "dout"
        assert app.editor.cursor_location[0] == 2
        app.query_one(FindBar).value = ":4"
        await pilot.press("enter", "escape")
        assert app.editor.cursor_location[0] == 3
        assert app.focused is app.editor
        assert not app.query_one(FindBar).display


async def test_what_is_not_found_is_shown_in_the_bar() -> None:
    async with desk(SOURCE) as (app, pilot):
        await pilot.press("ctrl+f", *"softmax", "enter")
        assert app.query_one(FindBar).has_class("-missing")


async def test_control_characters_are_drawn_as_pictures() -> None:
    async with desk("x = '\x1b[31m'") as (app, _):
        assert "␛[31m" in shown(app.editor, 0)
        assert app.editor.text == "x = '\x1b[31m'"


async def test_a_text_that_is_no_unicode_is_shown_and_kept() -> None:
    async with desk("x = '\udcff'\n") as (app, pilot):
        await pilot.press("a")
        assert "\N{REPLACEMENT CHARACTER}" in shown(app.editor, 0)
        assert app.editor.text == "ax = '\udcff'\n"


async def test_a_text_too_long_to_run_is_shown_in_part_and_stays_as_it_is() -> None:
    async with desk(TOO_LONG) as (app, pilot):
        await pilot.press("a", "enter", "backspace")
        app.editor.replace_text(TOO_LONG + "y = 2\n")
        await pilot.pause()
        assert app.editor.shortened
        assert app.editor.text.startswith("x = 1\n")
        assert app.editor.document.line_count < 1_000
        assert not app.edits


async def test_a_text_that_has_been_shortened_can_be_edited_again() -> None:
    async with desk(TOO_LONG) as (app, pilot):
        app.editor.replace_text("x = 1")
        await pilot.press("a")
        assert app.editor.text == "ax = 1"
        assert not app.editor.shortened


async def test_a_paste_that_makes_the_text_too_long_is_refused() -> None:
    async with desk("x = 1\n") as (app, pilot):
        app.post_message(events.Paste(TOO_LONG))
        await pilot.pause()
        assert app.refused == 1
        assert app.editor.text == "x = 1\n"


async def test_a_huge_text_is_shown_without_colours() -> None:
    async with desk("x = 1\n" * (HIGHLIGHT_LIMIT // 5)) as (app, _):
        assert not app.editor.is_syntax_aware


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "ansi-dark", "ansi-light", "nord"])
async def test_keywords_have_the_accent_of_every_theme(theme: str) -> None:
    async with desk("x\nreturn None") as (app, pilot):
        app.theme = theme
        await pilot.pause()
        word = next(s for s in app.editor.render_line(1) if "return" in s.text)
        assert word.style is not None
        assert word.style.bold
        assert word.style.color == app.editor._theme.syntax_styles["keyword"].color  # noqa: SLF001 - Textual has no other name
        assert word.style.color != app.editor.rich_style.color


@pytest.mark.parametrize(("room", "text"), [(20, "short"), (8, "a long…"), (7, "")])
def test_fit(room: int, text: str) -> None:
    assert fit("short" if room == 20 else "a long remark", room) == text


@pytest.mark.parametrize("text", ["", "a = 1", "a = 1\n", "a = 1\nb = 2"])
@pytest.mark.parametrize("key", ["ctrl+k", "ctrl+shift+k", "ctrl+x"])
async def test_the_last_line_can_be_deleted(key: str, text: str) -> None:
    async with desk(text) as (app, pilot):
        app.editor.move_cursor((app.editor.document.line_count - 1, 0))
        await pilot.press(key, "x")
        above, _, _ = text.rpartition("\n")
        assert app.editor.text.rstrip("\n").endswith("x")
        assert app.editor.text.startswith(above)
        assert "b" not in app.editor.text
