"""What a lesson's screen does through a window or another program: hints, versions, reset, the learner's own editor."""

from __future__ import annotations

from textual import work

from tutor.course.prose import Prose
from tutor.errors import Fault
from tutor.model import Message
from tutor.session import events as e
from tutor.session.runner import Runner
from tutor.session.update import Session
from tutor.storage.workspace import LessonFile
from tutor.text.messages import Words
from tutor.ui.screens.course_screen import CourseScreen


class LessonErrands(CourseScreen):
    """The part of a lesson's screen that opens windows. `runner` is there once the screen is mounted."""

    prose: Prose
    words: Words
    file: LessonFile
    runner: Runner | None
    first: Session
    hints_shown: int

    @property
    def state(self) -> Session:
        return self.runner.state if self.runner else self.first

    def happen(self, event: e.Event) -> None:
        """Pass on what has happened."""
        if self.runner:
            self.runner.happen(event)

    def take_in(self) -> None:
        """Tell the session what the editor holds now."""
        raise NotImplementedError

    def _save_now(self) -> None:
        if self.runner:
            self.take_in()
            self.runner.save_now()

    def action_hint(self) -> None:
        from tutor.ui.screens.hint import HintScreen

        hints = self.prose.hints
        if not hints:
            self.tutor.tell(Message("hint.none"))
            return
        self.app.push_screen(HintScreen(hints, self.hints_shown, self._took_hint, self.words))

    def _took_hint(self, number: int) -> None:
        self.hints_shown = max(self.hints_shown, number)
        self.record(lambda: self.learner.store.take_hint(self.learner.key(self.facts.id), number))

    @work
    async def action_versions(self) -> None:
        from tutor.ui.screens.versions import VersionsScreen

        if not self.state.passed:
            self.tutor.tell(Message("versions.after-passing"))
            return
        text = self.learner.store.passed_text(self.learner.key(self.facts.id)) or self.state.text
        await self.app.push_screen(VersionsScreen(self.learner, self.facts, text, self.tutor.judge))

    @work
    async def action_reset(self) -> None:
        from tutor.ui.screens.confirm import ConfirmScreen

        if await self.app.push_screen_wait(ConfirmScreen("reset.ask", self.words)):
            self._back_to_stub()

    def _back_to_stub(self) -> None:
        stub = self.learner.catalog.text(self.facts.id, "stub.py")
        try:
            self._save_now()
            self.learner.workspace.reset(self.learner.key(self.facts.id), self.file.path, stub, self.learner.store)
        except Fault as fault:
            self.tutor.tell(fault.message, "error")
            return
        self.happen(e.ChangedOutside(stub))

    @work
    async def _offer_stub(self) -> None:
        from tutor.ui.screens.confirm import ConfirmScreen

        assert self.file.offer is not None
        if await self.app.push_screen_wait(ConfirmScreen("stub.offer", self.words)):
            self._back_to_stub()
        else:
            offer = self.file.offer
            self.record(lambda: self.learner.workspace.decline(self.learner.key(self.facts.id), offer, self.learner.store))

    @work
    async def action_external(self) -> None:
        from tutor.ui.external import edit_outside

        self._save_now()
        failed = await edit_outside(self.app, self.learner.settings.editor, self.file.path)
        if failed:
            self.tutor.tell(failed, "error")
        try:
            self.happen(e.ChangedOutside(self.learner.workspace.read(self.file.path).text))
        except Fault as fault:  # the editor may have removed or renamed it; the text is still here
            self.tutor.tell(fault.message, "error")
