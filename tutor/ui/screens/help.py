"""Help for what is in front of the learner: the keys that work here, and where things live."""

from __future__ import annotations

from itertools import takewhile

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widget import Widget

from tutor.ui import keys
from tutor.ui.panels.lab import LabPanel
from tutor.ui.places import shorten
from tutor.ui.screens.modal import Window
from tutor.ui.widgets.editor import CodeEditor
from tutor.ui.widgets.prose import ProseView

PLACES = {"lesson": keys.LESSON, "map": keys.HOME, "anywhere": keys.ANYWHERE}


class HelpScreen(Window[None]):
    """`focused`: what had the focus when help was asked for; its part comes first."""

    def __init__(self, focused: Widget | None) -> None:
        super().__init__()
        self._in_editor = isinstance(focused, CodeEditor)
        parts = focused.ancestors_with_self if focused else ()
        self._lab = next((part for part in parts if isinstance(part, LabPanel)), None)
        self._taken = _keys_of(focused, self._lab) if focused and self._lab else frozenset()

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="help", classes="window"):
            yield ProseView(self._text())

    def on_mount(self) -> None:
        window = self.query_one("#help")
        window.border_title = self.tutor.words("help.title")
        window.focus()

    def _text(self) -> str:
        words, learner = self.tutor.words, self.tutor.learner
        editor, screen = words("help.editor"), f"{words('help.screen')}\n\n{self._table()}"
        chosen = keys.names(keys.LESSON, learner.settings.keys)
        lab = words("help.lab", **{name: chosen[name] for name in ("lab", "full", "read", "code")})
        parts = [editor, screen, lab] if self._in_editor else [lab, screen, editor] if self._lab else [screen, editor, lab]
        places = words(
            "help.places",
            workspace=shorten(learner.workspace.root),
            database=shorten(learner.workspace.database),
            settings=shorten(learner.settings_file),
        )
        return "\n\n".join([*parts, words("help.course"), places])

    def _table(self) -> str:
        """The keys as plain lines: a table of them would fill two screens. None that the lab has for itself at present."""
        words, chosen = self.tutor.words, self.tutor.learner.settings.keys
        parts: list[str] = []
        for place, rows in PLACES.items():
            working = [(row, [key for key in keys.look_up(row, chosen) if key not in self._taken]) for row in rows]
            named = [(", ".join(map(keys.plain, found)), words(f"key.{row.id}")) for row, found in working if found]
            parts += [
                f"**{words(f'help.keys.{place}')}**",
                "",
                "```text",
                *(f"{name:<16} {says}" for name, says in named),
                "```",
                "",
            ]
        return "\n".join(parts)


def _keys_of(focused: Widget, lab: LabPanel) -> frozenset[str]:
    """The keys that mean something of their own in the part of a lab that has the focus."""
    parts = takewhile(lambda part: part is not lab, focused.ancestors_with_self)
    return frozenset(key for part in (*parts, lab) for key in part._bindings.key_to_bindings)  # noqa: SLF001 - no other name
