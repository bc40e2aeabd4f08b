"""From a lesson and a text to a verdict: builds the jobs, keeps the references of a visit, asks the pool."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from tutor.course.catalog import Catalog
from tutor.course.dependencies import VOTER, Source, behind
from tutor.judge.pool import Pool, WorkerFailed
from tutor.judge.recorder import OnRun
from tutor.model import MAX_SOURCE, End, Ending, Lesson, ObservationName, Outcome, Recording, References, Verdict

if TYPE_CHECKING:
    from tutor.judge.mending.variations import Variation

Job = dict[str, Any]

KEPT = 8  # references: those of a lesson and seed are a few hundred kilobytes
VARY_EACH = 2.0  # for one change of a text
MANY = 200  # changes that are worth a second worker
REFERENCE_SECONDS = 20.0  # for the model answer and every known mistake of one lesson together


class BrokenLesson(RuntimeError):
    """A lesson whose own model answer cannot be checked: a fault of the lesson, said with its name."""


def refuse(text: str) -> Recording | None:
    """What is said of a text that no worker need see, or None: it is too long, or holds a null character."""
    if len(text) > MAX_SOURCE:
        return Recording(ending=Ending(End.PARSE, facts={"size": len(text), "limit": MAX_SOURCE}))
    if "\0" in text:
        return Recording(ending=Ending(End.PARSE, facts={"line": text.count("\n", 0, text.index("\0")) + 1}))
    return None


def _reference_run(seed: int, name: str, text: str) -> dict[str, Any]:
    """The model answer's run tells what went in, which is the same in every run: all others are spared the telling. Of an
    exception in a known mistake only what it is matters: nobody reads what stood around it."""
    file = f"{name.replace(':', '-')}.py"
    run = {"name": f"{seed}/{name}", "file": file, "text": text, "seed": seed}
    return {**run, "note_inputs": name == "solution", "briefly": name.startswith("mistake:")}


def _retrieve_failure(task: asyncio.Task[References]) -> None:
    """A failure is told to whoever awaits the references; where a newer edit has called that off, to nobody."""
    if not task.cancelled():
        task.exception()


class _Known(NamedTuple):
    """The references of one lesson and seed: the model answer's run as soon as it has ended, and all of them."""

    solution: asyncio.Future[Recording]
    whole: asyncio.Task[References]


def _needs_no_name(found: Verdict) -> bool:
    """Whether known mistakes have nothing to say of it: nothing is off, or the part to fill in is not there yet."""
    return found.outcome is Outcome.UNFINISHED or all(finding.passed for finding in found.findings)


class Assessor:
    """Checks texts of the lessons of one catalog. References are computed once a (lesson, seed), and the latest are kept."""

    def __init__(self, catalog: Catalog, pool: Pool, patience: float = 1.0) -> None:
        """patience: by how much a search may take longer than a learner is made to wait for it."""
        self._catalog = catalog
        self.pool = pool
        self._patience = patience
        self._references: dict[tuple[str, int], _Known] = {}

    async def check(
        self,
        lesson: Lesson,
        text: str,
        *,
        file: str,
        seed: int,
        mine: Sequence[Source] = (),
    ) -> Verdict:
        """The verdict on `text`. Raises BrokenLesson, WorkerFailed; cancelling stops the run."""
        known = self._known(lesson, seed)
        run = refuse(text)
        if run is None:
            job = self.answer_job(lesson, text, file, seed, mine)
            run = (await self.pool.check(job, lesson.limit_seconds))["answer"]
        from tutor.judge.verdicts import verdict  # not before: NumPy comes in while workers compute

        either: set[asyncio.Future[Any]] = {known.solution, known.whole}
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        if not known.whole.done():
            found = verdict(lesson, seed, run, References(known.solution.result(), {}))
            if _needs_no_name(found):
                return found
        return verdict(lesson, seed, run, await asyncio.shield(known.whole))

    async def explain(
        self,
        lesson: Lesson,
        text: str,
        found: Verdict,
        mine: Sequence[Source] = (),
        searching: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> Verdict:
        """The verdict that `check` found, and, where it leaves open why, the change of the text that would make it right.

        The search for it takes seconds, so it is asked for once the verdict has been said. Raises as `check` does.
        searching: entered while it goes on.
        """
        from tutor.judge.verdicts import leaves_open

        first = next((one for one in found.findings if not (one.passed or one.beyond or one.unclear)), None)
        if first is None or not leaves_open(found):
            return found
        from tutor.judge.mending.edits import Text  # asked for only where something is off
        from tutor.judge.mending.known import Known
        from tutor.judge.mending.mended import tell
        from tutor.judge.mending.search import Search

        async def vary(
            itself: str, texts: Sequence[Variation], until: ObservationName | None, seconds: float
        ) -> Sequence[Recording]:
            return await self._vary(lesson, itself, texts, found.seed, mine, until, seconds)

        mended = None
        with searching():
            references = await asyncio.shield(self.references(lesson, found.seed))
            # What is off is known all the same; ast raises SystemError before 3.11.8.
            with suppress(WorkerFailed, SystemError):
                own, model = Text.parse(text), Text.parse(self._catalog.text(lesson.id, "solution.py"))
                if own is not None and model is not None:
                    texts = self._catalog.mistakes(lesson.id)
                    known = {key: Known(texts[key], run) for key, run in references.mistakes.items()}
                    search = Search(lesson, own, model, references.solution, known, vary)
                    mended = await search.find(first, found.findings)
        return found if mended is None else found._replace(message=tell(found, mended))

    async def _vary(
        self,
        lesson: Lesson,
        itself: str,
        texts: Sequence[Variation],
        seed: int,
        mine: Sequence[Source],
        until: ObservationName | None,
        seconds: float,
    ) -> Sequence[Recording]:
        """One recording for each variation of a text; as far as one observation, or to the end.

        Many are shared out between two workers, every other one to each, where the machine can run both at once.
        """
        if not texts:
            return []
        runs: list[dict[str, Any]] = [
            {"name": str(number), "file": "answer.py", "text": one.text, "lines": one.lines, "seed": seed + one.shift}
            for number, one in enumerate(texts)
        ]
        model = self._catalog.text(lesson.id, "solution.py")
        seconds *= self._patience
        wanted = {"text": itself, "model": model, "until": until and str(until), "seconds": seconds}
        if itself == model:  # known mistakes are written as the model answer with one method of their own
            wanted["solution"] = model
        shares = 2 if len(runs) > MANY and (os.cpu_count() or 1) > 1 else 1
        jobs = ({**self._job(lesson, runs[k::shares], seed, mine), "kind": "vary", **wanted} for k in range(shares))
        halves = await asyncio.gather(*(self.pool.check(job, 4 * seconds, each=VARY_EACH) for job in jobs))
        found = {name: run for half in halves for name, run in half.items()}
        return [found[str(number)] for number in range(len(runs))]

    def answer_job(self, lesson: Lesson, text: str, file: str, seed: int, mine: Sequence[Source] = ()) -> Job:
        """The job of a check of the learner's text."""
        job = self._job(lesson, [{"name": "answer", "file": file, "text": text, "inlay_hints": True}], seed, mine)
        return {**job, "vote": VOTER if any(VOTER in s.names and s.owner == "learner" for s in mine) else None}

    def references(self, lesson: Lesson, seed: int) -> asyncio.Task[References]:
        """The model answer's and the mistakes' recordings, being computed or done."""
        return self._known(lesson, seed).whole

    def _known(self, lesson: Lesson, seed: int) -> _Known:
        key = (lesson.id, seed)
        known = self._references.get(key)
        if known is None or (known.whole.done() and (known.whole.cancelled() or known.whole.exception())):
            solution = asyncio.get_running_loop().create_future()
            whole = asyncio.create_task(self._run_references(lesson, seed, solution))
            whole.add_done_callback(_retrieve_failure)
            known = self._references[key] = _Known(solution, whole)
            self._forget()
        return known

    def _forget(self) -> None:
        """Of the references that nobody computes any more, keep the latest: a long visit sees many lessons and seeds."""
        done = [key for key, known in self._references.items() if known.whole.done()]
        for key in done[:-KEPT]:
            del self._references[key]

    async def _run_references(self, lesson: Lesson, seed: int, first: asyncio.Future[Recording]) -> References:
        def hear(name: str, run: Recording) -> None:
            if name == "solution" and run.ending.how is End.DONE:
                first.set_result(run)

        recordings = await self.record(lesson, self.reference_texts(lesson), seed, hear)
        solution = recordings["solution"]
        if solution.ending.how is not End.DONE:
            raise BrokenLesson(f"{lesson.id}: its model answer ends with {solution.ending}")
        mistakes = {name.removeprefix("mistake:"): run for name, run in recordings.items() if name != "solution"}
        return References(solution, mistakes)

    def reference_texts(self, lesson: Lesson) -> dict[str, str]:
        """The model answer under `solution`, each known mistake under `mistake:key`."""
        mistakes = {f"mistake:{key}": text for key, text in self._catalog.mistakes(lesson.id).items()}
        return {"solution": self._catalog.text(lesson.id, "solution.py"), **mistakes}

    async def record(
        self, lesson: Lesson, texts: Mapping[str, str], seed: int, on_run: OnRun | None = None
    ) -> dict[str, Recording]:
        """Recordings of several texts, one after another in one worker, on model answers only."""

        def hear(name: str, run: Recording) -> None:
            if on_run:
                on_run(name.partition("/")[2], run)

        return (await self.record_seeds(lesson, {seed: texts}, hear))[seed]

    async def record_seeds(
        self,
        lesson: Lesson,
        texts: Mapping[int, Mapping[str, str]],
        on_run: OnRun | None = None,
        each: float = REFERENCE_SECONDS,
    ) -> dict[int, dict[str, Recording]]:
        """Recordings of the texts of several seeds, all in one worker: booting one costs more than most runs.

        The limit of time is that of one seed for each; `each`: what one run may take. on_run: hears of each run as it ends,
        as `seed/name`.
        """
        runs = [_reference_run(seed, name, text) for seed, named in texts.items() for name, text in named.items()]
        job = self._job(lesson, runs, 0, self.model_sources(lesson, "\n".join(run["text"] for run in runs)))
        job["solution"] = self._catalog.text(lesson.id, "solution.py")
        job["withheld"] = []  # the engine's own code is held against the model answer, too
        found = await self.pool.check(job, REFERENCE_SECONDS * len(texts), on_run, each=each)
        return {seed: {name: found[f"{seed}/{name}"] for name in named} for seed, named in texts.items()}

    def model_sources(self, lesson: Lesson, text: str = "") -> list[Source]:
        """The model answers behind what a lesson uses and what `text` takes besides; what no earlier lesson defines is the
        engine's."""

        def answer(origin: str) -> str:
            return self._catalog.text(origin, "solution.py")

        asking = self._catalog.with_programs(lesson.id, text)
        return [
            Source(f"{origin}/solution.py", answer(origin), names, origin, "model")
            for origin, names in behind(self._catalog.course, lesson, asking, answer)
        ]

    def lab_job(self, lesson: Lesson, text: str, file: str, mine: Sequence[Source], settings: Mapping[str, Any]) -> Job:
        """The job of a lesson's lab on `text`."""
        job = self._job(lesson, [{"name": "lab", "file": file, "text": text}], 0, mine)
        program = self._catalog.text(lesson.id, "lab.py")
        return {**job, "withheld": [], "kind": "lab", "lab": program, "settings": dict(settings)}

    async def evaluate(
        self,
        lesson: Lesson,
        text: str,
        file: str,
        expression: str,
        mine: Sequence[Source] = (),
        *,
        before: Sequence[str] = (),
        seed: int = 0,
        until: str | None = None,
    ) -> Recording:
        """What an expression prints, evaluated beside the learner's own code.

        before: what was tried earlier; it runs first, unheard and within the same time, and its names are there.
        until: a finding's name at this seed. The inputs of its case stand ready under their names, and the ending's fact
        `inputs` tells which; "" stands for the first case.
        """
        job = self._job(lesson, [{"name": "try", "file": file, "text": text}], seed, mine)
        return await self.pool.evaluate(
            {**job, "expression": expression, "before": list(before), "until": until}, lesson.limit_seconds
        )

    def _job(self, lesson: Lesson, runs: list[dict[str, Any]], seed: int, mine: Sequence[Source]) -> Job:
        return {
            "kind": "check",
            "runs": runs,
            "checks": self._catalog.text(lesson.id, "checks.py") if lesson.kind != "quiz" else "",
            "mine": [{"file": s.file, "text": s.text, "names": [*s.names], "own": s.owner == "learner"} for s in mine],
            "defines": list(lesson.defines),
            "withheld": list(lesson.defines),
            "seed": seed,
        }
