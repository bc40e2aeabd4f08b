"""The tutor as its screens know it: who learns, what outlives them, how one says something and goes elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import Screen
from textual.widget import AwaitMount

from tutor.model import Message
from tutor.session.context import LearnerContext
from tutor.text.messages import Words
from tutor.ui.key_queue import KeyQueue
from tutor.ui.visit import Judge, Labs

if TYPE_CHECKING:
    from tutor.session.backstage import Backstage

R = TypeVar("R")


class Host(Protocol):
    """What screens need of the app, so that they need not know it.

    typed: what the learner types ahead; came_from: the lesson that was opened last, until the map has taken note of it.
    """

    learner: LearnerContext
    judge: Judge
    labs: Labs
    typed: KeyQueue
    came_from: str

    @property
    def background(self) -> Backstage:
        """The one training that may go on beside everything."""

    @property
    def words(self) -> Words: ...

    def tell(self, message: Message, severity: Any = "information") -> None:
        """Say something in a corner, without taking the focus."""

    def change(self, key: str, value: bool | int | str | tuple[str, ...]) -> None:
        """Change one setting, in the file and at once."""

    # --- where to go ---

    def open_lesson(self, lesson: str) -> None:
        """Show a lesson on top of the map."""

    async def go_to(self, lesson: str, pane: str = "") -> None:
        """Open a lesson, at one of its panes, unless it is in front already."""

    async def leave_lesson(self) -> str | None:
        """From a lesson back to the map, everything kept; which lesson it was, if it was one."""

    def celebrate(self, lesson: str, then: Callable[[], None] | None = None) -> bool:
        """Show the milestone that a lesson is, and when that is closed, what comes then; False if it is none."""

    def show_end(self) -> None:
        """What the learner built, once every lesson is passed."""

    # --- what every app of Textual's has ---

    def push_screen(self, screen: Screen[R], callback: Callable[[R | None], None] | None = None) -> AwaitMount: ...

    async def push_screen_wait(self, screen: Screen[R]) -> R: ...

    def pop_screen(self) -> AwaitComplete: ...

    def suspend(self) -> AbstractContextManager[None]: ...

    def refresh(self, *, layout: bool = False) -> object: ...

    def call_later(self, callback: Any, *given: Any) -> bool: ...
