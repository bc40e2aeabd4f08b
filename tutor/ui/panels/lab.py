"""Lab: an experiment on the learner's own code, with its controls."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from tutor.model import Control, End, Ending
from tutor.ui.figures.view import FigureView
from tutor.words import Words


class ControlRow(Widget, can_focus=True):
    """One control: `label  ◂ 0.50 ▸`. Left and right move it, as do clicks on the arrows and the wheel."""

    BINDINGS = [
        Binding("left,minus", "move(-1)", show=False),
        Binding("right,plus,equals_sign", "move(1)", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]
    DEFAULT_CSS = "ControlRow { height: 1; width: 1fr; } ControlRow:focus { text-style: reverse; }"

    class Moved(Message):
        """The control has another value."""

        def __init__(self, name: str, value: float) -> None:
            super().__init__()
            self.name = name
            self.value = value

    def __init__(self, control: Control, label: str) -> None:
        super().__init__()
        self.plan = control
        self.value = control.default
        self._label = label

    def render(self) -> Content:
        return Content.assemble((f"{self._label:<24} ", "$foreground 60%"), f"◂ {self.value:>6g} ▸")

    def action_move(self, steps: int) -> None:
        """Move by whole steps, within the control's range."""
        value = round(self.value + steps * self.plan.step, 10)
        value = min(max(value, self.plan.low), self.plan.high)
        if value != self.value:
            self.value = value
            self.refresh()
            self.post_message(self.Moved(self.plan.name, value))

    def on_click(self, event: events.Click) -> None:
        middle = self.render().plain.index("◂") + 4
        self.action_move(1 if event.x > middle else -1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.action_move(1)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.action_move(-1)


class LabPanel(Vertical):
    """The picture, the controls, one line that says whose code runs. The screen owns the experiment itself."""

    BINDINGS = [Binding("space", "pause", show=False)]

    class PauseAsked(Message):
        """The learner wants the experiment to pause, or to go on."""

    def __init__(self, controls: tuple[Control, ...], labels: Mapping[str, str], words: Words) -> None:
        super().__init__(id="lab")
        self._controls = controls
        self._labels = labels
        self._words = words

    def compose(self) -> ComposeResult:
        yield FigureView(id="lab-figure")
        yield Static(id="lab-owner")
        with Vertical(id="lab-controls"):
            for control in self._controls:
                yield ControlRow(control, self._labels.get(control.name, control.name))

    def on_mount(self) -> None:
        self.border_title = self._words("panel.lab")

    def show(self, figure: Any) -> None:
        """Draw a frame, or say how the lab ended."""
        if isinstance(figure, Ending):
            self._say_end(figure)
            return
        self.query_one("#lab-figure", FigureView).show(figure, self._labels)

    def say(self, text: str) -> None:
        """One line below the picture."""
        self.query_one("#lab-owner", Static).update(Content.styled(text, "$foreground 60%"))

    def _say_end(self, ending: Ending) -> None:
        if ending.how is End.DONE:
            return
        crash = ending.crash
        facts = {"type": crash.type, "text": crash.text} if crash else {"type": str(ending.how), "text": ""}
        self.say(self._words("lab.stopped", **facts))

    def focus_control(self) -> None:
        rows = self.query(ControlRow)
        if rows:
            rows.first().focus()

    def action_pause(self) -> None:
        self.post_message(self.PauseAsked())
