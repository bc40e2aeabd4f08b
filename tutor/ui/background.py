"""What the tutor says of the training in the background, and what its keys ask of it."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from tutor.model import Message
from tutor.session.background import Background, Stopped, Tell, Turned
from tutor.session.backstage import Backstage
from tutor.ui import keys
from tutor.ui.host import Host
from tutor.ui.panels.status import reached
from tutor.ui.screens.confirm import ConfirmScreen


class BackgroundFace:
    """Speaks of it in the corner of whatever screen is there. show: hears of each change."""

    def __init__(self, tutor: Host, show: Callable[[], None]) -> None:
        self._tutor = tutor
        self._show = show

    def tell(self, said: Tell) -> None:
        """A sentence, with the title of the lesson, how far it is, and the keys."""
        learner = self._tutor.learner
        facts: dict[str, Any] = {"why": said.why, **self._keys()}
        if said.lesson is not None:
            facts |= {"title": self._title(said.lesson), "state": reached(learner, said.lesson, said.facts)}
        self._tutor.tell(Message(said.key, facts), "error" if said.why else "information")

    def ask(self, lesson: str, answer: Callable[[bool], None]) -> None:
        question = ConfirmScreen("background.replace", self._tutor.words, title=self._title(lesson))
        self._tutor.push_screen(question, lambda yes: answer(bool(yes)))

    def show(self, state: Background) -> None:
        self._show()

    def _title(self, lesson: str) -> str:
        return self._tutor.learner.catalog.title(lesson, self._tutor.words.language)

    def _keys(self) -> dict[str, str]:
        chosen = self._tutor.learner.settings.keys
        return {name: keys.in_any_place(f"background-{name}", chosen) for name in ASKED}


async def look(tutor: Host) -> None:
    """To the lab that is in the background."""
    lesson = tutor.background.state.lesson
    if lesson is not None:
        await tutor.go_to(lesson, "lab")


async def turn(tutor: Host) -> None:
    """Pause it, or let it go on."""
    tutor.background.happen(Turned())


async def stop(tutor: Host) -> None:
    """No more of it."""
    tutor.background.happen(Stopped())


ASKED: Mapping[str, Callable[[Host], Coroutine[Any, Any, None]]] = {"look": look, "turn": turn, "stop": stop}
"""What the keys of `tutor.ui.keys` ask for."""


def open_backstage(tutor: Host, show: Callable[[], None]) -> Backstage:
    return Backstage(lambda: tutor.learner, tutor.labs, BackgroundFace(tutor, show))
