"""Every text that was kept of a lesson's file, what would change with it, and the way back to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import ScrollableContainer, Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tutor.characters import PICTURES
from tutor.model import Outcome
from tutor.storage.records import SavedText
from tutor.text.difference import Line, difference
from tutor.text.messages import Words
from tutor.ui import keys
from tutor.ui.screens.modal import Window
from tutor.ui.widgets.lists import RowList
from tutor.ui.widgets.showable import excerpt

STYLES = {"+": "$text-success", "-": "$text-error", " ": "$foreground 70%", "⋯": "$foreground 50%"}
GOOD = "✓"


class HistoryScreen(Window[SavedText]):
    """Answers with the text to put back. `kept`: the newest first; `outcomes`: of the last check, by text id."""

    AUTO_FOCUS = "#history-kept"
    KEYS = keys.HISTORY

    @property
    def idle_keys(self) -> tuple[str, ...]:
        """In the list the arrows move from text to text, beside it they scroll what would change."""
        in_list = isinstance(self.focused, OptionList)
        return ("window.scroll",) if in_list else ("window.put-back", "window.move", *super().idle_keys)

    def __init__(self, kept: Sequence[SavedText], outcomes: Mapping[int, Outcome], present: str, words: Words) -> None:
        super().__init__()
        self._kept = kept
        self._outcomes = outcomes
        self._present = present
        self._words = words

    def compose(self) -> ComposeResult:
        with Vertical(id="history", classes="window"):
            yield RowList(*map(self._option, self._kept), id="history-kept")
            with ScrollableContainer(id="history-change"):
                yield Static(id="history-lines")

    def on_mount(self) -> None:
        window = self.query_one("#history")
        window.border_title = self._words("history.title")
        self.query_one("#history-change").border_title = self._words("history.legend")

    def _option(self, saved: SavedText) -> Option:
        """One row: when, why it was kept, what its check came to."""
        when = saved.saved_at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
        reason = self._words(f"cli.history.{saved.reason}")
        return Option(Content.assemble((when, "bold"), f"  {reason}", self._say_outcome(saved)), id=str(saved.id))

    def _say_outcome(self, saved: SavedText) -> str:
        outcome = self._outcomes.get(saved.text_id)
        if outcome is None:
            return ""
        sign = f"{GOOD} " if outcome is Outcome.PASSED else ""
        return f"  {sign}{self._words(f'outcome.{outcome}')}"

    @on(OptionList.OptionHighlighted)
    def _show(self, event: OptionList.OptionHighlighted) -> None:
        self.query_one("#history-lines", Static).update(self._change(self._kept[event.option_index].text))
        self.query_one("#history-change").scroll_home(animate=False)

    def _change(self, text: str) -> Content:
        lines = difference(self._present, text)
        if lines is None:
            return Content.assemble(f"{self._words('history.long')}\n\n", (excerpt(text) or text).translate(PICTURES))
        if not lines:
            return Content(self._words("history.same"))
        return Content("\n").join(map(_draw_line, lines))

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._kept[event.option_index])


def _draw_line(line: Line) -> Content:
    return Content.styled(f"{line.sign} {line.text.translate(PICTURES)}", STYLES[line.sign])
