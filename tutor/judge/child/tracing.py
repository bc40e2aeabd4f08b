"""Following one file's functions as they run, by whichever means this Python has: `sys.monitoring` or `sys.settrace`.

Both tell the same: each line before it runs, what a function returns, and that an exception has passed. Source: PEP 669.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import CodeType, FrameType
from typing import Any, Protocol

TOOL = 3  # the first of the two numbers that no kind of tool has a claim to
_WITHIN = "<"  # names of comprehensions and lambdas begin so: their lines are those of the statement around them

_settrace, _getframe = sys.settrace, sys._getframe

Tracer = Callable[[FrameType, str, Any], Any]


class Listener(Protocol):
    """Who is told. The frame is that of the function in question."""

    def line(self, frame: FrameType, number: int) -> None: ...

    def returned(self, frame: FrameType, value: Any) -> None: ...

    def raised(self, frame: FrameType) -> None: ...


class Tracing(Protocol):
    """Under way from `start` to `stop`, and no longer than for the number of events that it was made with."""

    def start(self) -> None: ...

    def stop(self) -> None: ...


def tracing(file: str, listener: Listener, events: int) -> Tracing:
    """The lighter means where there is one: it leaves the code of NumPy and of the checks at its full speed."""
    monitoring = getattr(sys, "monitoring", None)
    return Monitored(file, listener, events, monitoring) if monitoring else Traced(file, listener, events)


def _is_of(code: CodeType, file: str) -> bool:
    return code.co_filename == file and not code.co_name.startswith(_WITHIN)


class Traced:
    """By `sys.settrace`, which every Python has."""

    def __init__(self, file: str, listener: Listener, events: int) -> None:
        self._file, self._listener, self._left = file, listener, events

    def start(self) -> None:
        _settrace(self._called)

    def stop(self) -> None:
        self._left = 0
        _settrace(None)

    def _called(self, frame: FrameType, _event: str, _argument: Any) -> Tracer | None:
        return self._step if self._left > 0 and _is_of(frame.f_code, self._file) else None

    def _step(self, frame: FrameType, event: str, argument: Any) -> Tracer | None:
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


class Monitored:
    """By `sys.monitoring`, from Python 3.12 on. Each of the file's functions is instrumented when it is first called."""

    def __init__(
        self, file: str, listener: Listener, events: int, monitoring: Any, frame: Callable[[int], FrameType] = _getframe
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
        if _is_of(code, self._file):
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
        if self._left > 0 and _is_of(code, self._file):
            self._listener.raised(self._frame(1))
