"""The editor that a learner writes Python in: highlighting, indentation, margins for the verdict."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import Document, EditResult, Selection

from tutor.characters import PICTURES
from tutor.model import Place
from tutor.ui.widgets import indent, syntax
from tutor.ui.widgets.lines import head_of, occurrence, replacement, row_after
from tutor.ui.widgets.margins import GutterMark, LineNote, Margins, Painter, View
from tutor.ui.widgets.showable import excerpt, language_for

if TYPE_CHECKING:
    from textual._types import WatchCallbackType
    from textual.document._edit import Edit
    from textual.dom import DOMNode

MOST_CELLS = 8  # that one character takes: a tab's
NEAR_EDGE = 3  # cells at the edge in which the cursor moves the code along


class CodeEditor(TextArea):
    """A Python file under the cursor. Lines count from 1, as in `Place`; revisions grow with every change."""

    DEFAULT_CSS = """
    CodeEditor, CodeEditor:focus { border: none; padding: 0; scrollbar-size: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        # A plain terminal sends the same byte for Ctrl+/ and Ctrl+_; a modern one tells them apart.
        Binding("ctrl+slash,ctrl+underscore", "toggle_comment", "Comment", id="editor.comment", show=False),
        Binding("shift+tab", "dedent", "Dedent", id="editor.dedent", show=False),
        Binding("escape", "leave", "Leave", id="editor.leave", show=False),
    ]

    @dataclass
    class TextEdited(Message):
        """The text changed by typing, pasting, undoing or `replace_text`; `load_text` is not announced."""

        editor: CodeEditor
        text: str
        revision: int

        @property
        def control(self) -> CodeEditor:
            return self.editor

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, CodeEditor.TextEdited) and message.editor is self.editor

    class PasteRefused(Message):
        """With it the text would be too long to be edited here."""

    class Left(Message):
        """The learner pressed Escape; the editor no longer has the focus."""

    def __init__(self, text: str = "", *, read_only: bool = False, id: str | None = None) -> None:
        shown = excerpt(text)
        super().__init__(
            shown or text,
            soft_wrap=False,
            tab_behavior="indent",
            show_line_numbers=True,
            read_only=read_only or shown is not None,
            id=id,
        )
        self.revision = 0
        self._locked = read_only
        self.shortened = shown is not None
        self._shapes = True
        self._margins = Margins()
        self._painter = Painter()
        self._room: tuple[int, int, int, int] | None = None
        self._height = 0
        self.register_language("python", syntax.python_language(), syntax.HIGHLIGHTS)

    def on_mount(self) -> None:
        self.language = language_for(self.text)
        self.app.theme_changed_signal.subscribe(self, lambda _: self._follow_theme())
        self._follow_theme()

    def on_unmount(self) -> None:
        self.app.theme_changed_signal.unsubscribe(self)  # which would keep it for ever

    def watch(self, obj: DOMNode, attribute_name: str, callback: WatchCallbackType, init: bool = True) -> None:
        """Not the app's theme: it would keep every editor that ever was. This one follows it by the signal."""
        if not (obj is self.app and attribute_name == "theme"):
            super().watch(obj, attribute_name, callback, init)

    def _follow_theme(self) -> None:
        self.register_theme(syntax.code_theme(self.app.theme_variables))
        self.theme = syntax.THEME
        self._set_theme(syntax.THEME)  # its name stays, so that nothing else would take the other colours over
        self._painter.forget()
        self.notify_style_update()  # below a window, too

    @property
    def line(self) -> int:
        """That of the cursor."""
        return self.cursor_location[0] + 1

    @property
    def inlay_hints(self) -> Mapping[int, str]:
        """What is shown behind lines of what they held, by line."""
        return self._margins.inlay_hints

    def on_resize(self) -> None:
        """The line of the cursor stays in view where the verdict below takes room."""
        top, height = self.scroll_offset.y, self._height
        self._height = self.scrollable_content_region.height
        if top <= self.cursor_location[0] < top + height:
            self.scroll_cursor_visible(animate=False)

    # Text and its revisions

    def load_text(self, text: str) -> None:
        """Show another text. Undo does not reach behind it, and no `TextEdited` is posted."""
        self.set_reactive(TextArea.language, language_for(text))
        self.revision += 1
        self._margins = Margins()
        super().load_text(text)

    def replace_text(self, text: str) -> None:
        """Take over a text changed elsewhere, as one step for undo; cursor and view stay with their line.

        One too long to be edited here is shown in part, and not announced: what is shown is not the text.
        """
        shown = excerpt(text)
        if shown is not None or self.shortened:
            self.shortened = shown is not None
            self.read_only = self._locked or self.shortened
            self.load_text(shown or text)
            return
        old, new = self.document.lines, Document(text).lines
        if old == new:
            return
        row, column = self.cursor_location
        moved, top = row_after(old, new, row), self.scroll_offset.y
        self.history.checkpoint()
        self.replace(*replacement(old, new))
        self.history.checkpoint()
        self.move_cursor((moved, min(column, len(new[moved]))))
        self.scroll_to(y=top + moved - row, animate=False, force=True)

    def edit(self, edit: Edit) -> EditResult:
        lines, top = self.document.line_count, edit.top[0]
        end = min(edit.bottom[0], lines - 1)  # to delete the last line, an edit reaches beyond the end
        head, tail = self.document[top], self.document[end]
        result = super().edit(edit)
        last, grown = result.end_location[0], self.document.line_count - lines
        moved = edit.top[1] == 0 and self.document[last] == tail  # the line behind the change is still whole
        kept = self.document[top] == head
        margins = self._margins.shift(top if moved else top + 1, grown)
        self._margins = margins.without_inlay_hints(range(top + 1 + kept, last + 2 - moved))
        self._announce()
        return result

    def undo(self) -> None:
        self._step(super().undo)

    def redo(self) -> None:
        self._step(super().redo)

    def _step(self, step: Callable[[], None]) -> None:
        before = self.text
        step()
        self.history.checkpoint()  # or what is typed next joins an older step, and Textual loses count of the lines
        if self.text != before:
            self._margins = Margins()
            self._announce()

    def _announce(self) -> None:
        self.revision += 1
        self.post_message(self.TextEdited(self, self.text, self.revision))

    # Keys

    async def _on_paste(self, event: events.Paste) -> None:
        if excerpt(self.text + event.text) is not None:
            event.prevent_default()
            self.post_message(self.PasteRefused())

    def on_key(self, event: events.Key) -> None:
        if event.key == "escape":
            event.prevent_default()  # the text area would move the focus to the next widget
        elif not self.read_only and self._indent_key(event.key):
            event.prevent_default()
            event.stop()

    def _indent_key(self, key: str) -> bool:
        """Do what Enter, Backspace or Tab mean in indented code; False leaves the key to the text area."""
        if key == "enter":
            self._open_line()
        elif key == "backspace":
            return self._back_to_stop()
        elif key == "tab" and self._spans_lines():
            self._rewrite_lines(lambda lines: indent.shift(lines, self.indent_width))
        else:
            return False
        return True

    def _open_line(self) -> None:
        start, end = sorted(self.selection)
        before = self.document[start[0]][: start[1]]
        self._replace_via_keyboard("\n" + indent.next_indent(before, self.indent_width), start, end)

    def _back_to_stop(self) -> bool:
        row, column = self.cursor_location
        before = self.document[row][:column]
        if not self.selection.is_empty or not before or before.strip(" "):
            return False
        self._delete_via_keyboard((row, indent.stop_before(column, self.indent_width)), (row, column))
        return True

    def _spans_lines(self) -> bool:
        return self.selection.start[0] != self.selection.end[0]

    def action_toggle_comment(self) -> None:
        """Comment the selected lines, or take their signs away."""
        self._rewrite_lines(indent.toggle_comments)

    def action_dedent(self) -> None:
        """Move the selected lines one indent stop to the left."""
        self._rewrite_lines(lambda lines: indent.shift(lines, -self.indent_width))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Escape ends full screen first, which is the screen's to do."""
        return not (action == "leave" and self.screen.has_class("-full"))

    def action_leave(self) -> None:
        """Give up the focus, so that single letters become keys of the screen."""
        self.screen.set_focus(None)
        self.post_message(self.Left())

    def _rewrite_lines(self, rewrite: Callable[[Sequence[str]], list[str]]) -> None:
        """Put `rewrite`'s lines in place of the selected ones; the selection stays on its characters."""
        if self.read_only:
            return
        rows = self._rows_selected()
        old = [self.document[row] for row in rows]
        new = rewrite(old)
        if new == old:
            return
        growth = dict(zip(rows, (len(b) - len(a) for a, b in zip(old, new, strict=True)), strict=True))
        ends = [(row, max(0, column + growth.get(row, 0))) for row, column in self.selection]
        self.replace("\n".join(new), (rows[0], 0), (rows[-1], len(old[-1])))
        self.selection = Selection(*ends)

    def _rows_selected(self) -> range:
        """Rows touched by the selection; a last row of which nothing is selected does not count."""
        (top, _), (bottom, column) = sorted(self.selection)
        return range(top, bottom + 1 if column or top == bottom else bottom)

    # Finding

    def go_to(self, place: Place) -> None:
        """Put the cursor at a place or the nearest there is, and bring it into view, from the first column if possible."""
        row = min(max(place.line, 1), self.document.line_count) - 1
        column = min(place.column, len(self.document[row]))
        self.move_cursor((row, column), center=True)
        if column < self.scrollable_content_region.width - self.gutter_width:
            self.scroll_to(x=0, animate=False, force=True)

    def resume_at(self, place: Place) -> None:
        """Put the cursor at a place, but no further to the right than the code is seen from its first column."""
        seen = self.scrollable_content_region.width - self.gutter_width - NEAR_EDGE
        self.go_to(place._replace(column=min(place.column, seen)) if seen > 0 else place)

    def show_head(self) -> None:
        """Bring the head of the cursor's function into view too, its docstring with it, as far as there is room."""
        row = self.cursor_location[0]
        top = max(head_of(self.document.lines, row), row + 1 - self.scrollable_content_region.height)
        if top < self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, force=True)

    def find(self, text: str, forward: bool = True) -> bool:
        """Select the next occurrence (case ignored unless `text` has capitals), around the end if need be.

        Returns whether there is one.
        """
        found = occurrence(self.document.lines, text, sorted(self.selection), forward)
        if found is None:
            return False
        row, column = found
        self.selection = Selection((row, column), (row, column + len(text)))
        return True

    # Margins

    def set_marks(
        self,
        marks: Mapping[int, GutterMark],
        notes: Mapping[int, LineNote],
        span: Place | None = None,
        inlay_hints: Mapping[int, str] | None = None,
    ) -> None:
        """Show glyphs in the gutter, remarks after lines, an underline under `span`; keys are line numbers.

        They move with their lines until the next call; the underline goes with the first change of the text.
        inlay_hints: what lines held, after their ends; a line that is edited loses its own.
        """
        margins = Margins(dict(marks), dict(notes), span, dict(inlay_hints or {}))
        if margins != self._margins:
            self._margins = margins
            self.refresh()

    def show_shapes(self, shown: bool) -> None:
        """Show the inlay hints, or hide them; they are kept meanwhile."""
        if shown != self._shapes:
            self._shapes = shown
            self.refresh()

    def get_line(self, line_index: int) -> Text:
        """The line as drawn: control characters as their pictures, so that none reaches the terminal."""
        return Text(self.document.get_line(line_index).translate(PICTURES), end="", no_wrap=True)

    def render_lines(self, crop: Region) -> list[Strip]:
        self._room = self._measure()  # once a paint, not once a line
        try:
            return super().render_lines(crop)
        finally:
            self._room = None

    def _measure(self) -> tuple[int, int, int, int]:
        """Width of the gutter, cells scrolled away, cells in view, width of a tab."""
        width = self.scrollable_content_region.width
        return self.gutter_width, int(self.scroll_offset.x), width, self.indent_width

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        row = y + self.scroll_offset.y
        if row >= self.document.line_count:
            return strip
        beside, room, text = self._margins.beside(row + 1), self._room or self._measure(), self.document[row]
        if beside is None and _most_cells(text) <= room[2] - room[0]:
            return strip
        view = View(text, row + 1, *room, self._shapes)
        return self._painter.draw(strip, view, beside, lambda: self.app.theme_variables)


def _most_cells(text: str) -> int:
    """More than this many cells a line does not take: counting them costs more, and a paint asks for every line."""
    return len(text) if text.isascii() and "\t" not in text else len(text) * MOST_CELLS
