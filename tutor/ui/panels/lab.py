"""Lab: an experiment on the learner's own code, with its controls."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from tutor.experiment import Experiment
from tutor.model import Control, End, Ending, Lesson
from tutor.runner import Bench
from tutor.study import Study
from tutor.ui.figures.view import FigureView


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
    """The picture, one line that says whose code runs, the controls. Owns the experiment, which goes on out of sight."""

    BINDINGS = [Binding("space", "pause", show=False)]

    class Progressed(Message):
        """Another frame has come, or the experiment has stopped."""

    def __init__(self, study: Study, lesson: Lesson, labels: Mapping[str, str], bench: Bench) -> None:
        super().__init__(id="lab")
        assert lesson.lab is not None
        self._study = study
        self._lesson = lesson
        self._plan = lesson.lab
        self._labels = labels
        self._words = study.words
        self._bench = bench
        self.experiment: Experiment | None = None

    def compose(self) -> ComposeResult:
        yield FigureView(id="lab-figure")
        yield Static(id="lab-owner")
        with Vertical(id="lab-controls"):
            for control in self._plan.controls:
                yield ControlRow(control, self._labels.get(control.name, control.name))

    def on_mount(self) -> None:
        self.border_title = self._words("panel.lab")

    @property
    def frames(self) -> int | None:
        """How many frames a running experiment has shown; None if none runs."""
        running = self.experiment is not None and self.experiment.running
        return self.experiment.frames if running and self.experiment else None

    def open(self) -> None:
        """Start the experiment, or come back to it."""
        if self.experiment is None:
            self._start()
        rows = self.query(ControlRow)
        if rows:
            rows.first().focus()

    @work(exclusive=True, group="lab")
    async def _start(self) -> None:
        """On the learner's own code once it has passed; else on the model answer, and said so."""
        bench = await self._bench()
        own = self._study.store.passed_text(self._study.key(self._lesson.id))
        text = own if own is not None else self._study.catalog.text(self._lesson.id, "solution.py")
        self._say(self._words("lab.yours" if own is not None else "lab.model") + self._uses())
        settings = {control.name: control.default for control in self._plan.controls}
        self.experiment = Experiment(self._study, self._lesson, text, settings, self._show)
        self.experiment.start(bench)

    def _uses(self) -> str:
        owners = self._study.owners(self._lesson)
        return "".join(f"  {name}: {self._words(f'owner.{owner}')}" for name, owner in owners.items())

    def _show(self, figure: Any) -> None:
        if not self.is_mounted:
            return
        if not isinstance(figure, Ending):
            self.query_one("#lab-figure", FigureView).show(figure, self._labels)
        elif figure.how is not End.DONE:
            crash = figure.crash
            facts = {"type": crash.type, "text": crash.text} if crash else {"type": str(figure.how), "text": ""}
            self._say(self._words("lab.stopped", **facts))
        self.post_message(self.Progressed())

    def _say(self, text: str) -> None:
        self.query_one("#lab-owner", Static).update(Content.styled(text, "$foreground 60%"))

    @on(ControlRow.Moved)
    def _moved(self, event: ControlRow.Moved) -> None:
        if self.experiment:
            self.experiment.turn(event.name, event.value)

    def action_pause(self) -> None:
        """Withhold frames, or grant them again."""
        if self.experiment:
            self.experiment.pause(not self.experiment.paused)
            self.border_subtitle = self._words("lab.paused") if self.experiment.paused else ""

    async def stop(self) -> None:
        """End the experiment and its process."""
        if self.experiment:
            await self.experiment.stop()
