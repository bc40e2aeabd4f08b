"""Lint from end to end: what can be read first, then every program at every seed, over a few workers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from tutor.course.catalog import BadLesson, Catalog
from tutor.judge.assess import Assessor
from tutor.linting import behaviour as b
from tutor.linting.course import LessonDraft, controls, relations
from tutor.linting.flaws import Flaw, merged
from tutor.linting.folder import facts, files
from tutor.linting.form import form, model_stub, solved_stub, still_wanting
from tutor.linting.unwritten import unwritten
from tutor.linting.wording import enough_mistakes, words
from tutor.model import End, Lesson, Recording
from tutor.text.messages import Words

SEEDS_A_WORKER = 10
RUNS_A_WORKER = 60  # at most, for one may send some 300 observations, and a worker is heard out up to 20,000

SHORTEST, PATIENCE = 4.0, 3  # seconds for the first run of the model answer; times its lesson's own limit

OnLesson = Callable[[str, Sequence[Flaw]], None]


@dataclass(frozen=True, slots=True)
class Effort:
    """Seeds for the model answer, and for stub and mistakes (the first of them)."""

    seeds: int
    mistake_seeds: int


NORMAL, THOROUGH = Effort(20, 5), Effort(200, 50)


async def lint(draft: LessonDraft, assessor: Assessor, effort: Effort, workers: int, on_lesson: OnLesson) -> None:
    """Tell the flaws of each lesson as soon as they are known. Raises WorkerFailed."""
    if draft.course_flaws:
        on_lesson("", draft.course_flaws)
    gate, engine = asyncio.Semaphore(workers), engine_names()

    async def one(name: str) -> None:
        on_lesson(name, tuple(merged(await _lesson_flaws(draft, assessor, effort, name, gate, engine))))

    await asyncio.gather(*(one(name) for name in draft.lessons))


def engine_names() -> Mapping[str, Any]:
    """What the engine offers under the names that lessons use."""
    from tutor.judge.child.modules import engine_exports

    return engine_exports()


async def _lesson_flaws(
    draft: LessonDraft, assessor: Assessor, effort: Effort, name: str, gate: asyncio.Semaphore, engine: Mapping[str, Any]
) -> list[Flaw]:
    if name in draft.flaws:
        return list(draft.flaws[name])
    lesson, catalog = draft.catalog.course.lessons[name], draft.catalog
    flaws = list(readable(catalog, lesson, engine))
    if any(flaw.rule in ("missing", "prose") for flaw in flaws) or lesson.kind == "quiz":
        return flaws
    subject = LintedLesson(catalog, lesson, _engine_text(lesson, engine))
    async with gate:
        if endless := await subject.first_run(assessor):
            return [*flaws, *endless]
    batches = batched(range(1, effort.seeds + 1), len(catalog.mistakes(lesson.id)))
    work = [subject.at(seeds, assessor, gate, effort.mistake_seeds) for seeds in batches]
    results = await asyncio.gather(*work)
    return [*flaws, *(flaw for found, _ in results for flaw in found), *b.slow(lesson, min(s for _, s in results))]


def batched(seeds: range, mistakes: int = 0) -> Iterator[range]:
    """Some seeds at a time: what one worker runs, for booting one costs more than most runs.

    mistakes: how many run at each seed, beside the model answer and whatever else there is.
    """
    size = max(1, min(SEEDS_A_WORKER, RUNS_A_WORKER // max(1, mistakes)))
    return (seeds[start : start + size] for start in range(0, len(seeds), size))


def readable(catalog: Catalog, lesson: Lesson, engine: Mapping[str, Any]) -> Iterator[Flaw]:
    """All that can be found by reading, but what the first edition may still lack. engine: what it offers, by name."""
    return still_wanting(catalog.folder, lesson.id, _readable(catalog, lesson, engine))


def _readable(catalog: Catalog, lesson: Lesson, engine: Mapping[str, Any]) -> Iterator[Flaw]:
    try:
        yield from files(lesson)
        yield from facts(lesson)
        yield from relations(catalog, lesson, engine)
        yield from controls(lesson)
        yield from enough_mistakes(catalog, lesson)
        yield from words(catalog, lesson)
        yield from unwritten(lesson)
        yield from form(catalog, lesson)
    except BadLesson as error:
        yield Flaw("missing", lesson.id, str(error), "mend the file")


def _engine_text(lesson: Lesson, engine: Mapping[str, Any]) -> str | None:
    """A text that answers the lesson with the engine's own, where the engine has all of it.

    The engine's networks calculate in float32 unless told otherwise; checks need float64.
    """
    if not lesson.engine or not lesson.defines or not all(name in engine for name in lesson.defines):
        return None
    text = "".join(f"from {exporting(name)} import {name}\n" for name in lesson.defines)
    if lesson.kind != "network":
        return text
    exact = "".join(f'{name} = partial({name}, dtype="float64")\n' for name in lesson.defines)
    return f"from functools import partial\n{text}{exact}"


def exporting(name: str) -> str:
    """The engine's module that offers a name; some names are aliases, so the object itself cannot say."""
    from tutor.judge.child.modules import ENGINE

    return next(module for module in ENGINE if hasattr(import_module(module), name))


@dataclass(frozen=True, slots=True)
class LintedLesson:
    """A lesson under test. `engine`: the text that answers it with the engine's own, if there is one."""

    catalog: Catalog
    lesson: Lesson
    engine: str | None

    async def first_run(self, assessor: Assessor) -> list[Flaw]:
        """The flaw that the model answer's run does not end by itself, found before some hundred runs wait for it."""
        texts = {1: {b.SOLUTION: assessor.reference_texts(self.lesson)[b.SOLUTION]}}
        limit = max(SHORTEST, PATIENCE * self.lesson.limit_seconds)
        runs = (await assessor.record_seeds(self.lesson, texts, each=limit))[1]
        ends = runs[b.SOLUTION].ending.how
        return list(b.behaviour(self._case(1, runs))) if ends in (End.TIMED_OUT, End.DIED) else []

    async def at(
        self, seeds: range, assessor: Assessor, gate: asyncio.Semaphore, mistake_seeds: int
    ) -> tuple[list[Flaw], float]:
        """The flaws at some seeds, and the fewest seconds that the model answer took.

        mistake_seeds: up to this seed, stub and mistakes are run too.
        """
        texts = {seed: self._texts(assessor, whole=seed <= mistake_seeds) for seed in seeds}
        async with gate:
            found = await assessor.record_seeds(self.lesson, texts)
        flaws = [flaw for seed, runs in found.items() for flaw in b.behaviour(self._case(seed, runs))]
        return flaws, min(runs[b.SOLUTION].seconds for runs in found.values())

    def _texts(self, assessor: Assessor, *, whole: bool) -> dict[str, str]:
        known = assessor.reference_texts(self.lesson)
        texts = {b.SOLUTION: known[b.SOLUTION], b.AGAIN: known[b.SOLUTION]}
        if self.engine:
            texts[b.ENGINE] = self.engine
        if whole and (solved := solved_stub(self.catalog, self.lesson)):
            texts[b.HINTS] = solved
        return {**texts, b.STUB: model_stub(self.catalog, self.lesson.id), **known} if whole else texts

    def _case(self, seed: int, runs: Mapping[str, Recording]) -> b.Case:
        return b.Case(self.lesson, seed, runs, Words("en", self.catalog.prose(self.lesson.id, "en")))
