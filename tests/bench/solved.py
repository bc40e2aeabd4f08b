"""How long `gradlings verify` takes on a workspace in which parts 0 to 4 are solved by the model answers.

    python tests/bench/solved.py

The budget is 30 s on two cores. Exit status 1 if a lesson does not pass, or if it takes longer.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tutor.model import Message, Outcome, Verdict
from tutor.session.context import Study, open_study

ROOT = Path(__file__).parents[2]
PARTS = 5
BUDGET = 30.0


def solve(study: Study, lesson: str) -> None:
    """The model answer in the learner's file, recorded as passed; of a lesson of questions, the right answers."""
    facts = study.lesson(lesson)
    if facts.kind == "quiz":
        for quiz in study.catalog.prose(lesson, "en").quizzes:
            study.answer(lesson, quiz.key, quiz.answer or next(c.answer for c in quiz.choices if c.right), True)
        return
    text = study.catalog.text(lesson, "solution.py")
    study.workspace.save(study.open_lesson(lesson).path, text)
    study.remember(facts, text, Verdict(lesson, Outcome.PASSED, None, Message("passed"), seed=0))


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        environ = {**os.environ, "GRADLINGS_WORKSPACE": f"{folder}/work", "GRADLINGS_CONFIG": f"{folder}/settings.toml"}
        study = open_study(environ=environ)
        lessons = [lesson for part in study.catalog.course.parts[:PARTS] for lesson in part.lessons]
        for lesson in lessons:
            solve(study, lesson)
        study.store.close()
        started = time.perf_counter()
        done = subprocess.run([sys.executable, "-m", "tutor.cli", "verify"], cwd=ROOT, env=environ, check=False)
        seconds = time.perf_counter() - started
    print(f"{len(lessons)} lessons verified in {seconds:.1f} s (budget {BUDGET:g} s), exit status {done.returncode}")
    return int(done.returncode != 0 or seconds > BUDGET)


if __name__ == "__main__":
    sys.exit(main())
