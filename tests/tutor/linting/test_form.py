"""The form of a lesson: each test plants one fault in a copy of a lesson that keeps all of it."""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path

import pytest

from tutor.course.catalog import Catalog, course_folder
from tutor.judge.assess import Assessor
from tutor.judge.pool import Pool
from tutor.linting import Flaw, lint, open_draft
from tutor.linting.form import RULES, first_edition
from tutor.linting.run import Effort, engine_names, readable

SHORT, STAGED = "xor-gate", "softmax-with-loss"
MILESTONES = '[[parts]]\nid = "two"\nlessons = ["%s"]\nmilestone = [{ lesson = "other" }, { lesson = "%s" }]\n'
MILESTONE = '[[parts]]\nid = "two"\nlessons = ["%s"]\n[parts.milestone]\nlesson = "%s"\n'


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course of two lessons in the new form, and no exceptions."""
    for lesson in (SHORT, STAGED):
        shutil.copytree(course_folder() / lesson, tmp_path / lesson)
        (tmp_path / lesson / "ja.md").unlink(missing_ok=True)
        facts = tmp_path / lesson / "lesson.toml"
        facts.write_text(re.sub(r"^(needs|uses) = .*$", r"\1 = []", facts.read_text("utf-8"), flags=re.M), "utf-8")
    shutil.copy(course_folder() / "glossary.toml", tmp_path)
    (tmp_path / "course.toml").write_text(f'id = "test"\n[[parts]]\nid = "one"\nlessons = ["{SHORT}", "{STAGED}"]\n')
    return tmp_path


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def read(course: Path, lesson: str) -> list[Flaw]:
    draft = open_draft(course)
    return list(readable(draft.catalog, draft.catalog.course.lessons[lesson], engine_names()))


@pytest.mark.parametrize("lesson", [SHORT, STAGED])
def test_a_lesson_in_the_new_form_has_no_flaw(course: Path, lesson: str) -> None:
    assert read(course, lesson) == []


PLANTED = {
    "a mistake without a hint": (SHORT, "en.md", "## Nudge only-or\n", "## Why x: y?\n", "nudges"),
    "a hint for no mistake": (
        SHORT,
        "en.md",
        "## Why other-ways:",
        "## Nudge nothing\nWhy?\n\n## Why other-ways:",
        "nudges",
    ),
    "no prediction": (SHORT, "en.md", "## Predict both:", "## Why both:", "predictions"),
    "a wrong answer without a reason": (
        SHORT,
        "en.md",
        "- [ ] 1. XOR takes two inputs; here are four.",
        "- [ ] 1.",
        "options",
    ),
    "no block that solves": (SHORT, "en.md", "```python solve", "```python", "solves"),
    "too few blocks": (STAGED, "en.md", "```python solve", "```python", "solves"),
    "a block that is no Python": (SHORT, "en.md", "s1 = NAND(x1, x2)\n", "s1 = NAND(x1,\n", "solves"),
    "a step that prints the line": (
        SHORT,
        "en.md",
        "So two gates",
        "In code: `return AND( s1, s2 )`. So two gates",
        "printed",
    ),
    "a formula that is the line": (SHORT, "lesson.toml", "at least one, and not both", "AND(s1, s2)", "printed"),
    "a hint that prints it too early": (SHORT, "en.md", "## Hint 2\n", "## Hint 2\nThen AND(s1, s2).\n", "printed"),
    "a docstring too wide": (SHORT, "stub.py", '"""1 if', '"""The answer of the gate: it is 1 if', "docstrings"),
    "a stage with two hints": (STAGED, "en.md", "## Hint 2\nThe diff", "## Why d: e?\nThe diff", "hints"),
    "a question about no lesson": (SHORT, "en.md", "meeting: Which", "meeting: Which\nAbout: nowhere\n\nWhich", "about"),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found(course: Path, fault: str) -> None:
    lesson, file, old, new, rule = PLANTED[fault]
    replace(course / lesson / file, old, new)
    assert rule in {flaw.rule for flaw in read(course, lesson)}


def test_a_long_answer_may_be_shown_but_for_one_line(course: Path) -> None:
    words = course / STAGED / "en.md"
    replace(words, "## Step dout:", "`e = np.exp(x - np.max(x, axis=1, keepdims=True))`\n\n## Step dout:")
    assert read(course, STAGED) == []
    shown = "`e / np.sum(e, axis=1, keepdims=True)`, `-np.sum(t * np.log(y + 1e-7)) / len(x)`"
    replace(words, "## Step dout:", f"{shown}\n\n## Step dout:")
    assert {flaw.rule for flaw in read(course, STAGED)} == {"printed"}


@pytest.mark.parametrize("milestone", [MILESTONE, MILESTONES])
def test_a_milestone_asks_three_questions_about_earlier_parts(course: Path, milestone: str) -> None:
    (course / "course.toml").write_text(
        f'id = "test"\n[[parts]]\nid = "one"\nlessons = ["{STAGED}"]\n' + milestone % (SHORT, SHORT)
    )
    (flaw,) = read(course, SHORT)
    assert (flaw.rule, "asks 0 questions" in flaw.fault) == ("earlier parts", True)
    words = course / SHORT / "en.md"
    words.write_text(re.sub(r"^(## Quiz .*)$", rf"\1\nAbout: {STAGED}", words.read_text("utf-8"), flags=re.M), "utf-8")
    assert read(course, SHORT) == []


def test_a_translation_solves_with_the_same_code_and_predicts_the_same_value(course: Path) -> None:
    english = (course / SHORT / "en.md").read_text("utf-8")
    other = english.replace("return AND(s1, s2)", "return AND(s2, s1)").replace("XOR(1, 1)/value", "XOR(0, 1)/value")
    (course / SHORT / "ja.md").write_text(other, "utf-8")
    faults = [flaw.fault for flaw in read(course, SHORT) if flaw.rule == "languages"]
    assert faults == ["solves with other code than en.md in hint 3", "prediction both names another value than en.md"]


async def judged(course: Path, lesson: str) -> list[Flaw]:
    draft = open_draft(course / lesson)
    found: list[Flaw] = []
    async with Pool(spares=0) as pool:
        await lint(draft, Assessor(draft.catalog, pool), Effort(1, 1), 1, lambda _, flaws: found.extend(flaws))
    return found


async def test_hints_that_do_not_suffice_are_found_by_running_them(course: Path) -> None:
    replace(course / STAGED / "en.md", "return dout * (self.y - self.t) / len(self.t)", "return dout * (self.y - self.t)")
    flaws = [flaw for flaw in await judged(course, STAGED) if flaw.rule == "hint 3"]
    assert len(flaws) == 1
    assert "does not pass" in flaws[0].fault


# --- the first edition ---


def test_what_the_first_edition_lacks_is_excused_and_no_more(course: Path) -> None:
    replace(course / SHORT / "en.md", "## Predict both:", "## Why both:")
    (course / "first_edition.toml").write_text(f'predictions = ["{SHORT}"]\n')
    assert read(course, SHORT) == []
    replace(course / SHORT / "en.md", "## Nudge only-or\n", "## Why x: y?\n")
    assert {flaw.rule for flaw in read(course, SHORT)} == {"nudges"}


def test_a_lesson_is_not_excused_from_what_it_keeps(course: Path) -> None:
    (course / "first_edition.toml").write_text(f'predictions = ["{SHORT}"]\n')
    (flaw,) = read(course, SHORT)
    assert (flaw.place, "which it keeps" in flaw.fault) == ("first_edition.toml", True)


MOST = {"nudges": 37, "predictions": 37, "options": 0, "earlier parts": 4, "solves": 37, "printed": 0, "docstrings": 0}
"""Never to be raised: a lesson that is written from now on keeps every rule."""


def test_the_exceptions_only_shrink() -> None:
    listed = first_edition(course_folder())
    assert {rule: len(lessons) for rule, lessons in listed.items() if len(lessons) > MOST[rule]} == {}
    assert set(MOST) == set(RULES)
    assert set(tomllib.loads((course_folder() / "first_edition.toml").read_text("utf-8"))) <= set(RULES)


def test_only_lessons_of_the_course_are_excused_and_the_examples_are_not() -> None:
    excused = {lesson for lessons in first_edition(course_folder()).values() for lesson in lessons}
    assert excused <= set(Catalog().course.order)
    assert not excused & {SHORT, STAGED}


def going_on(course: Path, opens_with: str = STAGED) -> str:
    """A lesson that opens with an earlier one's class, of which it asks the backward again."""
    shutil.copytree(course / STAGED, course / "again")
    stub, facts = course / "again" / "stub.py", course / "again" / "lesson.toml"
    stub.write_text("class SoftmaxWithLoss:\n    def backward(self, dout=1):\n        raise NotImplementedError\n", "utf-8")
    replace(facts, "format = 1\n", f'format = 1\nopens_with = "{opens_with}"\n')
    replace(course / "course.toml", f'"{STAGED}"', f'"{STAGED}", "again"')
    return "again"


def opened_with(course: Path, lesson: str) -> list[Flaw]:
    return [flaw for flaw in read(course, lesson) if flaw.rule in ("opens_with", "missing")]


def test_a_stub_that_opens_with_an_earlier_model_answer_is_open_where_it_says(course: Path) -> None:
    lesson, solution = going_on(course), course / STAGED / "solution.py"
    head = solution.read_text("utf-8").partition("    def backward")[0]
    solution.write_text(head, "utf-8")
    assert opened_with(course, lesson) == []
    solution.write_text(head + "\n    def more(self):\n        raise NotImplementedError\n", "utf-8")
    (flaw,) = opened_with(course, lesson)
    assert "more" in flaw.fault


def test_a_model_answer_that_has_all_of_it_cannot_be_opened_with(course: Path) -> None:
    assert [flaw.rule for flaw in opened_with(course, going_on(course))] == ["missing"]


def test_a_lesson_opens_with_one_that_comes_before_it_and_defines_the_same(course: Path) -> None:
    lesson = going_on(course, SHORT)
    assert "defines nothing" in opened_with(course, lesson)[0].fault
    replace(course / "again" / "lesson.toml", f'"{SHORT}"', '"again"')
    assert "does not come before" in opened_with(course, lesson)[0].fault
