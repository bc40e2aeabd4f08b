"""A course that may have flaws: what can be read of it, and what is wrong with course.toml and the facts of lessons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tutor.course.catalog import BadLesson, Catalog, FactsTable, course_parts, read_lesson, read_toml
from tutor.course.reading import files_in
from tutor.linting.flaws import Flaw
from tutor.model import Course, Lesson, Part

UNLISTED = "unlisted"  # the part of a lesson that no course lists yet


class SoundPart(Catalog):
    """The lessons of a course whose facts can be read; the others are left out."""

    def __init__(self, folder: Path, course: Course) -> None:
        self.folder = folder
        self.course = course
        self._table: dict[str, Any] = {"parts": []}


@dataclass(frozen=True, slots=True)
class LessonDraft:
    """A course folder as its author has it: the lessons that can be read, all their names, and the flaws so far."""

    catalog: Catalog
    lessons: tuple[str, ...]
    flaws: Mapping[str, tuple[Flaw, ...]]

    @property
    def course_flaws(self) -> tuple[Flaw, ...]:
        return self.flaws.get("", ())

    def only(self, lessons: Iterable[str]) -> LessonDraft:
        """These of its lessons, and nothing of the course."""
        return replace(self, lessons=tuple(lessons), flaws={**self.flaws, "": ()})


def open_draft(path: Path) -> LessonDraft:
    """Read a course folder, or one lesson folder of it (or a file in it). Raises BadLesson where there is neither."""
    folder, only = _meant(path)
    file = folder / "course.toml"
    table = FactsTable(file, read_toml(file) if file.exists() else {})
    listed = [(part.id, lesson) for part in course_parts(table) for lesson in part.lessons]
    found = {file.parent.name for file in files_in(folder, "*/lesson.toml")}
    unlisted = [(UNLISTED, only)] if only and only not in {lesson for _, lesson in listed} else []
    lessons, flaws = _read(folder, [*listed, *unlisted])
    parts = tuple(Part(name, tuple(x for p, x in listed if p == name and x in lessons)) for name in dict(listed))
    catalog = SoundPart(folder, Course(table.get("id", str, "course"), parts, lessons))
    flaws[""] = () if only else tuple(_listing(folder, [lesson for _, lesson in listed], found))
    return LessonDraft(catalog, (only,) if only else tuple(dict.fromkeys(lesson for _, lesson in listed)), flaws)


def _meant(path: Path) -> tuple[Path, str | None]:
    """The course folder, and the one lesson that is meant, if it is one."""
    folder = path.resolve() if path.is_dir() else path.resolve().parent
    if (folder / "course.toml").exists():
        return folder, None
    for inner in (folder, folder.parent):
        if (inner / "lesson.toml").exists():
            return inner.parent, inner.name
    raise BadLesson(path, "is neither a course nor a lesson", "name a folder that has course.toml or lesson.toml")


def _read(folder: Path, listed: list[tuple[str, str]]) -> tuple[dict[str, Lesson], dict[str, tuple[Flaw, ...]]]:
    lessons: dict[str, Lesson] = {}
    flaws: dict[str, tuple[Flaw, ...]] = {}
    for part, lesson in listed:
        try:
            lessons[lesson] = read_lesson(folder / lesson, part)
        except BadLesson as error:
            fault, _, cure = str(error).removeprefix(f"{folder}/").partition("; ")
            place, _, what = fault.partition(": ")
            flaws[lesson] = (Flaw("facts", place, what, cure or "mend the file"),)
    return lessons, flaws


def _listing(folder: Path, listed: list[str], found: set[str]) -> Iterator[Flaw]:
    """course.toml lists exactly the folders."""
    for lesson in sorted(found - set(listed)):
        yield Flaw("listing", "course.toml", f"does not list the folder {lesson}", "add it to a part, or remove the folder")
    for lesson in dict.fromkeys(listed):
        if listed.count(lesson) > 1:
            yield Flaw("listing", "course.toml", f"lists {lesson} more than once", "keep one place for it")
        if not (folder / lesson).is_dir():
            yield Flaw(
                "listing", "course.toml", f"lists {lesson}, which has no folder", "add the folder, or remove the line"
            )


def relations(catalog: Catalog, lesson: Lesson, engine: Mapping[str, Any]) -> Iterator[Flaw]:
    """`needs`, `uses` and `defines` speak of lessons and names that exist."""
    place, order = f"{lesson.id}/lesson.toml", catalog.course.order
    for need in lesson.needs:
        if need not in order:
            yield Flaw("needs", place, f"needs {need}, which is no lesson of the course", "write the id of a lesson")
        elif lesson.id in order and order.index(need) >= order.index(lesson.id):
            yield Flaw("needs", place, f"needs {need}, which does not come before it", "move one of them in course.toml")
    yield from _opening(catalog, lesson)
    for name in lesson.uses:
        if name not in catalog.defining and name not in engine:
            yield Flaw("uses", place, f"uses {name}, which no lesson defines and the engine lacks", "write a known name")
    if not lesson.defines and lesson.kind != "quiz":
        yield Flaw("defines", place, "defines nothing", 'write the names that checks.py calls, e.g. defines = ["Affine"]')
    for name in lesson.defines:
        if not name.isidentifier():
            yield Flaw("defines", place, f"defines {name!r}, which is no name of Python", "write the function or class")


def _opening(catalog: Catalog, lesson: Lesson) -> Iterator[Flaw]:
    """A lesson that opens with another goes on from it: that one comes before, and defines the same."""
    place, order, opens_with = f"{lesson.id}/lesson.toml", catalog.course.order, lesson.opens_with
    if opens_with not in order:
        return  # without its text there is no stub, which is told elsewhere
    if lesson.id in order and order.index(opens_with) >= order.index(lesson.id):
        yield Flaw("opens_with", place, f"opens with {opens_with}, which does not come before it", "move one of them")
    if not set(lesson.defines) & set(catalog.course.lessons[opens_with].defines):
        cure = "define the same class in both"
        yield Flaw("opens_with", place, f"opens with {opens_with}, which defines nothing that it goes on with", cure)


def controls(lesson: Lesson) -> Iterator[Flaw]:
    """Each control of the lab can be moved, and begins inside its range."""
    for control in lesson.lab.controls if lesson.lab else ():
        place = f"{lesson.id}/lesson.toml: lab.controls.{control.name}"
        if not control.low < control.high or control.step <= 0:
            yield Flaw("controls", place, "has no range to move in", "write from < to, and a step above 0")
        elif not control.low <= control.default <= control.high:
            yield Flaw("controls", place, f"begins at {control.default:g}", f"from {control.low:g} to {control.high:g}")
