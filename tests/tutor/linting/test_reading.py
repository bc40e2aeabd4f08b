"""What can be found by reading: each test plants one fault in a copy of a sound lesson."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tutor.course.catalog import BadLesson, course_folder
from tutor.linting import Flaw, open_draft
from tutor.linting.run import engine_names, readable

LESSON = "affine-layer"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course of one lesson."""
    shutil.copytree(course_folder() / LESSON, tmp_path / LESSON)
    shutil.copy(course_folder() / "glossary.toml", tmp_path)
    shutil.copy(course_folder() / "first_edition.toml", tmp_path)
    (tmp_path / "course.toml").write_text(f'id = "test"\n[[parts]]\nid = "one"\nlessons = ["{LESSON}"]\n')
    facts = tmp_path / LESSON / "lesson.toml"
    facts.write_text(re.sub(r"^needs = .*$", "needs = []", facts.read_text("utf-8"), flags=re.M), "utf-8")
    return tmp_path


def replace(file: Path, old: str, new: str) -> None:
    """Plant a fault; what it replaces must be there."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def read(course: Path) -> list[Flaw]:
    draft = open_draft(course)
    found = [*draft.course_flaws, *draft.flaws.get(LESSON, ())]
    if LESSON not in draft.flaws:
        found += readable(draft.catalog, draft.catalog.course.lessons[LESSON], engine_names())
    return found


def only(course: Path) -> Flaw:
    """The one flaw that there is."""
    (found,) = read(course)
    return found


def test_a_sound_lesson_has_no_flaw(course: Path) -> None:
    assert read(course) == []


def in_file(name: str, old: str, new: str) -> Callable[[Path], None]:
    return lambda lesson: replace(lesson / name, old, new)


PLANTED = {
    "a kind that there is not": ("facts", in_file("lesson.toml", '"layer"', '"layers"')),
    "a number that is a text": ("facts", in_file("lesson.toml", "limit_seconds = 2.0", 'limit_seconds = "two"')),
    "a key that nothing reads": ("facts", in_file("lesson.toml", "minutes", "minuets")),
    "a lesson needed that there is not": ("needs", in_file("lesson.toml", "needs = []", 'needs = ["gates"]')),
    "a lesson that needs itself": ("needs", in_file("lesson.toml", "needs = []", f'needs = ["{LESSON}"]')),
    "a name used that nobody defines": ("uses", in_file("lesson.toml", "uses = []", 'uses = ["Afine"]')),
    "nothing defined": ("defines", in_file("lesson.toml", '["Affine"]', "[]")),
    "a control that begins outside its range": ("controls", in_file("lesson.toml", "default = 2", "default = 9")),
    "a control without a range": ("controls", in_file("lesson.toml", "from = 0, to = 5", "from = 5, to = 5")),
    "a control without a label": ("labels", in_file("lesson.toml", "controls.weight", "controls.wait")),
    "a marker that there is not": ("prose", in_file("en.md", "## Step dx:", "## Stop dx:")),
    "a quiz without a right answer": ("prose", in_file("en.md", "- [x]", "- [ ]")),
    "two hints": ("hints", in_file("en.md", "## Hint 3", "## Python three")),
    "a mistake that is not explained": ("mistakes", in_file("en.md", "## Mistake bias-averaged", "## Why averaged: Why?")),
    "a step too long": ("steps", in_file("en.md", "## Step batch:", "one line\n" * 81 + "\n## Step batch:")),
    "a formula that does not parse": ("formulas", in_file("en.md", r"x \, W", r"\frac{x")),
    "a command that cannot be drawn": ("formulas", in_file("en.md", r"x \, W", r"\undrawable W")),
    "a stray file": ("stray", lambda lesson: (lesson / "notes.txt").write_text("")),
    "a stray mistake": ("stray", lambda lesson: (lesson / "mistakes" / "README.md").write_text("")),
    "no stub": ("missing", lambda lesson: (lesson / "stub.py").unlink()),
    "no words": ("missing", lambda lesson: (lesson / "en.md").unlink()),
}  # fmt: skip


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found(course: Path, fault: str) -> None:
    rule, plant = PLANTED[fault]
    drop_other_languages(course)
    plant(course / LESSON)
    assert rule in {flaw.rule for flaw in read(course)}


def drop_other_languages(course: Path) -> None:
    (course / LESSON / "ja.md").unlink(missing_ok=True)


def test_a_fault_is_told_with_place_and_cure(course: Path) -> None:
    (course / LESSON / "notes.txt").write_text("")
    assert str(only(course)) == f"{LESSON}/notes.txt: belongs to no lesson; remove it"


def test_two_mistakes_are_not_enough(course: Path) -> None:
    drop_other_languages(course)
    kept = {"bias-averaged.py", "weights-transposed.py"}
    for file in (course / LESSON / "mistakes").glob("*.py"):
        if file.name not in kept:
            file.unlink()
    assert "holds 2" in {flaw.fault for flaw in read(course)}


def test_a_translation_has_the_same_keys(course: Path) -> None:
    english = (course / LESSON / "en.md").read_text("utf-8")
    (course / LESSON / "ja.md").write_text(english.replace("## Step dx:", "## Step dy:"), "utf-8")
    faults = {flaw.fault for flaw in read(course) if flaw.rule == "languages"}
    assert faults == {"lacks `## Step dx`, which en.md has", "has `## Step dy`, which en.md lacks"}


def test_a_translation_has_the_same_right_answers(course: Path) -> None:
    english = (course / LESSON / "en.md").read_text("utf-8")
    (course / LESSON / "ja.md").write_text(english.replace("Answer: (10,)", "Answer: 10"), "utf-8")
    assert only(course).rule == "quizzes"


def test_a_translation_keeps_the_order(course: Path) -> None:
    english = (course / LESSON / "en.md").read_text("utf-8")
    swapped = english.replace("## Step dx:", "## Step ??:").replace("## Step dw:", "## Step dx:").replace("??", "dw")
    (course / LESSON / "ja.md").write_text(swapped, "utf-8")
    assert "order" in only(course).fault


def test_a_formula_in_code_is_no_formula(course: Path) -> None:
    drop_other_languages(course)
    replace(
        course / LESSON / "en.md", "## Derivation\n", "## Derivation\nIn the shell `echo $PATH $HOME`:\n\n    $\\frac$\n"
    )
    assert read(course) == []


def test_a_folder_that_the_course_does_not_list_is_found(course: Path) -> None:
    shutil.copytree(course / LESSON, course / "extra-layer")
    assert only(course).place == "course.toml"


def test_a_lesson_without_a_folder_is_found(course: Path) -> None:
    replace(course / "course.toml", f'"{LESSON}"', f'"{LESSON}", "ghost"')
    assert "lists ghost" in {flaw.fault.partition(",")[0] for flaw in open_draft(course).course_flaws}


def test_one_lesson_of_a_course_may_be_named_by_its_folder_or_a_file(course: Path) -> None:
    for path in (course / LESSON, course / LESSON / "en.md", course / LESSON / "mistakes" / "bias-averaged.py"):
        assert open_draft(path).lessons == (LESSON,)


def test_a_lesson_that_no_course_lists_yet_can_be_read(course: Path) -> None:
    (course / "course.toml").unlink()
    draft = open_draft(course / LESSON)
    assert (draft.lessons, draft.flaws.get(LESSON)) == ((LESSON,), None)


def test_a_folder_that_is_neither_course_nor_lesson_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadLesson, match=r"course\.toml"):
        open_draft(tmp_path)
