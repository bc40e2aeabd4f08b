"""Right answers written in other ways than the model answers, and what the judge makes of them."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tutor.judge.assess import Assessor
from tutor.judge.verdicts import verdict
from tutor.model import End, Lesson, References, Verdict

HERE = Path(__file__).resolve().parent
KINDS = tuple(sorted(file.stem for file in HERE.glob("*.toml")))


@dataclass(frozen=True, slots=True)
class Answer:
    """A right answer of a lesson, and the way in which it is written."""

    kind: str
    lesson: str
    way: str
    text: str


def answers(kind: str) -> list[Answer]:
    with (HERE / f"{kind}.toml").open("rb") as file:
        return [Answer(kind, one["lesson"], one["way"], one["text"]) for one in tomllib.load(file)["answer"]]


async def judged(
    assessor: Assessor, lesson: Lesson, given: Sequence[Answer], seeds: Sequence[int]
) -> dict[tuple[str, int], Verdict]:
    """The verdict on each answer at each seed, by (way, seed): all in one worker, beside the model answer."""
    texts = {"solution": assessor.reference_texts(lesson)["solution"], **{one.way: one.text for one in given}}
    runs = await assessor.record_seeds(lesson, dict.fromkeys(seeds, texts))
    return {
        (one.way, seed): verdict(lesson, seed, runs[seed][one.way], References(runs[seed]["solution"]))
        for one in given
        for seed in seeds
        if runs[seed]["solution"].ending.how is End.DONE
    }
