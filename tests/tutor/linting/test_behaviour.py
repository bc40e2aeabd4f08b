"""What can be found only by running: each test plants one fault in a copy of a sound lesson."""

from __future__ import annotations

import asyncio
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tutor.course.catalog import course_folder
from tutor.judge.assess import Assessor
from tutor.judge.pool import Pool
from tutor.linting import Effort, Flaw, lint, open_draft

LESSON = "relu-layer"
ONE_SEED = Effort(1, 1)


@pytest.fixture
def lesson(tmp_path: Path) -> Path:
    """A copy of a lesson, with three of its mistakes, in a course that has no other."""
    shutil.copytree(course_folder() / LESSON, tmp_path / LESSON)
    for name in ("glossary.toml", "first_edition.toml"):
        shutil.copy(course_folder() / name, tmp_path)
    facts = tmp_path / LESSON / "lesson.toml"
    facts.write_text(re.sub(r"^needs = .*$", "needs = []", facts.read_text("utf-8"), flags=re.M), "utf-8")
    (tmp_path / "course.toml").write_text(f'id = "test"\n[[parts]]\nid = "one"\nlessons = ["{LESSON}"]\n')
    for file in (tmp_path / LESSON / "mistakes").glob("*.py"):
        if file.stem not in ("everything-passes", "mask-as-output", "input-overwritten"):
            file.unlink()
    return tmp_path / LESSON


def judged(lesson: Path, effort: Effort = ONE_SEED) -> dict[str, Flaw]:
    """The flaws that runs show, by rule; those of the words are left to those who read."""
    found: list[Flaw] = []

    async def run() -> None:
        pool, draft = Pool(spares=0), open_draft(lesson)
        await lint(draft, Assessor(draft.catalog, pool), effort, 1, lambda _, flaws: found.extend(flaws))
        await pool.close()

    asyncio.run(run())
    return {flaw.rule: flaw for flaw in found if flaw.rule != "mistakes"}


def test_checks_that_do_not_end_are_told_after_one_run_of_them(lesson: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutor.linting.run.SHORTEST", 0.5)
    monkeypatch.setattr("tutor.linting.run.PATIENCE", 0)
    jobs: list[object] = []
    check = Pool.check

    def counted(pool: Pool, job: Any, *rest: Any, **more: Any) -> Any:
        jobs.append(job)
        return check(pool, job, *rest, **more)

    monkeypatch.setattr(Pool, "check", counted)
    (lesson / "checks.py").write_text("def checks(module, draw):\n    while True: pass\n    yield\n")
    flaw = judged(lesson, Effort(20, 5))["solution"]
    assert ("the model answer's run ends" in flaw.fault, len(jobs)) == (True, 1)


def right_but(lesson: Path, change: str) -> str:
    """A mistake: the model answer with something changed after forward."""
    return f"from solution import Relu as Right\n\n\nclass Relu(Right):\n{change}"


def test_a_sound_lesson_has_no_flaw(lesson: Path) -> None:
    assert judged(lesson, Effort(2, 1)) == {}


def test_a_stub_that_does_something_else_than_wait_is_found(lesson: Path) -> None:
    shutil.copy(lesson / "mistakes" / "everything-passes.py", lesson / "stub.py")
    assert judged(lesson)["stub"].place == f"{LESSON}/stub.py"


def test_a_model_answer_that_raises_is_found(lesson: Path) -> None:
    (lesson / "solution.py").write_text("raise ValueError('not yet')\n")
    assert "ValueError: not yet" in judged(lesson)["solution"].fault


def test_a_model_answer_with_a_wrong_gradient_is_found(lesson: Path) -> None:
    text = (lesson / "mistakes" / "everything-passes.py").read_text()
    solution = (lesson / "solution.py").read_text()
    (lesson / "solution.py").write_text(
        solution + "\n\n" + text.replace("from solution import Relu as Right", "Right = Relu")
    )
    assert "solution" in judged(lesson)


def test_checks_that_break_are_told_of_the_checks(lesson: Path) -> None:
    (lesson / "checks.py").write_text("def checks(module, draw):\n    yield from nothing()\n")
    found = judged(lesson)["solution"]
    assert found.place == f"{LESSON}/checks.py"
    assert "NameError" in found.fault


def test_a_mistake_that_is_none_is_found(lesson: Path) -> None:
    (lesson / "mistakes" / "harmless.py").write_text(right_but(lesson, "    pass\n"))
    assert judged(lesson)["mistake"].place == f"{LESSON}/mistakes/harmless.py"


def test_a_mistake_too_near_to_the_model_answer_is_found(lesson: Path) -> None:
    change = "    def forward(self, x):\n        return super().forward(x) * (1 + 2e-6)\n"
    (lesson / "mistakes" / "nearly-right.py").write_text(right_but(lesson, change))
    assert "tolerances from the model answer" in judged(lesson)["distance"].fault


def test_two_mistakes_that_behave_alike_are_found(lesson: Path) -> None:
    shutil.copy(lesson / "mistakes" / "mask-as-output.py", lesson / "mistakes" / "mask-again.py")
    found = judged(lesson)
    assert found["distance to mask-as-output"].place == f"{LESSON}/mistakes/mask-again.py"
    assert "named nothing" in found["naming"].fault


def test_an_engine_that_disagrees_with_the_lesson_is_found(lesson: Path) -> None:
    checks = (lesson / "checks.py").read_text()
    extra = '\n\ndef _more(module):\n    yield from check_call(lambda: module.Relu().secret, case="secret")\n'
    checks = checks.replace("def checks(module, draw):\n", "def checks(module, draw):\n    yield from _more(module)\n", 1)
    (lesson / "checks.py").write_text(f"from engine.checking import check_call\n{checks}{extra}")
    (lesson / "solution.py").write_text((lesson / "solution.py").read_text() + "\n    secret = 1\n")
    assert "the engine's Relu does not pass" in judged(lesson)["engine"].fault


def test_checks_that_use_up_the_time_are_found(lesson: Path) -> None:
    checks = (lesson / "checks.py").read_text().replace("def checks(", "def quick(", 1)
    slow = "\n\ndef checks(module, draw):\n    import time\n    time.sleep(0.2)\n    yield from quick(module, draw)\n"
    (lesson / "checks.py").write_text(checks + slow)
    facts = (lesson / "lesson.toml").read_text()
    (lesson / "lesson.toml").write_text(facts.replace("limit_seconds = 2.0", "limit_seconds = 0.3"))
    assert "seconds" in judged(lesson)


def test_what_shows_at_several_seeds_is_told_once(lesson: Path) -> None:
    (lesson / "mistakes" / "harmless.py").write_text(right_but(lesson, "    pass\n"))
    assert "(seed 1 and 1 more)" in judged(lesson, Effort(2, 2))["mistake"].fault
