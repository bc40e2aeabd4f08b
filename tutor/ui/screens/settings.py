"""Settings: each can be changed here, and is written to the settings file at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import DescendantFocus
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Checkbox, Input, Select, Static

from tutor.model import Message
from tutor.session.context import LearnerContext
from tutor.storage.settings import LANGUAGES, THEMES
from tutor.ui import keys
from tutor.ui.keys import Key
from tutor.ui.places import shorten
from tutor.ui.screens.modal import Window
from tutor.ui.widgets.lists import Choice

SWITCHES = ("live_checks", "show_shapes", "animations", "review", "editor_beside")
NUMBERS = ("typing_pause_ms",)
TEXTS = ("editor",)
AT_ONCE = 6  # rows of keys that are added in one go


class OnOff(Checkbox):
    """A box that looks like one in every terminal: its sign says whether it is on, not its colour."""

    def render(self) -> Content:
        return Content("[x]" if self.value else "[ ]")

    def get_content_width(self, container: Size, viewport: Size) -> int:
        return len("[x]")


class Fields(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Rows of fields, which the arrows walk as Tab does; there is nothing to stop at between them."""

    BINDINGS = [
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("pageup", "step(-1)", show=False),
        Binding("pagedown", "step(1)", show=False),
    ]

    def action_step(self, pages: int) -> None:
        """To the field a window's height away, or to the first or the last."""
        fields = [field for field in self.query("*") if field.can_focus]
        here = fields.index(self.screen.focused) if self.screen.focused in fields else 0
        fields[min(max(here + pages * max(1, self.size.height - 1), 0), len(fields) - 1)].focus()


class SettingsScreen(Window[None]):
    """A row for each setting; a wrong value is refused with the reason, and the old one stays.

    field: the id of the one that has the focus first, none of the keys'.
    """

    AUTO_FOCUS = ""
    KEYS = keys.SETTINGS

    def __init__(self, field: str = "theme") -> None:
        super().__init__()
        self._first = field

    @property
    def idle_keys(self) -> tuple[str, ...]:
        """In a text, the arrow moves the cursor."""
        return ("settings.turn",) if isinstance(self.focused, Input) else ()

    def anew(self) -> SettingsScreen:
        """The same in the language that is spoken now, at the same field where it is one of the first."""
        here = [str(field.id) for field in self.query(".-here > *") if field.id in ("language", *SWITCHES, *NUMBERS, *TEXTS)]
        return SettingsScreen(*here)

    def compose(self) -> ComposeResult:
        with Fields(id="settings", classes="window"):
            yield from self._rows()

    def on_mount(self) -> None:
        window = self.query_one("#settings")
        window.border_title = self.tutor.words("settings.title", place=shorten(self.tutor.learner.settings_file))
        self.query_one(f"#{self._first}").focus()
        self.call_after_refresh(self._add_keys, keys.ALL)

    def follow(self, learner: LearnerContext, turned: bool) -> None:
        """A setting has changed, perhaps elsewhere: by the palette, over this window."""
        if turned or not self.query("#settings .row"):
            return  # made anew
        self.query_one("#theme", Choice).value = learner.settings.theme
        for name in SWITCHES:
            self.query_one(f"#{name}", OnOff).value = getattr(learner.settings, name)

    def _rows(self) -> Iterator[Widget]:
        settings, words = self.tutor.learner.settings, self.tutor.words
        themes = [(words(f"theme.{name}"), name) for name in THEMES]
        yield self._row("theme", Choice(themes, value=settings.theme, allow_blank=False, compact=True, id="theme"))
        languages = [(words(f"language.{code}"), code) for code in LANGUAGES]
        yield self._row(
            "language", Choice(languages, value=settings.language, allow_blank=False, compact=True, id="language")
        )
        yield from self._say_translated()
        for name in SWITCHES:
            yield self._row(name, OnOff(value=getattr(settings, name), id=name, compact=True))
        for name in (*NUMBERS, *TEXTS):
            standing_in = words("settings.editor-of-system") if name == "editor" else ""
            yield self._row(name, Input(str(getattr(settings, name)), placeholder=standing_in, id=name))
        yield Static(words("settings.keys"), classes="settings-heading")

    def _say_translated(self) -> Iterator[Widget]:
        """How many lessons speak the chosen language, where that is not the one that all were written in."""
        words, catalog = self.tutor.words, self.tutor.learner.catalog
        lessons = catalog.course.order
        translated = sum(catalog.speaks(lesson, words.language) for lesson in lessons)
        if translated < len(lessons):
            said = words("settings.translated", translated=translated, lessons=len(lessons))
            yield Static(said, id="settings-translated")

    def _add_keys(self, rows: Sequence[Key]) -> None:
        """The rows of the keys come a few at a time, once the rest is seen: all at once would take longer than an opening
        may, and what is typed meanwhile has its turn between two of them."""
        if not self.is_attached:
            return  # closed meanwhile
        self.query_one("#settings").mount_all(map(self._key_row, rows[:AT_ONCE]))
        if len(rows) > AT_ONCE:
            self.call_after_refresh(self._add_keys, rows[AT_ONCE:])

    def _written(self, row: Key) -> str:
        """The keys of a row as the bar writes them."""
        return ", ".join(map(keys.short, keys.look_up(row, self.tutor.learner.settings.keys)))

    def _key_row(self, row: Key) -> Widget:
        field = Input(self._written(row), id="key-" + row.id.replace(".", "-dot-"))
        return self._row(row.id, field, self.tutor.words(f"key.{row.id}"))

    def _row(self, name: str, field: Widget, label: str = "") -> Widget:
        return Horizontal(Static(label or self.tutor.words(f"settings.{name}"), classes="label"), field, classes="row")

    @on(DescendantFocus)
    def _mark_row(self, event: DescendantFocus) -> None:
        self.query(".row.-here").remove_class("-here")
        for around in event.widget.ancestors:
            if isinstance(around, Horizontal):
                around.add_class("-here")

    @on(Select.Changed)
    def _take_choice(self, event: Select.Changed) -> None:
        name = str(event.select.id)
        if event.value != getattr(self.tutor.learner.settings, name):
            self.tutor.change(name, str(event.value))

    @on(Checkbox.Changed)
    def _take_switch(self, event: Checkbox.Changed) -> None:
        name = str(event.checkbox.id)
        if event.value != getattr(self.tutor.learner.settings, name):
            self.tutor.change(name, event.value)

    @on(Input.Submitted)
    def _take_on_enter(self, event: Input.Submitted) -> None:
        self._take(event.input)

    @on(Input.Blurred)
    def _take_on_leaving(self, event: Input.Blurred) -> None:
        self._take(event.input)

    def _take(self, field: Input) -> None:
        name, value = str(field.id), field.value.strip()
        if name.startswith("key-"):
            self._take_key(field, name.removeprefix("key-").replace("-dot-", "."), value)
        elif value != str(getattr(self.tutor.learner.settings, name)):
            self.tutor.change(name, int(value) if name in NUMBERS and value.isdecimal() else value)
            field.value = str(getattr(self.tutor.learner.settings, name))

    def _take_key(self, field: Input, name: str, value: str) -> None:
        """Keys that another action has already are refused; an empty field brings back the standard ones."""
        settings = self.tutor.learner.settings
        row = next(key for key in keys.ALL if key.id == name)
        wanted = tuple(keys.read(key) for key in value.split(",") if key.strip()) or keys.standard(row)
        other = keys.conflict(row, wanted, settings.keys)
        if other:
            says = self.tutor.words(f"key.{other.id}")
            self.tutor.tell(
                Message("settings.key-taken", {"keys": ", ".join(map(keys.short, wanted)), "action": says}), "error"
            )
        elif wanted != keys.look_up(row, settings.keys):
            self.tutor.change(f"keys.{name}", wanted)
        field.value = self._written(row)
