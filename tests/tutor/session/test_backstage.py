"""What is carried out for the training in the background; its labs are made up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from engine.figures import Checkpoint
from tests.busy import busy
from tutor.model import End, Ending
from tutor.session.background import Background, Tell
from tutor.session.backstage import Backstage
from tutor.session.context import LearnerContext, open_learner
from tutor.session.experiment import Experiment
from tutor.storage.waiting import load_waiting

OLD, NEW = "two-layer-net", "simple-convnet"


class Labs:
    """Each runs at once, and goes on until it is stopped. failing: lessons whose workers do not come up."""

    def __init__(self) -> None:
        self.of: dict[str, Experiment] = {}
        self.failing: set[str] = set()

    def get(self, lesson: str) -> Experiment | None:
        return self.of.get(lesson)

    def put(self, experiment: Experiment) -> None:
        self.of[experiment.lesson.id] = experiment

    async def start(self, experiment: Experiment) -> None:
        if experiment.lesson.id in self.failing:
            raise RuntimeError("no workers")
        self.put(experiment)
        experiment.running = True

    async def stop(self, lesson: str) -> None:
        self.of.pop(lesson, None)


class Yes:
    """Says yes to each question."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def tell(self, said: Tell) -> None:
        self.told.append(said.key)

    def ask(self, lesson: str, answer: Callable[[bool], None]) -> None:
        answer(True)

    def show(self, state: Background) -> None: ...


@pytest.fixture
def learner(tmp_path: Path) -> LearnerContext:
    return open_learner(workspace=str(tmp_path / "work"), environ={"GRADLINGS_CONFIG": str(tmp_path / "none.toml")})


@pytest.mark.parametrize("answer", [Ending(End.DONE), Checkpoint(1, {"W1": np.zeros(1)}), "a frame"])
async def test_one_that_was_replaced_has_no_say_in_its_replacement(learner: LearnerContext, answer: object) -> None:
    labs = Labs()
    backstage = Backstage(lambda: learner, labs, Yes())
    backstage.send(OLD)
    await backstage.settle()
    old = labs.of[OLD]
    old.said = {"epoch": 7}
    backstage.send(NEW)
    old.hear(answer)
    await backstage.settle()
    assert (backstage.state.lesson, backstage.state.facts) == (NEW, {})
    assert list(labs.of) == [NEW]
    waiting = load_waiting(learner.workspace.checkpoints)
    assert waiting is not None
    assert waiting.lesson == NEW


async def test_one_that_was_replaced_before_its_workers_failed_does_not_end_its_replacement(learner: LearnerContext) -> None:
    labs, face = Labs(), Yes()
    labs.failing.add(OLD)
    backstage = Backstage(lambda: learner, labs, face)
    backstage.send(OLD)
    backstage.send(NEW)
    await backstage.settle()
    assert backstage.state.lesson == NEW
    assert "background.failed" not in face.told


async def test_one_whose_workers_fail_is_over_and_said_to_be(learner: LearnerContext) -> None:
    labs, face = Labs(), Yes()
    labs.failing.add(OLD)
    backstage = Backstage(lambda: learner, labs, face)
    backstage.send(OLD)
    await backstage.settle()
    assert (backstage.state.lesson, face.told[-1]) == (None, "background.failed")


async def test_one_whose_code_cannot_be_read_is_over_and_said_to_be(
    learner: LearnerContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    face = Yes()
    backstage = Backstage(lambda: learner, Labs(), face)
    with monkeypatch.context() as patched:
        patched.setattr(LearnerContext, "for_lab", busy)
        backstage.send(OLD)
        await backstage.settle()
    assert (backstage.state.lesson, face.told[-1]) == (None, "background.failed")
    backstage.send(OLD)
    await backstage.settle()
    assert backstage.state.lesson == OLD
