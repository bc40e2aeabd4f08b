"""Try: expressions on the learner's own code. What they print, and what they raise, is shown below."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual import events, work
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
        self._at = 0

    def compose(self) -> ComposeResult:
        yield Static(Content.styled(self._words("try.help"), "$foreground 60%"), id="try-help")
        yield RichLog(id="try-log", wrap=True, markup=False, highlight=False, max_lines=2000)
        yield Input(id="try-input", placeholder=self._words("try.placeholder"), compact=True)

    def on_mount(self) -> None:
        self.border_title = self._words("panel.try")

    @property
    def field(self) -> Input:
        return self.query_one("#try-input", Input)

    def suggest(self, expression: str) -> None:
        """Put an expression into the field, unless the learner has one there."""
        if not self.field.value:
            self._put(expression)

    def focus_input(self) -> None:
        self.field.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        expression = event.value.strip()
        if expression:
            self._past.append(expression)
            self._at = len(self._past)
            event.input.value = ""
            self._run(expression)

    def key_up(self, event: events.Key) -> None:
        self._recall(event, -1)

    def key_down(self, event: events.Key) -> None:
        self._recall(event, 1)

    def _recall(self, event: events.Key, by: int) -> None:
        """Go through what was tried before; behind the last there is an empty line."""
        event.stop()
        self._at = min(max(0, self._at + by), len(self._past))
        self._put([*self._past, ""][self._at])

    def _put(self, expression: str) -> None:
        self.field.value = expression
        self.field.cursor_position = len(expression)

    @work(exclusive=True, group="try")
    async def _run(self, expression: str) -> None:
        log = self.query_one("#try-log", RichLog)
        log.write(f">>> {expression}")
        try:
            recording = await self._evaluate(expression)
        except RuntimeError as error:  # no worker could be started
            log.write(self._words("session.check-failed", why=error))
            return
        if recording.prints:
            log.write(recording.prints.rstrip("\n"))
        if recording.ending.how is not End.DONE:
            log.write(self._words.say(_said(recording)))


def _said(recording: Recording) -> Message:
    ending = recording.ending
    if ending.crash and ending.crash.type:
        return Message("try.raised", {"type": ending.crash.type, "text": ending.crash.text})
    return Message(f"run.{ending.how}", ending.facts)
