"""The course on disk: read into values, or refused with file, fault and cure."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.present import present
from tutor.course.catalog import BadLesson, Catalog

TOML = 'format = 1\nkind = "function"\ndefines = ["step"]\n'


@pytest.fixture
def course(tmp_path: Path) -> Path:
    (tmp_path / "course.toml").write_text(
        'id = "small"\n[[parts]]\nid = "one"\nlessons = ["step"]\n[parts.title]\nen = "First"\n'
    )
    lesson = tmp_path / "step"
    (lesson / "mistakes").mkdir(parents=True)
    for name, text in {"lesson.toml": TOML, "en.md": "# Step\n", "stub.py": "", "solution.py": "", "checks.py": ""}.items():
        (lesson / name).write_text(text)
    (lesson / "mistakes" / "b.py").write_text("b")
    (lesson / "mistakes" / "a.py").write_text("a")
    return tmp_path


def test_a_course_gives_its_lessons_in_order(course: Path) -> None:
    catalog = Catalog(course)
    assert catalog.course.order == ("step",)
    assert catalog.course.key("step") == "small/step"
    assert catalog.part_title("one", "ja") == "First"


def test_mistakes_come_in_order_of_their_names(course: Path) -> None:
    assert list(Catalog(course).mistakes("step").items()) == [("a", "a"), ("b", "b")]


def test_a_language_that_a_lesson_does_not_speak_falls_back_to_english(course: Path) -> None:
    catalog = Catalog(course)
    assert catalog.title("step", "ja") == "Step"
    assert catalog.languages("step") == ("en",)


def test_a_lessons_hash_changes_with_its_checks_alone(course: Path) -> None:
    catalog = Catalog(course)
    before = catalog.hash("step")
    (course / "step" / "en.md").write_text("# Other\n")
    same = catalog.hash("step")
    (course / "step" / "checks.py").write_text("x = 1")
    assert before == same != catalog.hash("step")


@pytest.mark.parametrize(
    ("toml", "fault"),
    [
        ("format = 2\n", "format = 2; this version reads format 1"),
        (TOML + 'limit_seconds = "ten"\n', "limit_seconds = 'ten'; write a number, e.g. 2.0"),
        (TOML.replace("function", "poem"), "kind = 'poem'; write one of"),
        (TOML.replace('["step"]', "[1]"), "write a list of texts"),
        ("format = \n", "is not TOML"),
        ("format = 1\n", "kind is missing; write e.g. kind ="),
        (TOML + "minutes = 3\n", "minutes is no table"),
    ],
)
def test_a_wrong_value_is_named_with_file_fault_and_cure(course: Path, toml: str, fault: str) -> None:
    (course / "step" / "lesson.toml").write_text(toml)
    with pytest.raises(BadLesson) as caught:
        Catalog(course).course.lessons["step"]
    assert str(course / "step" / "lesson.toml") in str(caught.value)
    assert fault in str(caught.value)


def test_a_lab_that_may_go_to_the_background_runs_on_one_thread(course: Path) -> None:
    (course / "step" / "lab.py").write_text("")
    (course / "step" / "lesson.toml").write_text(TOML + "[lab]\nbackground = 600\n")
    assert present(Catalog(course).course.lessons["step"].lab).background == 600
    (course / "step" / "lesson.toml").write_text(TOML + "[lab]\nbackground = 600\nthreads = 2\n")
    with pytest.raises(BadLesson, match=r"lab\.background is for labs on one thread; remove threads"):
        Catalog(course).course.lessons["step"]


@pytest.mark.parametrize("name", ["lesson.toml", "course.toml"])
def test_a_missing_file_is_named(course: Path, name: str) -> None:
    next(course.rglob(name)).unlink()
    with pytest.raises(BadLesson, match=f"{name}: is missing"):
        Catalog(course).course.lessons["step"]


def test_a_file_that_is_no_text_is_named(course: Path) -> None:
    (course / "step" / "en.md").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(BadLesson, match=r"en\.md: cannot be read"):
        Catalog(course).title("step", "en")


def test_words_with_an_unknown_marker_are_named_by_file_and_line(course: Path) -> None:
    (course / "step" / "en.md").write_text("# Step\n\n## Wonder\n")
    with pytest.raises(BadLesson, match=r"en\.md: line 3"):
        Catalog(course).prose("step", "en")


def test_a_name_comes_from_the_first_lesson_that_defines_it(course: Path) -> None:
    assert Catalog(course).defining == {"step": "step"}
