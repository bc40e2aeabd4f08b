"""Wrong answers as people write them: what is said names the cause, and nothing that leads astray is said beside it.

Each entry: the lesson, what is wrong, the answer, `says`: pieces that the English message has to hold, `never`: pieces that
would send a reader the wrong way. Those that pass with a note have `passes = true`.
"""

from __future__ import annotations

import tomllib
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from tutor.course.catalog import Catalog
from tutor.judge.assess import Assessor
from tutor.judge.pool import Pool
from tutor.judge.verdicts import verdict
from tutor.model import References, Verdict
from tutor.text.messages import Words

HERE = Path(__file__).resolve().parent
MENDED = "mended"  # answers of which more is run: small changes of them
KINDS = sorted(file.stem for file in HERE.glob("*.toml") if file.stem != MENDED)
SEEDS = (0, 41)
PATIENCE = 3.0  # what a search finds is asked for here, not how fast: a machine may be slow, or shared


def answers(kind: str) -> list[dict[str, Any]]:
    with (HERE / f"{kind}.toml").open("rb") as file:
        found: list[dict[str, Any]] = tomllib.load(file)["answer"]
    return sorted(found, key=lambda one: one["lesson"])


async def judged(assessor: Assessor, name: str, given: list[dict[str, Any]]) -> dict[tuple[str, int], Verdict]:
    """The verdict on each answer by (what is wrong with it, seed): all in one worker, beside the references."""
    lesson = Catalog().course.lessons[name]
    texts = {**assessor.reference_texts(lesson), **{f"answer:{one['way']}": one["text"] for one in given}}
    found = await assessor.record_seeds(lesson, dict.fromkeys(SEEDS, texts))
    verdicts: dict[tuple[str, int], Verdict] = {}
    for seed, runs in found.items():
        mistakes = {key.removeprefix("mistake:"): run for key, run in runs.items() if key.startswith("mistake:")}
        known = References(runs["solution"], mistakes)
        verdicts |= {(one["way"], seed): verdict(lesson, seed, runs[f"answer:{one['way']}"], known) for one in given}
    return verdicts


def amiss(one: dict[str, Any], found: Verdict, words: Words) -> list[str]:
    """What is missing from the message, or should not be in it."""
    said = " ".join(words.say(message) for message in (found.message, *found.notes))
    lacking = [f"lacks {piece!r}" for piece in one["says"] if piece not in said]
    astray = [f"says {piece!r}" for piece in one.get("never", ()) if piece in said]
    passed = ["passed"] if found.passed is not one.get("passes", False) else []
    return [f"{one['lesson']}, {one['way']}: {fault}: {said}" for fault in (*lacking, *astray, *passed)]


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("kind", KINDS)
async def test_a_wrong_answer_is_explained_by_its_cause(pool: Pool, kind: str) -> None:
    catalog, faults = Catalog(), []
    assessor = Assessor(catalog, pool)
    for name, group in groupby(answers(kind), key=lambda one: str(one["lesson"])):
        given, words = list(group), Words("en", catalog.prose(name, "en"))
        found = await judged(assessor, name, given)
        faults += [fault for one in given for seed in SEEDS for fault in amiss(one, found[one["way"], seed], words)]
    assert faults == []


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("one", answers(MENDED), ids=lambda one: f"{one['lesson']}: {one['way']}")
async def test_a_near_miss_is_told_the_change_that_makes_it_right(pool: Pool, one: dict[str, Any]) -> None:
    catalog = Catalog()
    lesson, assessor, faults = catalog.course.lessons[one["lesson"]], Assessor(catalog, pool, PATIENCE), []
    for seed in SEEDS:
        mine = assessor.model_sources(lesson, one["text"])
        found = await assessor.check(lesson, one["text"], file="answer.py", seed=seed, mine=mine)
        found = await assessor.explain(lesson, one["text"], found, mine)
        faults += amiss(one, found, Words("en", catalog.prose(one["lesson"], "en")))
    assert not faults, "\n".join(faults)
