"""Try: lines of Python on the learner's own code. What they print, and what they raise, is shown below."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Protocol

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import RichLog, Static

from tutor.judge.confinement.said import refusal
from tutor.model import End, Message, Recording, Verdict
from tutor.session.evaluation import first_failed
from tutor.session.trouble import TROUBLE, why_not_run
from tutor.text.messages import Words
from tutor.ui.widgets.try_field import TryField

Evaluate = Callable[[str, Sequence[str]], Awaitable[tuple[Recording, Message | None]]]

MOST_BEFORE = 100
TOO_MUCH = (End.TIMED_OUT, End.DIED, End.OVER_BUDGET)


class Past(Protocol):
    """What was tried on this lesson's code, the oldest first, at this visit and at earlier ones."""

    def tried(self) -> Sequence[str]: ...

    def keep_tried(self, inputs: Sequence[str]) -> None: ...


class TryPanel(Vertical):
    """Runs an input behind those that ended well before, so that their names are there.

    evaluate: runs the first behind the second, beside the inputs of a case, and says which those are; it is asked for them
    as soon as the field has the focus. verdict: the last one. defines: the names whose calls are worth trying. past: keeps
    what was tried.
    """

    def __init__(
        self,
        words: Words,
        evaluate: Evaluate,
        verdict: Callable[[], Verdict | None],
        defines: tuple[str, ...],
        past: Past,
    ) -> None:
        super().__init__(id="try")
        self._words = words
        self._evaluate = evaluate
        self._verdict = verdict
        self._defines = defines
        self._past = past
        self._before: tuple[str, ...] = ()  # what is run again for the names that it defines
        # Not looked up when an answer comes: the panel may be taken down by then, part by part.
        self._answers = RichLog(id="try-log", wrap=True, markup=False, highlight=False, max_lines=2000, min_width=1)
        self._ready_for: Verdict | None = None  # the verdict whose case the line about the inputs tells of

    def compose(self) -> ComposeResult:
        yield Static(Content.styled(self._words("try.help"), "$foreground 60%"), id="try-help")
        yield Static(id="try-inputs")
        yield self._answers
        yield TryField(self._words("try.placeholder"), self._past.tried(), id="try-input")

    def on_mount(self) -> None:
        self.border_title = self._words("panel.try")

    @property
    def field(self) -> TryField:
        return self.query_one(TryField)

    def open(self) -> None:
        """Give the focus to the field; it holds what is worth trying, unless the learner has something there."""
        if not self.field.text:
            self.field.put(suggest_expression(self._verdict(), self._defines))
        self.field.focus()

    def on_descendant_focus(self) -> None:
        self.prepare()

    def prepare(self) -> None:
        """Say which inputs stand ready, once somebody is about to use them: with another verdict, those of another case."""
        verdict = self._verdict()
        if verdict is not self._ready_for and self.has_focus_within:
            self._ready_for = verdict
            self._look()

    def on_try_field_submitted(self, event: TryField.Submitted) -> None:
        event.stop()
        self._past.keep_tried(self.field.past)
        self._run(event.text)

    def let_go(self) -> None:
        """Nobody waits for an answer any more."""
        self.workers.cancel_node(self)

    @work(exclusive=True, group="try")
    async def _run(self, expression: str) -> None:
        self._answers.write(">>> " + expression.replace("\n", "\n... "))
        try:
            recording, inputs = await self._evaluate(expression, self._before)
        except TROUBLE as trouble:
            self._answers.write(self._words.say(why_not_run(trouble)))
            return
        self._say_inputs(inputs)
        if recording.prints:
            self._answers.write(recording.prints.rstrip("\n"))
        if recording.ending.how is not End.DONE:
            self._answers.write(self._words.say(_ending_in_words(recording)))
        self._remember(expression, recording.ending.how)

    def _remember(self, expression: str, how: End) -> None:
        """What ended well; nothing any more, if running it all again may be what took too long."""
        if how is End.DONE:
            self._before = (*self._before, expression)[-MOST_BEFORE:]
        elif how in TOO_MUCH and self._before:
            self._before = ()
            self._answers.write(self._words("try.forgotten"))

    @work(exclusive=True, group="try-inputs")
    async def _look(self) -> None:
        """An empty expression tells of the inputs alone."""
        with suppress(*TROUBLE):  # the first expression says so
            _, inputs = await self._evaluate("", self._before)
            self._say_inputs(inputs)

    def _say_inputs(self, inputs: Message | None) -> None:
        for line in self.query("#try-inputs").results(Static):  # none, if the answer comes while this panel is taken down
            line.update(Content.styled(self._words.say(inputs), "$text-accent") if inputs else "")
            line.display = inputs is not None


def suggest_expression(verdict: Verdict | None, defines: tuple[str, ...]) -> str:
    """An expression worth trying: the call that failed first, where the case is one."""
    failed = first_failed(verdict)
    parts = failed.name.parts if failed else ()
    return next((part for part in parts for name in defines if part.startswith(f"{name}(")), "")


def _ending_in_words(recording: Recording) -> Message:
    ending = recording.ending
    if ending.crash and (said := refusal(ending.crash.text)):
        return said
    if ending.crash and ending.crash.type:
        return Message("try.raised", {"type": ending.crash.type, "text": ending.crash.text})
    return Message(f"run.{ending.how}", ending.facts)
