"""A lesson that is still to be written: its files, and its line in course.toml. `lint` says what each of them lacks."""

from __future__ import annotations

import keyword
import re
import tomllib
from importlib.resources import files
from pathlib import Path

from tutor.course.catalog import BadLesson, FactsTable, course_parts, read_text, read_toml
from tutor.linting.folder import STEM
from tutor.storage.files import write_atomically

MISTAKE = "some-mistake.py"
NAMES = ("lesson.toml", "en.md", "stub.py", "solution.py", "checks.py", MISTAKE)


def new_lesson(course: Path, lesson: str, part: str) -> Path:
    """Make the folder of a lesson and list it at the end of a part; the folder. Raises BadLesson, and then makes nothing."""
    name = lesson.replace("-", "_")
    if not STEM.fullmatch(lesson) or not name.isidentifier() or keyword.iskeyword(name):
        raise BadLesson(lesson, "is no id of a lesson", "write small letters, digits and hyphens, such as affine-layer")
    folder = course / lesson
    if folder.exists():
        raise BadLesson(folder, "is there already", "choose another id")
    listed = _listed(course / "course.toml", lesson, part)
    (folder / "mistakes").mkdir(parents=True)
    for file in NAMES:
        text = files("tutor.linting").joinpath("blank", f"{file}.txt").read_text("utf-8")
        place = folder / "mistakes" / file if file == MISTAKE else folder / file
        write_atomically(place, text.replace("LESSON_ID", lesson).replace("LESSON_NAME", name).encode())
    write_atomically(course / "course.toml", listed.encode())
    return folder


def _listed(file: Path, lesson: str, part: str) -> str:
    """course.toml with one more lesson. Only a change that reads back as just that is accepted."""
    table, text = read_toml(file), read_text(file)
    course_parts(FactsTable(file, table))
    wanted = next((one for one in table.get("parts", []) if one.get("id") == part), None)
    if wanted is None:
        known = ", ".join(str(one.get("id")) for one in table.get("parts", []))
        raise BadLesson(file, f"has no part {part}", f"write one of {known}")
    wanted.setdefault("lessons", []).append(lesson)
    begin = re.search(rf'^id\s*=\s*"{re.escape(part)}"', text, re.M)
    found = re.compile(r"^lessons\s*=\s*\[([^\]]*)\]", re.M).search(text, begin.end()) if begin else None
    changed = text[: found.start(1)] + _longer(found[1], lesson) + text[found.end(1) :] if found else text
    if _parsed(changed) != table:
        raise BadLesson(file, "is written in a way that cannot be added to", f'add "{lesson}" to the part {part} yourself')
    return changed


def _longer(entries: str, lesson: str) -> str:
    """The inside of a list with one more text, on a line of its own where the others are."""
    body = entries.rstrip()
    end = entries[len(body) :]
    comma = "" if not body or body.endswith(",") else ","
    if "\n" in entries:
        return f'{body}{comma}\n    "{lesson}",{end or chr(10)}'
    return f'{body}{comma}{" " if body else ""}"{lesson}"{end}'


def _parsed(text: str) -> dict[str, object] | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None
