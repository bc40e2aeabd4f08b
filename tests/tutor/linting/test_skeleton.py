"""`gradlings new`, and what lint says of its work."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tutor.course.catalog import BadLesson, Catalog, course_folder
from tutor.linting.skeleton import new_lesson

ROOT = Path(__file__).parents[3]
COURSE = """# the course
id = "test"
[[parts]]
id = "one"
lessons = ["relu-layer"]  # only this

[[parts]]
id = "many"
lessons = [
    "affine-layer",
]

[[parts]]
id = "none"
lessons = []
"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    for lesson in ("relu-layer", "affine-layer"):
        shutil.copytree(course_folder() / lesson, tmp_path / lesson)
    (tmp_path / "course.toml").write_text(COURSE)
    return tmp_path


def gradlings(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tutor.cli", "--language", "en", *map(str, arguments)]
    surroundings = {**os.environ, "LC_ALL": "C.UTF-8"}
    return subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False)


def test_lint_complains_of_every_line_that_is_still_to_be_written(course: Path) -> None:
    made = gradlings("new", "tanh-layer", "--part", "one", "--course", course)
    assert (made.returncode, made.stderr) == (0, "")
    done = gradlings("lint", course / "tanh-layer")
    assert (done.returncode, done.stderr) == (1, "")
    files = [file for file in (course / "tanh-layer").rglob("*") if file.suffix in (".py", ".md", ".toml")]
    wanted = {
        f"{file.relative_to(course)}:{number}"
        for file in files
        for number, line in enumerate(file.read_text().splitlines(), 1)
        if "TODO" in line
    }
    assert set(re.findall(r"^    (\S+): is to be written", done.stdout, re.M)) == wanted
    assert len(wanted) > 20
    assert "solution.py: raises NotImplementedError" in done.stdout


@pytest.mark.parametrize(("part", "place"), [("one", 1), ("many", 2), ("none", 2)])
def test_the_new_lesson_is_the_last_of_its_part(course: Path, part: str, place: int) -> None:
    new_lesson(course, "tanh-layer", part)
    assert Catalog(course).course.order[place] == "tanh-layer"
    assert (course / "course.toml").read_text().startswith("# the course\n")
    assert "]  # only this" in (course / "course.toml").read_text()


@pytest.mark.parametrize(
    ("lesson", "part"), [("Tanh", "one"), ("2d-conv", "one"), ("class", "one"), ("relu-layer", "one"), ("tanh-layer", "two")]
)
def test_what_cannot_be_made_leaves_the_course_as_it_was(course: Path, lesson: str, part: str) -> None:
    before = sorted(course.rglob("*"))
    with pytest.raises(BadLesson):
        new_lesson(course, lesson, part)
    assert (course / "course.toml").read_text() == COURSE
    assert sorted(course.rglob("*")) == before


def test_a_list_with_a_comment_at_its_end_is_left_to_the_author(course: Path) -> None:
    (course / "course.toml").write_text(COURSE.replace('"affine-layer",\n', '"affine-layer",\n    # more to come\n'))
    new_lesson(course, "tanh-layer", "many")
    assert Catalog(course).course.order[2] == "tanh-layer"
    (course / "course.toml").write_text(COURSE.replace('"affine-layer",\n', '"affine-layer"  # more to come\n'))
    with pytest.raises(BadLesson, match="yourself"):
        new_lesson(course, "tanh-two", "many")
