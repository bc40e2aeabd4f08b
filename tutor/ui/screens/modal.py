"""What all small windows share: Escape closes them, and they know the tutor they belong to."""

from __future__ import annotations

from typing import TypeVar, cast

from textual.binding import Binding
from textual.screen import ModalScreen

from tutor.ui.host import Host

R = TypeVar("R")


class Window(ModalScreen[R]):
    """A window over the screen below."""

    CSS_PATH = "windows.tcss"

    BINDINGS = [Binding("escape", "close", show=False)]

    @property
    def tutor(self) -> Host:
        return cast("Host", self.app)

    def action_close(self) -> None:
        self.dismiss(None)
