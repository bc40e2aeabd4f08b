"""What a worker costs, spawned as a fresh interpreter and forked from the fork server: one way, then the other.

    python tests/bench/workers.py [LESSON] [CHECKS]

Medians of the processor time of a check (all that the worker uses from its birth to its end, and what the server spends on
forking it), the time from asking for a worker to its being ready, and the memory that a waiting worker shares with nobody.
Then what the server itself costs, once. The goal: 40 ms of processor time a check. Nothing is asserted, since the machine
may have other work.
"""

from __future__ import annotations

import asyncio
import resource
import statistics
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

# Beside this file stands another called engine.py, which must not hide the package.
sys.path.sort(key=lambda folder: Path(folder).resolve() == Path(__file__).resolve().parent)

from tutor.course.catalog import Catalog
from tutor.judge.assess import Assessor
from tutor.judge.confinement.confine import probe
from tutor.judge.fork_server import can_fork
from tutor.judge.pool import Pool

Costs = dict[str, list[float]]


async def measure(lesson_id: str, checks: int, *, forks: bool) -> Costs:
    """The costs of each check, by their names."""
    catalog = Catalog()
    lesson = catalog.course.lessons[lesson_id]
    costs: Costs = defaultdict(list)
    async with Pool(spares=0) as pool:
        pool.supervisor.possible = forks
        job = Assessor(catalog, pool).answer_job(lesson, catalog.text(lesson_id, "solution.py"), "answer.py", 0)
        began = time.perf_counter()
        await pool.check(job, lesson.limit_seconds)
        costs["first check, ms"].append(1e3 * (time.perf_counter() - began))
        if server := server_of(pool):
            costs["the server, once: processor, ms"].append(1e3 * processor_seconds(server))
            costs["the server: memory of its own, MB"].append(private_mb(server))
        for _ in range(checks):
            await one_worker(pool, costs)
            await one_check(pool, job, lesson.limit_seconds, costs)
    return costs


async def one_worker(pool: Pool, costs: Costs) -> None:
    began = time.perf_counter()
    worker = await pool.start()
    await worker.until_ready()
    costs["until ready, ms"].append(1e3 * (time.perf_counter() - began))
    costs["memory of its own, MB"].append(private_mb(worker.pid))
    worker.kill()
    await worker.ended


async def one_check(pool: Pool, job: dict[str, Any], limit: float, costs: Costs) -> None:
    server = server_of(pool)
    before = children_seconds(), processor_seconds(server)
    await pool.check(job, limit)
    await asyncio.gather(*(worker.ended for worker in pool.living))
    costs["processor, ms"].append(1e3 * (children_seconds() - before[0]))
    costs["and the server's, ms"].append(1e3 * (processor_seconds(server) - before[1]))


def server_of(pool: Pool) -> int:
    """The fork server's process number; 0 if there is none."""
    server = pool.supervisor.server
    return server.pid if server else 0


def children_seconds() -> float:
    """Of all children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def processor_seconds(pid: int) -> float:
    """Of a process that runs."""
    return int(Path(f"/proc/{pid}/schedstat").read_text("ascii").split()[0]) / 1e9 if pid else 0.0


def private_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024


def main(lesson: str, checks: int) -> None:
    ways = {"spawned": False, "forked": True} if can_fork(probe()) else {"spawned": False}
    found = {way: asyncio.run(measure(lesson, checks, forks=forks)) for way, forks in ways.items()}
    print(f"{lesson}, {checks} checks {''.join(f'{way:>16}' for way in found)}")
    for name in dict.fromkeys(name for costs in found.values() for name in costs):
        cells = (f"{statistics.median(costs[name]):16.1f}" if name in costs else " " * 16 for costs in found.values())
        print(f"{name:{len(lesson) + len(str(checks)) + 9}}{''.join(cells)}")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "affine-layer", int(sys.argv[2]) if len(sys.argv) > 2 else 20)
