"""How long `gradlings verify` takes on a workspace in which the whole course is solved by the model answers.

    python tests/bench/solved.py

The budget is 40 s on two cores. Exit status 1 if a lesson does not pass, or if it takes longer.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tutor.model import Message, Outcome, Verdict
from tutor.session.context import LearnerContext, open_learner

ROOT = Path(__file__).parents[2]
BUDGET = 40.0


def solve(learner: LearnerContext, lesson: str) -> None:
    """The model answer in the learner's file, recorded as passed; of a lesson of questions, the right answers."""
    facts = learner.lesson(lesson)
    if facts.kind == "quiz":
        for quiz in learner.catalog.prose(lesson, "en").quizzes:
            learner.answer(lesson, quiz.key, quiz.answer or next(c.answer for c in quiz.choices if c.right), True)
        return
    text = learner.catalog.text(lesson, "solution.py")
    learner.workspace.save(learner.open_lesson(lesson).path, text)
    learner.remember(facts, text, Verdict(lesson, Outcome.PASSED, None, Message("passed"), seed=0))


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        environ = {**os.environ, "GRADLINGS_WORKSPACE": f"{folder}/work", "GRADLINGS_CONFIG": f"{folder}/settings.toml"}
        learner = open_learner(environ=environ)
        lessons = learner.catalog.course.order
        for lesson in lessons:
            solve(learner, lesson)
        learner.store.close()
        started = time.perf_counter()
        done = subprocess.run([sys.executable, "-m", "tutor.cli", "verify"], cwd=ROOT, env=environ, check=False)
        seconds = time.perf_counter() - started
    print(f"{len(lessons)} lessons verified in {seconds:.1f} s (budget {BUDGET:g} s), exit status {done.returncode}")
    return int(done.returncode != 0 or seconds > BUDGET)


if __name__ == "__main__":
    sys.exit(main())
