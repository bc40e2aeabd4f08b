"""What a layer's check costs: in the worker, end to end with a warm spare, and what the references of a lesson cost.

    python tests/bench/judge.py [LESSON] [CHECKS]

Median and 95th percentile in milliseconds; nothing is asserted, since the machine may have other work.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from pathlib import Path

# Beside this file stands another called engine.py, which must not hide the package.
sys.path.sort(key=lambda folder: Path(folder).resolve() == Path(__file__).resolve().parent)

from tutor.course.catalog import Catalog
from tutor.judge.assess import Assessor
from tutor.judge.pool import Pool
from tutor.judge.verdicts import verdict

PAUSE = 0.4  # between checks, as a learner pauses: the next spare boots meanwhile


async def main(lesson_id: str, checks: int) -> None:
    catalog = Catalog()
    lesson = catalog.course.lessons[lesson_id]
    text = catalog.text(lesson_id, "solution.py")
    times: dict[str, list[float]] = {"in the worker": [], "end to end": [], "verdict in the judge": []}
    async with Pool(spares=1) as pool:
        assessor = Assessor(catalog, pool)
        began = time.perf_counter()
        references = await assessor.references(lesson, 0)
        print(f"{lesson_id}: references once {1e3 * (time.perf_counter() - began):.0f} ms")
        for _ in range(checks):
            pool.warm()
            await asyncio.sleep(PAUSE)
            began = time.perf_counter()
            await assessor.check(lesson, text, file="answer.py", seed=0)
            times["end to end"].append(time.perf_counter() - began)
            pool.warm()
            await asyncio.sleep(PAUSE)
            run = (await pool.check(assessor.answer_job(lesson, text, "answer.py", 0), lesson.limit_seconds))["answer"]
            times["in the worker"].append(run.seconds)
            began = time.perf_counter()
            verdict(lesson, 0, run, references)
            times["verdict in the judge"].append(time.perf_counter() - began)
    for name, found in times.items():
        print(f"{name:24} median {1e3 * statistics.median(found):6.1f}   p95 {1e3 * percentile(found, 0.95):6.1f}")


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


if __name__ == "__main__":
    wanted = sys.argv[1] if len(sys.argv) > 1 else "affine-layer"
    asyncio.run(main(wanted, int(sys.argv[2]) if len(sys.argv) > 2 else 20))
