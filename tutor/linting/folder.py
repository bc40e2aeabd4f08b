"""A lesson's folder holds what a lesson is made of, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tutor.course.catalog import LANGUAGES, read_toml
from tutor.course.reading import files_in
from tutor.linting.flaws import Flaw
from tutor.model import Lesson

PROGRAMS = ("stub.py", "solution.py", "checks.py")
KNOWN = {"lesson.toml", "lab.py", "mistakes", "__pycache__", *PROGRAMS, *(f"{name}.md" for name in LANGUAGES)}
FACTS = {
    "format", "kind", "defines", "needs", "uses", "minutes", "limit_seconds", "formula", "strip", "shapes", "books", "lab",
    "engine", "opens_with",
}  # fmt: skip
STEM = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def files(lesson: Lesson) -> Iterator[Flaw]:
    """What is missing, and what does not belong here."""
    folder = Path(lesson.folder)
    for name in ("en.md", *(() if lesson.kind == "quiz" else PROGRAMS)):
        if not (folder / name).is_file():
            fault = "is no plain file" if (folder / name).exists() else "is missing"
            yield Flaw("missing", f"{lesson.id}/{name}", fault, "add the file")
    for path in files_in(folder):
        if path.name not in KNOWN:
            yield Flaw("stray", f"{lesson.id}/{path.name}", "belongs to no lesson", "remove it")
    for path in files_in(folder / "mistakes"):
        if path.name != "__pycache__" and not (path.suffix == ".py" and STEM.fullmatch(path.stem)):
            yield Flaw("stray", f"{lesson.id}/mistakes/{path.name}", "is no mistake", "name it like bias-averaged.py")


def facts(lesson: Lesson) -> Iterator[Flaw]:
    """lesson.toml has no key that nothing reads: most likely a slip of the pen."""
    for key in read_toml(Path(lesson.folder) / "lesson.toml"):
        if key not in FACTS:
            yield Flaw(
                "facts", f"{lesson.id}/lesson.toml", f"{key} is not known", f"write one of {', '.join(sorted(FACTS))}"
            )
