"""Carries out what a session decides: waits, saves, checks, remembers. Headless; a face only shows the state.

One runner a lesson at work. Everything here happens in one event loop; files are written in a thread, one after another.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from tutor.errors import Fault, StoreError, WorkspaceError
from tutor.model import Lesson, Message
from tutor.session import events as e
from tutor.session.context import LearnerContext
from tutor.session.trouble import why_not_run
from tutor.session.typing_pause import TypingPause
from tutor.session.update import Session, update
from tutor.storage.drafts import Draft
from tutor.storage.files import rescue
from tutor.storage.records import Reason

if TYPE_CHECKING:
    from tutor.judge.assess import Assessor

SLOW_SECONDS = 0.15  # longer than this and a run is said to be still running
DRAFT_SECONDS = 0.5  # from the first key that is nowhere on disk to its draft: of one second, half is the disk's

Judge = Callable[[], "asyncio.Future[Assessor]"]  # the assessor, once its workers are there


class Runner:
    """Drives one `Session`. `show(state)` is called after each change, `effect` for what only a face can do."""

    def __init__(
        self,
        learner: LearnerContext,
        judge: Judge,
        state: Session,
        path: Path,
        *,
        show: Callable[[Session], None],
        face: Callable[[e.Effect], None],
    ) -> None:
        self.state = state
        self.lesson: Lesson = learner.lesson(state.lesson)
        self.path = path
        self._learner = learner
        self._judge = judge
        self._show = show
        self._face = face
        self._pause = TypingPause(self.happen)
        self._draft: asyncio.TimerHandle | None = None
        self._draft_failed = False
        self._typed_at: float | None = None
        self._check: asyncio.Task[None] | None = None
        self._saves: asyncio.Task[None] | None = None
        self._written = 0  # the newest revision that was written to the file
        self._rescued: str | None = None
        self._ended = False
        self._writing = Lock()

    def follow(self, learner: LearnerContext) -> None:
        """The settings have changed."""
        self._learner = learner

    def typed(self, text: str, line: int, at: float) -> None:
        """The learner changed the text at this time (of the monotonic clock); drawing it may have taken a moment since."""
        self._pause.end(at)
        self._typed_at = at
        self.happen(e.Edited(text, line, self._pause.gap_before(at) / self._typing_pause))
        self._typed_at = None

    def happen(self, event: e.Event) -> None:
        """Something has happened: decide, show, carry out."""
        if self._ended:
            return
        self.state, effects = update(self.state, event)
        self._show(self.state)
        for effect in effects:
            self._carry_out(effect)

    def _carry_out(self, effect: e.Effect) -> None:
        match effect:
            case e.WaitForPause():
                self._pause.wait(effect, self._key_at, self._typing_pause)
            case e.WaitForDraft():
                self._draft = self._after_key(DRAFT_SECONDS, self.happen, e.DraftDue())
            case e.Save():
                self._write_later(lambda: self._save(effect))
            case e.KeepDraft():
                self._write_later(lambda: self._keep_draft(effect))
            case e.KeepVersion(text):
                self._keep_version(text)
            case e.Check():
                self._stop_check()
                self._check = asyncio.create_task(self._run(effect))
            case e.Explain():
                self._check = asyncio.create_task(self._explain(effect))
            case e.StopCheck():
                self._stop_check()
            case e.Remember(text, verdict):
                self._recorded(lambda: self._learner.remember(self.lesson, text, verdict))
            case e.ShowText(text):
                self._recorded(lambda: self._learner.keep(self.lesson.id, text, Reason.EXTERNAL))
                self._face(effect)
            case _:
                self._face(effect)

    @property
    def _typing_pause(self) -> float:
        """Seconds."""
        return self._learner.settings.typing_pause_ms / 1000

    def _after_key(self, seconds: float, call: Callable[..., None], *given: object) -> asyncio.TimerHandle:
        """Call something so long after the key that is being dealt with."""
        return asyncio.get_running_loop().call_at(self._key_at + seconds, call, *given)

    @property
    def _key_at(self) -> float:
        """When the key came that is being dealt with, of the event loop's clock."""
        return self._typed_at or asyncio.get_running_loop().time()

    def _write_later(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """One after another, so that no older text comes after a newer one."""
        self._saves = asyncio.create_task(self._after(self._saves, work))

    async def _after(self, earlier: asyncio.Task[None] | None, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        if earlier and not earlier.done():
            await asyncio.wait({earlier})
        await work()

    async def _save(self, effect: e.Save) -> None:
        try:
            notices = await asyncio.to_thread(self._write, effect.revision, effect.text)
        except WorkspaceError as error:
            with suppress(StoreError):  # on a full disk neither takes it, and one word about that is enough
                self._learner.keep(self.lesson.id, effect.text, Reason.TYPED)
            self.happen(e.SaveFailed(effect.revision, error.message, effect.check))
            return
        for notice in notices:
            self._face(e.Tell(notice))
        self._recorded(lambda: self._learner.keep(self.lesson.id, effect.text, Reason.TYPED))
        self.happen(e.Saved(effect.revision, effect.check))

    def _write(self, revision: int, text: str) -> tuple[Message, ...]:
        """In a thread. Where a newer text was written at once meanwhile, or the last, this one is not put in its place."""
        with self._writing:
            return () if self._ended or revision <= self._written else self._put(revision, text)

    def _put(self, revision: int, text: str) -> tuple[Message, ...]:
        """Into the file; no draft is needed then."""
        notices = self._learner.workspace.save(self.path, text).notices
        self._written = revision
        self._learner.workspace.drafts.drop(self.path)
        return notices

    async def _keep_draft(self, effect: e.KeepDraft) -> None:
        """A disk that takes none is told of once, until it takes one again; not where the file itself has told of it."""
        try:
            await asyncio.to_thread(self._write_draft, effect.revision, effect.text)
        except WorkspaceError as error:
            if not self._draft_failed and self.state.trouble is None:
                self._face(e.Tell(error.message))
            self._draft_failed = True
        else:
            self._draft_failed = False

    def _write_draft(self, revision: int, text: str) -> None:
        with self._writing:
            if not self._ended and revision > self._written:
                self._learner.workspace.drafts.keep(self.path, text)

    def refuse(self, draft: Draft) -> None:
        """The learner leaves a draft of an earlier visit; one that was written since stays."""
        self._write_later(lambda: asyncio.to_thread(self._learner.workspace.drafts.drop, self.path, draft.text))

    def _keep_version(self, text: str) -> None:
        """Its draft goes once it is kept elsewhere. Where nothing takes it, undo has it still."""
        learner = self._learner
        if self._recorded(lambda: learner.keep_replaced(self.lesson.id, text)):
            where = learner.kept_in
        elif self._recorded(lambda: learner.workspace.put_aside(self.path, text)):
            where = learner.kept_aside
        else:
            self._face(e.Tell(Message("session.changed-outside")))
            return
        self._face(e.Tell(Message("session.changed-outside-unsaved", {"where": where})))
        self._write_later(lambda: asyncio.to_thread(learner.workspace.drafts.drop, self.path))

    def _recorded(self, write: Callable[[], object]) -> bool:
        """What cannot be kept is worth a word; the learner's file is what counts."""
        try:
            write()
        except Fault as error:
            self._face(e.Tell(error.message))
            return False
        return True

    async def _run(self, effect: e.Check) -> None:
        slow = asyncio.get_running_loop().call_later(SLOW_SECONDS, self.happen, e.Slow(effect.revision))
        try:
            assessor = await self._judge()
            verdict = await assessor.check(
                self.lesson,
                effect.text,
                file=self._learner.file_name(self.lesson.id),
                seed=effect.seed,
                mine=self._learner.mine(self.lesson, effect.text),
            )
        except Exception as trouble:  # noqa: BLE001 - said, whatever it is: the screen would wait for ever
            self.happen(e.CheckFailed(effect.revision, why_not_run(trouble)))
            return
        finally:
            slow.cancel()
        self.happen(e.Judged(effect.revision, verdict))

    async def _explain(self, effect: e.Explain) -> None:
        """A reason that cannot be looked for leaves the verdict as it is."""
        verdict = effect.verdict
        with suppress(Exception):
            mine = self._learner.mine(self.lesson, effect.text)
            assessor = await self._judge()
            verdict = await assessor.explain(self.lesson, effect.text, verdict, mine)
        self.happen(e.Explained(effect.revision, verdict))

    def _stop_check(self) -> None:
        if self._check and not self._check.done():
            self._check.cancel()
        self._check = None

    @property
    def waiting(self) -> bool:
        """Whether a pause in typing is waited for."""
        return self._pause.waiting

    @property
    def writing(self) -> asyncio.Task[None] | None:
        """The last of what is to be written, if anything ever was: done when all of it is."""
        return self._saves

    async def close(self) -> None:
        """Stop waiting and checking; what is not on disk yet is written now."""
        self._rest()
        if self._saves:
            await asyncio.gather(self._saves, return_exceptions=True)
            self._rest()
        self.save_now()

    def end(self) -> None:
        """What `close` does, in the last moment: without another turn of the event loop, and what happens later is no more
        heeded."""
        self._rest()
        with self._writing:
            self._ended = True
        self.save_now()

    def _rest(self) -> None:
        self._pause.cancel()
        if self._draft:
            self._draft.cancel()
        self.state, _ = update(self.state, e.DraftDue())  # should the lesson stay open after all, keys count again
        self._stop_check()

    def save_now(self) -> None:
        """Write the text at once, in this thread."""
        if not (self.state.dirty and self.state.writable):
            return
        try:
            with self._writing:  # one that is under way in its thread comes first
                notices = self._put(self.state.revision, self.state.text)
        except WorkspaceError as error:
            self._face(e.Tell(error.message))
            self._rescue()
            return
        for notice in notices:
            self._face(e.Tell(notice))
        self._recorded(lambda: self._learner.keep(self.lesson.id, self.state.text, Reason.TYPED))
        self.state, _ = update(self.state, e.Saved(self.state.revision))

    def _rescue(self) -> None:
        """At the end, the file still takes nothing: a copy elsewhere, one for each text."""
        if self._rescued == self.state.text:
            return
        self._rescued, facts = self.state.text, {"place": str(self.path)}
        with suppress(WorkspaceError):  # where only the file is at fault, the next start offers it
            self._learner.workspace.drafts.keep(self.path, self.state.text)
        try:
            copy = rescue(self.path.name, self.state.text)
        except OSError as error:
            self._face(e.Tell(Message("workspace.lost", facts | {"fault": error.strerror or str(error)})))
            return
        self._face(e.Tell(Message("workspace.rescued", facts | {"copy": str(copy)})))
