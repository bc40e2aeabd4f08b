"""Make a workspace as the present version writes it: `python tests/tutor/workspaces/make.py`.

Run it once for each new format of the record, and commit what it makes: tests open it with every later version. A workspace
that is there already is never made again: only the program of its own time could.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tutor.course.catalog import course_folder
from tutor.course.placement import PLACEMENT
from tutor.session.context import LearnerContext, open_learner
from tutor.storage.migrations import MIGRATIONS
from tutor.storage.records import Bookmark

HERE = Path(__file__).parent
TOLD = (["list", "--json"], ["history", "and-gate"], ["history", "relu-layer"], ["journal"])


def main() -> None:
    root = HERE / f"format-{len(MIGRATIONS)}"
    work = root / "work"
    if root.exists():
        sys.exit(f"{root} is there already")
    learn(work)
    (root / "told.json").write_text(json.dumps(told(work), ensure_ascii=False, indent=1) + "\n", "utf-8")


def learn(work: Path) -> None:
    """A learner's first evening: a pass, a named mistake, a crash, a reset, hints, notes, answers, a lab."""
    gradlings(work, "check", "and-gate")
    write(work, "and_gate", lesson_file("and-gate", "solution.py"))
    gradlings(work, "check", "and-gate", "--seed", "1")
    gradlings(work, "hint", "relu-layer")
    gradlings(work, "hint", "relu-layer", "-n", "3")
    gradlings(work, "check", "relu-layer", "--seed", "2")
    mistake = next((course_folder() / "relu-layer" / "mistakes").glob("*.py"))
    write(work, "relu_layer", mistake.read_text("utf-8"))
    gradlings(work, "check", "relu-layer", "--seed", "3")
    write(work, "relu_layer", "class Relu:\n    def forward(self, x):\n        return 1 / 0  # 日本語\n")
    gradlings(work, "check", "relu-layer", "--seed", "4")
    gradlings(work, "reset", "relu-layer")
    gradlings(work, "journal", "relu-layer", "--note", "The mask is kept for backward. 逆伝播のため。")
    gradlings(work, "lab", "and-gate", "--frames", "1")
    learner = open_learner(workspace=str(work))
    answer(learner)
    learner.store.close()


def answer(learner: LearnerContext) -> None:
    """What is done in the full screen alone."""
    for quiz in learner.open_questions("why-loss"):
        learner.answer("why-loss", quiz, "the right one", True)
    learner.answer("and-gate", learner.catalog.prose("and-gate", "en").quizzes[0].key, "a wrong one", False)
    questions = learner.placement()
    for number, question in enumerate(questions.quizzes if questions else ()):
        learner.answer_placement(question.key, f"answer {number}", number % 2 == 0)
    run = learner.store.start_lab(learner.key("and-gate"), {"b": -0.5})
    learner.store.note_frame(run, {"count.right": 3}, "checkpoints/and-gate.npz")
    learner.store.end_lab(run)
    learner.store.take_nudge(learner.key("relu-layer"), "mask-forgotten")
    learner.store.set_bookmark(Bookmark(learner.key("relu-layer"), "mask", 7, 4))
    learner.store.answer_drill("shapes", "total", 1, "(3,)", True)
    learner.store.answer_drill("graphs", "backward", 2, "−4", False)


def told(work: Path) -> dict[str, Any]:
    """All that the record tells, and what the commands print of it."""
    learner = open_learner(workspace=str(work))
    store, keys = learner.store, [learner.key(lesson) for lesson in ("and-gate", "relu-layer", "why-loss", PLACEMENT)]
    found = {
        "lessons": {
            key: {
                "path": store.path_of(key),
                "stub": store.stub_of(key),
                "passed text": store.passed_text(key),
                "progress": plain(store.progress(key)),
                "history": [plain(one) for one in store.history(key, limit=None)],
                "verdicts": [plain(one) for one in store.verdicts(key)],
                "checked texts": [store.text(one.text_id) for one in store.verdicts(key)],
                "answers": [plain(one) for one in store.quiz_answers(key)],
                "nudges": list(store.nudges(key)),
                "notes": [plain(one) for one in store.notes(key)],
                "runs": [plain(one) for one in store.lab_runs(key)],
                "bookmark": plain(store.bookmark(key)),
            }
            for key in keys
        },
        "bookmark": plain(store.bookmark()),
        "drills": [plain(one) for one in store.drill_answers()],
    }
    store.close()
    return {"record": found, "printed": {" ".join(command): gradlings(work, *command) for command in TOLD}}


def plain(value: Any) -> dict[str, Any] | None:
    """A value of the record as JSON has it, by the names of its fields: later versions may have more of them."""
    return None if value is None else json.loads(json.dumps(value._asdict(), default=str))


def lesson_file(lesson: str, name: str) -> str:
    return (course_folder() / lesson / name).read_text("utf-8")


def write(work: Path, stem: str, text: str) -> None:
    (file,) = work.glob(f"*/{stem}.py")
    file.write_text(text, "utf-8")


def gradlings(work: Path, *command: str) -> str:
    """What a command prints, in English and in UTC."""
    own = {"GRADLINGS_CONFIG": str(work.parent / "none.toml"), "LANG": "C.UTF-8", "TZ": "UTC", "COLUMNS": "80"}
    run = [sys.executable, "-m", "tutor.cli", "--workspace", str(work), "--language", "en", *command]
    return subprocess.run(run, env={**os.environ, **own}, capture_output=True, text=True, check=False).stdout


if __name__ == "__main__":
    main()
