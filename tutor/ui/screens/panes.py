"""Which part of a screen is in view, and what has the focus."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import ContentSwitcher

from tutor.ui.panels.reading import ReadPanel
from tutor.ui.panels.verdict import VerdictPanel


class Spot(NamedTuple):
    """Where on a screen one was: the pane, whether it had the focus, and the page of the pages."""

    pane: str
    focused: bool
    page: str


class Panes:
    """Brings one of a screen's panes into view; in a wide terminal code and verdict stay beside it.

    focus: what each pane does with the focus, by its id; a screen that lacks a pane has none for it.
    """

    def __init__(self, screen: Screen[Any], focus: Mapping[str, Callable[[], object]]) -> None:
        self._screen = screen
        self._focus = focus
        self.current = ""

    def __contains__(self, pane: str) -> bool:
        return pane in self._focus

    def choose(self, pane: str, *, take_focus: bool = True) -> None:
        """Raises KeyError for a pane that is not there."""
        focus, self.current = self._focus[pane], pane
        for name in self._focus:
            self._screen.set_class(name == pane, f"-show-{name}")
        switcher = self._screen.query_one("#left", ContentSwitcher)
        if any(child.id == pane for child in switcher.children):
            switcher.current = pane
        if take_focus:
            focus()
        self._screen.refresh_bindings()

    def where(self) -> Spot | None:
        """Where one is now; None before anything was in view."""
        if not self.current:
            return None
        focused = self._screen.query_one(f"#{self.current}").has_focus_within
        return Spot(self.current, focused, self._screen.query_one(ReadPanel).page.key)

    async def turn(self, by: int) -> bool:
        """Go `by` pages on where pages are in view; False if there is none."""
        return self.current == "read" and await self._screen.query_one(ReadPanel).turn(by)


class WholeVerdict:
    """All of the verdict, where there was room for its beginning only. What had the focus gets it back afterwards."""

    def __init__(self, screen: Screen[Any]) -> None:
        self._screen = screen
        self._focus_before: Widget | None = None
        self.shown = False

    def show(self, whole: bool) -> None:
        """Bring all of it into view, or the rest of the screen again."""
        if whole == self.shown:
            return
        self.shown = whole
        self._screen.set_class(whole, "-whole-verdict")
        panel = self._screen.query_one(VerdictPanel)
        panel.can_focus = whole
        panel.show_details(whole)
        if whole:
            self._focus_before = self._screen.focused
            panel.focus()
        else:
            self._screen.set_focus(self._focus_before)
