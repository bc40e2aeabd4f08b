"""`gradlings lint` by ids, by folders, and by nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tutor.cli.conftest import LESSONS, Run
from tutor.cli.commands.lint import meant
from tutor.cli.faults import Unusable
from tutor.course.catalog import BadLesson


def test_without_names_the_whole_course_is_meant() -> None:
    (course,) = meant([])
    assert {"and-gate", "affine-layer"} < set(course.lessons)


def test_several_ids_are_one_draft_of_the_course_each_once() -> None:
    (draft,) = meant(["and-gate", "relu-layer", "and-gate"])
    assert draft.lessons == ("and-gate", "relu-layer")
    assert draft.course_flaws == ()


def test_ids_and_folders_may_be_mixed() -> None:
    folder, course = meant([str(LESSONS / "softmax"), "and-gate"])
    assert (folder.lessons, course.lessons) == (("softmax",), ("and-gate",))


def test_in_the_folder_of_a_course_the_lesson_that_lies_there_is_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "and-gate").mkdir()
    (tmp_path / "and-gate" / "lesson.toml").write_text('kind = "function"\n', "utf-8")
    monkeypatch.chdir(tmp_path)
    (draft,) = meant(["and-gate"])
    assert draft.catalog.folder == tmp_path


def test_a_folder_of_something_else_does_not_hide_a_lesson(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "and-gate").mkdir()
    monkeypatch.chdir(tmp_path)
    (draft,) = meant(["and-gate"])
    assert draft.catalog.folder == LESSONS


def test_an_unknown_id_is_told_with_the_nearest() -> None:
    with pytest.raises(Unusable) as fault:
        list(meant(["afine-layer"]))
    assert "affine-layer" in str(fault.value.message.facts["nearest"])


def test_a_folder_that_is_neither_course_nor_lesson_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadLesson, match="neither a course nor a lesson"):
        list(meant([str(tmp_path)]))


def test_a_wrong_name_is_told_before_anything_runs(gradlings: Run) -> None:
    done = gradlings("lint", "and-gate", "afine-layer")
    assert (done.returncode, done.stdout) == (2, "")
    assert "affine-layer" in done.stderr
    assert len(done.stderr.splitlines()) == 1
