"""Measured trust: mutants of every model answer, and what the judge says of them.

    python tests/bench/trust.py [--most N] [LESSON ...]
    python tests/bench/trust.py --alternatives [--seeds N] [LESSON ...]

Prints the share caught (by a note, where only what is beyond the page fails), named, usefully diagnosed (a message beyond
"the values differ") and misnamed (another seed gives another name, another reason of the same kind with other facts, or
another change that makes the answer right), and the survivors with their change. Changes that change nothing stand in
`equivalents.toml`, each with the reason. Exit status 1 if a mutant survives or is misnamed.

--alternatives: right answers written in other ways (`tests/tutor/judge/right_answers`), at N seeds each; any that does not
pass is a false alarm.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

# Beside this file stands another called engine.py, which must not hide the package.
sys.path.sort(key=lambda folder: Path(folder).resolve() == Path(__file__).resolve().parent)
sys.path.append(str(Path(__file__).resolve().parents[1] / "tutor" / "judge" / "right_answers"))

from answers import KINDS, answers
from answers import judged as judged_answers
from mutants import Mutant, mutants

from tutor.course.catalog import Catalog
from tutor.course.prose import Prose
from tutor.judge.assess import Assessor, BrokenLesson
from tutor.judge.diagnosis.explain import PLAIN
from tutor.judge.pool import Pool
from tutor.model import Lesson, Message, Outcome, Verdict
from tutor.text.messages import Words

HERE = Path(__file__).resolve().parent
SEEDS = (0, 1)
AT_ONCE = 2
SEEDS_AT_ONCE = 10  # of right answers in one worker, which sends so many observations and no more


@dataclass(frozen=True)
class Judged:
    """What was said of one mutant, at two seeds."""

    lesson: str
    mutant: Mutant
    verdict: Verdict
    other: Verdict
    told: bool = False  # of one that costs a note: whether the lesson says what the check tries

    @property
    def noted(self) -> bool:
        """What is beyond the page costs a note and not the pass."""
        return self.verdict.passed and any(note.key == "note.beyond" for note in self.verdict.notes)

    @property
    def caught(self) -> bool:
        return not self.verdict.passed or not self.other.passed or self.noted

    @property
    def misnamed(self) -> bool:
        """What is said of a fault does not hang on the numbers drawn."""
        two = self.verdict, self.other
        changes = set(map(_change, two)) - {None}
        return len({one.mistake for one in two}) > 1 or len(set(map(_claim, two))) > 1 or len(changes) > 1

    @property
    def diagnosed(self) -> bool:
        if self.noted:
            return self.told
        return self.caught and (self.verdict.mistake is not None or self.verdict.message.key not in PLAIN)


def _claim(verdict: Verdict) -> tuple[str, str] | None:
    """The expression that is said to explain what came, and how."""
    said = verdict.message.facts["what"] if verdict.message.key.startswith("mended") else verdict.message
    why = said.facts.get("why") if said.key == "explained" else None
    return (why.key, why.facts["code"]) if why is not None and "code" in why.facts else None


def _change(verdict: Verdict) -> tuple[str, ...] | None:
    """The change that is said to make the answer right, with its line; None where none is said, as after a search that ran
    out of time. Each was tried, and is true; but where two seeds name two, at most one of them is the cause."""
    if not verdict.message.key.startswith("mended"):
        return None
    facts = verdict.message.facts
    return tuple(repr(facts[name]) for name in ("line", "first", "other", "second") if name in facts)


def equivalents() -> set[tuple[str, str, str]]:
    """(lesson, line, changed line) of mutants that are right answers; `*` stands for any change of the line."""
    with (HERE / "equivalents.toml").open("rb") as file:
        return {(one["lesson"], one["was"], one["becomes"]) for one in tomllib.load(file).get("equivalent", [])}


def _named(verdict: Verdict) -> object:
    return verdict.mistake or _change(verdict) or _claim(verdict)


def chosen(text: str, most: int) -> list[Mutant]:
    """At most `most` mutants, spread evenly over all of them."""
    found = list(mutants(text))
    return [found[i * len(found) // most] for i in range(most)] if len(found) > most else found


def told(notes: Sequence[Message], prose: Prose) -> bool:
    """Whether the lesson has words of its own for what each note is about."""
    beyond = [note.facts for note in notes if note.key == "note.beyond"]
    return all(prose.beyond(str(facts["variable"]), str(facts["case"])) for facts in beyond)


async def judged(assessor: Assessor, lesson: Lesson, mutant: Mutant, prose: Prose) -> Judged:
    mine = assessor.model_sources(lesson, mutant.text)

    async def check(seed: int) -> Verdict:
        found = await assessor.check(lesson, mutant.text, file="answer.py", seed=seed, mine=mine)
        return await assessor.explain(lesson, mutant.text, found, mine)

    one, other = [await check(seed) for seed in SEEDS]
    return Judged(lesson.id, mutant, one, other, told(one.notes, prose))


async def of_lesson(assessor: Assessor, catalog: Catalog, lesson: Lesson, most: int) -> list[Judged]:
    """Every chosen mutant of one lesson that is not known to be right."""
    known = equivalents()
    wrong = [
        m
        for m in chosen(catalog.text(lesson.id, "solution.py"), most)
        if known.isdisjoint({(lesson.id, m.was, m.becomes), (lesson.id, m.was, "*")})
    ]
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(mutant: Mutant) -> Judged:
        async with gate:
            return await judged(assessor, lesson, mutant, catalog.prose(lesson.id, "en"))

    return await asyncio.gather(*map(one, wrong))


async def main(ids: list[str], most: int) -> int:
    catalog = Catalog()
    course = catalog.course
    lessons = [course.lessons[name] for name in ids or course.order if course.lessons[name].kind != "quiz"]
    found: list[Judged] = []
    async with Pool(spares=AT_ONCE) as pool:
        assessor = Assessor(catalog, pool)
        for lesson in lessons:
            try:
                some = await of_lesson(assessor, catalog, lesson, most)
            except BrokenLesson as broken:
                print(broken)
                continue
            report(f"{lesson.id}", some)
            found += some
    report("all", found)
    show(catalog, found)
    return int(any(one.misnamed or not one.caught for one in found))


def report(title: str, found: list[Judged]) -> None:
    """One line of shares."""
    count = len(found) or 1
    shares = {
        "caught": sum(one.caught for one in found),
        "by a note": sum(one.noted for one in found),
        "named": sum(one.verdict.mistake is not None for one in found),
        "diagnosed": sum(one.diagnosed for one in found),
    }
    told = "  ".join(f"{name} {100 * number / count:5.1f} %" for name, number in shares.items())
    print(f"{title:24} {len(found):4} mutants  {told}  misnamed {sum(one.misnamed for one in found)}", flush=True)


def show(catalog: Catalog, found: list[Judged]) -> None:
    """What survived, what was misnamed, and which bare messages were given most."""
    for one in found:
        if not one.caught or one.misnamed:
            fate = "MISNAMED" if one.misnamed else "SURVIVED"
            print(f"{fate} {one.lesson} ({one.mutant.operator})\n  - {one.mutant.was}\n  + {one.mutant.becomes}")
            if one.misnamed:
                print(f"  named {_named(one.verdict)} and {_named(one.other)}")
    plain = [one for one in found if one.caught and not one.diagnosed and one.verdict.outcome is Outcome.WRONG]
    print("bare messages:", dict(Counter(one.verdict.message.key for one in plain).most_common()))
    for one in plain[:: max(1, len(plain) // 12)]:
        said = Words("en", catalog.prose(one.lesson, "en")).say(one.verdict.message)
        print(f"  {one.lesson}: {one.mutant.was} -> {one.mutant.becomes}: {said}")


async def alternatives(ids: list[str], seeds: int) -> int:
    """How many right answers do not pass, of all at all seeds."""
    catalog, alarms, runs = Catalog(), 0, 0
    async with Pool(spares=AT_ONCE) as pool:
        assessor = Assessor(catalog, pool)
        for kind in KINDS:
            given = [one for one in answers(kind) if not ids or one.lesson in ids]
            count = 0
            for name in dict.fromkeys(one.lesson for one in given):
                some = [one for one in given if one.lesson == name]
                for start in range(0, seeds, SEEDS_AT_ONCE):
                    span = range(start, min(start + SEEDS_AT_ONCE, seeds))
                    found = await judged_answers(assessor, catalog.course.lessons[name], some, span)
                    alarms += tell(name, found)
                    count += len(found)
            print(f"{kind:12} {len(given):3} right answers  {count:6} runs  {alarms} false alarms so far", flush=True)
            runs += count
    print(f"false alarms: {alarms} of {runs} runs")
    return int(alarms > 0)


def tell(lesson: str, found: Mapping[tuple[str, int], Verdict]) -> int:
    """Each right answer that did not pass. How many there are."""
    wrong = {key: one for key, one in found.items() if one.outcome is not Outcome.PASSED}
    for (way, seed), one in wrong.items():
        print(f"FALSE ALARM {lesson} ({way}), seed {seed}: {one.outcome}, {Words('en').say(one.message)}")
    return len(wrong)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lessons", nargs="*")
    parser.add_argument("--most", type=int, default=25, help="mutants of one lesson")
    parser.add_argument("--alternatives", action="store_true", help="right answers in the place of mutants")
    parser.add_argument("--seeds", type=int, default=200, help="of each right answer")
    given = parser.parse_args()
    work = alternatives(given.lessons, given.seeds) if given.alternatives else main(given.lessons, given.most)
    sys.exit(asyncio.run(work))
