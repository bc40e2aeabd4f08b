"""Lab: an experiment on the learner's own code, with its controls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rich.cells import cell_len
from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tutor.course.controls import defaults, in_view, sheet_in_view
from tutor.course.drawing import ink_from
from tutor.figures_text.drawing import wrapped
from tutor.model import Ending, Lesson
from tutor.session.context import LearnerContext
from tutor.session.experiment import Experiment, stopped, unseen, whose
from tutor.session.trouble import TROUBLE, why_not_run
from tutor.ui import keys
from tutor.ui.figures.sheet import SheetView
from tutor.ui.figures.view import FigureView
from tutor.ui.panels.control import ControlRow
from tutor.ui.visit import Labs

GAP = 2  # cells between what is said of two keys


class LabPanel(Vertical):
    """The picture, one line that says whose code runs, the controls. The experiment itself goes on out of sight."""

    BINDINGS = [
        Binding("space", "pause", show=False),
        Binding("0", "restart", show=False),
        Binding("tab", "round(1)", show=False),
        Binding("shift+tab", "round(-1)", show=False),
    ]
    DEFAULT_CSS = """
    LabPanel.-pairs #lab-controls { layout: grid; grid-size: 2; grid-rows: 1; grid-gutter: 0 2; }
    LabPanel.-pairs ControlRow.-long { column-span: 2; }
    """

    def __init__(self, learner: LearnerContext, lesson: Lesson, labels: Mapping[str, str], labs: Labs) -> None:
        super().__init__(id="lab")
        assert lesson.lab is not None
        self._learner = learner
        self._lesson = lesson
        self._plan = lesson.lab
        self._labels = labels
        self._words = learner.words
        self._labs = labs
        # Not looked up for each frame: one may come while the panel is taken down, part by part.
        self._figure, self._line = FigureView(id="lab-figure"), Static(id="lab-owner")
        self._whose = self._said = ""
        self._moves = False  # whether there is more than one frame to see

    def compose(self) -> ComposeResult:
        with Horizontal():
            if self._plan.sheet:
                yield SheetView(id="lab-sheet")
            yield self._figure
        yield self._line
        with Vertical(id="lab-controls"):
            for control in self._plan.controls:
                yield ControlRow(control, self._labels, self._words)

    def on_resize(self) -> None:
        self._pair()
        self._say(self._said)  # in full screen other keys are named

    def _pair(self) -> None:
        """Controls stand two in a row where there is room for that, a long one alone: rows are what a picture lacks."""
        rows = [row for row in self.query(ControlRow) if row.display]
        widest = max((cell_len(row.label) for row in rows), default=0)
        half = (self.size.width - 2) // 2
        for row in rows:
            row.align(widest)
            row.set_class(row.widest > half, "-long")
        self.set_class(sum(row.widest <= half for row in rows) > 1, "-pairs")

    def on_mount(self) -> None:
        self.border_title = self._words("panel.lab")
        self._whose = self._owner()
        if self.experiment:
            self._look()

    def let_go(self) -> None:
        """Nobody looks from here any more. The run goes on; one that was about to begin does not."""
        self.workers.cancel_node(self)
        if self.experiment and self.experiment.show == self._show:
            self.experiment.show = unseen

    def on_unmount(self) -> None:
        self.let_go()

    @property
    def experiment(self) -> Experiment | None:
        return self._labs.get(self._lesson.id)

    def open(self) -> None:
        """Start the experiment, or come back to it."""
        one = self.experiment
        if one is None or not (one.running or one.background):
            self._start()
        elif one.show != self._show:  # begun elsewhere
            self._look()
        stops = self._stops()
        if stops:
            next((stop for stop in stops if isinstance(stop, ControlRow)), stops[0]).focus()

    def _stops(self) -> list[Widget]:
        """What can have the focus here, from above; the panel itself where there is nothing else."""
        found: list[Widget] = [sheet for sheet in self.query(SheetView) if sheet.display]
        found += [row for row in self.query(ControlRow) if row.display]
        self.can_focus = not found
        return found or [self]

    def action_round(self, by: int) -> None:
        """To the next control and from the last to the first: the keys stay in the lab."""
        stops = self._stops()
        at = next((number for number, stop in enumerate(stops) if stop.has_focus), -by)
        stops[(at + by) % len(stops)].focus()

    @on(ControlRow.Round)
    def _go_round(self, event: ControlRow.Round) -> None:
        self.action_round(event.by)

    def _show_controls(self) -> None:
        """Those of the view that is seen, where the experiment has them."""
        assert self.experiment is not None
        settings = self.experiment.settings
        names = {control.name for control in in_view(self._plan, settings)}
        for row in self.query(ControlRow):
            row.show(settings[row.plan.name])
            row.display = row.plan.name in names
        self._pair()
        for sheet in self.query(SheetView):
            assert self._plan.sheet is not None
            sheet.show(ink_from(str(settings[self._plan.sheet.name])))
            sheet.display = sheet_in_view(self._plan, settings)

    @work(exclusive=True, group="lab")
    async def _start(self) -> None:
        """On the learner's own code once it has passed; else on the model answer, and said so."""
        self._whose = self._owner()
        try:
            text, _ = self._learner.for_lab(self._lesson.id)
            if self.experiment is not None and self.experiment.text == text:
                self._look()
                return
            await self._labs.start(Experiment(self._learner, self._lesson, text, defaults(self._plan)))
        except TROUBLE as trouble:
            self._say(self._words.say(why_not_run(trouble)))
            return
        self._look()

    def _owner(self) -> str:
        """Whose code runs, or why that cannot be told now."""
        try:
            said = whose(self._learner, self._lesson)
        except TROUBLE as trouble:
            said = [why_not_run(trouble)]
        return " ".join(self._words.say(message) for message in said)

    def _look(self) -> None:
        """Show the experiment that is there, from now on."""
        assert self.experiment is not None
        self.experiment.show = self._show
        self._show_controls()
        self._say(self._whose)
        for shown in (self.experiment.picture, self.experiment.last):
            if shown is not None:
                self._show(shown)

    def _show(self, figure: Any) -> None:
        if not isinstance(figure, Ending):
            self._figure.show(figure, self._labels)
        said = stopped(figure) if isinstance(figure, Ending) else None
        self._moves = self._has_moved(over=isinstance(figure, Ending))
        self._say(self._words.say(said) if said else self._whose)

    def _has_moved(self, over: bool) -> bool:
        """Until it is over, a run that begins is taken to be like the one before."""
        frames = self.experiment.frames if self.experiment else 0
        return frames > 1 or (self._moves and not over)

    def _say(self, text: str) -> None:
        self._said = text
        said = _in_lines(text, self._keys() if self.experiment else (), self.size.width)
        self._line.update(Content.styled(said, "$foreground 60%"))

    def _keys(self) -> Iterator[str]:
        """What keys do now. Those that would do nothing here are not named."""
        one, words = self.experiment, self._words
        sheet = next((sheet for sheet in self.query(SheetView) if sheet.display), None)
        if one and one.background:
            yield words("lab.background")
        elif one and one.paused:
            yield words("lab.paused")
        elif sheet:
            yield words("lab.pen" if sheet.has_focus else "lab.draw")
        else:
            rows = sum(row.display for row in self.query(ControlRow))
            yield from [words("lab.keys.choose")] if rows > 1 else []
            yield from [words("lab.keys.change")] if rows else []
            yield from [words("lab.keys.pause")] if one and one.running and self._moves else []
            yield from [words("lab.keys.restart")] if self._moves else []
        if hasattr(self.screen, "action_full"):
            full = keys.names(keys.LESSON, self._learner.settings.keys)["full"]
            yield words("lab.keys.end-full" if self.screen.has_class("-full") else "lab.keys.full", key=full)

    @on(events.DescendantFocus)
    def _say_keys(self) -> None:
        self._say(self._said)

    @on(SheetView.Drawn)
    def _take_drawing(self, event: SheetView.Drawn) -> None:
        if self._free and self.experiment and self._plan.sheet:
            self.experiment.turn(self._plan.sheet.name, str(event.ink))

    @on(ControlRow.ControlMoved)
    def _take_control(self, event: ControlRow.ControlMoved) -> None:
        if self.experiment:
            if self._free:
                self.experiment.turn(event.name, event.value)
            self._show_controls()
            self._say(self._whose)

    @property
    def _free(self) -> bool:
        """Whether a key may begin the experiment anew: in the background hours may lie in it."""
        return self.experiment is not None and not self.experiment.background

    async def action_pause(self) -> None:
        """Withhold frames, or grant them again."""
        if self.experiment and self.experiment.background:
            await self.app.run_action("background('turn')")
        elif self.experiment:
            self.experiment.pause(not self.experiment.paused)
            self._say(self._whose)

    def action_restart(self) -> None:
        """Begin again with the controls as they are."""
        if self._free and self.experiment:
            self.experiment.restart()


def _in_lines(text: str, parts: Iterable[str], width: int) -> str:
    """A text, and what is said after it in the same line where all of it fits there."""
    lines, said = wrapped(text, max(1, width)), (" " * GAP).join(parts)
    fits = cell_len(lines[-1]) + GAP + cell_len(said) <= width
    return "\n".join(lines) + (" " * GAP if fits else "\n") + said if said else "\n".join(lines)
