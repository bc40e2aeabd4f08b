"""The tutor's vocabulary: frozen values that every other module passes around. Imports nothing of the tutor but names.

They are named tuples, since to define a frozen dataclass takes ten times as long, at every start. What can stand among the
answers of a lesson, where a tuple means a tuple, is a dataclass: `Crash`, `Foreign`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal, NamedTuple, TypeAlias

from tutor.observed import ObservationName as ObservationName

MAX_SOURCE = 256 << 10
"""Characters; a longer text is kept, but not run."""


class Outcome(StrEnum):
    """What a check came to. Only `PASSED` counts as progress."""

    PASSED = "passed"
    UNFINISHED = "unfinished"
    WRONG = "wrong"
    INCONCLUSIVE = "inconclusive"
    CRASHED = "crashed"
    TIMED_OUT = "timed-out"


class Stage(StrEnum):
    """The questions a check asks, in this order; the first that fails is the one explained."""

    PARSE = "parse"
    RUN = "run"
    CONTRACT = "contract"
    FORWARD = "forward"
    PURITY = "purity"
    LINEARITY = "linearity"
    GRADIENT = "gradient"


Kind: TypeAlias = Literal["function", "layer", "loss", "network", "optimizer", "checker", "quiz", "repair"]


class Message(NamedTuple):
    """A sentence by its key; the words stand in `locale/*.toml` or in the lesson's Markdown, the facts here."""

    key: str
    facts: Mapping[str, Any] = {}


class Place(NamedTuple):
    """A span in the learner's text. Lines count from 1, columns from 0 in characters."""

    line: int
    column: int = 0
    end_line: int | None = None
    end_column: int | None = None


# --- what a run of somebody's code left behind -------------------------------------------------------------------


class Frame(NamedTuple):
    """One level of a traceback inside the learner's file."""

    function: str
    place: Place


class Held(NamedTuple):
    """A name in an expression that failed: what kind of thing it held, and a little more of it."""

    name: str
    kind: str
    detail: str = ""


class Scene(NamedTuple):
    """What stood around an exception, as far as it could be found out; "" and () where there is nothing to tell.

    code: the expression that failed. held: what its names held. name: what was looked for, owner: where, near: what there
    is instead that is nearly called so, has: all that there is. unset: class, method and attribute that is still None, in
    code that is not the learner's. function: the learner's. given: the method in place whose None a name holds. facts: what
    one kind of exception has to tell beside all that, name and text.
    """

    code: str = ""
    held: tuple[Held, ...] = ()
    name: str = ""
    owner: str = ""
    object: bool = False
    has: str = ""
    near: str = ""
    unset: tuple[str, ...] = ()
    function: str = ""
    given: str = ""
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Crash:
    """An exception as a value. `frames`: the learner's own, outermost first; empty if none of theirs was on the stack."""

    type: str
    text: str = ""
    frames: tuple[Frame, ...] = ()
    own: bool = False  # raised in the learner's own frame, not in something that they called
    scene: Scene = field(default=Scene(), kw_only=True)
    bases: tuple[str, ...] = field(default=(), kw_only=True)  # Python's exceptions of which the learner's own is one

    @property
    def place(self) -> Place | None:
        return self.frames[-1].place if self.frames else None

    def is_a(self, wanted: Crash) -> bool:
        """Whether `except` for the wanted exception would catch this one."""
        return wanted.type in (self.type, *self.bases)

    @property
    def unfinished(self) -> bool:
        """A `raise NotImplementedError` that still stands where the learner's code belongs."""
        return self.type == "NotImplementedError" and self.own


@dataclass(frozen=True, slots=True)
class Filled(Crash):
    """Memory ran out, and with it the trace: the frame is where the code was last while its memory was nearly full."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """A value that does not travel: an object of some class, or an array too large or of an odd dtype."""

    description: str
    shape: tuple[int, ...] | None = None


Value: TypeAlias = Any  # None, bool, int, float, str, a tuple of these, a NumPy array, Crash or Foreign
Rule: TypeAlias = Literal["same", "like", "small", "slopes", "shown"]


class Record(NamedTuple):
    """One observation as it arrived from a worker; see `engine.checking.observations.Observation`."""

    name: ObservationName
    stage: Stage
    rule: Rule
    value: Value
    rtol: float
    atol: float
    beyond: bool = False
    warned: tuple[tuple[int, str], ...] = ()  # what NumPy warned of meanwhile: the learner's line, 0 for none, and the text

    @property
    def case(self) -> str:
        return self.name.case

    @property
    def variable(self) -> str:
        return self.name.variable

    @property
    def what(self) -> str:
        return self.name.what


class End(StrEnum):
    """How a run ended. Everything but `DONE` cut it short."""

    DONE = "done"
    PARSE = "parse"  # the text is not Python
    RAISED = "raised"  # running the file itself raised
    MISSING = "missing"  # a name that the lesson asks for is not there
    DIED = "died"  # the process ended by itself
    TIMED_OUT = "timed-out"
    FLOODED = "flooded"  # printed without end
    OVER_BUDGET = "over-budget"  # wrote more files than it may
    BROKEN = "broken"  # the check itself failed: our fault or the lesson's, never the learner's


class Ending(NamedTuple):
    """How a run ended, and where if that is known."""

    how: End = End.DONE
    crash: Crash | None = None
    facts: Mapping[str, Any] = {}


class InlayHint(NamedTuple):
    """What the statement that ends in `line` held in the first forward or backward, such as "(100, 50)"."""

    line: int
    text: str


class Recording(NamedTuple):
    """Everything that one run of the checks left behind."""

    records: tuple[Record, ...] = ()
    ending: Ending = Ending()
    prints: str = ""
    prints_lost: int = 0  # characters printed beyond what is kept, or in the repeated calls
    notes: tuple[Message, ...] = ()
    seconds: float = 0.0
    inlay_hints: tuple[InlayHint, ...] = ()


class References(NamedTuple):
    """The model answer's recording and those of the known mistakes, at one seed."""

    solution: Recording
    mistakes: Mapping[str, Recording] = {}


# --- what it comes to --------------------------------------------------------------------------------------------


class Finding(NamedTuple):
    """One value held against the model answer's. `message` says what is off when it failed, `note` what is worth a word
    though it passed. `told`: the learner's value, where it is one number."""

    name: ObservationName
    stage: Stage
    passed: bool
    beyond: bool = False
    expected_shape: tuple[int, ...] | None = None
    actual_shape: tuple[int, ...] | None = None
    max_error: float | None = None
    message: Message | None = None
    unfinished: bool = False
    unclear: bool = False
    note: Message | None = None
    told: str | None = None

    @property
    def case(self) -> str:
        return self.name.case

    @property
    def variable(self) -> str:
        return self.name.variable


class HeatMap(NamedTuple):
    """A gradient that disagrees: the learner's and the numerical one, element by element. Arrays of one shape."""

    variable: str
    yours: Any
    numerical: Any


class Elements(NamedTuple):
    """A value that is off, and the model answer's. Arrays, or numbers; their shapes may differ."""

    variable: str
    yours: Any
    expected: Any


class Verdict(NamedTuple):
    """What a check came to, with everything that a screen, a text stream or a JSON object shows of it."""

    lesson: str
    outcome: Outcome
    stage: Stage | None
    message: Message
    seed: int
    mistake: str | None = None
    notes: tuple[Message, ...] = ()
    findings: tuple[Finding, ...] = ()
    place: Place | None = None
    heat: HeatMap | None = None
    elements: Elements | None = None
    prints: str = ""
    prints_lost: int = 0
    seconds: float = 0.0
    inlay_hints: tuple[InlayHint, ...] = ()

    @property
    def passed(self) -> bool:
        return self.outcome is Outcome.PASSED

    @property
    def failed(self) -> str | None:
        """The name of the first value that is off and counts."""
        return next((str(one.name) for one in self.findings if not one.passed and not one.beyond), None)


# --- the course --------------------------------------------------------------------------------------------------


class Control(NamedTuple):
    """A setting of a lab that a learner moves: from `low` to `high` in steps; with `choices`, the number of one of them.

    `view`: the choice of the control named view with which this one does something; "" for all.
    """

    name: str
    low: float
    high: float
    step: float
    default: float
    choices: tuple[str, ...] = ()
    view: str = ""


class Sheet(NamedTuple):
    """A control to draw on with mouse or keys; its setting is a text (`tutor.course.drawing`). `view` as for a Control."""

    name: str
    view: str = ""


class LabPlan(NamedTuple):
    """What a lab may use: seconds of run time, megabytes, threads; its frames a second; and its controls.

    background: seconds of run time that it may use in the background, on one thread; 0 where it cannot go there.
    """

    seconds: float = 60.0
    memory_mb: int = 512
    threads: int = 1
    controls: tuple[Control, ...] = ()
    sheet: Sheet | None = None
    pace: float = 10.0
    background: float = 0.0


class Lesson(NamedTuple):
    """One lesson's facts; its words are in `tutor.course.prose.Prose`, its texts are read from `folder` when needed."""

    id: str
    part: str
    folder: str
    kind: Kind
    defines: tuple[str, ...]
    needs: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    minutes: tuple[int, int] = (5, 5)  # to read, to code
    more_minutes: int = 0  # for what is folded: whys, the derivation
    limit_seconds: float = 2.0
    formula: str = ""
    strip: tuple[str, ...] = ()
    shapes: Mapping[str, str] = {}  # variable -> symbols, such as "dW": "(D, M)"
    books: Mapping[str, tuple[str, ...]] = {}
    lab: LabPlan | None = None
    engine: bool = True  # the engine's class of the same name answers this lesson too
    opens_with: str = ""  # an earlier lesson: the file begins with what was written there


class Part(NamedTuple):
    """A part of the course: an ordered group of lessons."""

    id: str
    lessons: tuple[str, ...]


class Course(NamedTuple):
    """The course: its id, its parts in order, the lessons by id, and the lesson at which a newcomer begins."""

    id: str
    parts: tuple[Part, ...]
    lessons: Mapping[str, Lesson]
    opens: str = ""

    @property
    def order(self) -> tuple[str, ...]:
        return tuple(lesson for part in self.parts for lesson in part.lessons)

    @property
    def way(self) -> tuple[str, ...]:
        """The order in which to go on: from the opening lesson to the end, then what stands before it."""
        at = self.order.index(self.opens) if self.opens in self.order else 0
        return self.order[at:] + self.order[:at]

    def key(self, lesson: str) -> str:
        """The key under which progress is kept."""
        return f"{self.id}/{lesson}"
