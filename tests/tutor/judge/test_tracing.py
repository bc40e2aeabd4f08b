"""Both means of following a file's functions tell the same."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from types import CodeType, FrameType, SimpleNamespace
from typing import Any

import pytest

from tutor.judge.child.tracing import Listener, MonitoringTracer, SettraceTracer, Tracer, tracer

FILE = "learner.py"
TEXT = """\
def double(x):
    y = 2 * x
    return y
def inner():
    raise ValueError
def outer(x):
    try:
        y = inner()
    except ValueError:
        y = double(x)
    return y
def numbers():
    yield 1
    yield 2
def loop():
    n = 0
    for k in numbers():
        n += k
    return n
def forever():
    n = 0
    while True:
        n += 1
        if n > 1000:
            return n
"""


class Heard(Listener):
    """What was told: lines by function, results, and where an exception has passed."""

    def __init__(self, *, follow: bool = True) -> None:
        self.calls: list[str] = []
        self._follow = follow
        self.lines: list[tuple[str, int]] = []
        self.results: list[tuple[str, Any]] = []
        self.raised_in: list[str] = []

    def called(self, frame: FrameType) -> bool:
        self.calls.append(frame.f_code.co_name)
        return self._follow

    def line(self, frame: FrameType, number: int) -> None:
        self.lines.append((frame.f_code.co_name, number))

    def returned(self, frame: FrameType, value: Any) -> None:
        self.results.append((frame.f_code.co_name, value))

    def raised(self, frame: FrameType) -> None:
        self.raised_in.append(frame.f_code.co_name)


class FakeMonitoring:
    """`sys.monitoring` as its documentation has it, for the events in use here; fed by `sys.settrace`."""

    DISABLE = object()
    events = SimpleNamespace(PY_START=1, LINE=2, PY_RETURN=4, RAISE=8)

    def __init__(self) -> None:
        self.tool: str | None = None
        self._callbacks: dict[int, Callable[..., Any]] = {}
        self._everywhere = 0
        self._local: dict[CodeType, int] = {}
        self._disabled: set[tuple[CodeType, int, int]] = set()
        self.frame: FrameType | None = None

    def use_tool_id(self, _tool: int, name: str) -> None:
        if self.tool:
            raise ValueError("tool is already in use")
        self.tool = name

    def get_tool(self, _tool: int) -> str | None:
        return self.tool

    def free_tool_id(self, _tool: int) -> None:
        self.tool = None
        self._callbacks.clear()

    def register_callback(self, _tool: int, event: int, callback: Callable[..., Any]) -> None:
        self._callbacks[event] = callback

    def restart_events(self) -> None:
        self._disabled.clear()

    def set_events(self, _tool: int, events: int) -> None:
        self._everywhere = events
        sys.settrace(self._trace if events else None)

    def set_local_events(self, _tool: int, code: CodeType, events: int) -> None:
        self._local[code] = events

    def frame_at(self, depth: int) -> FrameType:
        assert depth == 1
        assert self.frame is not None
        return self.frame

    def _trace(self, frame: FrameType, event: str, argument: Any) -> Any:
        kind = {"call": 1, "line": 2, "return": 4, "exception": 8}[event]
        code = frame.f_code
        at = frame.f_lineno if event == "line" else 0
        wanted = (self._everywhere | self._local.get(code, 0)) & kind
        if event == "return" and code.co_name == "numbers" and argument is not None:
            wanted = 0  # a value that is yielded is another event
        if wanted and (code, kind, at) not in self._disabled:
            self.frame = frame
            given = {1: (code, 0), 2: (code, frame.f_lineno), 4: (code, 0, argument), 8: (code, 0, argument)}[kind]
            if self._callbacks[kind](*given) is self.DISABLE:
                self._disabled.add((code, kind, at))
        return self._trace


def by_trace(listener: Listener, events: int) -> Tracer:
    return SettraceTracer(FILE, listener, events)


def by_fake(listener: Listener, events: int) -> Tracer:
    fake = FakeMonitoring()
    return MonitoringTracer(FILE, listener, events, fake, fake.frame_at)


def by_monitoring(listener: Listener, events: int) -> Tracer:
    if sys.version_info < (3, 12):
        pytest.skip("this Python has no sys.monitoring (3.12); its documented behaviour is tried with a fake")
    return MonitoringTracer(FILE, listener, events, sys.monitoring)


Means = Callable[[Listener, int], Tracer]


@pytest.fixture(params=[by_trace, by_fake, by_monitoring])
def means(request: pytest.FixtureRequest) -> Iterator[Means]:
    """One of them; whatever traced before, such as a measure of coverage, goes on afterwards."""
    before = sys.gettrace()
    yield request.param
    sys.settrace(before)


def told(means: Means, call: str, events: int = 10_000, *, follow: bool = True) -> Heard:
    names: dict[str, Any] = {}
    exec(compile(TEXT, FILE, "exec"), names)
    heard = Heard(follow=follow)
    under_way = means(heard, events)
    under_way.start()
    try:
        eval(call, names)
    finally:
        under_way.stop()
    names["double"](1)  # nobody listens any more
    return heard


def test_each_line_and_each_result_is_told(means: Means) -> None:
    heard = told(means, "double(3)")
    assert heard.lines == [("double", 2), ("double", 3)]
    assert heard.results == [("double", 6)]


def test_an_exception_is_told_in_each_function_that_it_passes(means: Means) -> None:
    heard = told(means, "outer(3)")
    assert heard.raised_in == ["inner", "outer"]
    assert heard.results[-2:] == [("double", 6), ("outer", 6)]


def test_lines_of_a_generator_are_told_between_those_of_its_loop(means: Means) -> None:
    heard = told(means, "loop()")
    assert ("numbers", 14) in heard.lines
    assert heard.results[-1] == ("loop", 3)


def test_of_calls_that_are_not_followed_nothing_but_their_beginning_is_told(means: Means) -> None:
    heard = told(means, "(outer(3), double(3))", follow=False)
    assert heard.calls == ["outer", "inner", "double", "double"]
    assert (heard.lines, heard.results, heard.raised_in) == ([], [], [])


def test_other_files_are_not_told(means: Means) -> None:
    assert told(means, "__import__('textwrap').dedent(' a')").lines == []


def test_only_so_many_events_are_told(means: Means) -> None:
    heard = told(means, "forever()", events=20)
    assert len(heard.lines) == 20
    assert heard.results == []


def test_two_may_follow_one_after_the_other(means: Means) -> None:
    assert [told(means, "double(1)").results for _ in range(2)] == [[("double", 2)]] * 2


def test_stopping_before_the_start_does_no_harm(means: Means) -> None:
    means(Heard(), 10).stop()


def test_the_means_is_the_lighter_one_where_there_is_one() -> None:
    wanted = MonitoringTracer if hasattr(sys, "monitoring") else SettraceTracer
    assert isinstance(tracer(FILE, Heard(), 10), wanted)
