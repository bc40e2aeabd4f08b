"""A learner's desk: course, workspace, memory and settings together, for the full screen and the command line alike.

Everything here is about *this* learner: which file is theirs, what of it has passed, what `mine` gives them. It decides
nothing about a session (`tutor.session.update`) and judges nothing (`tutor.judge`).
"""

from __future__ import annotations

import locale
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tutor.course import placement
from tutor.course.catalog import LANGUAGES, Catalog
from tutor.course.continuing import same_task
from tutor.course.dependencies import VOTED_ON, VOTER, Source, behind, definer
from tutor.course.placement import Advice
from tutor.course.prose import Prose
from tutor.errors import StoreError, WorkspaceError
from tutor.model import Lesson, Message, Outcome, Verdict
from tutor.storage.drafts import Draft
from tutor.storage.records import Bookmark, LessonProgress, Reason
from tutor.storage.settings import Settings, load_settings, settings_path
from tutor.storage.store import Store, open_store, open_to_read
from tutor.storage.workspace import LessonFile, Workspace, locate
from tutor.text.messages import Words
from tutor.text.stubs import stub_of

_SHOWN = {
    "workspace.read-only": "store.read-only",
    "workspace.denied": "store.read-only",
    "workspace.full": "store.full",
}
"""What keeps a workspace from being written, though not from being read -> how that is said."""


@dataclass(frozen=True, slots=True)
class LearnerContext:
    """What is open. `notices`: what happened on the way, to be said once."""

    catalog: Catalog
    workspace: Workspace
    store: Store
    settings: Settings
    settings_file: Path
    words: Words
    writable: bool = True
    notices: tuple[Message, ...] = field(default=())

    def key(self, lesson: str) -> str:
        return self.catalog.course.key(lesson)

    def lesson(self, lesson: str) -> Lesson:
        """Raises KeyError for an id that the course does not have."""
        return self.catalog.course.lessons[lesson]

    def path_of(self, lesson: str) -> Path:
        return self.workspace.path_of(self.key(lesson), self.lesson(lesson).part, self.store)

    def open_lesson(self, lesson: str) -> LessonFile:
        """The learner's file, made from the stub if there is none yet; a draft of it is in the history from now on.

        Raises WorkspaceError, StoreError.
        """
        stub = self.stub(lesson)
        draft = self.draft(lesson)  # looked for first: opening the file may write it
        opened = self.workspace.open_lesson(self.key(lesson), self.lesson(lesson).part, stub, self.store)
        if opened.offer and self.lesson(lesson).opens_with and same_task(*opened.offer):
            opened = opened._replace(offer=None)  # an earlier lesson passed again, or in another way: no news of this one
        if draft is None or draft.text == opened.text:
            return opened
        said = self.keep_draft(lesson, draft)
        return opened._replace(draft=draft) if draft.newer else opened._replace(notices=(*opened.notices, *said))

    def stub(self, lesson: str) -> str:
        """What the learner's file of a lesson is made from, with what passed in the lesson that it opens with."""
        opens_with = self.lesson(lesson).opens_with
        passed = self.store.passed_text(self.key(opens_with)) if opens_with else None
        return stub_of(self.catalog, lesson, self.words, passed)

    def begun_from(self, lesson: str) -> str:
        """The stub that the learner's file was made from, as far as that is known."""
        return self.store.stub_of(self.key(lesson)) or self.stub(lesson)

    def draft(self, lesson: str) -> Draft | None:
        """What was typed of a lesson and is not in its file. Raises WorkspaceError."""
        path = self.path_of(lesson)
        found = self.workspace.drafts.find(path)
        if found is None or (path.exists() and self.workspace.read(path).text == found.text):
            return None
        return found

    def keep_draft(self, lesson: str, draft: Draft) -> tuple[Message, ...]:
        """Keep a draft as a text that is to be replaced, unless the history has it for good.

        Says so of one that it took in now. Raises WorkspaceError, StoreError.
        """
        known = any(kept.text == draft.text for kept in self.store.history(self.key(lesson)))
        if not (known and self.store.lasting):
            self.keep_replaced(lesson, draft.text)
        if known:
            return ()
        facts = {"place": str(self.path_of(lesson)), "at": draft.when, "where": self.kept_in}
        return (Message("workspace.draft-kept", facts),)

    def look_at(self, lesson: str) -> LessonFile:
        """The learner's file as it stands, or the stub where there is none; nothing is written. Raises WorkspaceError."""
        path = self.path_of(lesson)
        if not path.exists():
            return LessonFile(path, self.stub(lesson), created=True)
        found = self.workspace.read(path)
        return LessonFile(path, found.text, notices=found.notices)

    def progress(self) -> dict[str, LessonProgress]:
        """Progress by lesson id; lessons never opened are absent."""
        prefix = self.key("")
        found = self.store.all_progress()
        return {key.removeprefix(prefix): value for key, value in found.items() if key.startswith(prefix)}

    def finished(self) -> bool:
        """Whether every lesson of the course is passed."""
        passed = {lesson for lesson, one in self.progress().items() if one.passed}
        return passed.issuperset(self.catalog.course.order)

    def unsaved(self) -> tuple[str, ...]:
        """The lessons of which more was typed than their files hold, the last typed first."""
        found = {}
        for lesson, progress in self.progress().items():
            if progress.path and lesson in self.catalog.course.lessons:
                with suppress(WorkspaceError):
                    found[lesson] = self.draft(lesson)
        newer = {lesson: draft.typed_at for lesson, draft in found.items() if draft and draft.newer}
        return tuple(sorted(newer, key=lambda lesson: newer[lesson], reverse=True))

    def next_lesson(self) -> str:
        """Where to go on: the lesson last open while it is not passed, else the next on the way that is not passed."""
        progress = self.progress()
        bookmark = self.store.bookmark()
        last = bookmark.lesson.removeprefix(self.key("")) if bookmark else None
        order = self.way
        open_ones = [lesson for lesson in order if lesson not in progress or not progress[lesson].passed]
        if last in open_ones or (last in order and not open_ones):
            return last
        after = open_ones if last not in order else [x for x in open_ones if order.index(x) > order.index(last)]
        return (after or open_ones or order)[0]

    @property
    def way(self) -> tuple[str, ...]:
        """The order in which to go on: what the placement found worth doing comes first."""
        worth = tuple(one.lesson for one in self.advice() if one.worth_doing and one.lesson in self.catalog.course.order)
        return worth + tuple(lesson for lesson in self.catalog.course.way if lesson not in worth)

    def placement(self) -> Prose | None:
        """The questions of the placement; None where the course has none. Raises BadLesson."""
        return placement.load(self.catalog.folder, self.words.language)

    def advice(self) -> tuple[Advice, ...]:
        """What the placement says of each lesson that it asks about; nothing until all of it is answered."""
        answers = placement.latest(self.store.quiz_answers(self.key(placement.PLACEMENT)))
        questions = self.placement() if answers else None
        return placement.advice(questions, answers) if questions else ()

    def answer_placement(self, quiz: str, answer: str, right: bool) -> None:
        """Keep an answer; with the last one, going on leads to the first lesson that is worth doing and not passed."""
        self.store.answer_quiz(self.key(placement.PLACEMENT), quiz, answer, right)
        progress = self.progress()
        worth = [one.lesson for one in self.advice() if one.worth_doing]
        first = next((lesson for lesson in worth if lesson not in progress or not progress[lesson].passed), None)
        if first:
            self.keep_place(first)

    def keep_place(self, lesson: str, step: str | None = None) -> None:
        """Go on at a lesson next time, at a page of it or where it was left."""
        left = self.store.bookmark(self.key(lesson)) or Bookmark(self.key(lesson))
        self.store.set_bookmark(left._replace(step=step or left.step))

    def mine(self, lesson: Lesson, text: str = "") -> list[Source]:
        """The texts behind `mine` for a lesson's uses and for what `text` takes besides: the learner's passed ones, else the
        defining lesson's model answer.

        Names that no earlier lesson of the course defines are left out: the engine gives those. Once the learner's own
        gradient check has passed, it is among them wherever there are gradients to vote on.
        """
        return [self._source(*found) for found in self.built_on(lesson, text)]

    def built_on(self, lesson: Lesson, text: str) -> list[tuple[str, tuple[str, ...]]]:
        """The earlier lessons that stand behind `mine` for this text, and which names each gives."""
        voter = (VOTER,) if lesson.kind in VOTED_ON and self._has_voter(lesson) else ()
        wanting = lesson._replace(uses=(*lesson.uses, *voter))
        asking = self.catalog.with_programs(lesson.id, text)
        return behind(self.catalog.course, wanting, asking, lambda origin: self._text_behind(origin)[0])

    def _text_behind(self, lesson: str) -> tuple[str, bool]:
        """The text that stands for a lesson in later ones, and whether it is the learner's."""
        passed = self.store.passed_text(self.key(lesson))
        return (passed, True) if passed is not None else (self.catalog.text(lesson, "solution.py"), False)

    def _has_voter(self, lesson: Lesson) -> bool:
        origin = definer(self.catalog.course, lesson.id, VOTER)
        return origin is not None and self.store.passed_text(self.key(origin)) is not None

    def _source(self, lesson: str, names: tuple[str, ...]) -> Source:
        text, own = self._text_behind(lesson)
        file = self.file_name(lesson) if own else f"{lesson}/solution.py"
        return Source(file, text, names, lesson, "learner" if own else "model")

    def for_lab(self, lesson: str) -> tuple[str, bool]:
        """The text that a lab runs on, and whether it is the learner's own: theirs once it has passed, else the model's."""
        passed = self.store.passed_text(self.key(lesson))
        if passed is not None:
            return passed, True
        quiz = self.lesson(lesson).kind == "quiz"  # its experiment needs nobody's code
        return "" if quiz else self.catalog.text(lesson, "solution.py"), False

    def lab_file(self, lesson: str) -> str:
        """What the text that a lab runs on is called: the model answer goes by its own name."""
        return self.file_name(lesson) if self.for_lab(lesson)[1] else f"{lesson}/solution.py"

    def owners(self, lesson: Lesson) -> dict[str, str]:
        """Whose code each name in `uses` is: "learner", "model" or "engine"."""
        given = {name: source.owner for source in self.mine(lesson) for name in source.names}
        return {name: given.get(name, "engine") for name in lesson.uses}

    def file_name(self, lesson: str) -> str:
        """The learner's file as it is named in messages: relative to the workspace."""
        return self.path_of(lesson).relative_to(self.workspace.root).as_posix()

    def answer(self, lesson: str, quiz: str, answer: str, right: bool) -> bool:
        """Keep an answer; True if with it a lesson of questions alone has passed."""
        self.store.answer_quiz(self.key(lesson), quiz, answer, right)
        if self.lesson(lesson).kind != "quiz" or self.open_questions(lesson):
            return False
        self.remember(self.lesson(lesson), "", Verdict(lesson, Outcome.PASSED, None, Message("passed"), seed=0))
        return True

    def open_questions(self, lesson: str) -> tuple[str, ...]:
        """Keys of a lesson's questions that have not been answered rightly yet."""
        right = {given.quiz for given in self.store.quiz_answers(self.key(lesson)) if given.correct}
        quizzes = self.catalog.prose(lesson, self.words.language).quizzes
        return tuple(quiz.key for quiz in quizzes if quiz.key not in right)

    def remember(self, lesson: Lesson, text: str, verdict: Verdict) -> None:
        """Keep a verdict, and with it the text that it is about."""
        self.store.record_verdict(self.key(lesson.id), text, verdict, self.catalog.hash(lesson.id))

    def keep(self, lesson: str, text: str, reason: Reason) -> None:
        self.store.keep_text(self.key(lesson), text, reason)

    def keep_replaced(self, lesson: str, text: str, reason: Reason = Reason.TYPED) -> None:
        """Keep a text that another is about to replace, where `kept_in` says. Raises WorkspaceError, StoreError."""
        self.workspace.keep_replaced(self.key(lesson), self.path_of(lesson), text, reason, self.store)

    @property
    def kept_in(self) -> Message:
        """Where a text that was replaced can be found at the next visit."""
        return Message("kept.history") if self.store.lasting else self.kept_aside

    @property
    def kept_aside(self) -> Message:
        """Where it can be found if the history does not take it."""
        return Message("kept.aside", {"folder": str(self.workspace.asides)})


def open_learner(
    *, workspace: str | None = None, environ: Mapping[str, str] = os.environ, catalog: Catalog | None = None
) -> LearnerContext:
    """Open everything. Raises WorkspaceError if the folder cannot be used, StoreError for a record of a newer version.

    Where nothing can be written, what is there is shown. A record that cannot be opened for writing is read if it can be,
    and what is added to it is forgotten at the end: the files are what counts. Both are said.
    """
    course = catalog or Catalog()
    place = Workspace(locate(workspace, environ))
    unwritable = _prepared(place)
    file = settings_path(environ)
    settings, notices = load_settings(file)
    store, said = _open_store(place, course.course.id, unwritable)
    words = Words(language(settings, environ))
    return LearnerContext(course, place, store, settings, file, words, unwritable is None, (*notices, *said))


def _prepared(place: Workspace) -> Message | None:
    """What keeps the workspace from being written, if anything does. Raises WorkspaceError where it cannot be read."""
    try:
        place.prepare()
    except WorkspaceError as error:
        notice = _SHOWN.get(error.message.key)
        if notice is None or not place.database.is_file():
            raise
        return Message(notice, {**error.message.facts, "place": str(place.root)})
    return None


def _open_store(place: Workspace, course: str, unwritable: Message | None) -> tuple[Store, Sequence[Message]]:
    survivors = partial(place.survivors, course)
    if unwritable:
        return open_to_read(place.database, survivors), (unwritable,)
    try:
        opened = open_store(place.database, survivors)
        return opened.store, opened.notices
    except StoreError as error:
        if error.message.key == "store.newer":
            raise  # an older gradlings must not touch what a newer one has written
        return open_to_read(place.database, survivors), (error.message,)


def language(settings: Settings, environ: Mapping[str, str]) -> str:
    """The language to speak: the chosen one, else the environment's, else English."""
    if settings.language in LANGUAGES:
        return settings.language
    wanted = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    code = (locale.normalize(wanted) or wanted)[:2]
    return code if code in LANGUAGES else "en"
