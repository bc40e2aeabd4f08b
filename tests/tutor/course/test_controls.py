"""The controls of a lab: where they begin, which do something in the experiment that is seen, how a value is told."""

from __future__ import annotations

from pathlib import Path

from tutor.course.catalog import read_lesson
from tutor.course.controls import defaults, in_view, sheet_in_view, told
from tutor.course.drawing import Ink
from tutor.model import Control, LabPlan, Sheet

VIEW = Control("view", 0, 1, 1, 0, ("read", "draw"))
PLAN = LabPlan(
    controls=(VIEW, Control("batch", 50, 1000, 50, 100, view="read"), Control("lr", 0, 1, 0.1, 0.5)),
    sheet=Sheet("digit", "draw"),
)
TOML = """
format = 1
kind = "quiz"
[lab]
pace = 2
controls.view = { choices = ["read", "draw"] }
controls.batch = { from = 50, to = 1000, step = 50, default = 100, view = "read" }
controls.digit = { kind = "drawing", view = "draw" }
"""


def test_controls_are_read_from_the_facts_of_a_lesson(tmp_path: Path) -> None:
    (tmp_path / "lesson.toml").write_text(TOML)
    (tmp_path / "lab.py").write_text("")
    lab = read_lesson(tmp_path, "part").lab
    assert lab is not None
    assert lab.controls == PLAN.controls[:2]
    assert (lab.sheet, lab.pace) == (PLAN.sheet, 2.0)


def test_every_control_begins_at_its_default_and_a_sheet_is_blank() -> None:
    assert defaults(PLAN) == {"view": 0.0, "batch": 100.0, "lr": 0.5, "digit": str(Ink())}


def test_controls_of_another_experiment_are_not_in_view() -> None:
    settings = defaults(PLAN)
    assert [control.name for control in in_view(PLAN, settings)] == ["view", "batch", "lr"]
    assert [control.name for control in in_view(PLAN, settings | {"view": 1.0})] == ["view", "lr"]
    assert not sheet_in_view(PLAN, settings)
    assert sheet_in_view(PLAN, settings | {"view": 1.0})


def test_a_choice_is_told_in_words_and_a_number_in_figures() -> None:
    assert told(VIEW, 1.0, {"draw": "draw one"}) == "draw one"
    assert told(VIEW, 0.0, {}) == "read"
    assert told(PLAN.controls[2], 0.30000000000000004, {}) == "0.3"
