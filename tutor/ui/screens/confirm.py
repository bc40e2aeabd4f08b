"""One question before something that a learner may not want."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Static

from tutor.text.messages import Words
from tutor.ui import keys
from tutor.ui.screens.modal import Window


class ConfirmScreen(Window[bool]):
    """Answers True for yes; no, and Escape, for everything else."""

    KEYS = keys.CONFIRM
    AUTO_FOCUS = "#no"

    def __init__(self, question: str, words: Words, **facts: object) -> None:
        super().__init__()
        self.question = words(question, **facts)
        self._words = words

    def compose(self) -> ComposeResult:
        with Vertical(id="confirm", classes="window"):
            yield Static(self.question, markup=False)
            with Horizontal(id="confirm-answers"):
                yield Button(self._words("answer.yes"), id="yes", compact=True)
                yield Button(self._words("answer.no"), id="no", compact=True)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

    def action_answer(self, yes: bool) -> None:
        self.dismiss(yes)

    def action_close(self) -> None:
        self.dismiss(False)
