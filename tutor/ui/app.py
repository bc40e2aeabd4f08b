"""The full-screen tutor: opens the desk, shows where the learner left off, keeps the workers warm."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import unquote

from textual.app import App, SystemCommand
from textual.css.query import NoMatches
from textual.screen import Screen
from textual.widget import MountError
from textual.worker import WorkerFailed

from tutor.model import Message
from tutor.session.context import LearnerContext, language
from tutor.storage import settings as settings_file
from tutor.storage.lock import Lease
from tutor.storage.settings import SettingsError
from tutor.text.messages import Words
from tutor.ui import keys, themes
from tutor.ui.course_app import CourseApp
from tutor.ui.last_door import LastDoor
from tutor.ui.screens.course_screen import CourseScreen
from tutor.ui.screens.home import HomeScreen
from tutor.ui.telling import FAULTS, said, telling
from tutor.ui.terminal import ABLE, Terminal
from tutor.ui.visit import Judge, Labs

if TYPE_CHECKING:
    from textual.actions import ActionParseResult
    from textual.dom import DOMNode
    from textual.driver import Driver
    from textual.filter import LineFilter
    from textual.widgets import Markdown

    from tutor.session.backstage import Backstage


SELDOM = (700, 10, 50)  # Python's own but for the last: to go through all that lives takes 20 to 50 ms, felt under a key


class GradlingsApp(CourseApp):
    """`learner` is open already; `lease` says whether this tutor may write.

    speak: a language asked for this one visit, whatever the settings say, until another is chosen.
    """

    TITLE = "gradlings"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = True
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (10, "-low"), (20, "-tall")]
    BINDINGS: ClassVar[list[Any]] = []

    def __init__(
        self,
        learner: LearnerContext,
        lease: Lease,
        *,
        lesson: str | None = None,
        speak: str | None = None,
        terminal: Terminal = ABLE,
    ) -> None:
        super().__init__()
        self.terminal = terminal
        self._last_door = LastDoor()
        heard = replace(learner, words=Words(speak)) if speak else learner
        self.learner = heard if lease.held else replace(heard, writable=False)
        self._speak = speak
        self._lease = lease
        self._first = lesson
        self._parting: list[str] | None = None
        self._coming_up = ExitStack()  # what is typed before the first lesson is there is for that
        self._coming_up.enter_context(self.typed.hold())
        self.judge = Judge(lambda: self.learner.catalog)
        self.labs = Labs(self.judge, self._show_background)
        keys.install(self, keys.ANYWHERE, self.words)
        for theme in (themes.DARK, themes.LIGHT):
            self.register_theme(theme)
        self._dress(themes.name_of(self.learner.settings.theme, terminal.few_colours))
        self.follow_settings()

    def _dress(self, theme: str) -> None:
        """The theme of the first paint, without what a change of themes does: it reads every style sheet anew."""
        if theme in (themes.DARK.name, themes.LIGHT.name):
            self.set_reactive(App.theme, theme)
            self.set_class(self.current_theme.dark, "-dark-mode", update=False)
            self.set_class(not self.current_theme.dark, "-light-mode", update=False)
            self.add_class(f"-theme-{theme}", update=False)
            self.stylesheet.set_variables(self.get_css_variables())

    def get_line_filters(self) -> Sequence[LineFilter]:
        if self.terminal.utf8:
            return [*super().get_line_filters(), self._last_door]
        from tutor.ui.plain_signs import PlainSigns

        return [*super().get_line_filters(), self._last_door, PlainSigns()]

    @property
    def words(self) -> Words:
        return self.learner.words

    @cached_property
    def background(self) -> Backstage:
        from tutor.ui.background import open_backstage  # the first paint needs none

        return open_backstage(self, self._show_background)

    def get_default_screen(self) -> Screen[Any]:
        """The map lies under everything."""
        return HomeScreen(self)

    def on_mount(self) -> None:
        self.call_after_refresh(self._after_first_paint)

    def _after_first_paint(self) -> None:
        """Everything that the first screen does not need."""
        first, waiting = choose_lesson(self.learner, self._first)
        plain = None if self.terminal.utf8 else Message("app.plain-signs")
        for notice in filter(None, (*self.learner.notices, self._lease.message, plain, *waiting)):
            self.tell(notice, "warning")
        self.learner.store.tell = lambda notice: self.call_later(self.tell, notice, "warning")
        self.judge.start()
        newcomer = not self._first and not self.learner.progress()
        self.open_lesson(first)
        self.resuming = False
        self._coming_up.close()
        self.background.find()
        self.call_after_refresh(self._collect_garbage)
        if newcomer:
            self.screen.call_after_refresh(self._offer_placement)

    def _collect_garbage(self) -> None:
        """From now on; until here there was next to none, and looking for it would have held up the first lesson."""
        gc.freeze()  # what is loaded now stays to the end
        gc.set_threshold(*SELDOM)
        gc.enable()

    def _offer_placement(self) -> None:
        """One line above a newcomer's first lesson; nothing waits for an answer."""
        from tutor.ui.panels.offers import PlacementOffer

        row = next(row for row in keys.ANYWHERE if row.id == "placement")
        if self.learner.placement() and self.screen.is_attached and self.screen.query("#work"):
            key = keys.plain(keys.look_up(row, self.learner.settings.keys)[0])
            self.screen.mount(PlacementOffer(self.words, key), before="#work")

    async def on_unmount(self) -> None:
        await self.labs.close()
        await self.judge.close()

    # --- screens ---

    def action_command_palette(self) -> None:
        from tutor.ui.screens.palette import PaletteScreen

        if not isinstance(self.screen, PaletteScreen):
            self.push_screen(PaletteScreen(placeholder=self.words("palette.search"), id="--command-palette"))

    def action_help_quit(self) -> None:
        """Ctrl+C outside of a text: it may have meant to end the tutor."""
        self.tell(Message("quit.how"))

    def action_help(self) -> None:
        from tutor.ui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.focused))

    def action_glossary(self) -> None:
        """The terms of the page in front of the learner, then all."""
        from tutor.ui.panels.reading import ReadPanel
        from tutor.ui.screens.glossary import GlossaryScreen

        if not isinstance(self.screen, GlossaryScreen):
            pages = [panel.page for panel in self.screen.query(ReadPanel)]
            self.push_screen(GlossaryScreen("".join(f"{page.title}\n{page.markdown}" for page in pages)))

    def on_markdown_link_clicked(self, event: Markdown.LinkClicked) -> None:
        """A term in a lesson's prose, clicked on. Other places are not ours to open."""
        from tutor.ui.screens.glossary import GlossaryScreen
        from tutor.ui.widgets.prose import TERM

        if event.href.startswith(TERM):
            self.push_screen(GlossaryScreen(f"[{unquote(event.href.removeprefix(TERM))}]"))

    def action_drill(self, kind: str = "") -> None:
        """Small exercises, over whatever is in front."""
        from tutor.ui.screens.drill import DrillScreen

        if not isinstance(self.screen, DrillScreen):
            self.push_screen(DrillScreen(kind))

    def action_board(self) -> None:
        """The runs of the learner's own network, side by side."""
        from tutor.ui.screens.board import BoardScreen

        if not isinstance(self.screen, BoardScreen):
            self.push_screen(BoardScreen())

    async def action_background(self, asked: str) -> None:
        """Look at the training in the background, pause it or let it go on, stop it."""
        from tutor.ui.background import ASKED

        await ASKED[asked](self)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys for what is in the background are there while something is."""
        opened = vars(self).get("background")  # which asking for would open
        return action != "background" or (opened is not None and opened.state.lesson is not None)

    def _show_background(self) -> None:
        for screen in self.screen_stack:
            show = getattr(screen, "show_background", None)
            if show:
                show()

    def action_settings(self) -> None:
        from tutor.ui.screens.settings import SettingsScreen

        if not isinstance(self.screen, SettingsScreen):
            self.push_screen(SettingsScreen())

    async def action_quit(self) -> None:
        self._parting = []
        for screen in self.screen_stack:
            if isinstance(screen, CourseScreen):
                await screen.leave()
        self.exit(0)

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """What a key asks for and the machine does not give now is told."""
        with telling(self.tell):
            return await super().run_action(action, default_namespace, namespaces)
        return True

    def _handle_exception(self, error: Exception) -> None:
        """A screen that was still coming up when the tutor ended misses its own parts: that is no fault to be told. What
        goes on beside a screen ends with its sentence where the machine does not give what it needs."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        if self._exit and isinstance(cause, NoMatches | MountError):
            return
        if cause is not error and isinstance(cause, FAULTS):
            self.tell(said(cause), "error")
        else:
            super()._handle_exception(error)

    async def on_terminal_gone(self) -> None:
        await self.action_quit()  # which saves

    def get_driver_class(self) -> type[Driver]:
        """Textual's own, but for the one that never notices that its terminal is gone."""
        chosen = super().get_driver_class()
        if chosen.__name__ != "LinuxDriver":
            return chosen
        from tutor.ui.driver import LastingDriver

        return LastingDriver

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        from tutor.ui.palette import list_commands

        return list_commands(self, ((screen, getattr(screen, "KEYS", ())), (self, keys.ANYWHERE)))

    # --- settings ---

    def follow_settings(self) -> None:
        """Take over what the settings say of the looks and the keys."""
        settings = self.learner.settings
        self.theme = themes.name_of(settings.theme, self.terminal.few_colours)
        self.animation_level = "full" if settings.animations else "none"
        self.set_keymap({name: ",".join(chosen) for name, chosen in settings.keys.items()})

    def change(self, key: str, value: bool | int | str | tuple[str, ...]) -> None:
        """Change one setting, in the file and at once."""
        try:
            changed = settings_file.change(self.learner.settings_file, key, value)
        except SettingsError as error:
            self.tell(error.message, "error")
            return
        self._speak = None if key == "language" else self._speak
        spoken = Words(self._speak or language(changed, os.environ))
        turned = spoken.language != self.words.language
        self.learner = replace(self.learner, settings=changed, words=spoken)
        self.follow_settings()
        if turned:
            keys.install(self, keys.ANYWHERE, self.words)
        for screen in self.screen_stack:
            follow = getattr(screen, "follow", None)
            if follow:
                follow(self.learner, turned)
        if turned:
            self.speak_anew()

    def tell(self, message: Message, severity: Any = "information") -> None:
        """Say something in a corner, without taking the focus; on leaving, once more where the shell shows it."""
        sentence = self.words.say(message)
        if self._parting is not None:
            self._parting.append(sentence)
        self.notify(sentence, severity=severity, markup=False)

    def say_goodbye(self) -> None:
        """What was told too late to be read on the screen."""
        for sentence in dict.fromkeys(self._parting or ()):
            print(sentence, file=sys.stderr)  # noqa: T201 - the screen is gone


def choose_lesson(learner: LearnerContext, asked: str | None) -> tuple[str, list[Message]]:
    """The lesson asked for, else the one whose last typing was never saved, else where one left off; what else waits."""
    unsaved = learner.unsaved() if learner.writable else ()
    first = asked or next(iter(unsaved), None) or learner.next_lesson()
    titles = [learner.catalog.title(lesson, learner.words.language) for lesson in unsaved if lesson != first]
    return first, [Message("draft.elsewhere", {"title": title}) for title in titles]
