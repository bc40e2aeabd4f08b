"""A prediction on its page: typed before running, and compared with what the learner's own run gave."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tutor.course.prose import Prediction
from tutor.model import Verdict
from tutor.session.predictions import PREFIX, Comparison, Guess, compare
from tutor.text.messages import Words
from tutor.ui.widgets.prose import ProseView
from tutor.ui.widgets.semantic_colours import inline


class Predictions:
    """The guesses of one lesson and the run to hold them against.

    `record(quiz, guess, right)` keeps each, and keeps it again when a run has shown that it is right.
    """

    def __init__(self, made: Mapping[str, Guess], record: Callable[[str, str, bool], object]) -> None:
        self._made = dict(made)
        self._record = record
        self._verdict: Verdict | None = None

    def guess(self, asked: Prediction) -> str | None:
        made = self._made.get(asked.key)
        return made.text if made else None

    def make(self, asked: Prediction, text: str) -> None:
        """The learner predicts."""
        found = compare(asked, text, self._verdict)
        self._keep(asked, Guess(text, bool(found and found.right)))

    def _keep(self, asked: Prediction, guess: Guess) -> None:
        self._made[asked.key] = guess
        self._record(f"{PREFIX}{asked.key}", guess.text, guess.right)

    def outcome(self, asked: Prediction) -> Comparison | None:
        """The guess beside the last run, where there are both."""
        guess = self.guess(asked)
        return compare(asked, guess, self._verdict) if guess is not None else None

    def judged(self, verdict: Verdict | None, all_of_them: Iterable[Prediction]) -> None:
        """A run has ended."""
        self._verdict = verdict
        for asked in all_of_them:
            found = self.outcome(asked)
            if found and found.right and not self._made[asked.key].right:
                self._keep(asked, Guess(found.guess, True))


class PredictionView(Vertical):
    """One question, a line to type on, and below it what came of it."""

    def __init__(self, words: Words, predictions: Predictions) -> None:
        super().__init__(id="prediction")
        self._words = words
        self._predictions = predictions
        self._asked: Prediction | None = None

    def compose(self) -> ComposeResult:
        yield ProseView(id="prediction-question")
        yield Input(id="prediction-typed", compact=True, placeholder=self._words("predict.type"))
        yield Static(id="prediction-outcome")

    async def ask(self, asked: Prediction | None) -> None:
        """Show a question; None hides the panel."""
        self._asked = asked
        self.display = asked is not None
        if asked is not None:
            await self.query_one("#prediction-question", ProseView).update(asked.question)
            self.query_one("#prediction-typed", Input).value = self._predictions.guess(asked) or ""
            self.refresh_outcome()

    def refresh_outcome(self) -> None:
        if self._asked is not None:
            self.query_one("#prediction-outcome", Static).update(self._outcome(self._asked))

    def _outcome(self, asked: Prediction) -> Content:
        if self._predictions.guess(asked) is None:
            return Content("")
        found = self._predictions.outcome(asked)
        if found is None:
            return Content.styled(self._words("predict.kept"), "$foreground 60%")
        if not found.settled:
            return inline(self._words.say(found.message))
        symbol, style = ("✓", "bold $text-success") if found.right else ("✗", "bold $text-error")
        said = inline(self._words.say(found.message), style)
        return Content.assemble((f"{symbol} ", style), said, "\n\n", inline(asked.explanation))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self._asked is not None and event.value.strip():
            self._predictions.make(self._asked, event.value.strip())
            self.refresh_outcome()
