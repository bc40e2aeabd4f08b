"""In a lesson, nobody gives the names that the lesson itself asks for: not `mine`, not the books' names, not the engine."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tutor.course.catalog import Catalog
from tutor.judge.assess import Assessor
from tutor.judge.pool import Pool
from tutor.model import End, Outcome, Stage
from tutor.text.messages import Words

LESSONS = [lesson.id for lesson in Catalog().course.lessons.values() if lesson.defines]
Outcomes = dict[str, dict[str, list[str]]]


@pytest.fixture(scope="module")
def outcomes() -> Outcomes:
    script = Path(__file__).with_name("withheld_names.py")
    run = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True, timeout=300)
    found: Outcomes = json.loads(run.stdout)
    return found


@pytest.fixture(scope="module")
def assessor(pool: Pool) -> Assessor:
    return Assessor(Catalog(), pool)


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_file_that_takes_what_the_lesson_asks_for_from_elsewhere_is_given_nothing(outcomes: Outcomes, lesson: str) -> None:
    assert [way for way, (how, *_) in outcomes[lesson].items() if how not in ("raised", "missing")] == []


@pytest.mark.parametrize("lesson", LESSONS)
def test_whoever_takes_it_from_mine_is_told_why_it_is_not_there(outcomes: Outcomes, lesson: str) -> None:
    ways = ("from mine", "mine.", "getattr of mine", "a subclass, mine", "from common.layers")
    assert {way: outcomes[lesson][way][1] for way in ways} == dict.fromkeys(ways, "NotGiven")


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            "en",
            "Line 2: `Affine` is what this lesson asks you to write, so neither `mine` nor the engine gives it here. "
            "Define it in this file.",
        ),
        (
            "ja",
            "2行目: `Affine` はこのレッスンで書くものなので、ここでは `mine` からもエンジンからも使えません。"
            "このファイルで定義しましょう。",
        ),
    ],
)
async def test_one_sentence_says_so_in_both_languages(assessor: Assessor, language: str, sentence: str) -> None:
    lesson, text = Catalog().course.lessons["affine-layer"], "# all of it\nfrom engine.layers import Affine\n"
    found = await assessor.check(lesson, text, file="answer.py", seed=0, mine=assessor.model_sources(lesson, text))
    assert (found.outcome, found.stage, Words(language).say(found.message)) == (Outcome.CRASHED, Stage.RUN, sentence)


@pytest.mark.asyncio(loop_scope="session")
async def test_a_star_import_above_ones_own_class_is_no_hindrance(assessor: Assessor) -> None:
    lesson = Catalog().course.lessons["affine-layer"]
    text = "from common.layers import *\n" + Catalog().text("affine-layer", "solution.py")
    found = await assessor.check(lesson, text, file="answer.py", seed=0, mine=assessor.model_sources(lesson, text))
    assert found.passed


@pytest.mark.asyncio(loop_scope="session")
async def test_the_engine_itself_still_builds_on_what_is_withheld(assessor: Assessor) -> None:
    lesson = Catalog().course.lessons["softmax"]
    text = Catalog().text("softmax", "solution.py").replace("def softmax", "def own")
    text += """

from engine.layers import Softmax

def softmax(x):
    assert np.allclose(own(x), Softmax().forward(x))
    return own(x)
"""
    found = await assessor.check(lesson, text, file="answer.py", seed=0, mine=assessor.model_sources(lesson, text))
    assert found.passed


@pytest.mark.asyncio(loop_scope="session")
async def test_what_is_fetched_from_the_depths_of_the_engine_does_not_count_as_defined(assessor: Assessor) -> None:
    lesson = Catalog().course.lessons["numerical-gradient"]
    text = "from engine.gradients import judge\nnumerical_gradient = judge.__globals__['numerical_gradient']\n"
    found = await assessor.check(lesson, text, file="answer.py", seed=0)
    assert (found.outcome, found.message.key) == (Outcome.WRONG, "contract.missing")


@pytest.mark.asyncio(loop_scope="session")
async def test_beside_the_model_answer_the_engines_own_still_runs(assessor: Assessor) -> None:
    lesson = Catalog().course.lessons["affine-layer"]
    runs = await assessor.record(lesson, {"engine": "from mine import Affine\n"}, seed=0)
    assert runs["engine"].ending.how is End.DONE
