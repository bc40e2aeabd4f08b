"""The palette as a window: its own keys in the bar at the foot, in the place of those of the screen below."""

from __future__ import annotations

from typing import cast

from textual import events, on

from tutor.ui import keys
from tutor.ui.host import Host
from tutor.ui.panels.keybar import KeyBar
from tutor.ui.widgets.lists import Palette


class PaletteScreen(Palette):
    """Everything that can be done, by typing a part of its name."""

    idle_keys = ("palette",)  # it is open

    @on(events.Mount)
    def _show_keys(self) -> None:
        self.mount(KeyBar(keys.PALETTE, cast("Host", self.app).words))
