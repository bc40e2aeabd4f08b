"""Keys take effect in the order in which they were pressed, whoever acts on them.

Textual puts a key into the queue of the widget that has the focus; one that means an action climbs from there, queue by
queue, up to the app, and a change of focus waits in the app's queue behind the keys that are there already. A key that
comes meanwhile overtakes all that. Here a key is handed out once the one before it has gone its whole way.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from textual import events, on
from textual.app import App, ScreenStackError
from textual.dom import DOMNode
from textual.message import Message

PATIENCE = 2.0  # seconds; a widget that takes longer than this for a key no longer holds up those that follow
ROUNDS = 5  # changes of focus that one key may bring about


@dataclass
class HandedOut(Message):
    """The turn of what was typed or pasted, or of what the mouse did, has come."""

    event: events.Event


class KeyQueue:
    """What the learner types ahead waits here. `run` hands it out to the app, one at a time, as `HandedOut`."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._waiting: asyncio.Queue[events.Event] = asyncio.Queue()
        self._holders = 0
        self._free = asyncio.Event()
        self._free.set()
        self._settled = True
        self._busy = False

    @property
    def idle(self) -> bool:
        """Whether all that was typed has had its effect."""
        return self._waiting.empty() and not self._busy

    def put(self, event: events.Event) -> None:
        self._waiting.put_nowait(event)

    @contextmanager
    def hold(self) -> Iterator[None]:
        """What is typed meanwhile is for what comes then, such as a screen that is not there yet."""
        self._holders += 1
        self._free.clear()
        try:
            yield
        finally:
            self._holders -= 1
            if not self._holders:
                self._free.set()

    async def run(self) -> None:
        """Hand out for ever."""
        while True:
            self._busy = False
            event = await self._waiting.get()
            self._busy = True
            with suppress(TimeoutError):
                await asyncio.wait_for(self._free.wait(), PATIENCE)
            with suppress(ScreenStackError):  # the tutor is ending
                for part in self._parts(event):
                    await self._hand_out(part)

    def _parts(self, event: events.Event) -> list[events.Event]:
        """One event, but for a letter with Alt that was meant as Escape and the letter, where the screen says so."""
        letter = event.key.removeprefix("alt+") if isinstance(event, events.Key) and event.key.startswith("alt+") else ""
        after_escape = getattr(self._app.screen, "after_escape", None) if len(letter) == 1 else None
        names = after_escape(letter) if after_escape else ()
        return [events.Key(name, name if len(name) == 1 else None) for name in names] or [event]

    async def _hand_out(self, event: events.Event) -> None:
        stays = self._stays(event)
        if not (stays or self._settled):
            await self._settle()
        self._app.post_message(HandedOut(event))
        self._settled = not stays
        if not stays:
            await self._follow_through()

    def _stays(self, event: events.Event) -> bool:
        """Whether an event goes no further than the widget with the focus, in whose queue what follows keeps its place."""
        focused = self._app.focused
        if isinstance(event, events.Key):
            return focused is not None and focused.check_consume_key(event.key, event.character)
        return isinstance(event, events.MouseMove) or (isinstance(event, events.Paste) and focused is not None)

    async def _follow_through(self) -> None:
        """Until a key is handed out, has climbed to whoever acts on it, and what came of that has climbed as well."""
        way = self._way()
        await self._drain(self._app)
        await self._climb(way)
        await self._climb(way)
        if self._way()[0] is not way[0]:
            await self._settle()

    async def _settle(self) -> None:
        """Until the focus stays where it is and nothing waits on the way from there up."""
        for _ in range(ROUNDS):
            way = self._way()
            await self._climb(way)
            if self._way()[0] is way[0]:
                return

    def _way(self) -> list[DOMNode]:
        """From the widget with the focus, else the screen, up to the app."""
        return (self._app.focused or self._app.screen).ancestors_with_self

    async def _climb(self, way: list[DOMNode]) -> None:
        for node in way:
            await self._drain(node)

    async def _drain(self, node: DOMNode) -> None:
        """Until all that waits in a node's queue now has been dealt with; one that is gone has nothing any more."""
        reached = asyncio.Event()
        if node.call_later(reached.set):
            with suppress(TimeoutError):
                await asyncio.wait_for(reached.wait(), PATIENCE)


class OrderlyApp(App[int]):
    """An app that does one thing after another, in the order in which it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.typed = KeyQueue(self)
        self._handing_out: asyncio.Task[None] | None = None

    @on(events.Mount)
    def _start_handing_out(self) -> None:
        self._handing_out = asyncio.create_task(self.typed.run())

    @on(events.Unmount)
    def _stop_handing_out(self) -> None:
        if self._handing_out:
            self._handing_out.cancel()

    async def on_event(self, event: events.Event) -> None:
        """Keys, pasted text and the mouse take their turns; the rest goes its way."""
        if isinstance(event, events.InputEvent | events.Paste) and not event.is_forwarded:
            self.typed.put(event)
        else:
            await super().on_event(event)

    async def on_handed_out(self, message: HandedOut) -> None:
        await super().on_event(message.event)
