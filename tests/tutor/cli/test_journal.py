"""`gradlings journal`: a log that a learner can publish."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tutor.cli.markdown import fenced, inline, quoted
from tutor.model import Message, Outcome, Verdict
from tutor.session.context import open_learner

Run = Callable[..., subprocess.CompletedProcess[str]]
WRONG = """
import numpy as np
class Relu:
    def forward(self, x):
        self.mask = x <= 0
        return np.maximum(x, 0)
    def backward(self, dout):
        return dout * self.mask
"""


def blocks(log: str, language: str) -> list[str]:
    """The code blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", log, re.M | re.S)


def test_the_log_holds_what_happened_in_order(gradlings: Run, own: Path, right: str) -> None:
    own.write_text(WRONG)
    gradlings("check", "relu-layer")
    gradlings("hint", "relu-layer")
    own.write_text(right)
    gradlings("check", "relu-layer")
    log = gradlings("journal").stdout
    places = [log.index(said) for said in ("# Journal", "### The ReLU layer", "Opened.", "unfinished", "not yet", "Passed.")]
    assert places == sorted(places)
    assert "Mistake **mask-wrong-side**: Your `dx` is 0 where x was above 0, and passes `dout` where it was not" in log
    assert blocks(log, "python") == [right]
    assert "+        self.mask = x <= 0\n" in blocks(log, "diff")[0]
    assert "Hints taken so far: 1" in log


def test_a_verdict_that_says_the_same_again_is_no_news(gradlings: Run, own: Path, right: str) -> None:
    own.write_text(right)
    for _ in range(2):
        gradlings("check", "relu-layer")
    assert gradlings("journal", "relu-layer").stdout.count("Passed.") == 1


def test_the_log_names_no_folder_of_the_machine(gradlings: Run, own: Path, work: Path) -> None:
    assert str(work) not in gradlings("journal").stdout


def test_a_note_is_kept_and_shown_as_it_was_written(gradlings: Run, own: Path) -> None:
    assert gradlings("journal", "--note", "the mask is\n# what forward saw", "softmax").returncode == 0
    log = gradlings("journal", "softmax").stdout
    assert "> the mask is\n> # what forward saw\n" in log
    assert "relu-layer" not in log


def test_a_note_without_a_lesson_belongs_to_where_one_left_off(gradlings: Run, own: Path) -> None:
    assert "relu-layer" in gradlings("journal", "--note", "later").stdout


def test_an_empty_note_is_refused(gradlings: Run, work: Path) -> None:
    assert gradlings("journal", "--note", "  ").returncode == 2
    assert not work.exists()


def test_answers_and_experiments_are_in_the_log(gradlings: Run, work: Path) -> None:
    learner = open_learner(workspace=str(work), environ={})
    learner.answer("relu-layer", "same-shape", "(64, `50`)", False)
    learner.store.note_frame(
        learner.store.start_lab(learner.key("relu-layer"), {"shift": 0.5}), {"open.open": 3, "open.all": 8}
    )
    learner.store.close()
    log = gradlings("journal").stdout
    assert "Answered `` (64, `50`) ``, which is not right." in log
    assert "Experiment with shift = 0.5." in log
    assert "3 of 8 gates are open." in log


def test_since_leaves_out_the_days_before(gradlings: Run, own: Path) -> None:
    assert "relu-layer" in gradlings("journal", "--since", "2000-01-01").stdout
    assert "relu-layer" not in gradlings("journal", "--since", "9999-01-01").stdout
    assert gradlings("journal", "--since", "yesterday").returncode == 2


def test_a_log_of_nothing_makes_no_workspace(gradlings: Run, work: Path) -> None:
    assert "Nothing happened" in gradlings("journal").stdout
    assert not work.exists()


@pytest.mark.parametrize("text", ["a", "```", "x = '````'\n```\n"])
def test_no_code_can_end_its_block(text: str) -> None:
    _, opening, *lines, closing = fenced(text, "python")
    assert opening == f"{closing}python"
    assert not any(line.startswith(closing) for line in lines)


def test_a_short_text_keeps_to_its_line() -> None:
    assert (inline("a\n b"), inline("`"), quoted("a\n\nb")) == ("`a b`", "`` ` ``", ("", "> a", ">", "> b"))


def pass_all(work: Path, *but: str) -> None:
    learner = open_learner(workspace=str(work), environ={})
    for lesson in learner.catalog.course.order:
        if lesson not in but:
            text = "" if learner.lesson(lesson).kind == "quiz" else learner.catalog.text(lesson, "solution.py")
            learner.remember(learner.lesson(lesson), text, Verdict(lesson, Outcome.PASSED, None, Message("passed"), 0))
    learner.store.close()


def test_the_log_of_all_ends_with_what_was_built_once_every_lesson_is_passed(gradlings: Run, work: Path) -> None:
    pass_all(work)
    log = gradlings("journal").stdout
    assert log.index("Passed.") < log.index("## You built all of it") < log.index("gradlings export my_networks")
    assert "You built all of it" not in gradlings("journal", "softmax").stdout


def test_the_check_that_passes_the_last_lesson_says_so_once(gradlings: Run, own: Path, work: Path, right: str) -> None:
    pass_all(work, "relu-layer")
    assert "You built all of it" not in gradlings("journal").stdout
    own.write_text(right)
    first, again = (gradlings("check", "relu-layer") for _ in range(2))
    assert first.returncode == 0
    assert "## You built all of it" in first.stdout
    assert "You built all of it" not in again.stdout


def test_as_json_the_last_pass_stays_one_object(gradlings: Run, own: Path, work: Path, right: str) -> None:
    pass_all(work, "relu-layer")
    own.write_text(right)
    assert json.loads(gradlings("check", "relu-layer", "--json").stdout)["outcome"] == "passed"
