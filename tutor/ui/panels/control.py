"""A control of a lab."""

from __future__ import annotations

from collections.abc import Mapping

from rich.cells import cell_len, set_cell_size
from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from tutor.course.controls import VIEW, Setting, told
from tutor.model import Control
from tutor.text.messages import Words


class ControlRow(Widget, can_focus=True):
    """One control: `label  ◂ 0.50 ▸`. Left and right move it, as do clicks on the arrows and the wheel."""

    BINDINGS = [
        Binding("left,minus", "move(-1)", show=False),
        Binding("right,plus,equals_sign", "move(1)", show=False),
        Binding("up", "round(-1)", show=False),
        Binding("down", "round(1)", show=False),
    ]
    DEFAULT_CSS = "ControlRow { height: 1; width: 1fr; } ControlRow:focus { text-style: reverse; }"

    class ControlMoved(Message):
        """The control has another value."""

        def __init__(self, name: str, value: float) -> None:
            super().__init__()
            self.name = name
            self.value = value

    class Round(Message):
        """To the neighbour that many places on."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    def __init__(self, control: Control, labels: Mapping[str, str], words: Words) -> None:
        super().__init__()
        self.plan = control
        self.value = control.default
        self.label = labels.get(control.name, control.name)
        self._labels = labels
        self._words = words
        self._width = cell_len(self.label)

    def render(self) -> Content:
        shown = told(self.plan, self.value, self._labels)
        return Content.assemble(
            (f"{set_cell_size(self.label, self._width)}  ", "$foreground 60%"),
            f"◂ {shown:>6} ▸",
            (self._which(), "$foreground 60%"),
        )

    def _which(self) -> str:
        """Which of a lab's experiments this is, where the control chooses among them."""
        if self.plan.name != VIEW:
            return ""
        return "  " + self._words("lab.which", number=int(self.value) + 1, of=len(self.plan.choices))

    def align(self, width: int) -> None:
        """Let the value begin where those of other controls do."""
        self._width = width
        self.refresh()

    @property
    def widest(self) -> int:
        """Cells that it may need."""
        choices = (cell_len(self._labels.get(choice, choice)) for choice in self.plan.choices)
        return self._width + 6 + max(6, *choices, 0) + cell_len(self._which())

    def show(self, value: Setting) -> None:
        """Stand where the experiment has it."""
        self.value = float(value)
        self.refresh()

    def action_move(self, steps: int) -> None:
        """Move by whole steps, within the control's range."""
        value = round(self.value + steps * self.plan.step, 10)
        value = min(max(value, self.plan.low), self.plan.high)
        if value != self.value:
            self.value = value
            self.refresh()
            self.post_message(self.ControlMoved(self.plan.name, value))

    def action_round(self, by: int) -> None:
        self.post_message(self.Round(by))

    def on_click(self, event: events.Click) -> None:
        middle = self._width + 4 + cell_len(told(self.plan, self.value, self._labels).rjust(6)) // 2
        self.action_move(1 if event.x > middle else -1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.action_move(1)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.action_move(-1)
