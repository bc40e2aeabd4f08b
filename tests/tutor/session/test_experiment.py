"""A lab at work: the parameters it leaves, and what of them a later run takes up."""

from __future__ import annotations

import asyncio
import os
import zipfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pytest

from engine.figures import Board, Checkpoint, Note
from tests.busy import busy
from tests.present import present
from tests.waiting import until
from tutor.model import End, Ending, Message
from tutor.session.checkpoints import LARGEST_CHECKPOINT, Kept, digest, load_checkpoint, save_checkpoint
from tutor.session.context import LearnerContext, open_learner
from tutor.session.experiment import SEEN, UNSEEN, Experiment, notes_of, stopped, unseen
from tutor.storage.waiting import Waiting, save_waiting

if TYPE_CHECKING:
    from tutor.judge.assess import Assessor

LESSON, TEXT = "two-layer-net", "class TwoLayerNet: ...\n"
CONTROLS = {"lr": 0.5, "std": 0.05, "epochs": 8.0}


@pytest.fixture
def learner(tmp_path: Path) -> LearnerContext:
    return open_learner(workspace=str(tmp_path / "work"), environ={"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)})


def kept(text: str = TEXT, step: int = 3) -> Kept:
    return Kept(Checkpoint(step, {"W1": np.arange(6.0).reshape(2, 3)}), {**CONTROLS, "lr": 0.2}, digest(text))


def experiment(learner: LearnerContext) -> Experiment:
    return Experiment(learner, learner.lesson(LESSON), TEXT, dict(CONTROLS))


def test_parameters_come_back_as_they_were(tmp_path: Path) -> None:
    save_checkpoint(tmp_path / "folder" / "run.npz", kept())
    found = load_checkpoint(tmp_path / "folder" / "run.npz")
    assert found is not None
    assert (found.checkpoint.step, found.settings, found.text) == (3, kept().settings, digest(TEXT))
    np.testing.assert_array_equal(found.checkpoint.arrays["W1"], kept().checkpoint.arrays["W1"])


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 torn", b"\x00" * 100])
def test_a_file_that_cannot_be_read_counts_as_none(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "run.npz").write_bytes(data)
    assert load_checkpoint(tmp_path / "run.npz") is None


def test_a_checkpoint_that_is_no_file_of_ours_counts_as_none_and_holds_nothing_up(tmp_path: Path) -> None:
    pipe, device, bomb, odd = (tmp_path / name for name in ("pipe", "device", "bomb", "odd"))
    os.mkfifo(pipe)
    device.symlink_to("/dev/zero")
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("array.W1.npy", bytes(LARGEST_CHECKPOINT + 1))
    with odd.open("wb") as file:
        np.savez(file, step=np.zeros(3), text=np.array("x"))
    assert bomb.stat().st_size < 1 << 20
    assert [load_checkpoint(file) for file in (pipe, device, bomb, odd)] == [None] * 4


def test_a_run_is_taken_up_with_the_controls_it_ran_with(learner: LearnerContext) -> None:
    save_checkpoint(experiment(learner).checkpoint_file, kept())
    resumed = experiment(learner)
    assert resumed.settings["lr"] == 0.2
    assert present(resumed.checkpoint).step == 3


def test_parameters_of_another_text_are_left_alone(learner: LearnerContext) -> None:
    save_checkpoint(experiment(learner).checkpoint_file, kept("another text"))
    fresh = experiment(learner)
    assert (fresh.checkpoint, fresh.settings) == (None, CONTROLS)


def test_a_disk_that_takes_nothing_costs_the_resuming_and_not_the_run(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("a file where a folder should be")
    save_checkpoint(tmp_path / "folder" / "run.npz", kept())
    assert (tmp_path / "folder").read_text() == "a file where a folder should be"


def test_the_facts_of_a_frame_are_what_its_notes_say() -> None:
    board = Board((Note("epoch", {"accuracy": np.float64(0.5), "number": 2}), Note("loading")), columns=1)
    assert notes_of(board) == {"epoch.accuracy": 0.5, "epoch.number": 2}


class Answers:
    """Stands in for a lab: gives these answers, one for each grant, and the end."""

    def __init__(self, *answers: object) -> None:
        self.left = [*answers, Ending(End.DONE)]

    async def next(self, settings: object = None, seconds: float = 0.0) -> object:
        return self.left.pop(0)


class Workshop:
    """Stands in for the assessor: its labs give these answers."""

    def __init__(self, *answers: object) -> None:
        self.answers = answers
        self.pool = self

    def lab_job(self, *_: object) -> dict[str, Any]:
        return {}

    @asynccontextmanager
    async def lab(self, *_: object) -> AsyncIterator[Answers]:
        yield Answers(*self.answers)


async def waits(learner: LearnerContext, monkeypatch: pytest.MonkeyPatch, *answers: object) -> list[float]:
    """The seconds that a lab's driver waits before each grant."""
    found: list[float] = []

    async def sleep(seconds: float) -> None:
        found.append(seconds)
        if len(found) > len(answers):
            raise asyncio.CancelledError

    run = experiment(learner)
    with monkeypatch.context() as patched:
        patched.setattr("tutor.session.experiment.asyncio.sleep", sleep)
        run.start(cast("Assessor", Workshop(*answers)))
        while run.running:
            await asyncio.to_thread(lambda: None)
    return found


async def test_a_frame_waits_for_its_time_but_what_nobody_sees_for_none(
    learner: LearnerContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame, unseen = Note("loading"), Checkpoint(1, {"W1": np.zeros(1)})
    _, after_a_frame, after_a_checkpoint = await waits(learner, monkeypatch, frame, unseen)
    assert after_a_frame > 0
    assert after_a_checkpoint <= after_a_frame
    _, at_once = await waits(learner, monkeypatch, unseen)
    assert at_once <= 0


class Bench(Workshop):
    """Its labs remember what they were asked for."""

    def __init__(self, *answers: object) -> None:
        super().__init__(*answers)
        self.asked: list[float] = []
        self.gave_way = 0

    @asynccontextmanager
    async def lab(self, *_: object) -> AsyncIterator[Any]:
        yield self
        self.pool = self

    async def next(self, settings: object = None, seconds: float = 0.0) -> object:
        self.asked.append(seconds)
        return self.answers[len(self.asked) - 1] if len(self.asked) <= len(self.answers) else Ending(End.DONE)

    def give_way(self) -> None:
        self.gave_way += 1


async def over(run: Experiment, bench: Bench) -> None:
    run.start(cast("Assessor", bench))
    while run.running:
        await asyncio.sleep(0)
    await run.stop()


async def test_in_the_background_a_frame_is_worth_more_work_unless_somebody_looks(learner: LearnerContext) -> None:
    for background, looked_at, seconds in ((False, False, SEEN), (True, False, UNSEEN), (True, True, SEEN)):
        run, bench = experiment(learner), Bench(Note("loading"))
        run.background = background
        run.show = (lambda _: None) if looked_at else unseen
        await over(run, bench)
        assert (bench.asked[0], bench.gave_way) == (seconds, int(background))


async def test_whoever_listens_hears_the_checkpoints_with_what_was_said_by_then(learner: LearnerContext) -> None:
    run = experiment(learner)
    heard: list[object] = []
    run.hear = heard.append
    kept_one = Checkpoint(1, {"W1": np.zeros(1)})
    await over(run, Bench(Note("epoch", {"epoch": 1}), kept_one, Note("running", {"epoch": 2})))
    assert heard[1] is kept_one
    assert (run.reached, run.said) == ({"epoch": 1}, {"epoch": 2})
    assert run.picture == Note("running", {"epoch": 2})


async def test_a_lab_leaves_the_checkpoint_of_one_that_waits_alone(learner: LearnerContext) -> None:
    save_waiting(learner.workspace.checkpoints, Waiting(LESSON, TEXT, CONTROLS))
    run = experiment(learner)
    await over(run, Bench(Checkpoint(1, {"W1": np.zeros(1)})))
    assert not run.checkpoint_file.exists()
    run.background = True
    await over(run, Bench(Checkpoint(1, {"W1": np.zeros(1)})))
    assert run.checkpoint_file.exists()


async def test_one_that_is_over_and_let_go_begins_anew_when_it_is_asked_to(learner: LearnerContext) -> None:
    save_checkpoint(experiment(learner).checkpoint_file, kept())
    run, bench = experiment(learner), Bench()
    await over(run, bench)
    run.restart()
    assert run.checkpoint is None
    while run.running:
        await asyncio.sleep(0)
    await run.stop()
    assert len(bench.asked) == 2


class Slider(Answers):
    """A lab that gives the same answers again when it begins anew."""

    def __init__(self, *answers: object) -> None:
        super().__init__(*answers)
        self.whole = list(self.left)

    async def next(self, settings: object = None, seconds: float = 0.0) -> object:
        self.left = self.left if settings is None else list(self.whole)
        return self.left.pop(0)


class SliderShop(Workshop):
    @asynccontextmanager
    async def lab(self, *_: object) -> AsyncIterator[Answers]:
        yield Slider(*self.answers)


@pytest.mark.parametrize(("brief", "rates"), [(0.0, [0.5, 0.2]), (1e9, [0.2])])
async def test_a_run_that_begins_anew_after_its_end_has_an_entry_of_its_own_unless_it_was_brief(
    learner: LearnerContext, monkeypatch: pytest.MonkeyPatch, brief: float, rates: list[float]
) -> None:
    monkeypatch.setattr("tutor.session.experiment.BRIEF", brief)
    run = experiment(learner)
    run.settings["lr"] = 0.2
    run.start(cast("Assessor", SliderShop(Note("result", {"accuracy": 0.5}))))
    await until(lambda: isinstance(run.last, Ending) and not run.running, "the end of the first run")
    run.turn("lr", 0.5)
    await until(lambda: isinstance(run.last, Ending) and not run.running, "the end of the second run")
    await run.stop()
    found = learner.store.lab_runs()
    assert [one.settings["lr"] for one in found] == rates
    assert all(one.facts == {"result.accuracy": 0.5} and one.ended_at for one in found)


async def test_a_new_entry_states_nothing_of_the_run_before(
    learner: LearnerContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tutor.session.experiment.BRIEF", 0.0)
    run = experiment(learner)
    run.start(cast("Assessor", SliderShop(Note("result", {"accuracy": 0.5}))))
    await until(lambda: isinstance(run.last, Ending) and not run.running, "the end of the first run")
    run.restart()
    await run.stop()
    newest, before = learner.store.lab_runs()
    assert (newest.facts, before.facts) == ({}, {"result.accuracy": 0.5})


async def test_a_record_that_cannot_be_read_ends_the_run_with_its_sentence_and_it_can_begin_again(
    learner: LearnerContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, bench = experiment(learner), Bench(Note("loading"))
    with monkeypatch.context() as patched:
        patched.setattr(LearnerContext, "mine", busy)
        await over(run, bench)
    assert stopped(run.last) == Message("lab.stopped", {"why": Message("store.busy", {"place": "the record"})})
    run.restart()
    await until(lambda: not run.running, "the end of the second run")
    await run.stop()
    assert stopped(run.last) is None


async def test_a_run_that_ends_for_whatever_reason_is_said_to_run_no_more(learner: LearnerContext) -> None:
    def broken(_: object) -> None:
        raise LookupError("a face that has no room")

    run = experiment(learner)
    said: list[bool] = []
    run.show, run.follow = broken, lambda: said.append(run.running)
    await over(run, Bench(Note("loading")))
    assert said == [False]
