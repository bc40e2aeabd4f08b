"""A training in the background under real keys, with a real worker: seen everywhere, paused, stopped, resumed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.present import present
from tests.tutor.ui.conftest import Desk, Tutor
from tutor.course.controls import defaults
from tutor.session.background import Background
from tutor.session.context import open_learner
from tutor.session.experiment import Experiment
from tutor.storage.lock import take_lock
from tutor.storage.waiting import Waiting, load_waiting, save_waiting
from tutor.ui.figures.view import FigureView
from tutor.ui.screens.confirm import ConfirmScreen
from tutor.ui.screens.home import HomeScreen

LESSON = "two-layer-net"


@pytest.fixture(autouse=True)
def last(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The processes that have given way, in name alone: on a busy machine they would get nowhere while a test waits."""
    given_way: list[int] = []
    monkeypatch.setattr("tutor.judge.process.be_last", given_way.append)
    return given_way


def state(desk: Desk) -> Background:
    return desk.app.background.state


def experiment(desk: Desk) -> Experiment:
    return present(desk.app.labs.get(LESSON))


def place(desk: Desk) -> str:
    """The line at the foot of the map."""
    return str(desk.app.screen.query_one("#home-place").render())


def seen(desk: Desk) -> object:
    """The figure in the lab's panel."""
    views = desk.lesson.query(FigureView)
    return views and views.first().figure


async def send(desk: Desk) -> None:
    await desk.press("escape", "z")
    await desk.until(lambda: "epoch" in state(desk).facts, "a frame in the background")


def leave_one(epochs: float = 8.0) -> None:
    """A training that an earlier visit has begun and not kept yet."""
    learner = open_learner()
    settings = {**defaults(present(learner.lesson(LESSON).lab)), "epochs": epochs}
    save_waiting(learner.workspace.checkpoints, Waiting(LESSON, learner.for_lab(LESSON)[0], settings))


async def test_a_training_goes_on_in_the_background_and_is_seen_in_other_lessons_and_on_the_map(tutor: Tutor) -> None:
    async with tutor(LESSON) as desk:
        await desk.to_lab()
        frames = experiment(desk).frames
        await send(desk)
        assert experiment(desk).frames > frames  # the same run, not another
        assert any("goes on in the background" in line for line in desk.told)
        await desk.open("affine-layer")
        await desk.until(lambda: "background: epoch 1/8, " in desk.status, "the status line of another lesson")
        await desk.press("escape", "m")
        await desk.until(lambda: isinstance(desk.app.screen, HomeScreen))
        await desk.until(lambda: "background: epoch" in place(desk), "the line of the map")


async def test_its_process_comes_last_and_only_that_one(tutor: Tutor, last: list[int]) -> None:
    async with tutor(LESSON) as desk:
        await desk.judged("unfinished")
        await desk.to_lab()
        pool = present(desk.app.judge.assessor).pool
        await desk.until(lambda: len(pool.living) == 1, "the end of the process that checked")
        (worker,) = pool.living
        assert last == []
        await send(desk)
        assert last == [worker.pid]


async def test_it_is_looked_at_paused_and_stopped_from_another_lesson(tutor: Tutor) -> None:
    async with tutor(LESSON) as desk:
        await send(desk)
        await desk.open("affine-layer")
        await desk.press("escape", "j")
        await desk.until(lambda: "background, paused" in desk.status)
        frames = experiment(desk).frames
        await desk.press("i")
        await desk.until(lambda: desk.lesson.facts.id == LESSON and seen(desk), "its newest frame")
        assert experiment(desk).frames <= frames + 1  # the one that was under way
        await desk.press("right", "0")  # neither a control nor a restart takes from it what it has reached
        assert experiment(desk).settings == defaults(present(desk.lesson.facts.lab))
        assert experiment(desk).frames >= frames
        await desk.press("space")
        await desk.until(lambda: experiment(desk).frames > frames + 1, "it goes on")
        await desk.press("x")
        await desk.until(lambda: desk.app.labs.get(LESSON) is None, "stopped")
        assert "background" not in desk.status
        assert load_waiting(desk.learner.workspace.checkpoints) is None


async def test_what_was_left_waits_goes_on_and_tells_its_end(tutor: Tutor, home: Path) -> None:
    leave_one(epochs=1.0)
    async with tutor() as desk:
        await desk.until(lambda: any("waits where you left it" in line for line in desk.told))
        await desk.until(lambda: "background, waiting" in desk.status)
        await desk.press("escape", "j")
        await desk.until(lambda: any("is over, epoch 1/1" in line for line in desk.told), "the end")
        assert state(desk).lesson is None
        assert load_waiting(desk.learner.workspace.checkpoints) is None
        await desk.app.go_to(LESSON, "lab")
        await desk.until(lambda: seen(desk), "its last frame")


async def test_one_that_is_over_while_it_is_looked_at_is_said_to_be_in_the_background_no_more(tutor: Tutor) -> None:
    leave_one(epochs=1.0)
    async with tutor(LESSON) as desk:
        await desk.press("escape", "l")
        await desk.until(lambda: "In the background" in str(desk.lesson.query_one("#lab-owner").render()))
        await desk.press("j")
        await desk.until(lambda: any("is over" in line for line in desk.told), "the end")
        assert "In the background" not in str(desk.lesson.query_one("#lab-owner").render())


async def test_quitting_leaves_it_to_the_next_visit_at_its_last_checkpoint(tutor: Tutor) -> None:
    async with tutor(LESSON) as desk:
        await send(desk)
        await desk.until(lambda: present(load_waiting(desk.learner.workspace.checkpoints)).facts, "a checkpoint")
        await desk.press("q")
    async with tutor() as desk:
        await desk.until(lambda: "background, waiting: epoch" in desk.status)
        step = present(experiment(desk).checkpoint).step
        assert step >= 1
        await desk.press("escape", "j")
        await desk.until(lambda: state(desk).facts.get("epoch", 0) == step + 1, "the next epoch")


async def test_a_second_one_asks_and_no_leaves_the_first(tutor: Tutor, monkeypatch: pytest.MonkeyPatch) -> None:
    async with tutor(LESSON) as desk:
        await send(desk)
        await desk.open("affine-layer")
        desk.app.background.send("trainer")
        await desk.until(lambda: isinstance(desk.app.screen, ConfirmScreen))
        await desk.press("n")
        assert (state(desk).lesson, state(desk).wanted) == (LESSON, None)


async def test_a_second_tutor_runs_none(tutor: Tutor, home: Path) -> None:
    leave_one()
    with take_lock(open_learner().workspace.lock):
        async with tutor(LESSON) as desk:
            assert state(desk).lesson is None
            desk.app.background.send(LESSON)
            await desk.until(lambda: any("runs nothing in the background" in line for line in desk.told))
            assert desk.app.labs.get(LESSON) is None
    assert load_waiting(open_learner().workspace.checkpoints) is not None
