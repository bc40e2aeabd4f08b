"""A learner's log, from what the store remembers: entries with their time, in the order in which they happened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from difflib import unified_diff

from tutor.cli.markdown import fenced, inline, quoted
from tutor.course.prose import Prose
from tutor.model import Message, Outcome
from tutor.session.context import LearnerContext
from tutor.storage.records import LabRun, PastVerdict
from tutor.text.messages import Words, one_paragraph
from tutor.text.statements import by_label, stated

CONTEXT = 2  # lines around a change


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happened: one sentence, and Markdown below it. `lesson` is an id."""

    at: datetime
    lesson: str
    message: Message
    below: tuple[str, ...] = field(default=())


def entries(learner: LearnerContext, words: Words, lesson: str | None = None) -> list[Entry]:
    """Everything that is remembered, the oldest first; of one lesson or of all that the course has."""
    known = [name for name in learner.catalog.course.order if lesson in (None, name)]
    found = [entry for name in known for entry in JournalText(learner, words, name).entries()]
    return sorted(found, key=lambda entry: entry.at)


class JournalText:
    """What happened in one lesson."""

    def __init__(self, learner: LearnerContext, words: Words, lesson: str) -> None:
        self._store, self._words, self._lesson = learner.store, words, lesson
        self._key = learner.key(lesson)
        self._prose: Prose = learner.catalog.prose(lesson, words.language)
        self._quiz = learner.lesson(lesson).kind == "quiz"
        self._stub = "" if self._quiz else learner.begun_from(lesson)

    def entries(self) -> Iterator[Entry]:
        opened = self._store.progress(self._key).opened_at
        if opened:
            yield self._entry(opened, "cli.journal.opened")
        yield from self._verdicts()
        yield from self._answers()
        yield from (self._run(run) for run in self._store.lab_runs(self._key))
        for note in self._store.notes(self._key):
            yield self._entry(note.written_at, "cli.journal.note", quoted(note.text))

    def _entry(self, at: datetime, key: str, below: tuple[str, ...] = (), **facts: object) -> Entry:
        return Entry(at, self._lesson, Message(key, facts), below)

    def _verdicts(self) -> Iterator[Entry]:
        """A verdict that says what the one before said is no news."""
        before, shown = None, self._stub
        for verdict in self._store.verdicts(self._key):
            said = (verdict.outcome, verdict.stage, verdict.mistake)
            if said != before:
                text = self._store.text(verdict.text_id) or ""
                yield self._verdict(verdict, shown, text)
                before, shown = said, text or shown

    def _verdict(self, verdict: PastVerdict, shown: str, text: str) -> Entry:
        outcome = self._words(f"outcome.{verdict.outcome}")
        if verdict.outcome is Outcome.PASSED:
            return self._entry(verdict.judged_at, "cli.journal.passed", fenced(text, "python") if text else ())
        below = (*self._mistake(verdict.mistake), *(changes(shown, text) if text else ()))  # a lost text has no changes
        if verdict.stage is None:
            return self._entry(verdict.judged_at, "cli.journal.outcome", below, outcome=outcome)
        stage = self._words(f"stage.{verdict.stage}")
        return self._entry(verdict.judged_at, "cli.journal.outcome-at", below, outcome=outcome, stage=stage)

    def _mistake(self, key: str | None) -> tuple[str, ...]:
        """Its name, and how the lesson's own words for it begin."""
        if key is None:
            return ()
        first = one_paragraph(self._prose.mistake(key) or "").partition("\n")[0]
        return ("", self._words("cli.journal.mistake", key=key, said=first_sentence(first)))

    def _answers(self) -> Iterator[Entry]:
        questions = {quiz.key: quiz.question for quiz in self._prose.quizzes}
        for given in self._store.quiz_answers(self._key):
            key = "cli.journal.right" if given.correct else "cli.journal.not-right"
            question, answer = questions.get(given.quiz, given.quiz), inline(given.answer)
            yield self._entry(given.answered_at, key, question=question, answer=answer)

    def _run(self, run: LabRun) -> Entry:
        settings = ", ".join(f"{name} = {value:g}" for name, value in run.settings.items())
        return self._entry(run.started_at, "cli.journal.lab", self._facts(run), settings=settings or "-")

    def _facts(self, run: LabRun) -> tuple[str, ...]:
        """What the last frame stated: in the lesson's words where it has them, else name by name."""
        said = [stated(self._prose, label, facts) for label, facts in by_label(run.facts).items()]
        return tuple(line for one in said for line in ("", one))


def first_sentence(text: str) -> str:
    """The text up to its first full stop; all of it where there is none."""
    ends = [text.index(stop) + 1 for stop in (". ", "。") if stop in text]
    return text[: min(ends)] if ends else text


def changes(old: str, new: str) -> tuple[str, ...]:
    """What has changed since, as a diff without file names; nothing where nothing has."""
    lines = list(unified_diff(old.splitlines(), new.splitlines(), n=CONTEXT, lineterm=""))[2:]
    return fenced("\n".join(lines), "diff") if lines else ()
