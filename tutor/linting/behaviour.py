"""How a lesson's programs behave at one seed: judged from recordings, exactly as a learner's text is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from tutor.judge.compare import findings
from tutor.judge.naming import Spot, first_spot
from tutor.judge.verdicts import verdict
from tutor.linting.distance import ENOUGH, between, from_solution
from tutor.linting.flaws import Flaw
from tutor.model import Crash, End, Ending, Lesson, Outcome, Recording, References, Verdict
from tutor.text.messages import Words

SOLUTION, AGAIN, STUB, HINTS, ENGINE, MISTAKE = "solution", "again", "stub", "hints", "engine", "mistake:"

Runs = Mapping[str, Recording]


@dataclass(frozen=True)
class Case:
    """A lesson at one seed, with what its programs left behind."""

    lesson: Lesson
    seed: int
    runs: Runs
    words: Words

    @cached_property
    def references(self) -> References:
        mistakes = {name.removeprefix(MISTAKE): run for name, run in self.runs.items() if name.startswith(MISTAKE)}
        return References(self.runs[SOLUTION], mistakes)

    @cached_property
    def spots(self) -> dict[str, Spot | None]:
        """Where each known mistake first fails."""
        solution, shapes = self.references.solution, self.lesson.shapes
        return {key: first_spot(findings(run, solution, shapes)) for key, run in self.references.mistakes.items()}

    def verdict(self, run: str) -> Verdict:
        return verdict(self.lesson, self.seed, self.runs[run], self.references)

    def flaw(self, rule: str, file: str, fault: str, cure: str) -> Flaw:
        return Flaw(rule, f"{self.lesson.id}/{file}", fault, cure, self.seed)

    def said(self, judged: Verdict) -> str:
        """An outcome with its reason, for the author."""
        return f"{judged.outcome}: {self.words.say(judged.message)}"


def behaviour(case: Case) -> Iterator[Flaw]:
    """All rules about one seed."""
    solution = case.runs[SOLUTION]
    if solution.ending.how is not End.DONE:
        file = "checks.py" if solution.ending.how is End.BROKEN else "solution.py"
        yield case.flaw("solution", file, f"the model answer's run ends: {_ended(solution.ending)}", "mend it first")
        return
    if any(isinstance(record.value, Crash) and record.value.unfinished for record in solution.records):
        yield case.flaw("solution", "solution.py", "raises NotImplementedError", "finish it")
        return  # nothing can be held against an answer that is none yet
    yield from _solution(case)
    yield from _engine(case)
    yield from _stub(case)
    yield from _hints(case)
    for key in case.references.mistakes:
        yield from _mistake(case, key)


def _ended(ending: Ending) -> str:
    crash = ending.crash
    return (
        f"{ending.how}" + (f", {crash.type}: {crash.text}" if crash else "") + (f" {ending.facts}" if ending.facts else "")
    )


def _solution(case: Case) -> Iterator[Flaw]:
    judged = case.verdict(AGAIN)
    if not judged.passed:
        yield case.flaw("solution", "solution.py", f"does not pass ({case.said(judged)})", "mend solution.py or checks.py")
    for note in judged.notes:
        yield case.flaw("notes", "solution.py", f"passes with a note: {case.words.say(note)}", "a model answer earns none")


def _engine(case: Case) -> Iterator[Flaw]:
    if ENGINE not in case.runs:
        return
    judged = case.verdict(ENGINE)
    if not judged.passed:
        fault = f"the engine's {', '.join(case.lesson.defines)} does not pass ({case.said(judged)})"
        yield case.flaw("engine", "checks.py", fault, "engine and lesson must agree: mend the one that is wrong")


def _stub(case: Case) -> Iterator[Flaw]:
    if STUB not in case.runs:
        return
    judged = case.verdict(STUB)
    wanted = Outcome.WRONG if case.lesson.kind == "repair" else Outcome.UNFINISHED
    if judged.outcome is not wanted:
        cure = "it must run and be wrong" if wanted is Outcome.WRONG else "raise NotImplementedError where code belongs"
        yield case.flaw("stub", "stub.py", f"is {case.said(judged)}", cure)


def _hints(case: Case) -> Iterator[Flaw]:
    """The last hints suffice: the stub passes with their code in it."""
    if HINTS not in case.runs:
        return
    judged = case.verdict(HINTS)
    if not judged.passed:
        fault = f"the code of hint 3, put into stub.py, does not pass ({case.said(judged)})"
        yield case.flaw("hint 3", "en.md", fault, "mend the block, or the stub")


def _mistake(case: Case, key: str) -> Iterator[Flaw]:
    file, judged = f"mistakes/{key}.py", case.verdict(MISTAKE + key)
    if judged.outcome not in (Outcome.WRONG, Outcome.CRASHED):
        yield case.flaw("mistake", file, f"is {case.said(judged)}", "make it a mistake that the checks can see")
        return
    spot = case.spots[key]
    if spot is None:
        ending = _ended(case.runs[MISTAKE + key].ending)
        yield case.flaw("mistake", file, f"shows no value that is off (ends: {ending})", "let it fail in a check")
        return
    near = from_solution(case.runs[MISTAKE + key], case.runs[SOLUTION], spot)
    if near < ENOUGH:
        cure = f"make it {ENOUGH:g} off, so that rounding never hides it"
        yield case.flaw("distance", file, f"is only {near:.3g} tolerances from the model answer in {_name(spot)}", cure)
    yield from _neighbours(case, key, spot)
    if judged.mistake != key:
        yield case.flaw("naming", file, f"is named {judged.mistake or 'nothing'}", "let it differ where it first fails")


def _neighbours(case: Case, key: str, spot: Spot) -> Iterator[Flaw]:
    """Other mistakes that first fail in the same place with nearly the same values."""
    for other, elsewhere in case.spots.items():
        if other == key or elsewhere != spot:
            continue
        apart = between(case.runs[MISTAKE + key], case.runs[MISTAKE + other], spot)
        if apart < ENOUGH:
            fault = f"is only {apart:.3g} tolerances from {other} in {_name(spot)}"
            yield case.flaw(
                f"distance to {other}", f"mistakes/{key}.py", fault, "keep one of them, or let a check tell them apart"
            )


def _name(spot: Spot) -> str:
    return f"{spot.case} ({spot.stage} of {', '.join(sorted(spot.variables))})"


def slow(lesson: Lesson, seconds: float) -> Iterator[Flaw]:
    """seconds: the model answer's quickest run. Learners' code may be twice as slow, and machines too."""
    if seconds > lesson.limit_seconds / 2:
        fault = f"the checks take {seconds:.2f} s of {lesson.limit_seconds:g} s"
        yield Flaw("seconds", f"{lesson.id}/checks.py", fault, "check less, or raise limit_seconds in lesson.toml")
