"""What all small windows share: Escape closes them, and they know the tutor they belong to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, TypeVar, cast

from textual import events, on
from textual.containers import ScrollableContainer
from textual.screen import ModalScreen
from textual.widget import Widget

from tutor.ui import keys
from tutor.ui.host import Host
from tutor.ui.keys import Key
from tutor.ui.panels.keybar import KeyBar

R = TypeVar("R")


class Window(ModalScreen[R]):
    """A window over the screen below. KEYS: its own keys, in the bar at the foot in the place of that screen's."""

    CSS_PATH = "windows.tcss"

    KEYS: ClassVar[Iterable[Key]] = keys.WINDOW

    @on(events.Mount)
    async def _show_keys(self) -> None:
        keys.install(self, (row for row in self.KEYS if row.action), self.tutor.words)
        await self.mount(KeyBar(self.KEYS, self.tutor.words))
        self.watch_lengths()

    def watch_lengths(self) -> None:
        """What can be scrolled is known when it has been laid out, and again when there is more or less of it."""
        for part in self.query(ScrollableContainer):
            self.watch(part, "virtual_size", self.refresh_bindings, init=False)

    @property
    def idle_keys(self) -> tuple[str, ...]:
        """Rows of KEYS that have nothing to do: the arrows where all is in sight."""
        around = self.focused.ancestors_with_self if self.focused else []
        scrolls = any(isinstance(part, Widget) and part.is_scrollable and part.max_scroll_y for part in around)
        return () if scrolls else ("window.scroll",)

    @property
    def tutor(self) -> Host:
        return cast("Host", self.app)

    def action_close(self) -> None:
        self.dismiss(None)
