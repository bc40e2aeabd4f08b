"""The line under a lesson: whether the text is on disk, what runs, and the numbers to replay the check with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from tutor.text.messages import Words

if TYPE_CHECKING:
    from tutor.session.background import Background
    from tutor.session.context import LearnerContext
    from tutor.session.experiment import Experiment
    from tutor.session.update import Session


class StatusLine(Static):
    """One row of short statements."""

    def __init__(self, words: Words) -> None:
        super().__init__(id="status")
        self._words = words
        self._said = ""

    def show(self, state: Session, more: Iterable[str]) -> None:
        """Draw the state of a session and what else there is to say, such as the experiments that run."""
        text = "  ·  ".join([*self._statements(state), *more])
        if text != self._said:
            self._said = text
            self.update(Content.styled(text, "$foreground 60%"), layout=False)

    def _statements(self, state: Session) -> list[str]:
        words = self._words
        said = [] if state.writable else [words("status.read-only")]
        if state.writable:
            said.append(words("status.unsaved" if state.dirty else "status.saved"))
        if state.slow:
            said.append(words("panel.still-running"))
        elif state.verdict is not None and state.checking is None:
            said.append(words("status.seed", seed=state.verdict.seed, ms=round(state.verdict.seconds * 1000)))
        if not state.live:
            said.append(words("status.on-demand"))
        return said


def in_words(experiment: Experiment, title: str, words: Words) -> str:
    """An experiment at work, as a statement."""
    return words("status.lab-paused" if experiment.paused else "status.lab", title=title, frames=experiment.frames)


def in_background(learner: LearnerContext, state: Background) -> Iterator[str]:
    """The training in the background as a statement, if there is one."""
    if state.lesson is not None:
        key = "waiting" if state.waiting else "paused" if state.paused else "running"
        title = learner.catalog.title(state.lesson, learner.words.language)
        yield learner.words(f"status.background-{key}", title=title, state=reached(learner, state.lesson, state.facts))


def reached(learner: LearnerContext, lesson: str, facts: Mapping[str, object]) -> str:
    """How far a lab says that it is: its lesson's `## Label background`, once there are facts for it."""
    from tutor.figures_text.drawing import words_of

    labels = learner.catalog.prose(lesson, learner.words.language).labels
    said = words_of("background", labels, facts) if facts else ""
    return said if said and "{" not in said and "background" in labels else learner.words("background.begins")
