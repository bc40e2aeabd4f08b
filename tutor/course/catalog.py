"""The course on disk, read into values: `course.toml`, and one folder a lesson.

What is wrong in a folder is told as place, fault and cure. Only `course.toml` is read at first; a lesson's facts, words and
programs when they are asked for. No Python of a lesson is ever imported here.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, get_args

from tutor.characters import clean
from tutor.course.prose import BadProse, Prose, parse, title_of
from tutor.course.reading import BadLesson as BadLesson
from tutor.course.reading import files_in, read_bytes, shown
from tutor.course.reading import read_text as read_text
from tutor.course.reading import read_toml as read_toml
from tutor.model import Control, Course, Kind, LabPlan, Lesson, Part, Sheet

LANGUAGES = ("en", "ja")
FORMAT = 1


def course_folder() -> Path:
    """Where the installed course lies."""
    import lessons

    return Path(lessons.__file__).parent


class Lessons(Mapping[str, Lesson]):
    """Id -> facts, each read when it is first asked for: forty files would be most of a start. Reading raises BadLesson."""

    def __init__(self, folder: Path, parts: Mapping[str, str]) -> None:
        self._folder, self._parts = folder, parts
        self._read: dict[str, Lesson] = {}

    def __getitem__(self, lesson: str) -> Lesson:
        if lesson not in self._read:
            self._read[lesson] = read_lesson(self._folder / lesson, self._parts[lesson])
        return self._read[lesson]

    def __contains__(self, lesson: object) -> bool:
        return lesson in self._parts

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)


class Catalog:
    """A course folder. Raises BadLesson when it is opened, if `course.toml` is wrong."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or course_folder()
        self._table = read_toml(self.folder / "course.toml")
        self.course = self._course()

    def _course(self) -> Course:
        table = FactsTable(self.folder / "course.toml", self._table)
        parts = course_parts(table)
        lessons = Lessons(self.folder, {lesson: part.id for part in parts for lesson in part.lessons})
        return Course(table.get("id", str, "course"), parts, lessons, table.get("opens", str, ""))

    def part_title(self, part: str, language: str) -> str:
        parts = FactsTable(self.folder / "course.toml", self._table).tables("parts")
        found = next((one.table("title") for one in parts if one.get("id", str) == part), None)
        return (found.get(language, str, "") or found.get("en", str, "") if found else "") or part

    @property
    def trains(self) -> tuple[str, ...]:
        """The lessons in whose labs networks learn."""
        return FactsTable(self.folder / "course.toml", self._table).strings("trains")

    def languages(self, lesson: str) -> tuple[str, ...]:
        """The languages that a lesson speaks, English first."""
        return tuple(name for name in LANGUAGES if self.speaks(lesson, name))

    def speaks(self, lesson: str, language: str) -> bool:
        """Whether a lesson has words of its own in a language: English stands in for others."""
        return (self.folder / lesson / f"{language}.md").exists()

    def title(self, lesson: str, language: str) -> str:
        return title_of(self._words(lesson, language))

    def prose(self, lesson: str, language: str) -> Prose:
        """A lesson's words; English where there is no such language. Raises BadLesson."""
        try:
            return parse(self._words(lesson, language))
        except BadProse as fault:
            raise BadLesson(self.folder / lesson / f"{language}.md", str(fault)) from None

    def text(self, lesson: str, file: str) -> str:
        """A file of a lesson. Raises BadLesson if it is not there."""
        return read_text(self.folder / lesson / file)

    def with_programs(self, lesson: str, text: str) -> str:
        """A text, and below it the programs that a lesson runs beside it: they may take names from `mine` as well."""
        files = (self.folder / lesson / name for name in ("checks.py", "lab.py"))
        return "\n".join([text, *(read_text(file) for file in files if file.exists())])

    def hash(self, lesson: str) -> str:
        """Changes when what a lesson checks changes."""
        digest = hashlib.blake2b(digest_size=8)
        for file in (self.folder / lesson / name for name in ("checks.py", "stub.py")):
            digest.update(read_bytes(file) if file.exists() else b"")
        return digest.hexdigest()

    def mistakes(self, lesson: str) -> dict[str, str]:
        """Key -> text of each known mistake, in order of their names."""
        files = files_in(self.folder / lesson / "mistakes", "*.py")
        return {file.stem: read_text(file) for file in files}

    def _words(self, lesson: str, language: str) -> str:
        wanted = self.folder / lesson / f"{language}.md"
        return read_text(wanted if wanted.exists() else self.folder / lesson / "en.md")

    @cached_property
    def defining(self) -> Mapping[str, str]:
        """Name -> the lesson that first defines it: where `mine.Affine` comes from."""
        found: dict[str, str] = {}
        for lesson in self.course.order:
            for name in self.course.lessons[lesson].defines:
                found.setdefault(name, lesson)
        return found


def words_beside(folder: Path, name: str, language: str) -> Prose | None:
    """Words beside the lessons; English where there is no such language, None where there are none. Raises BadLesson."""
    files = (folder / f"{name}.{spoken}.md" for spoken in (language, "en"))
    file = next((file for file in files if file.exists()), None)
    if file is None:
        return None
    try:
        return parse(read_text(file))
    except BadProse as fault:
        raise BadLesson(file, str(fault)) from None


def read_lesson(folder: Path, part: str) -> Lesson:
    """The facts of one lesson folder. Raises BadLesson."""
    file = folder / "lesson.toml"
    table = FactsTable(file, read_toml(file))
    if table.get("format", int) != FORMAT:
        raise BadLesson(file, f"format = {table.get('format', int)}", f"this version reads format {FORMAT}")
    kind = table.get("kind", str)
    if kind not in get_args(Kind):
        raise BadLesson(file, f"kind = {kind!r}", f"write one of {', '.join(get_args(Kind))}")
    minutes = table.table("minutes")
    return Lesson(
        id=folder.name,
        part=part,
        folder=str(folder),
        kind=kind,
        defines=table.strings("defines"),
        needs=table.strings("needs"),
        uses=table.strings("uses"),
        minutes=(minutes.get("read", int, 5), minutes.get("code", int, 5)),
        more_minutes=minutes.get("more", int, 0),
        limit_seconds=table.amount("limit_seconds", float, 2.0, _MOST_SECONDS),
        formula=table.get("formula", str, ""),
        strip=table.strings("strip"),
        shapes={name: str(value) for name, value in table.get("shapes", dict, {}).items()},
        books={name: table.table("books").texts(name) for name in table.table("books")},
        lab=_lab(table) if (folder / "lab.py").exists() else None,
        engine=table.get("engine", bool, True),
        opens_with=table.get("opens_with", str, ""),
    )


def course_parts(table: FactsTable) -> tuple[Part, ...]:
    """The parts that a course.toml lists. Raises BadLesson, also for a lesson that is no name of a folder in the course."""
    return tuple(
        Part(part.get("id", str), tuple(map(part.an_id, part.strings("lessons")))) for part in table.tables("parts")
    )


def _lab(table: FactsTable) -> LabPlan:
    lab = table.table("lab")
    tables = {name: lab.table("controls").table(name) for name in lab.table("controls")}
    sheets = [name for name, given in tables.items() if given.get("kind", str, "number") == "drawing"]
    return LabPlan(
        seconds=lab.amount("seconds", float, 60.0, _MOST_LAB_SECONDS),
        memory_mb=lab.amount("memory_mb", int, 512, _MOST_MEMORY_MB),
        threads=lab.amount("threads", int, 1, _MOST_THREADS),
        controls=tuple(_control(name, given) for name, given in tables.items() if name not in sheets),
        sheet=Sheet(sheets[0], tables[sheets[0]].get("view", str, "")) if sheets else None,
        pace=lab.amount("pace", float, 10.0, 1000.0),
        background=_background(lab),
    )


def _background(lab: FactsTable) -> float:
    """One thread: in the background a lab is to leave the other processors to the checks."""
    seconds: float = lab.amount("background", float, 0.0, _MOST_BACKGROUND_SECONDS) if "background" in lab else 0.0
    if seconds and lab.get("threads", int, 1) != 1:
        raise lab.fault("background", "is for labs on one thread", "remove threads")
    return seconds


def _control(name: str, table: FactsTable) -> Control:
    view = table.get("view", str, "")
    if choices := table.strings("choices"):
        return Control(name, 0.0, len(choices) - 1.0, 1.0, 0.0, choices, view)
    low, high = table.get("from", float), table.get("to", float)
    step = table.get("step", float, (high - low) / 20)
    return Control(name, low, high, step, table.get("default", float, low), view=view)


_ID = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]{0,99}")
_MOST_SECONDS, _MOST_LAB_SECONDS, _MOST_BACKGROUND_SECONDS = 60.0, 3600.0, 86400.0
_MOST_MEMORY_MB, _MOST_THREADS = 16384, 64
_NOTHING: Any = object()
_EXAMPLES: Mapping[type, str] = {
    bool: "true",
    int: "10",
    float: "2.0",
    str: '"layer"',
    dict: "{ read = 9 }",
    list: '["Affine"]',
}


class FactsTable:
    """A TOML table that knows where it stands, so that a wrong value can be named."""

    def __init__(self, file: Path, values: object, path: str = "") -> None:
        if not isinstance(values, dict):
            raise BadLesson(file, f"{path or 'the file'} is no table", "write [name] and keys below it")
        self._file, self._values, self._path = file, values, path

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def get(self, key: str, kind: type, default: object = _NOTHING) -> Any:  # noqa: ANN401 - of the kind that is asked for
        """The value of `key`. Raises BadLesson if it is missing without a default, or of another kind."""
        value = self._values.get(key, default)
        name = f"{self._path}.{key}" if self._path else key
        if value is _NOTHING:
            raise BadLesson(self._file, f"{name} is missing", f"write e.g. {key} = {_EXAMPLES[kind]}")
        if kind is float and type(value) is int:
            return float(value)
        if type(value) is not kind or (isinstance(value, float) and not math.isfinite(value)):
            raise BadLesson(self._file, f"{name} = {shown(value)}", f"write {_a(kind)}, e.g. {_EXAMPLES[kind]}")
        return clean(value) if isinstance(value, str) else value

    def fault(self, key: str, what: str, cure: str) -> BadLesson:
        """What is wrong with the value of `key`, for whoever looks at several together."""
        return BadLesson(self._file, f"{self._path}.{key} {what}" if self._path else f"{key} {what}", cure)

    def amount(self, key: str, kind: type, default: float, most: float) -> Any:  # noqa: ANN401 - as of `get`
        """A number above 0, at most so much. Raises BadLesson."""
        value = self.get(key, kind, default)
        if not 0 < value <= most:
            name = f"{self._path}.{key}" if self._path else key
            raise BadLesson(self._file, f"{name} = {shown(value)}", f"write a number above 0, at most {most:g}")
        return value

    def an_id(self, text: str) -> str:
        """The text itself, if it can be the name of a lesson's folder. Raises BadLesson."""
        if not _ID.fullmatch(text):
            cure = "write small letters, digits and hyphens, such as affine-layer"
            raise BadLesson(self._file, f"lists {shown(text)}, which is no id of a lesson", cure)
        return text

    def texts(self, key: str) -> tuple[str, ...]:
        """What a list holds, whatever it is, as texts. Raises BadLesson."""
        values: Sequence[Any] = self.get(key, list)
        return tuple(clean(str(value)) for value in values)

    def strings(self, key: str) -> tuple[str, ...]:
        values: Sequence[Any] = self.get(key, list, [])
        if not all(isinstance(value, str) for value in values):
            raise BadLesson(self._file, f"{key} = {shown(values)}", f"write a list of texts, e.g. {_EXAMPLES[list]}")
        return tuple(map(clean, values))

    def table(self, key: str) -> FactsTable:
        path = f"{self._path}.{key}" if self._path else key
        return FactsTable(self._file, self._values.get(key, {}), path)

    def tables(self, key: str) -> tuple[FactsTable, ...]:
        """The tables below `key`: one, a list of them, or none."""
        path = f"{self._path}.{key}" if self._path else key
        found = self._values.get(key, [])
        return tuple(FactsTable(self._file, one, path) for one in (found if isinstance(found, list) else [found]))


def _a(kind: type) -> str:
    return {bool: "true or false", int: "a whole number", float: "a number", str: "a text", dict: "a table", list: "a list"}[
        kind
    ]
