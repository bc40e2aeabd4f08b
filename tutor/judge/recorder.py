"""Messages of a worker, collected into recordings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tutor.judge.unpacking import Unpacker, crash
from tutor.judge.wire import BadFrame
from tutor.model import End, Ending, Message, Record, Recording, Stage

RULES = ("same", "like", "small", "slopes", "shown")
MAX_RECORDS = 20_000

OnRecord = Callable[[str, Record], None]


class Recorder:
    """Listens to one worker. `recordings` grows with each `end`; what has no end yet is in `cut`."""

    def __init__(self, on_record: OnRecord | None = None) -> None:
        self.recordings: dict[str, Recording] = {}
        self._records: dict[str, list[Record]] = {}
        self._on_record = on_record

    def hear(self, header: dict[str, Any], blob: bytes) -> None:
        """One message. Raises BadFrame for what no worker of ours would say."""
        run = header.get("run")
        if not isinstance(run, str):
            raise BadFrame("a message of no run")
        if header.get("t") == "record":
            self._keep(run, record(header, blob))
        elif header.get("t") == "end":
            self.recordings[run] = ended(header, tuple(self._records.pop(run, ())))

    def _keep(self, run: str, kept: Record) -> None:
        records = self._records.setdefault(run, [])
        if len(records) >= MAX_RECORDS:
            raise BadFrame("more observations than any lesson makes")
        records.append(kept)
        if self._on_record:
            self._on_record(run, kept)

    def cut(self, run: str, ending: Ending) -> Recording:
        """The recording of a run that was cut short, with what it had seen till then."""
        return Recording(tuple(self._records.pop(run, ())), ending)


def record(header: Mapping[str, Any], blob: bytes) -> Record:
    """One observation. Raises BadFrame."""
    name, rule = header.get("name"), header.get("rule")
    if not isinstance(name, str) or name.count("/") < 2 or rule not in RULES:
        raise BadFrame("an observation without name or rule")
    try:
        stage, rtol, atol = Stage(str(header.get("stage"))), float(header["rtol"]), float(header["atol"])
    except (KeyError, TypeError, ValueError):
        raise BadFrame("an observation of no stage") from None
    value = Unpacker(blob).value(header.get("value"))
    return Record(name[:200], stage, rule, value, rtol, atol, bool(header.get("beyond")))


def ended(header: Mapping[str, Any], records: tuple[Record, ...]) -> Recording:
    """A whole recording, from its last message. Raises BadFrame."""
    try:
        how, seconds, lost = End(str(header.get("how"))), float(header["seconds"]), int(header["lost"])
        notes = tuple(
            Message("note.warning", {"line": int(line), "text": str(text)[:200]}) for line, text in header["warnings"]
        )
    except (KeyError, TypeError, ValueError):
        raise BadFrame("an end that does not say how") from None
    raised = crash(header["crash"]) if isinstance(header.get("crash"), dict) else None
    facts = header.get("facts")
    ending = Ending(how, raised, facts if isinstance(facts, dict) else {})
    return Recording(records, ending, prints_lost=lost, notes=notes, seconds=seconds)
