"""Messages of a worker, collected into recordings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tutor.judge.wire.frames import BadFrame
from tutor.judge.wire.unpacking import Unpacker, ending, text_of
from tutor.model import Ending, InlayHint, Message, ObservationName, Record, Recording, Stage

RULES = ("same", "like", "small", "slopes", "shown")
MAX_RECORDS = 20_000
PRINTS_KEPT = 64 << 10
MAX_NAME = 200
MAX_NOTES = 8
MAX_HINTS = 10_000

OnRun = Callable[[str, Recording], None]


class PrintedText:
    """What a run has printed, up to a limit."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._room = PRINTS_KEPT

    def add(self, header: Mapping[str, Any]) -> None:
        """Raises BadFrame for what is no text."""
        part = text_of(header.get("text"), self._room)
        self._room -= len(part)
        if part:
            self._parts.append(part)

    def __str__(self) -> str:
        return "".join(self._parts)


class Recorder:
    """Listens to one worker. `recordings` grows with each run that ends, or is `cut`; `on_run` hears of each.

    The first end of a run is its end, whatever comes behind it and however fast: what ends a run early has said its last.
    """

    def __init__(self, on_run: OnRun | None = None) -> None:
        self.recordings: dict[str, Recording] = {}
        self._records: dict[str, list[Record]] = {}
        self._prints: dict[str, PrintedText] = {}
        self._inlay_hints: dict[str, tuple[InlayHint, ...]] = {}
        self._count = 0
        self._on_run = on_run

    def hear(self, header: dict[str, Any], blob: bytes) -> None:
        """One message, or the many of one frame. Raises BadFrame for what no worker of ours would say."""
        unpacker = Unpacker(blob)
        for message in _read_many(header) if header.get("t") == "many" else (header,):
            self._hear(message, unpacker)

    def _hear(self, header: dict[str, Any], unpacker: Unpacker) -> None:
        run = header.get("run")
        if not isinstance(run, str):
            raise BadFrame("a message of no run")
        if run in self.recordings:
            return
        match header.get("t"):
            case "record":
                self._keep(run, read_record(header, unpacker))
            case "print":
                self._prints.setdefault(run, PrintedText()).add(header)
            case "inlay_hints":
                self._inlay_hints[run] = read_inlay_hints(header)
            case "end":
                self._close(run, read_end(header))
            case _:
                raise BadFrame("a message of unknown kind")

    def _keep(self, run: str, kept: Record) -> None:
        self._count += 1
        if self._count > MAX_RECORDS:
            raise BadFrame("more observations than any lesson makes")
        self._records.setdefault(run, []).append(kept)

    def cut(self, run: str, why: Ending, seconds: float) -> None:
        """End a run that was cut short after so many seconds, with what it had seen till then."""
        self._close(run, Recording(ending=why, seconds=seconds))

    def _close(self, run: str, ended: Recording) -> None:
        records = tuple(self._records.pop(run, ()))
        prints, inlay_hints = str(self._prints.pop(run, "")), self._inlay_hints.pop(run, ())
        self.recordings[run] = ended._replace(records=records, prints=prints, inlay_hints=inlay_hints)
        if self._on_run:
            self._on_run(run, self.recordings[run])


def _read_many(header: Mapping[str, Any]) -> Sequence[dict[str, Any]]:
    messages = header.get("of")
    if not isinstance(messages, list) or not all(isinstance(message, dict) for message in messages):
        raise BadFrame("many messages that are none")
    return messages


def read_record(header: Mapping[str, Any], unpacker: Unpacker) -> Record:
    """One observation. Raises BadFrame."""
    rule = header.get("rule")
    if rule not in RULES:
        raise BadFrame("an observation without a rule")
    try:
        stage, rtol, atol = Stage(str(header.get("stage"))), float(header["rtol"]), float(header["atol"])
    except (KeyError, TypeError, ValueError, OverflowError):
        raise BadFrame("an observation of no stage") from None
    value = unpacker.value(header.get("value"))
    warned = _read_warnings(header.get("warned", []))
    return Record(_read_name(header.get("name")), stage, rule, value, rtol, atol, bool(header.get("beyond")), warned)


def _read_name(text: Any) -> ObservationName:
    try:
        return ObservationName.parse(text_of(text, MAX_NAME))
    except ValueError:
        raise BadFrame("an observation without a name") from None


def _read_warnings(items: Any) -> tuple[tuple[int, str], ...]:
    if not isinstance(items, list):
        raise BadFrame("warnings that are no list")
    return tuple(map(_read_warning, items[:MAX_NOTES]))


def _read_warning(item: Any) -> tuple[int, str]:
    match item:
        case [int() as line, str() as text] if 0 <= line < 1 << 24:
            return line, text_of(text, MAX_NAME)
    raise BadFrame("a warning that is none")


def read_inlay_hints(header: Mapping[str, Any]) -> tuple[InlayHint, ...]:
    """What statements held, from one message. Raises BadFrame."""
    lines = header.get("lines")
    if not isinstance(lines, list) or len(lines) > MAX_HINTS:
        raise BadFrame("inlay hints that are no list")
    return tuple(map(_read_inlay_hint, lines))


def _read_inlay_hint(item: Any) -> InlayHint:
    match item:
        case [int() as line, str() as text] if 0 < line < 1 << 24:
            return InlayHint(line, text_of(text, MAX_NAME))
    raise BadFrame("an inlay hint that is none")


def _note_warning(line: int, text: Any) -> Message:
    return Message("note.warning", {"line": line, "text": text_of(text, MAX_NAME)})


def read_end(header: Mapping[str, Any]) -> Recording:
    """How a recording ends, from its last message. Raises BadFrame."""
    try:
        seconds, lost = float(header["seconds"]), int(header["lost"])
        notes = tuple(_note_warning(int(line), text) for line, text in header["warnings"][:MAX_NOTES])
    except (KeyError, TypeError, ValueError, OverflowError):
        raise BadFrame("an end that does not say how long it took") from None
    return Recording(ending=ending(header), prints_lost=lost, notes=notes, seconds=seconds)
