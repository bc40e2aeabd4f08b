"""The time that goes by after a key: when a hand hesitates, and when it has paused."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from math import inf

from tutor.session import events as e


class TypingPause:
    """Times what `WaitForPause` asks for, from the key that it is about. hear: is told of the events that follow from it."""

    def __init__(self, hear: Callable[[e.Event], None]) -> None:
        self._hear = hear
        self._ahead: dict[e.Event, asyncio.TimerHandle] = {}
        self._last_key = -inf

    @property
    def waiting(self) -> bool:
        """Whether a pause in typing is waited for."""
        return bool(self._ahead)

    def gap_before(self, at: float) -> float:
        """Seconds between the last key and this one, of the event loop's clock."""
        gap, self._last_key = at - self._last_key, at
        return gap

    def wait(self, effect: e.WaitForPause, key_at: float, pause: float) -> None:
        """Begin anew. key_at: when the key came. pause: seconds of a whole typing pause."""
        self.cancel()
        self._await(e.Hesitated(effect.revision), key_at + effect.part * pause)
        self._await(e.Paused(effect.revision), key_at + pause)

    def _await(self, event: e.Event, at: float) -> None:
        self._ahead[event] = asyncio.get_running_loop().call_at(at, self._over, event)

    def _over(self, event: e.Event) -> None:
        self._ahead.pop(event).cancel()
        self._hear(event)

    def end(self, at: float) -> None:
        """What had run out before a key came is heeded, although its turn comes only after the key's."""
        for event in [event for event, timer in self._ahead.items() if timer.when() <= at]:
            self._over(event)

    def cancel(self) -> None:
        """Wait no more."""
        for timer in self._ahead.values():
            timer.cancel()
        self._ahead.clear()
