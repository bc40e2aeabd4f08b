"""What was kept of a lesson's text: its history, and the offer of what was typed and never saved."""

from __future__ import annotations

from textual import work

from tutor.errors import StoreError
from tutor.model import Message
from tutor.storage.drafts import Draft
from tutor.storage.records import Reason, SavedText
from tutor.ui import keys
from tutor.ui.screens.errands import LessonErrands
from tutor.ui.widgets.editor import CodeEditor


class LessonKeeping(LessonErrands):
    """The part of a lesson's screen that brings texts back. Whatever takes a text's place, that text is kept first."""

    draft: Draft | None = None

    @property
    def editor(self) -> CodeEditor:
        return self.query_one("#editor", CodeEditor)

    @work
    async def action_history(self) -> None:
        """The texts that were kept, and what each would change."""
        from tutor.ui.screens.history import HistoryScreen

        try:
            key = self.learner.key(self.facts.id)
            kept = self.learner.store.history(key)
            outcomes = {verdict.text_id: verdict.outcome for verdict in self.learner.store.verdicts(key)}
        except StoreError as error:
            self.tutor.tell(error.message, "warning")
            return
        if not kept:
            self.tutor.tell(Message("history.none"))
            return
        chosen = await self.app.push_screen_wait(HistoryScreen(kept, outcomes, self.editor.text, self.words))
        if chosen is not None:
            self._put_back(chosen)

    def _put_back(self, chosen: SavedText) -> None:
        if not self.learner.writable:
            self.tutor.tell(Message("history.read-only"))
        elif self._bring(chosen.text):
            at = chosen.saved_at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
            self.tutor.tell(Message("history.restored", {"at": at}))

    def _bring(self, text: str) -> bool:
        """Into the editor, as an edit like any other; not where the present text cannot be kept. Whether it is there."""
        key, present = self.learner.key(self.facts.id), self.editor.text
        if self.editor.shortened:
            return False
        if not self.record(lambda: self.learner.store.keep_text(key, present, Reason.TYPED)):
            return False
        self.editor.replace_text(text)
        return True

    # --- what was typed and never saved ---

    def offer_draft(self, draft: Draft) -> None:
        """One line above the lesson; nothing waits for an answer."""
        from tutor.ui.panels.unsaved import Unsaved

        self.draft = draft
        chosen = self.learner.settings.keys
        names = {row.id: keys.plain(keys.chosen(row, chosen)[0]) for row in keys.LESSON}
        facts = {"take": names["take-draft"], "leave": names["leave-draft"], "history": names["history"]}
        self.mount(Unsaved(self.words("draft.offer", at=f"{draft.typed_at.astimezone():%H:%M}", **facts)), before="#work")
        self.refresh_bindings()

    def action_take_draft(self) -> None:
        """What was typed and never saved takes the place of the present text."""
        if self.draft and self._bring(self.draft.text):
            self._answered_draft("draft.taken")

    def action_leave_draft(self) -> None:
        """The file stays as it is."""
        if self.draft and self.runner:
            self.runner.refuse(self.draft)
            self._answered_draft("draft.left")

    def _answered_draft(self, said: str) -> None:
        self.draft = None
        self.query("#unsaved").remove()
        self.refresh_bindings()
        self.tutor.tell(Message(said))
