"""Offers in one line above a lesson. Keys take them, from anywhere outside of a text, or a click; they wait for nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from tutor.text.messages import Words
from tutor.ui.panels.escaping import press, typing

if TYPE_CHECKING:
    from tutor.session.update import Session
    from tutor.storage.drafts import Draft

APART = "  ·  "


class Offer(Static):
    """Names only keys that work where the learner is: while letters are text, Escape comes first."""

    ALLOW_SELECT = False

    def __init__(self, words: Words, *, id: str) -> None:
        super().__init__(id=id)
        self._words = words
        self._lines = 1

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self._draw())
        self._draw()

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        said = self._said()
        before, self._lines = self._lines, said.plain.count("\n") + 1
        self.update(said, layout=self._lines != before)

    def _said(self) -> Content:
        raise NotImplementedError

    def _press(self, key: str) -> str:
        return press(self.screen, key, self._words)


class DraftOffer(Offer):
    """The offer of a text that was typed and never saved, for as long as it is not answered. A click shows what it would
    change. keys: what they are called, by the ids of their rows."""

    DEFAULT_CSS = """
    DraftOffer { height: 1; padding: 0 1; background: $surface; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, words: Words, draft: Draft, keys: Mapping[str, str]) -> None:
        super().__init__(words, id="unsaved")
        self._at = f"{draft.typed_at.astimezone():%H:%M}"
        self._keys = keys

    def _said(self) -> Content:
        names = {"leave": self._keys["leave-draft"], "history": self._keys["history"]}
        names["take"] = self._press(self._keys["take-draft"])
        return Content.styled(self._words("draft.offer", at=self._at, **names), "$text-warning")

    async def on_click(self) -> None:
        await self.screen.run_action("command('history')")


class PlacementOffer(Static):
    """The offer of the placement to a newcomer. It goes with the screen: whoever goes on with the lesson has declined it."""

    DEFAULT_CSS = """
    PlacementOffer { height: 1; padding: 0 1; background: $surface; text-wrap: nowrap; text-overflow: ellipsis; }
    .-show-code PlacementOffer, .-low PlacementOffer, .-tiny PlacementOffer { display: none; }
    """
    ALLOW_SELECT = False

    def __init__(self, words: Words, key: str) -> None:
        super().__init__(Content.styled(words("placement.offer", key=key), "$text-accent"), id="offer")

    async def on_click(self) -> None:
        await self.app.run_action("placement")


class WayOn(Offer):
    """Where a text that passes leads: to the next lesson, and to other ways to write it. Stands in the verdict until it is
    taken, by a key or a click. goes_on: whether the key for what is next leads to the next lesson, not to another page."""

    DEFAULT_CSS = "WayOn { height: auto; display: none; }"
    ON, VERSIONS = "screen.go_on", "screen.command('versions')"

    def __init__(self, words: Words, keys: Mapping[str, str], goes_on: Callable[[], bool]) -> None:
        super().__init__(words, id="verdict-way")
        self._keys = keys
        self._goes_on = goes_on
        self._passed = 0

    def show(self, state: Session) -> None:
        """There is a way on from a text that passes."""
        shown = state.passed and state.verdict is not None and state.verdict.passed
        if shown != self.display:
            self.display = shown

    def count(self, passed: int) -> None:
        """So many lessons have passed, this one for the first time."""
        self._passed = passed
        self._draw()

    def _said(self) -> Content:
        """In one line if it fits; else the ways stay in one line, or have one each, and the count comes below."""
        ways = list(self._ways())
        counted = [Content(self._words("way.passed", passed=self._passed))] if self._passed else []
        line = Content(APART).join(ways)
        whole = Content(APART).join([line, *counted])
        if self._fits(whole):
            return whole
        return Content("\n").join([*([line] if self._fits(line) else ways), *counted])

    def _fits(self, line: Content) -> bool:
        return not self.size.width or line.cell_length <= self.size.width

    def _ways(self) -> Iterator[Content]:
        # Where its key turns a page, another one leads on from any page.
        ahead = "next" if typing(self.screen) or self._goes_on() else "go-on"
        yield self._way(self._press(self._keys[ahead]), self._words("way.next"), self.ON)
        yield self._way(self._press(self._keys["versions"]), self._words("way.versions"), self.VERSIONS)

    def _way(self, key: str, says: str, action: str) -> Content:
        way = Content.assemble((key, "bold $text-accent"), f" {says}")
        return way.stylize(Style.from_meta({"@click": action}))
