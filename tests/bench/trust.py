"""Measured trust: mutants of every model answer, and what the judge says of them.

    python tests/bench/trust.py [--most N] [LESSON ...]

Prints the share caught, named, usefully diagnosed (a message beyond "the values differ") and misnamed (another seed gives
another name), and the survivors with their change. Changes that change nothing stand in `equivalents.toml`, each with the
reason. Exit status 1 if a mutant survives or is misnamed.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

# Beside this file stands another called engine.py, which must not hide the package.
sys.path.sort(key=lambda folder: Path(folder).resolve() == Path(__file__).resolve().parent)

from mutants import Mutant, mutants

from tutor.catalog import Catalog
from tutor.judge.assess import Assessor, BrokenLesson
from tutor.judge.pool import Pool
from tutor.model import Lesson, Outcome, Verdict
from tutor.words import Words

HERE = Path(__file__).resolve().parent
SEEDS = (0, 1)
AT_ONCE = 2
PLAIN = ("forward.differs", "forward.other", "forward.number", "gradient.differs", "gradient.differs-somewhere")


@dataclass(frozen=True)
class Judged:
    """What was said of one mutant."""

    lesson: str
    mutant: Mutant
    verdict: Verdict
    misnamed: bool

    @property
    def caught(self) -> bool:
        return not self.verdict.passed

    @property
    def diagnosed(self) -> bool:
        return self.caught and (self.verdict.mistake is not None or self.verdict.message.key not in PLAIN)


def equivalents() -> set[tuple[str, str, str]]:
    """(lesson, line, changed line) of mutants that are right answers; `*` stands for any change of the line."""
    with (HERE / "equivalents.toml").open("rb") as file:
        return {(one["lesson"], one["was"], one["becomes"]) for one in tomllib.load(file).get("equivalent", [])}


def chosen(text: str, most: int) -> list[Mutant]:
    """At most `most` mutants, spread evenly over all of them."""
    found = list(mutants(text))
    return [found[i * len(found) // most] for i in range(most)] if len(found) > most else found


async def judged(assessor: Assessor, lesson: Lesson, mutant: Mutant) -> Judged:
    mine = assessor.model_sources(lesson)

    async def check(seed: int) -> Verdict:
        return await assessor.check(lesson, mutant.text, file="answer.py", seed=seed, mine=mine)

    first = await check(SEEDS[0])
    misnamed = first.mistake is not None and (await check(SEEDS[1])).mistake != first.mistake
    return Judged(lesson.id, mutant, first, misnamed)


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
            return await judged(assessor, lesson, mutant)

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
                print(f"  named {one.verdict.mistake}")
    plain = [one for one in found if one.caught and not one.diagnosed and one.verdict.outcome is Outcome.WRONG]
    print("bare messages:", dict(Counter(one.verdict.message.key for one in plain).most_common()))
    for one in plain[:: max(1, len(plain) // 12)]:
        said = Words("en", catalog.prose(one.lesson, "en")).say(one.verdict.message)
        print(f"  {one.lesson}: {one.mutant.was} -> {one.mutant.becomes}: {said}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lessons", nargs="*")
    parser.add_argument("--most", type=int, default=25, help="mutants of one lesson")
    given = parser.parse_args()
    sys.exit(asyncio.run(main(given.lessons, given.most)))
