"""The tutor's side of a hostile case, as a process of its own that can be run by any user: judges texts, one a line.

Handed to `python -c`, for its file may be out of that user's reach, with JSON lines on both pipes. A request is {"text",
"limit", "level"}; the answer says what the verdict was, at which level, and how many processes were left behind.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from tutor.course.catalog import Catalog
from tutor.judge.assess import Assessor, refuse
from tutor.judge.confinement.confine import Level
from tutor.judge.confinement.kernel import prctl
from tutor.judge.pool import Pool
from tutor.judge.verdicts import verdict
from tutor.model import Recording, References
from tutor.text.messages import Words

LESSON = "affine-layer"
FILE = "answer.py"
SEED = 5

ADOPT_ORPHANS = 36
"""PR_SET_CHILD_SUBREAPER: whoever loses its parent becomes a child of this process, daemons too."""


class Judge:
    """One lesson's judge, with its references computed once."""

    def __init__(self) -> None:
        self._catalog = Catalog()
        self._lesson = self._catalog.course.lessons[LESSON]
        self._words = Words("en", self._catalog.prose(LESSON, "en"))
        self._references = asyncio.run(self._computed())

    async def _computed(self) -> References:
        async with Pool(spares=0) as pool:
            return await Assessor(self._catalog, pool).references(self._lesson, SEED)

    async def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """The verdict on one text, from a worker of its own."""
        async with Pool(spares=0, level=Level(request["level"]) if request["level"] else None) as pool:
            run = refuse(request["text"]) or await self._run(pool, request["text"], request["limit"])
            weaker = pool.weaker
        found = verdict(self._lesson, SEED, run, self._references)
        return {
            "outcome": found.outcome,
            "key": found.message.key,
            "sentence": self._words.say(found.message),
            "prints": found.prints,
            "level": pool.level if weaker is None else weaker.key,
            "orphans": orphans(),
        }

    async def _run(self, pool: Pool, text: str, limit: float) -> Recording:
        job = {
            "kind": "check",
            "runs": [{"name": "answer", "file": FILE, "text": text}],
            "checks": self._catalog.text(LESSON, "checks.py"),
            "mine": [],
            "defines": list(self._lesson.defines),
            "seed": SEED,
        }
        return (await pool.check(job, limit))["answer"]


def orphans() -> int:
    """How many processes are left now that the pool is closed; none of them is left after this."""
    left = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    for pid in map(int, left):
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
    return len(left)


def main() -> None:
    prctl(ADOPT_ORPHANS, 1)
    judge = Judge()
    for line in sys.stdin:
        print(json.dumps(asyncio.run(judge.answer(json.loads(line)))), flush=True)


if __name__ == "__main__":
    main()
