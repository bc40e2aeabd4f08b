"""Which pane is in view, on a screen that has nothing else."""

from __future__ import annotations

from functools import partial

from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import ContentSwitcher, Input, Static

from tutor.text.messages import Words
from tutor.ui.panels.verdict import VerdictPanel
from tutor.ui.screens.panes import Panes, WholeVerdict


class Bare(Screen[None]):
    """Two panes on the left, a field and a verdict beside them."""

    AUTO_FOCUS = ""

    def __init__(self) -> None:
        super().__init__()
        self.focused_panes: list[str] = []
        self.panes = Panes(self, {name: partial(self.focused_panes.append, name) for name in ("read", "lab", "code")})
        self.whole = WholeVerdict(self)

    def compose(self) -> ComposeResult:
        with ContentSwitcher(id="left", initial="read"):
            yield Static(id="read")
            yield Static(id="lab")
        yield Input(id="code")
        yield VerdictPanel("layer", Words(), "F2")


class Desk(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.bare = Bare()

    def get_default_screen(self) -> Screen[None]:
        return self.bare


def bare(pilot: Pilot[None]) -> Bare:
    assert isinstance(pilot.app, Desk)
    return pilot.app.bare


async def test_the_pane_that_is_chosen_comes_into_view_and_gets_the_focus() -> None:
    async with Desk().run_test() as pilot:
        screen = bare(pilot)
        screen.panes.choose("lab")
        assert screen.query_one(ContentSwitcher).current == "lab"
        assert screen.panes.current == "lab"
        assert screen.focused_panes == ["lab"]
        assert screen.has_class("-show-lab")
        assert not screen.has_class("-show-read")


async def test_a_pane_beside_the_others_takes_the_place_of_none() -> None:
    async with Desk().run_test() as pilot:
        screen = bare(pilot)
        screen.panes.choose("lab")
        screen.panes.choose("code")
        assert screen.query_one(ContentSwitcher).current == "lab"
        assert screen.has_class("-show-code")


async def test_there_are_no_pages_to_turn_where_none_are_in_view() -> None:
    async with Desk().run_test() as pilot:
        screen = bare(pilot)
        screen.panes.choose("lab")
        assert not await screen.panes.turn(1)
        assert "try" not in screen.panes


async def test_after_the_whole_verdict_the_focus_is_where_it_was() -> None:
    async with Desk().run_test() as pilot:
        screen = bare(pilot)
        field, verdict = screen.query_one("#code"), screen.query_one(VerdictPanel)
        screen.set_focus(field)
        screen.whole.show(True)
        await pilot.pause()
        assert screen.focused is verdict
        assert screen.has_class("-whole-verdict")
        screen.whole.show(False)
        await pilot.pause()
        assert screen.focused is field
        assert not verdict.can_focus
