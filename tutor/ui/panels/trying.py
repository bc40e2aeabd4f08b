"""Try: expressions on the learner's own code. What they print, and what they raise, is shown below."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, RichLog, Static

from tutor.model import End, Message, Recording
from tutor.words import Words

Evaluate = Callable[[str], Awaitable[Recording]]


class TryPanel(Vertical):
    """`evaluate` runs one expression; `suggest` fills the field with what is worth trying."""

    def __init__(self, words: Words, evaluate: Evaluate) -> None:
        super().__init__(id="try")
        self._words = words
        self._evaluate = evaluate
        self._past: list[str] = []

    def compose(self) -> ComposeResult:
        yield Static(Content.styled(self._words("try.help"), "$foreground 60%"), id="try-help")
        yield RichLog(id="try-log", wrap=True, markup=False, highlight=False, max_lines=2000)
        yield Input(id="try-input", placeholder=self._words("try.placeholder"), compact=True)

    def on_mount(self) -> None:
        self.border_title = self._words("panel.try")

    def suggest(self, expression: str) -> None:
        """Put an expression into the field, unless the learner has one there."""
        field = self.query_one("#try-input", Input)
        if not field.value:
            field.value = expression
            field.cursor_position = len(expression)

    def focus_input(self) -> None:
        self.query_one("#try-input").focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        expression = event.value.strip()
        if expression:
            self._past.append(expression)
            event.input.value = ""
            self._run(expression)

    def key_up(self) -> None:
        if self._past:
            self.query_one("#try-input", Input).value = self._past[-1]

    @work(exclusive=True, group="try")
    async def _run(self, expression: str) -> None:
        log = self.query_one("#try-log", RichLog)
        log.write(f">>> {expression}")
        recording = await self._evaluate(expression)
        if recording.prints:
            log.write(recording.prints.rstrip("\n"))
        if recording.ending.how is not End.DONE:
            log.write(self._words.say(_said(recording)))


def _said(recording: Recording) -> Message:
    ending = recording.ending
    if ending.crash and ending.crash.type:
        return Message("try.raised", {"type": ending.crash.type, "text": ending.crash.text})
    return Message(f"run.{ending.how}", ending.facts)
