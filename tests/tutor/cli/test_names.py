from __future__ import annotations

from pathlib import Path

import pytest

from tutor.catalog import Catalog
from tutor.cli.bench import Bench
from tutor.cli.desk import Desk
from tutor.cli.experiment import chosen
from tutor.cli.faults import Unusable
from tutor.cli.names import lesson_named, nearest
from tutor.model import Control, LabPlan

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
    desk = Desk(Bench(), lambda: Catalog(tmp_path))
    desk.take(str(tmp_path / "work"), None)
    assert desk.lesson(None).id == "questions"
    assert desk.exercise(None).id == "step"
    with pytest.raises(Unusable):
        desk.exercise("questions")
    desk.close()
