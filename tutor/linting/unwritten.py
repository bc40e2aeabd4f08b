"""Lines of a lesson that are still to be written: they say TODO."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tutor.course.reading import files_below, read_text
from tutor.linting.flaws import Flaw
from tutor.model import Lesson

MARK = "TODO"
WRITTEN = (".toml", ".md", ".py")


def unwritten(lesson: Lesson) -> Iterator[Flaw]:
    """One flaw a line, in the order in which a lesson is best written: facts and words first."""
    folder = Path(lesson.folder)
    files = [file for file in files_below(folder) if file.suffix in WRITTEN and file.is_file()]
    for file in sorted(files, key=lambda file: (WRITTEN.index(file.suffix), file)):
        place = f"{lesson.id}/{file.relative_to(folder).as_posix()}"
        for number, line in enumerate(read_text(file).splitlines(), 1):
            _, found, rest = line.partition(MARK)
            if found:
                wanted = rest.strip(' :"]').rstrip(".") or "something"
                yield Flaw(
                    "unwritten", f"{place}:{number}", f"is to be written: {wanted}", f"write it in the place of {MARK}"
                )
