"""Following one file's functions as they run, by whichever means this Python has: `sys.monitoring` or `sys.settrace`.

Both tell the same: that a function begins, each line before it runs, what it returns, and that an exception has passed.
One follows at a time. Source: PEP 669.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from math import inf
from types import CodeType, FrameType
from typing import Any, Protocol

TOOL = 3  # the first of the two numbers that no kind of tool has a claim to

_settrace, _getframe = sys.settrace, sys._getframe

TraceFunction = Callable[[FrameType, str, Any], Any]


class Listener:
    """Who is told. The frame is that of the function in question."""

    def called(self, frame: FrameType) -> bool:
        """A function begins; whether the rest is to be told of this call, too."""
        raise NotImplementedError

    def line(self, frame: FrameType, number: int) -> None:
        """This line comes next."""

    def returned(self, frame: FrameType, value: Any) -> None:
        """The call is over, and this is its value."""

    def raised(self, frame: FrameType) -> None:
        """An exception arose in the call, or passes through it."""


class Tracer(Protocol):
    """Under way from `start` to `stop`; what happens within calls is told no longer than for as many events as it was
    made with."""

    def start(self) -> None: ...

    def stop(self) -> None: ...


def tracer(file: str, listener: Listener, events: float = inf) -> Tracer:
    """The lighter means where there is one: it leaves the code of NumPy and of the checks at its full speed."""
    monitoring = getattr(sys, "monitoring", None)
    if monitoring:
        return MonitoringTracer(file, listener, events, monitoring)
    return SettraceTracer(file, listener, events)


class SettraceTracer:
    """By `sys.settrace`, which every Python has."""

    def __init__(self, file: str, listener: Listener, events: float) -> None:
        self._file, self._listener, self._left = file, listener, events

    def start(self) -> None:
        _settrace(self._called)

    def stop(self) -> None:
        self._left = 0
        _settrace(None)

    def _called(self, frame: FrameType, _event: str, _argument: Any) -> TraceFunction | None:
        if self._left <= 0 or frame.f_code.co_filename != self._file:
            return None
        return self._step if self._listener.called(frame) else None

    def _step(self, frame: FrameType, event: str, argument: Any) -> TraceFunction | None:
        self._left -= 1
        if self._left < 0:
            frame.f_trace_lines = False
            return None
        if event == "line":
            self._listener.line(frame, frame.f_lineno)
        elif event == "return":
            self._listener.returned(frame, argument)
        elif event == "exception":
            self._listener.raised(frame)
        return self._step


class MonitoringTracer:
    """By `sys.monitoring`, from Python 3.12 on. A function whose lines are wanted is instrumented at its first call."""

    def __init__(
        self, file: str, listener: Listener, events: float, monitoring: Any, frame: Callable[[int], FrameType] = _getframe
    ) -> None:
        self._file, self._listener, self._left = file, listener, events
        self._monitoring, self._frame = monitoring, frame
        self._codes: list[CodeType] = []

    def start(self) -> None:
        tools, event = self._monitoring, self._monitoring.events
        tools.use_tool_id(TOOL, "gradlings")
        told = {
            event.PY_START: self._called,
            event.LINE: self._line,
            event.PY_RETURN: self._returned,
            event.RAISE: self._raised,
        }
        for kind, callback in told.items():
            tools.register_callback(TOOL, kind, callback)
        tools.restart_events()
        tools.set_events(TOOL, event.PY_START | event.RAISE)

    def stop(self) -> None:
        self._left = 0
        if self._monitoring.get_tool(TOOL) is None:
            return
        self._monitoring.set_events(TOOL, 0)
        for code in self._codes:
            self._monitoring.set_local_events(TOOL, code, 0)
        self._monitoring.free_tool_id(TOOL)

    def _called(self, code: CodeType, _offset: int) -> Any:
        if self._left <= 0 or code.co_filename != self._file:
            return self._monitoring.DISABLE
        if not self._listener.called(self._frame(1)):
            return None
        event = self._monitoring.events
        self._codes.append(code)
        self._monitoring.set_local_events(TOOL, code, event.LINE | event.PY_RETURN)
        return self._monitoring.DISABLE

    def _line(self, _code: CodeType, number: int) -> Any:
        self._left -= 1
        if self._left < 0:
            return self._monitoring.DISABLE
        self._listener.line(self._frame(1), number)
        return None

    def _returned(self, _code: CodeType, _offset: int, value: Any) -> Any:
        self._left -= 1
        if self._left < 0:
            return self._monitoring.DISABLE
        self._listener.returned(self._frame(1), value)
        return None

    def _raised(self, code: CodeType, _offset: int, _error: BaseException) -> None:
        """This kind of event comes from all code, and cannot be switched off for some of it."""
        if self._left > 0 and any(code is followed for followed in self._codes):
            self._listener.raised(self._frame(1))
