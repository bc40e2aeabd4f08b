"""Drills: choose what to practise, then one small exercise after another, checked at Enter and explained when wrong."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tutor.errors import StoreError
from tutor.practice.drill import HARDEST, Drill, standings, wanted
from tutor.practice.exercise import DrillKind, Exercise, Picture
from tutor.text.messages import Words
from tutor.ui import keys
from tutor.ui.figures.view import FigureView
from tutor.ui.screens.modal import Window
from tutor.ui.telling import telling
from tutor.ui.widgets.lists import RowList
from tutor.ui.widgets.semantic_colours import inline

ALL = "all"
FAINT = "$foreground 70%"
STREAK = 3  # right answers in a row, before they are worth a word
MOST_ROWS = 20  # of a graph


class DrillScreen(Window[None]):
    """`kind`: what to begin with at once; "" asks first. The field keeps the focus, up and down move the page."""

    AUTO_FOCUS = ""
    KEYS = keys.CHOICE
    BINDINGS = [
        Binding("up,pageup", "scroll(-3)", show=False, priority=True),
        Binding("down,pagedown", "scroll(3)", show=False, priority=True),
    ]

    def __init__(self, kind: str = "") -> None:
        super().__init__()
        self._first = kind
        self._drill: Drill | None = None
        self._answered = False

    @property
    def words(self) -> Words:
        return self.tutor.words

    @property
    def key_sayings(self) -> dict[str, str]:
        """What Enter does now."""
        return {"window.choose": "drill.begin" if self._drill is None else "drill.next" if self._answered else "drill.check"}

    @property
    def idle_keys(self) -> tuple[str, ...]:
        """The arrows move in the choice, and scroll an exercise that is longer than its room."""
        if self._drill is None:
            return ("window.scroll",)
        fits = not self.query_one("#drill-page").max_scroll_y
        return ("window.move", "window.scroll") if fits else ("window.move",)

    def anew(self) -> DrillScreen:
        """The same in the language that is spoken now."""
        return DrillScreen(self._first)

    def compose(self) -> ComposeResult:
        with Vertical(id="drill", classes="window"):
            yield RowList(id="drill-kinds")
            with VerticalScroll(id="drill-page", can_focus=False):
                yield Static(id="drill-asked", markup=False)
                yield FigureView(id="drill-graph")
                yield Static(id="drill-reply", markup=False)
            yield Input(id="drill-typed", compact=True)

    def on_mount(self) -> None:
        self.query_one("#drill").border_title = self.words("drill.title")
        if self._first:
            self._begin(self._first)
        else:
            self._choose()

    # --- what to practise ---

    def _choose(self) -> None:
        self._show_page(False)
        kinds = self.query_one("#drill-kinds", OptionList)
        kinds.add_options([Option(self._row(name), id=name) for name in (ALL, *DrillKind)])
        kinds.highlighted = 0
        kinds.focus()

    def _row(self, name: str) -> Content:
        about = self.words(f"drill.about.{name}")
        return Content.assemble((self.words(f"drill.{name}"), "bold $text-primary"), "\n  ", (about, FAINT))

    def _show_page(self, shown: bool) -> None:
        for name in ("#drill-page", "#drill-typed"):
            self.query_one(name).display = shown
        self.query_one("#drill-kinds").display = not shown

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._begin(event.option_id or ALL)

    def _begin(self, kind: str) -> None:
        kinds = tuple(DrillKind) if kind == ALL else (DrillKind(kind),)
        try:
            start = standings(self.tutor.learner.store.drill_answers())
        except StoreError:
            start = {}
        self._drill = Drill(kinds, Random(), start)
        self._show_page(True)
        self._ask()

    # --- one exercise ---

    @property
    def drill(self) -> Drill:
        assert self._drill is not None, "a drill begins with the choice of its kind"
        return self._drill

    def _ask(self) -> None:
        exercise = self.drill.exercise
        self._answered = False
        self.query_one("#drill-asked", Static).update(Content("\n").join(self._asked(exercise)))
        self._draw(exercise.picture)
        self._reply(Content(""))
        field = self.query_one("#drill-typed", Input)
        field.value, field.placeholder = "", self.words(f"drill.type.{wanted(exercise)}")
        field.focus()
        self.refresh_bindings()
        self.query_one("#drill-page").scroll_home(animate=False)

    def _asked(self, exercise: Exercise) -> Iterator[Content]:
        kind = self.words(f"drill.{exercise.kind}")
        yield Content.styled(self.words("drill.head", kind=kind, level=exercise.level, levels=HARDEST), FAINT)
        yield inline(self.words.say(exercise.ask))
        yield Content("")
        for line in exercise.given:
            yield Content.styled(f"  {line}", "$text-accent")
        yield Content.assemble((f"  {exercise.asked}", "bold"), " = ?")

    def _draw(self, picture: Picture | None) -> None:
        view = self.query_one("#drill-graph", FigureView)
        view.display = picture is not None
        if picture:
            view.styles.height = self._rows(picture)
            view.show(picture.graph, picture.labels)

    def _rows(self, picture: Picture) -> int:
        """How many rows the graph takes in this window, and one above it."""
        from tutor.figures_text.drawing import Room
        from tutor.figures_text.painter import draw  # and NumPy

        width = self.query_one("#drill-page").scrollable_content_region.width or self.app.size.width - 12
        return len(draw(picture.graph, Room(width, MOST_ROWS), picture.labels))

    def _reply(self, said: Content) -> None:
        self.query_one("#drill-reply", Static).update(said)
        self.query_one("#drill-reply").display = bool(said)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self._answered:
            self.drill.go_on()
            self._ask()
        elif self.drill.readable(event.value):
            self._judge(event.value.strip())
        else:
            self._reply(Content.styled(self.words(f"drill.unread.{wanted(self.drill.exercise)}"), "$text-warning"))

    def _judge(self, text: str) -> None:
        exercise = self.drill.exercise
        right = self.drill.answer(text)
        self._answered = True
        self._keep(exercise, text, right)
        self._draw(exercise.solved)
        self._reply(self._right(exercise) if right else Content("\n").join(self._explained(exercise, text)))
        field = self.query_one("#drill-typed", Input)
        field.value = field.placeholder = ""
        self.refresh_bindings()
        self.call_after_refresh(self.query_one("#drill-page").scroll_end, animate=False)

    def _right(self, exercise: Exercise) -> Content:
        streak = self.drill.streak
        more = f"   {self.words('drill.streak', streak=streak)}" if streak >= STREAK else ""
        said = self.words("drill.right", answer=exercise.answer)
        return Content.assemble((f"✓ {said}", "bold $text-success"), (more, FAINT))

    def _explained(self, exercise: Exercise, text: str) -> Iterator[Content]:
        said = self.words("drill.wrong", given=text, answer=exercise.answer)
        yield inline(f"✗ {said}", "bold $text-error")
        for step in exercise.steps:
            yield inline(f"· {self.words.say(step)}")

    def _keep(self, exercise: Exercise, text: str, right: bool) -> None:
        learner = self.tutor.learner
        if not learner.writable:
            return
        with telling(self.tutor.tell, "warning"):
            learner.store.answer_drill(exercise.kind, exercise.form, exercise.level, text, right)

    def action_scroll(self, rows: int) -> None:
        """In the choice, from row to row; else the page under the field."""
        if self._drill is None:
            kinds = self.query_one("#drill-kinds", OptionList)
            kinds.action_cursor_down() if rows > 0 else kinds.action_cursor_up()
        else:
            self.query_one("#drill-page").scroll_relative(y=rows, animate=False)
