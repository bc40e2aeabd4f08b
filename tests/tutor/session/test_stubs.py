"""The file of a lesson that goes on from an earlier one opens with what passed there, else with the model's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tutor.cli.journal import JournalText
from tutor.course.catalog import BadLesson, Catalog
from tutor.model import Message, Outcome, Verdict
from tutor.session.context import LearnerContext, open_learner
from tutor.session.milestones import lines_of
from tutor.session.redo import from_blank
from tutor.text.annotations import first_place
from tutor.text.messages import Words

STUB = "class Twice:\n    def backward(self, dout):\n        raise NotImplementedError\n"
MODEL = "class Twice:\n    def forward(self, x):\n        return 2 * x\n"
OWN = "class Twice:\n    def forward(self, x):  # mine\n        return x + x\n"
METHOD = "\n    def backward(self, dout):\n        raise NotImplementedError\n"
PASSED = "# Your forward, as it passed ahead.\n" + OWN + METHOD
AHEAD = "# The model's forward: ahead is still ahead of you.\n" + MODEL + METHOD


@pytest.fixture
def course(tmp_path: Path) -> Path:
    folder = tmp_path / "course"
    raising = "class Twice:\n    def forward(self, x):\n        raise NotImplementedError\n"
    lessons = {"ahead": ("", raising), "back": ("ahead", STUB)}
    for name, (opens_with, stub) in lessons.items():
        (folder / name).mkdir(parents=True)
        facts = f'format = 1\nkind = "layer"\ndefines = ["Twice"]\nopens_with = "{opens_with}"\n'
        texts = {"lesson.toml": facts, "en.md": "# Title\n", "stub.py": stub, "solution.py": MODEL}
        for file, text in texts.items():
            (folder / name / file).write_text(text, "utf-8")
    (folder / "course.toml").write_text('id = "test"\n[[parts]]\nid = "one"\nlessons = ["ahead", "back"]\n')
    return folder


@pytest.fixture
def learner(course: Path, tmp_path: Path) -> LearnerContext:
    environ = {"XDG_CONFIG_HOME": str(tmp_path / "config"), "HOME": str(tmp_path), "LANG": "en"}
    return open_learner(workspace=str(tmp_path / "work"), environ=environ, catalog=Catalog(course))


def passes(learner: LearnerContext, text: str, lesson: str = "ahead") -> None:
    verdict = Verdict(lesson, Outcome.PASSED, None, Message("passed"), 0)
    learner.remember(learner.lesson(lesson), text, verdict)


def test_a_lesson_opens_with_the_model_s_forward_until_the_learner_has_passed_one(learner: LearnerContext) -> None:
    assert learner.look_at("back").text == AHEAD
    assert learner.open_lesson("back").text == AHEAD


def test_a_lesson_opens_with_the_learner_s_forward_as_it_passed(learner: LearnerContext) -> None:
    passes(learner, OWN)
    assert learner.open_lesson("back").text == PASSED
    assert learner.path_of("back").read_text("utf-8") == PASSED


def test_the_first_place_to_write_is_the_open_method(learner: LearnerContext) -> None:
    passes(learner, OWN)
    text = learner.open_lesson("back").text
    place = first_place(text)
    assert place is not None
    assert text.splitlines()[place.line - 1].strip() == "raise NotImplementedError"


def test_a_file_that_nobody_has_edited_takes_in_the_forward_once_it_has_passed(learner: LearnerContext) -> None:
    learner.open_lesson("back")
    passes(learner, OWN)
    assert learner.open_lesson("back").text == PASSED


def test_an_edited_file_stays_and_nothing_is_offered_for_a_forward_that_passed_later(learner: LearnerContext) -> None:
    path = learner.open_lesson("back").path
    path.write_text("my text\n", "utf-8")
    passes(learner, OWN)
    opened = learner.open_lesson("back")
    assert (opened.text, opened.offer) == ("my text\n", None)


def test_an_edited_file_is_offered_a_stub_that_asks_something_else(learner: LearnerContext, course: Path) -> None:
    path = learner.open_lesson("back").path
    path.write_text("my text\n", "utf-8")
    (course / "back" / "stub.py").write_text(STUB.replace("dout)", "dout=1)"), "utf-8")
    assert learner.open_lesson("back").offer is not None


def test_doing_it_again_begins_with_the_forward_that_passed_last(learner: LearnerContext) -> None:
    learner.open_lesson("back")
    passes(learner, OWN)
    saved = from_blank(learner, "back")
    assert saved.path.read_text("utf-8") == PASSED


def test_a_text_with_a_backward_of_its_own_is_kept_whole(learner: LearnerContext) -> None:
    whole = OWN + "\n    def backward(self, dout):\n        return 2 * dout\n"
    passes(learner, whole)
    opened = learner.open_lesson("back").text
    assert opened == "# Yours, as it passed ahead: what this lesson asks for is already there.\n" + whole


def test_a_text_that_cannot_be_completed_gives_way_to_the_model_s_and_that_is_said(learner: LearnerContext) -> None:
    passes(learner, "Twice = object\n")
    head, rest = learner.open_lesson("back").text.split("\n", 1)
    assert head == "# The model's forward: yours, from ahead, has no class Twice that could be completed."
    assert rest == MODEL + METHOD


def test_whose_it_is_is_said_in_the_learner_s_language(learner: LearnerContext) -> None:
    japanese = replace(learner, words=Words("ja"))
    head = japanese.open_lesson("back").text.splitlines()[0]
    assert head.startswith("# 模範解答")


def test_lines_written_are_those_beyond_what_the_file_opened_with(learner: LearnerContext) -> None:
    passes(learner, OWN)
    text = learner.open_lesson("back").text
    passes(learner, text.replace("raise NotImplementedError", "dx = 2 * dout\n        return dx"), "back")
    assert lines_of(learner, "back") == 2
    passes(learner, OWN.replace("x + x", "x * 2"))  # the forward, done again in another way
    assert lines_of(learner, "back") == 2


def test_the_journal_shows_what_was_written_and_not_what_the_file_opened_with(learner: LearnerContext) -> None:
    passes(learner, OWN)
    text = learner.open_lesson("back").text
    wrong = Verdict("back", Outcome.WRONG, None, Message("passed"), 0)
    learner.remember(learner.lesson("back"), text.replace("raise NotImplementedError", "return dout"), wrong)
    (entry,) = JournalText(learner, learner.words, "back").entries()
    assert "+        return dout" in entry.below
    assert not any("mine" in line for line in entry.below if line.startswith("+"))


def test_a_model_answer_that_leaves_nothing_open_is_a_fault_of_the_lesson(learner: LearnerContext, course: Path) -> None:
    (course / "ahead" / "solution.py").write_text(
        MODEL + METHOD.replace("raise NotImplementedError", "return dout"), "utf-8"
    )
    with pytest.raises(BadLesson, match=r"solution\.py"):
        learner.open_lesson("back")


def test_opening_with_a_lesson_that_is_not_there_is_a_fault_of_the_lesson(learner: LearnerContext, course: Path) -> None:
    facts = course / "back" / "lesson.toml"
    facts.write_text(facts.read_text("utf-8").replace('"ahead"', '"nowhere"'), "utf-8")
    catalog = Catalog(course)
    with pytest.raises(BadLesson, match="nowhere"):
        replace(learner, catalog=catalog).look_at("back")
