from __future__ import annotations

from pathlib import Path

import pytest

from tutor.cli.command_loop import CommandLoop
from tutor.cli.context import CommandContext
from tutor.cli.experiment import blank, chosen
from tutor.cli.faults import Unusable
from tutor.cli.names import lesson_named, nearest
from tutor.course.catalog import Catalog
from tutor.course.controls import defaults
from tutor.course.digits import sample
from tutor.model import Control, LabPlan, Sheet

KNOWN = ("softmax", "softmax-layer", "affine-layer", "and-gate")


@pytest.mark.parametrize(
    ("name", "lesson"),
    [
        ("softmax", "softmax"),
        ("softmax-", "softmax-layer"),
        ("aff", "affine-layer"),
        ("work/backpropagation/affine_layer.py", "affine-layer"),
        ("lessons/and-gate/mistakes/never-fires.py", "and-gate"),
        ("lessons/and-gate/", "and-gate"),
    ],
)
def test_a_lesson_is_meant_by_id_beginning_or_path(name: str, lesson: str) -> None:
    assert lesson_named(name, KNOWN) == lesson


@pytest.mark.parametrize(("name", "key"), [("a", "cli.lesson-ambiguous"), ("adam", "cli.lesson-unknown")])
def test_a_name_that_means_no_lesson_or_several_is_a_fault(name: str, key: str) -> None:
    with pytest.raises(Unusable) as caught:
        lesson_named(name, KNOWN)
    assert caught.value.message.key == key


def test_the_nearest_names_are_those_that_look_alike() -> None:
    assert nearest("soft-max", KNOWN)[0] == "softmax"


def test_controls_that_are_not_given_stay_at_their_defaults() -> None:
    plan = LabPlan(controls=(Control("lr", 0, 1, 0.1, 0.5), Control("epochs", 1, 20, 1, 8)))
    assert chosen(plan, ["epochs=3"]) == {"lr": 0.5, "epochs": 3.0}


def test_a_choice_is_given_by_its_name_or_its_number() -> None:
    plan = LabPlan(controls=(Control("view", 0, 1, 1, 0, ("read", "draw")),))
    assert chosen(plan, ["view=draw"]) == chosen(plan, ["view=1"]) == {"view": 1.0}
    with pytest.raises(Unusable) as caught:
        chosen(plan, ["view=paint"])
    assert caught.value.message.key == "cli.lab.no-choice"


def test_a_drawing_is_a_digit_or_a_file(tmp_path: Path) -> None:
    plan = LabPlan(sheet=Sheet("digit"))
    (tmp_path / "seven.txt").write_text(str(sample(7)))
    assert chosen(plan, ["digit=7"]) == chosen(plan, [f"digit={tmp_path / 'seven.txt'}"]) == {"digit": str(sample(7))}


@pytest.mark.parametrize(("text", "key"), [("#\n" * 29, "drawing-long"), ("#" * 29, "drawing-wide"), (None, "no-drawing")])
def test_a_file_that_is_no_drawing_is_refused_with_its_fault(tmp_path: Path, text: str | None, key: str) -> None:
    if text is not None:
        (tmp_path / "drawing.txt").write_text(text)
    with pytest.raises(Unusable) as caught:
        chosen(LabPlan(sheet=Sheet("digit")), [f"digit={tmp_path / 'drawing.txt'}"])
    assert caught.value.message.key == f"cli.lab.{key}"


def test_an_empty_sheet_in_view_is_told_of() -> None:
    plan = LabPlan(sheet=Sheet("digit"))
    assert blank(plan, defaults(plan)) is not None
    assert blank(plan, {"digit": str(sample(1))}) is None


def an_exercise(root: Path, name: str) -> None:
    (root / name).mkdir()
    (root / name / "lesson.toml").write_text(f'format = 1\nkind = "function"\ndefines = ["{name}"]\n')
    (root / name / "stub.py").write_text("raise NotImplementedError\n")


def test_a_lesson_of_questions_is_passed_over_by_what_checks_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADLINGS_CONFIG", str(tmp_path / "settings.toml"))
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions" / "lesson.toml").write_text('format = 1\nkind = "quiz"\n')
    an_exercise(tmp_path, "step")
    (tmp_path / "course.toml").write_text('id = "c"\n[[parts]]\nid = "p"\nlessons = ["questions", "step"]\n')
    context = CommandContext(CommandLoop(), lambda: Catalog(tmp_path))
    context.take(str(tmp_path / "work"), None)
    assert context.lesson(None).id == "questions"
    assert context.exercise(None).id == "step"
    with pytest.raises(Unusable):
        context.exercise("questions")
    context.close()
