"""What every command has at hand: the options given to all, the course, the learner's context, words and the terminal.

Everything is opened when it is first asked for, so that a command pays for what it uses, and one that needs no workspace
makes none.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from tutor.characters import clean, clean_but_colours, json_line
from tutor.cli.command_loop import CommandLoop
from tutor.cli.faults import unusable
from tutor.cli.names import lesson_named
from tutor.cli.terminal import linked, settle, terminal, understands_sequences
from tutor.course.catalog import Catalog
from tutor.course.quizzes import new_visit
from tutor.model import Lesson, Message
from tutor.session.context import LearnerContext, language, open_learner
from tutor.storage.settings import load_settings, settings_path
from tutor.storage.workspace import Workspace, locate
from tutor.text.messages import Words
from tutor.text.verdicts import Paper, paragraph

BEGUN_ANEW = ("store.rebuilt", "store.adopted")
"""After one of these notices the record may know less than has happened."""

NOTHING: Mapping[str, object] = MappingProxyType({})


def has_code(lesson: Lesson) -> bool:
    """False for a lesson of questions alone."""
    return (Path(lesson.folder) / "stub.py").exists()


class CommandContext:
    """`take` is called when the arguments have been read."""

    def __init__(self, loop: CommandLoop, catalog: Callable[[], Catalog] = Catalog) -> None:
        self.loop = loop
        loop.warn = self.warn
        self.workspace: str | None = None
        self.language: str | None = None
        self.heard: list[str] = []  # the keys of what was said of the record
        self._open_catalog = catalog
        settle(sys.stdout)
        settle(sys.stderr)

    def take(self, workspace: str | None, language: str | None) -> None:
        """The options given to all commands."""
        self.workspace, self.language = workspace, language
        self.__dict__.pop("words", None)  # until now they spoke the language of the settings

    @cached_property
    def catalog(self) -> Catalog:
        return self._open_catalog()

    @cached_property
    def terminal(self) -> Paper:
        return terminal()

    @cached_property
    def learner(self) -> LearnerContext:
        """What is this learner's; its notices are said once, on standard error."""
        opened = open_learner(workspace=self.workspace, catalog=self.catalog)
        for notice in opened.notices:
            self._hear(notice)
        opened.store.tell = self._hear
        return opened

    def _hear(self, notice: Message) -> None:
        self.heard.append(notice.key)
        self.warn(notice)

    @property
    def study_if_any(self) -> LearnerContext | None:
        """The learner's context, if there is a workspace already; none is made."""
        known = Workspace(locate(self.workspace, os.environ)).database.exists()
        return self.learner if known else None

    @property
    def searches(self) -> Path:
        """Where the trials of searches are kept; a search needs no record, and opens none."""
        return Workspace(locate(self.workspace, os.environ)).searches

    @cached_property
    def visit(self) -> int:
        """The order in which this command shows the answers of questions."""
        return new_visit()

    @cached_property
    def words(self) -> Words:
        """Japanese needs a terminal that can show it."""
        settings, _ = load_settings(settings_path(os.environ))
        chosen = self.language or language(settings, os.environ)
        return Words(chosen if self.terminal.utf8 else "en")

    def words_of(self, lesson: Lesson) -> Words:
        """The same, beside a lesson's own words for its mistakes."""
        return self.words.of(self.catalog.prose(lesson.id, self.words.language))

    def lesson(self, name: str | None) -> Lesson:
        """The lesson of an id, a prefix or a path; without a name, where one left off. Raises Unusable."""
        if name is None:
            return self.learner.lesson(self.learner.next_lesson())
        return self.catalog.course.lessons[lesson_named(name, self.catalog.course.order)]

    def exercise(self, name: str | None) -> Lesson:
        """The same for a lesson that has code to write; without a name, the next one of these. Raises Unusable."""
        wanted = self.lesson(name) if name is not None else self._next_exercise()
        if not has_code(wanted):
            raise unusable("cli.lesson-of-questions", lesson=wanted.id)
        return wanted

    def _next_exercise(self) -> Lesson:
        """From where one left off on; a lesson of questions is answered in the tutor, and passed over here."""
        course, progress, start = self.catalog.course, self.learner.progress(), self.learner.next_lesson()
        first = course.order.index(start)
        order = [course.lessons[lesson] for lesson in (*course.order[first:], *course.order[:first])]
        exercises = [lesson for lesson in order if has_code(lesson)]
        fresh = [lesson for lesson in exercises if lesson.id not in progress or not progress[lesson.id].passed]
        return next(iter((*fresh, *exercises)), course.lessons[start])

    def print(self, lines: Iterable[str] | str, facts: Mapping[str, object] = NOTHING) -> None:
        """Lines for standard output, at once visible to whoever reads the pipe; files among the facts become links."""
        lines = [lines] if isinstance(lines, str) else lines
        for text in ["\n".join(map(clean_but_colours, lines))] if facts else map(clean_but_colours, lines):
            sys.stdout.write(f"{linked(text, facts, sys.stdout)}\n")
        sys.stdout.flush()

    def print_text(self, text: str) -> None:
        """A text of the learner's: to a terminal as it may be shown, into a file or a pipe as it is."""
        sys.stdout.write(clean(text) if sys.stdout.isatty() else text)
        sys.stdout.write("" if text.endswith("\n") else "\n")
        sys.stdout.flush()

    def print_json(self, value: object) -> None:
        self.print(json_line(value, utf8=self.terminal.utf8))

    def say(self, key: str, **facts: object) -> None:
        self.print(self.words(key, **facts), facts)

    def tell(self, key: str, **facts: object) -> None:
        """The same in lines that fit; a path that is longer than a line stays whole."""
        self.print("\n".join(paragraph(self.words(key, **facts), self.terminal, whole_words=True)), facts)

    def warn(self, message: Message) -> None:
        sys.stderr.write(f"gradlings: {linked(self.words.say(message), message.facts, sys.stderr)}\n")

    @contextmanager
    def looking_for_reason(self) -> Iterator[None]:
        """Say for how long what is done, where somebody looks on: the line is gone afterwards."""
        seen = understands_sequences(sys.stderr)
        if seen:
            sys.stderr.write(self.words("cli.check.why"))
            sys.stderr.flush()
        try:
            yield
        finally:
            if seen:
                sys.stderr.write("\r\x1b[K")
                sys.stderr.flush()

    @property
    def partial(self) -> bool:
        """Whether the record may know less than has happened; of none that was opened, it may not."""
        if "learner" not in self.__dict__:
            return False
        return not self.learner.store.lasting or any(key in BEGUN_ANEW for key in self.heard)

    def durable(self) -> LearnerContext:
        """The learner's context, if what it keeps outlives this command: what replaces a text must first have kept it."""
        learner = self.learner
        if not learner.store.lasting:
            raise unusable("cli.no-history", place=str(learner.workspace.database))
        return learner

    def close(self) -> None:
        if "learner" in self.__dict__:
            self.learner.store.close()
