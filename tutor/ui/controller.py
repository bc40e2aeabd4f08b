"""What happens to the text of a lesson, whoever shows it: it is opened, typed, checked, tried, brought back, kept.

Headless: an `Editor` holds the text, and what there is to see is handed to whoever opened it.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from functools import partial
from time import monotonic
from typing import Protocol

from tutor.course.hints import Hint, hints_for
from tutor.errors import Fault
from tutor.model import Message, Recording
from tutor.session import events as e
from tutor.session.context import LearnerContext
from tutor.session.evaluation import inputs_in_words, until
from tutor.session.hints import present_trouble, seen, take
from tutor.session.redo import from_blank
from tutor.session.runner import Judge, Runner
from tutor.session.update import Session
from tutor.storage.records import SavedText
from tutor.ui.record import LessonRecord
from tutor.ui.redo import RedoRounds
from tutor.ui.telling import telling

SEEDS = 10_000


class Editor(Protocol):
    """Where the learner types. `shortened`: what it holds is not the whole text."""

    revision: int
    shortened: bool

    @property
    def text(self) -> str: ...

    @property
    def line(self) -> int: ...

    def replace_text(self, text: str) -> None: ...


class Face(Protocol):
    """Who shows the lesson."""

    @property
    def editor(self) -> Editor: ...

    def show(self, state: Session) -> None:
        """Something is another than it was."""

    def celebrate(self) -> None:
        """The lesson has passed for the first time."""


class LessonController:
    """One lesson at work. What is decided is decided in `tutor.session.update`; whatever takes a text's place, that text is
    kept first. `runner` is there once the lesson is open; the face is not touched before.

    Raises WorkspaceError, StoreError, BadLesson.
    """

    def __init__(self, record: LessonRecord, judge: Judge, face: Face) -> None:
        learner, lesson = record.learner, record.facts.id
        self.record = record
        self.file = learner.open_lesson(lesson) if learner.writable else learner.look_at(lesson)
        self.draft = self.file.draft
        progress = learner.progress().get(lesson)
        self.hints_seen = seen(learner, lesson)
        self.rounds = RedoRounds(record)
        self.open_beside = False  # the own editor was opened beside the tutor: what comes in is the learner's
        self.first = Session(
            lesson,
            self.file.text,
            on_disk=self.file.text,
            seed=secrets.randbelow(SEEDS),
            live=learner.settings.live_checks,
            writable=learner.writable,
            passed=bool(progress and progress.passed),
        )
        self.runner: Runner | None = None
        self._judge = judge
        self._face = face
        self._taken_in = 0  # the editor's revision that the session knows

    @property
    def state(self) -> Session:
        return self.runner.state if self.runner else self.first

    @property
    def present(self) -> str:
        """The text in the editor."""
        return self._face.editor.text

    # --- open ---

    def open(self) -> None:
        """From now on what happens is decided, carried out and shown."""
        learner, path = self.record.learner, self.file.path
        self.runner = Runner(learner, self._judge, self.first, path, show=self._show, face=self._carry_out)
        self.record.open()
        self.runner.happen(e.Opened())

    def _show(self, state: Session) -> None:
        self._face.show(state)
        self.rounds.judge(state.verdict)

    def say_notices(self) -> None:
        """What opening the file brought to light."""
        for notice in self.file.notices:
            self.record.tell(notice, "warning")
        self._say_if_shortened()

    def _carry_out(self, effect: e.Effect) -> None:
        match effect:
            case e.ShowText(text):
                self._face.editor.replace_text(text)
                self._say_if_shortened()
            case e.Tell(message):
                self.record.tell(message, "warning")
            case e.Celebrate():
                self._face.celebrate()

    def _say_if_shortened(self) -> None:
        if self._face.editor.shortened:
            file = self.record.learner.file_name(self.record.facts.id)
            self.record.tell(Message("editor.shortened", {"file": file}), "warning")

    # --- what happens in the editor ---

    def happen(self, event: e.Event) -> None:
        """Pass on what has happened."""
        if self.runner:
            self.runner.happen(event)

    def type(self, text: str, revision: int, at: float) -> None:
        """News of the text, unless the session has had them, or newer ones. at: of the monotonic clock."""
        if self.runner and revision > self._taken_in:
            self._taken_in = revision
            self.runner.typed(text, self._face.editor.line, at)

    def take_in(self) -> None:
        """What the editor holds now: the word of its last change may still be on its way here."""
        if self.runner and not self._face.editor.shortened:
            self.type(self._face.editor.text, self._face.editor.revision, monotonic())

    def move(self) -> None:
        """The cursor has moved."""
        if self.runner and self._face.editor.line != self.state.line:
            self.runner.happen(e.Moved(self._face.editor.line))

    def save(self) -> None:
        """All that was typed, at once."""
        if self.runner:
            self.take_in()
            self.runner.save_now()

    # --- checks and trials ---

    def check(self) -> None:
        """Check again, with the same numbers."""
        self.happen(e.Asked())

    def draw_seed(self) -> None:
        """Check with other numbers."""
        self.happen(e.Asked(secrets.randbelow(SEEDS)))

    def switch_live(self) -> bool:
        """Check after every pause, or only when asked; what holds from now on."""
        self.happen(e.LiveSwitched(not self.state.live))
        return self.state.live

    async def evaluate(self, expression: str, before: Sequence[str]) -> tuple[Recording, Message | None]:
        """Run an expression on the learner's code, behind what was tried before and beside the inputs of a case; and which
        those are.

        Raises RuntimeError if there are no workers.
        """
        assessor = await self._judge()
        learner, facts, state = self.record.learner, self.record.facts, self.state
        case, seed = until(state.verdict), state.verdict.seed if state.verdict else 0
        file, mine = learner.file_name(facts.id), learner.mine(facts, "\n".join((state.text, *before, expression)))
        evaluate = partial(assessor.evaluate, before=before, seed=seed, until=case)
        recording = await evaluate(facts, state.text, file, expression, mine)
        return recording, inputs_in_words(recording, case)

    # --- other texts ---

    def replace(self, text: str) -> bool:
        """Put a text into the editor, as an edit like any other; not where the present one cannot be kept. Whether it is
        there."""
        learner, present = self.record.learner, self._face.editor.text
        if self._face.editor.shortened or not learner.writable:
            return False
        try:
            learner.keep_replaced(self.record.facts.id, present)
        except Fault as fault:
            self.record.tell(fault.message, "warning")
            return False
        self._face.editor.replace_text(text)
        return True

    def put_back(self, saved: SavedText) -> None:
        """An earlier text takes the place of the present one."""
        if not self.record.learner.writable:
            self.record.tell(Message("history.read-only"))
        elif self.replace(saved.text):
            at = saved.saved_at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
            self.record.tell(Message("history.restored", {"at": at, "where": self.record.learner.kept_in}))

    def take_draft(self) -> None:
        """What was typed and never saved takes the place of the present text."""
        if self.draft and self.replace(self.draft.text):
            self._end_offer("draft.taken")

    def leave_draft(self) -> None:
        """The file stays as it is."""
        if self.draft and self.runner:
            self.runner.refuse(self.draft)
            self._end_offer("draft.left")

    def _end_offer(self, sentence: str) -> None:
        self.draft = None
        self.record.tell(Message(sentence, {"where": self.record.learner.kept_in}))

    def reset(self) -> None:
        """Back to the stub; the text is kept."""
        learner = self.record.learner
        self._begin_again(lambda: learner.workspace.reset(self.record.key, self.file.path, self._stub(), learner.store))

    def redo(self) -> None:
        """The same for a lesson that has passed: what passed is kept too, and the pass stays."""
        self._begin_again(lambda: from_blank(self.record.learner, self.record.facts.id))

    def _stub(self) -> str:
        return self.record.learner.stub(self.record.facts.id)

    def _begin_again(self, put_stub: Callable[[], object]) -> None:
        try:
            self.save()
            put_stub()
            stub = self._stub()
        except Fault as fault:
            self.record.tell(fault.message, "error")
            return
        self.rounds.begin()
        self.happen(e.ChangedOutside(stub))

    def decline_stub(self) -> None:
        """A stub that is newer than the one which the text was begun from is not offered again."""
        learner, offer = self.record.learner, self.file.offer
        if offer is not None:
            self.record.write(lambda: learner.workspace.decline(self.record.key, offer, learner.store))

    # --- other programs ---

    def read_again(self) -> None:
        """The learner's own editor may have written the file."""
        with telling(self.record.tell):  # it may have removed or renamed it; the text is still here
            self.happen(e.ChangedOutside(self.record.learner.workspace.read(self.file.path).text, own=True))

    async def follow_file(self) -> None:
        """Take in what other programs write, for ever."""
        async for change in self.record.learner.workspace.watch([self.file.path]):
            for notice in change.notices:
                self.record.tell(notice, "warning")
            self.take_in()
            self.happen(e.ChangedOutside(change.text, own=self.open_beside))

    # --- hints ---

    @property
    def hints(self) -> tuple[Hint, ...]:
        """Those to look through now: for the mistake that was named, then for the stage that failed."""
        return hints_for(self.record.prose, present_trouble(self.state.verdict))

    def take_hint(self, hint: Hint) -> None:
        """A hint is looked at."""
        self.hints_seen = self.hints_seen.with_(hint)
        self.record.write(lambda: take(self.record.learner, self.record.facts.id, hint))

    # --- the end ---

    def follow(self, learner: LearnerContext) -> None:
        """The settings have changed."""
        self.record.learner = learner
        if self.runner:
            self.runner.follow(learner)

    async def close(self) -> None:
        """Nothing of this lesson runs any more, and all of it is on disk."""
        if self.runner:
            self.take_in()
            await self.runner.close()

    def end(self) -> None:
        """The same in the last moment, without another turn of the event loop."""
        if self.runner:
            self.runner.end()
