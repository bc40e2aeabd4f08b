"""Help for what is in front of the learner: the keys that work here, and where things live."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widget import Widget

from tutor.ui import keys
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
        parts = [editor, screen] if self._in_editor else [screen, editor]
        places = words(
            "help.places",
            workspace=shorten(learner.workspace.root),
            database=shorten(learner.workspace.database),
            settings=shorten(learner.settings_file),
        )
        return "\n\n".join([*parts, words("help.course"), places])

    def _table(self) -> str:
        """The keys as plain lines: a table of them would fill two screens."""
        words, chosen = self.tutor.words, self.tutor.learner.settings.keys
        parts: list[str] = []
        for place, rows in PLACES.items():
            named = [(", ".join(map(keys.plain, keys.look_up(row, chosen))), words(f"key.{row.id}")) for row in rows]
            parts += [
                f"**{words(f'help.keys.{place}')}**",
                "",
                "```text",
                *(f"{name:<16} {says}" for name, says in named),
                "```",
                "",
            ]
        return "\n".join(parts)
