"""A course that a stranger wrote: whatever lies in its folder, reading it ends soon, with place, fault and cure."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.tutor.judge.hostile.conftest import IS_ROOT, NOBODY, open_folder

COURSE = 'id = "strange"\n[[parts]]\nid = "one"\nlessons = ["odd"]\n'
FACTS = 'format = 1\nkind = "function"\ndefines = ["odd"]\n'
FILES = {"lesson.toml": FACTS, "en.md": "# Odd\n", "stub.py": "", "solution.py": "", "checks.py": ""}

PROGRAM = """
import os, resource, sys
from pathlib import Path
from tutor.linting import open_draft
from tutor.linting.run import engine_names, readable
from tutor.course.catalog import BadLesson, Catalog
from tutor.course import glossary
from tutor.session.milestones import milestones
folder, user, engine = Path(sys.argv[1]), int(sys.argv[2]), engine_names()
resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))  # of /dev/zero all would be taken
if user: os.setgroups([]); os.setgid(user); os.setuid(user)
try:
    draft = open_draft(folder)
    for one in draft.lessons:
        print(*draft.flaws.get(one) or readable(draft.catalog, draft.catalog.course.lessons[one], engine), sep="\\n")
    catalog = Catalog(folder)
    print(catalog.part_title("one", "en"), glossary.load(folder), milestones(folder))
    for one in catalog.course.order:
        print(catalog.hash(one), len(catalog.mistakes(one)), catalog.prose(one, "en").title)
except BadLesson as fault:
    print("told:", fault)
"""


def place(name: str, text: str | bytes) -> Callable[[Path], None]:
    def write(course: Path) -> None:
        (course / name).write_bytes(text.encode() if isinstance(text, str) else text)

    return write


def link(name: str, to: str) -> Callable[[Path], None]:
    def make(course: Path) -> None:
        (course / name).unlink(missing_ok=True)
        (course / name).symlink_to(to)

    return make


def pipe(name: str) -> Callable[[Path], None]:
    def make(course: Path) -> None:
        (course / name).unlink(missing_ok=True)
        os.mkfifo(course / name)

    return make


def folder(name: str) -> Callable[[Path], None]:
    def make(course: Path) -> None:
        (course / name).unlink(missing_ok=True)
        (course / name).mkdir()

    return make


def many(course: Path) -> None:
    (course / "odd" / "mistakes").mkdir()
    for number in range(1100):
        (course / "odd" / "mistakes" / f"m{number}.py").touch()


DEEP = "x = " + "\n".join(["[" * 100] * 100) + "\n"
LISTED = "kind = [\n" + '"a",\n' * 10_000 + "]\nformat = 1\n"
DOTTED = ".".join(["a"] * 50_000) + " = 1\n"
REPEATED = "".join(f"[{'.'.join(['a'] * 400)}.b{n}]\n" for n in range(70))

STRANGE = {
    "words without end": (link("odd/en.md", "/dev/zero"), "en.md", "is no plain file"),
    "facts without end": (link("odd/lesson.toml", "/dev/zero"), "lesson.toml", "is no plain file"),
    "a course without end": (link("course.toml", "/dev/zero"), "course.toml", "is no plain file"),
    "a program without end": (link("odd/checks.py", "/dev/zero"), "checks.py", "is no plain file"),
    "terms without end": (link("glossary.toml", "/dev/zero"), "glossary.toml", "is no plain file"),
    "words in a pipe": (pipe("odd/en.md"), "en.md", "is no plain file"),
    "facts in a pipe": (pipe("odd/lesson.toml"), "lesson.toml", "is no plain file"),
    "a course in a pipe": (pipe("course.toml"), "course.toml", "is no plain file"),
    "a folder for words": (folder("odd/en.md"), "en.md", "is no plain file"),
    "a folder for a program": (folder("odd/checks.py"), "checks.py", "is no plain file"),
    "a link to itself": (link("odd/lesson.toml", "lesson.toml"), "lesson.toml", "cannot be read"),
    "words of 1 MB": (place("odd/en.md", "# Odd\n" + "x" * 10**6), "en.md", "is longer than 256 KiB; shorten it"),
    "facts of 1 MB": (place("odd/lesson.toml", FACTS + "#\n" * 5 * 10**5), "lesson.toml", "is longer than 64 KiB"),
    "100 KB of dots": (place("odd/lesson.toml", DOTTED), "lesson.toml", "is longer than 64 KiB"),
    "60 KB of dots": (place("odd/lesson.toml", DOTTED[40_004:]), "lesson.toml", "line 1 is longer than any fact"),
    "many lines of dots": (place("odd/lesson.toml", REPEATED), "lesson.toml", "line 1 is longer than any fact"),
    "nested lists": (place("odd/lesson.toml", FACTS + DEEP), "lesson.toml", "is nested too deeply"),
    "a course of nested lists": (place("course.toml", DEEP), "course.toml", "is nested too deeply"),
    "parts that are a text": (place("course.toml", 'parts = "x"\n'), "course.toml", "parts is no table"),
    "parts that are a number": (place("course.toml", "parts = 5\n"), "course.toml", "parts is no table"),
    "a part that is a number": (place("course.toml", "parts = [5]\n"), "course.toml", "parts is no table"),
    "an id that is a number": (place("course.toml", COURSE.replace('"one"', "1")), "course.toml", "id = 1; write a text"),
    "a course's id, too": (place("course.toml", COURSE.replace('"strange"', "7")), "course.toml", "id = 7; write a text"),
    "lessons that are a text": (place("course.toml", COURSE.replace('["odd"]', '"odd"')), "course.toml", "write a list"),
    "a lesson elsewhere": (place("course.toml", COURSE.replace('"odd"', '"../odd"')), "course.toml", "is no id of a lesson"),
    "a title that is a text": (place("course.toml", COURSE + 'title = "x"\n'), "course.toml", "title is no table"),
    "a limit that never comes": (place("odd/lesson.toml", FACTS + "limit_seconds = inf\n"), "lesson.toml", "= inf; write"),
    "a limit of a day": (place("odd/lesson.toml", FACTS + "limit_seconds = 86400\n"), "lesson.toml", "at most 60"),
    "books by number": (place("odd/lesson.toml", FACTS + "books = { one = 5 }\n"), "lesson.toml", "books.one = 5"),
    "terms that are a number": (place("glossary.toml", "terms = 5\n"), "glossary.toml", "terms is no table"),
    "a term that is a text": (place("glossary.toml", 'terms = ["x"]\n'), "glossary.toml", "terms is no table"),
    "1,100 mistakes": (many, "mistakes", "has more than 1000 files"),
    "no text at all": (place("odd/en.md", b"\xff\xfe"), "en.md", "cannot be read"),
    "a value of 60 KB": (place("odd/lesson.toml", LISTED), "lesson.toml", " ...; write a text"),
}  # fmt: skip


def read(course: Path, user: int) -> subprocess.CompletedProcess[str]:
    """What a process of a user says of a course; it has limited memory, and ends within a minute or fails."""
    command = [sys.executable, "-P", "-B", "-c", PROGRAM, str(course), str(user)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False)


@pytest.fixture
def course() -> Iterator[Path]:
    with open_folder() as folder:
        (folder / "odd").mkdir()
        (folder / "course.toml").write_text(COURSE)
        for name, text in FILES.items():
            (folder / "odd" / name).write_text(text)
        yield folder


ORDINARY = NOBODY if IS_ROOT else 0
TRIED = [pytest.param(ORDINARY, *case, id=name) for name, case in STRANGE.items()]
SPECIAL = [name for name in STRANGE if "out end" in name or "in a pipe" in name]
TRIED += [pytest.param(0, *STRANGE[name], id=f"root: {name}") for name in SPECIAL if IS_ROOT]


@pytest.mark.parametrize(("user", "spoil", "file", "fault"), TRIED)
def test_a_strange_course_is_told_of(course: Path, user: int, spoil: Callable[[Path], None], file: str, fault: str) -> None:
    spoil(course)
    done = read(course, user)
    assert (done.returncode, done.stderr) == (0, "")
    assert fault in done.stdout, done.stdout
    assert file in done.stdout
    assert len(max(done.stdout.splitlines(), key=len)) < 500
