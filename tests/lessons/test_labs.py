"""The experiments of the lessons: what they draw has words, and a training run goes on where it stopped."""

from __future__ import annotations

import re
import runpy
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest

import lessons
from engine.checking import Draw
from engine.datasets import load_mnist
from engine.figures import Board, Checkpoint, Note
from engine.training.belongings import restore, state_of
from tutor.course.catalog import Catalog
from tutor.course.controls import VIEW
from tutor.course.dependencies import behind
from tutor.course.digits import sample
from tutor.course.drawing import INK
from tutor.figures_text.drawing import Room, words_of
from tutor.figures_text.painter import draw
from tutor.judge.child.modules import engine_exports
from tutor.session.experiment import notes_of

FOLDER = Path(lessons.__file__).parent
SEVEN = np.array([[int(level) for level in line] for line in str(sample(7)).splitlines()]) / INK
LABS = sorted(file.parent.name for file in FOLDER.glob("*/lab.py"))


@pytest.fixture(autouse=True)
def _mine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mine", ModuleType("mine"))


def fill_mine(lesson: str) -> None:
    """The engine's names, and the model answers that the lesson builds on."""
    mine, course = vars(sys.modules["mine"]), Catalog().course
    mine.update(engine_exports())
    for origin, names in behind(course, course.lessons[lesson]):
        answer = runpy.run_path(str(FOLDER / origin / "solution.py"))
        mine.update({name: answer[name] for name in names})


def run(lesson: str, checkpoint: Checkpoint | None = None, drawn: Any = SEVEN, **changed: float) -> Iterator[Any]:
    """The frames of a lesson's lab on its model answer, with its default settings but for those given."""
    plan = Catalog().course.lessons[lesson].lab
    assert plan is not None
    settings = {control.name: control.default for control in plan.controls} | changed
    if plan.sheet:
        settings |= {plan.sheet.name: drawn}
    fill_mine(lesson)
    program = runpy.run_path(str(FOLDER / lesson / "lab.py"))
    if "load_mnist" in program:
        program["lab"].__globals__["load_mnist"] = some_digits
    solution = FOLDER / lesson / "solution.py"
    answer = SimpleNamespace(**(runpy.run_path(str(solution)) if solution.exists() else {}))
    frames: Iterator[Any] = program["lab"](answer, Draw(0), SimpleNamespace(**settings, checkpoint=checkpoint))
    return frames


def some_digits(**options: bool) -> tuple[tuple[Any, Any], tuple[Any, Any]]:
    """A tenth of MNIST: a whole epoch would take seconds."""
    (x_train, t_train), (x_test, t_test) = load_mnist(**options)
    return (x_train[::10], t_train[::10]), (x_test[::10], t_test[::10])


def notes(frame: Any) -> list[Note]:
    figures = frame.figures if isinstance(frame, Board) else (frame,)
    return [figure for figure in figures if isinstance(figure, Note)]


@pytest.mark.parametrize("lesson", LABS)
def test_a_lab_draws_its_first_frames_in_thirteen_lines(lesson: str) -> None:
    words = Catalog().prose(lesson, "en").labels
    for frame in islice(run(lesson), 2):
        assert 0 < len(draw(frame, Room(80, 13), words)) <= 13


@pytest.mark.parametrize("lesson", LABS)
def test_every_note_of_a_lab_has_words_for_its_facts_in_each_language(lesson: str) -> None:
    catalog = Catalog()
    for language in catalog.languages(lesson):
        words = catalog.prose(lesson, language).labels
        for view in views(lesson):
            for note in notes(next(run(lesson, None, SEVEN, **view))):
                assert "{" not in words_of(note.key, words, note.facts)
                assert note.key in words


def views(lesson: str) -> list[dict[str, float]]:
    """The settings of each experiment of a lesson's lab."""
    plan = Catalog().course.lessons[lesson].lab
    assert plan is not None
    choices = next((control.choices for control in plan.controls if control.name == VIEW), ())
    return [{VIEW: float(number)} for number in range(len(choices))] or [{}]


@pytest.mark.parametrize("lesson", LABS)
def test_every_control_of_a_lab_has_words_in_each_language(lesson: str) -> None:
    catalog = Catalog()
    plan = catalog.course.lessons[lesson].lab
    assert plan is not None
    for language in catalog.languages(lesson):
        words = catalog.prose(lesson, language).labels.keys()
        assert {control.name for control in plan.controls} <= words
        assert {choice for control in plan.controls for choice in control.choices} <= words


def test_a_drawing_is_read_by_the_learners_predict() -> None:
    frame = next(run("mnist-inference", view=2))
    assert notes(frame)[0].facts["first"] == 7
    assert next(run("mnist-inference", view=2, drawn=np.zeros((28, 28)))) == Note("blank")


def test_moving_the_bias_of_the_and_gate_makes_all_four_answers_right() -> None:
    moved = [notes(next(run("and-gate", b=b)))[0].facts["moved"] for b in (0.0, -0.4, -0.5, -0.9, -1.0)]
    assert moved == [2, 2, 4, 4, 3]


def test_a_training_run_that_is_resumed_ends_as_if_it_had_not_stopped() -> None:
    first, second = (frame for frame in run("two-layer-net", epochs=2) if isinstance(frame, Checkpoint))
    (resumed,) = (frame for frame in run("two-layer-net", first, epochs=2) if isinstance(frame, Checkpoint))
    assert resumed.step == second.step
    for name, value in second.arrays.items():
        np.testing.assert_array_equal(resumed.arrays[name], value)


def simple_convnet(checkpoint: Checkpoint | None = None, **constants: Any) -> Iterator[Any]:
    """Its lab, with other constants: as it is, it takes half a minute to the first goal. Every step has its frame."""
    frames: Any = run("simple-convnet", checkpoint)
    frames.gi_frame.f_globals.update(MEASURED=2, FINE=2, KEPT=3, latest=iter, **constants)
    return iter(frames)


def test_a_convolutional_network_goes_on_with_what_its_optimizer_remembered() -> None:
    straight = (frame for frame in simple_convnet() if isinstance(frame, Checkpoint))
    first, second = islice(straight, 2)
    resumed = next(frame for frame in simple_convnet(first) if isinstance(frame, Checkpoint))
    assert resumed.step == second.step == first.step + 3
    states = [kept_by(checkpoint) for checkpoint in (resumed, second)]
    for name, value in states[0].items():
        np.testing.assert_array_equal(value, states[1][name])


def kept_by(checkpoint: Checkpoint, optimizer: Any = None) -> dict[str, Any]:
    """Weights and what the optimizer remembers, as bytes; the seconds differ from run to run."""
    mine = vars(sys.modules["mine"])
    learned = {"params": mine["SimpleConvNet"]().params, "optimizer": (optimizer or mine["Adam"])(lr=0.002)}
    curves: dict[str, Any] = {"digits": [], "share": [], "loss": [], "seconds": 0.0, "all": 0.0}
    random = np.random.get_state(legacy=False)
    restore({**learned, "curves": curves, "reached": {}, "done": np.zeros(2, int), "random": random}, checkpoint.arrays)
    return state_of(learned)


def deep_convnet(checkpoint: Checkpoint | None = None) -> Iterator[Any]:
    """Its lab, with a checkpoint after every second batch of a few digits."""
    frames: Any = run("deep-convnet", checkpoint)
    frames.gi_frame.f_globals.update(EVERY=2, BATCH=8, SAMPLE=100, latest=iter)
    return iter(frames)


def test_a_deep_network_goes_on_with_the_same_dropout_and_the_same_optimizer() -> None:
    straight = (frame for frame in deep_convnet() if isinstance(frame, Checkpoint))
    first, second = islice(straight, 2)
    resumed = next(frame for frame in deep_convnet(first) if isinstance(frame, Checkpoint))
    assert resumed.step == second.step
    mine = vars(sys.modules["mine"])
    states = []
    for checkpoint in (resumed, second):
        learned = {"params": mine["DeepConvNet"]().params, "optimizer": mine["Adam"](lr=0.001)}
        curves: dict[str, Any] = {"loss": [], "at": [], "share": [], "seconds": 0.0}
        restore({**learned, "curves": curves, "goal": {}, "done": 0}, checkpoint.arrays)
        states.append(state_of(learned))
    for name, value in states[0].items():
        np.testing.assert_array_equal(value, states[1][name])


class Jittery:
    """An optimizer whose attributes have names of their own, and that draws numbers."""

    def __init__(self, lr: float) -> None:
        self.pace, self.dice = lr, np.random.default_rng(3)
        self.tracks: dict[str, Any] = {}

    def update(self, params: Any, grads: Any) -> None:
        for name, value in params.items():
            self.tracks[name] = 0.9 * self.tracks.get(name, 0.0) + grads[name] * self.dice.uniform(0.5, 1.0)
            value -= self.pace * self.tracks[name] * np.random.uniform(0.5, 1.0)


def test_an_optimizer_with_names_and_generators_of_its_own_goes_on_where_it_was() -> None:
    first, second = islice((frame for frame in simple_convnet(Adam=Jittery) if isinstance(frame, Checkpoint)), 2)
    np.random.seed(99)  # as in another process
    resumed = next(frame for frame in simple_convnet(first, Adam=Jittery) if isinstance(frame, Checkpoint))
    assert resumed.step == second.step
    states = [kept_by(checkpoint, Jittery) for checkpoint in (resumed, second)]
    assert states[0].keys() == states[1].keys()
    for name, value in states[0].items():
        np.testing.assert_array_equal(value, states[1][name])


def test_an_epoch_of_the_convolutional_network_takes_half_the_step_of_the_one_before() -> None:
    ways = []
    for epoch in range(2):
        network = SimpleNamespace(params={"b": np.array([1.0])}, gradient=lambda x, t: {"b": np.array([1.0])})
        frames: Any = run("simple-convnet")
        lab = frames.gi_frame.f_globals
        lab["digits"] = lambda: ((np.zeros((100, 1)), np.zeros(100)), None)
        learner = lab["Run"](network, 0.1, Draw(0))
        learner.done = 2 * epoch  # two batches are an epoch
        learner.learn()
        ways.append(1.0 - network.params["b"][0])
    np.testing.assert_allclose(ways, [0.1, 0.05], rtol=1e-6)


def test_the_status_line_says_how_far_a_network_is_and_not_how_far_it_was_at_its_last_goal() -> None:
    frames = simple_convnet(GOALS=(("reached", 0.2), ("reached-97", 1.1)))
    board = next(frame for frame in frames if isinstance(frame, Board) and len(notes(frame)) > 1)
    goal, now = notes(board)
    said = {name.partition(".")[2]: value for name, value in notes_of(board).items()}
    assert (goal.key, now.key) == ("reached", "running")
    told = words_of("background", Catalog().prose("simple-convnet", "en").labels, said)
    assert told == f"{now.facts['share']:.1%} right, goal 110.0%"


def test_a_network_that_has_not_been_measured_yet_claims_no_share() -> None:
    frames = (frame for frame in simple_convnet() if isinstance(frame, Board))
    assert [note.key for note in notes(next(frames))] == ["first"]
    later = next(told for told in map(notes, frames) if told[0].key != "first")
    assert "share" in later[0].facts


def test_a_convolutional_network_is_over_at_its_last_goal_and_all_goals_stay_in_sight() -> None:
    *_, last, checkpoint = simple_convnet(GOALS=(("reached", 0.2), ("reached-97", 0.4)))
    assert isinstance(checkpoint, Checkpoint)
    assert [note.key for note in notes(last)] == ["reached", "reached-97"]
    assert all(note.facts["share"] >= note.facts["goal"] for note in notes(last))


def test_the_network_reads_most_digits_after_an_epoch_of_some() -> None:
    *_, last = run("two-layer-net", epochs=1)
    words = Catalog().prose("two-layer-net", "en").labels
    facts = notes(last)[0].facts
    assert facts["share"] > 0.8
    assert "{" not in words_of("digits", words, facts)


def test_the_learners_own_backward_makes_a_three_an_eight_and_chance_does_not() -> None:
    *_, last = run("two-layer-net", view=1)
    (told,) = notes(last)
    assert told.key == "fooled"
    assert told.facts["q"] >= 0.95
    assert told.facts["by_chance"] > 0.5
    assert told.facts["most"] < 0.3


def test_a_picture_that_is_nudged_stays_between_paper_and_ink() -> None:
    *_, last = run("two-layer-net", view=1, step=0.05, digit=0, target=1)
    assert 0 <= last.figures[0].image.min() <= last.figures[0].image.max() <= 1


def test_the_spiral_is_learned_unless_points_and_arms_are_shuffled_apart() -> None:
    shares = [notes(last)[0].facts["share"] for *_, last in (run("spiral-net", order=order) for order in (0, 1, 2))]
    assert shares[0] > 0.94 > 0.8 > shares[1] > 0.6 > 0.4 > shares[2]


def test_the_shares_that_a_recorded_graph_sends_back_add_up_to_each_grad() -> None:
    frame = next(run("tiny-autograd"))
    graph, told = frame.figures
    shares = {name: sum(edge.gradient for edge in graph.edges if edge.source == name) for name in "ab"}
    assert shares == {"a": told.facts["a"], "b": told.facts["b"]} == {"a": 15.0, "b": 6.0}


def test_a_saturated_neuron_is_overtaken_by_cross_entropy() -> None:
    last = list(run("single-neuron", view=1))[30]
    assert notes(last)[0].facts["squares"] > 0.5 > 0.1 > notes(last)[0].facts["entropy"]


def test_the_graph_of_a_neuron_names_its_sigmoid_in_full_in_eighty_columns() -> None:
    rows = draw(next(run("single-neuron")), Room(78, 11), Catalog().prose("single-neuron", "en").labels)
    assert "│ sigmoid │" in "\n".join("".join(text for text, _ in row) for row in rows)


def test_watching_a_network_with_a_fault_names_no_layer_and_asking_names_it() -> None:
    watched = [note for frame in run("bug-hunt", network=4) for note in notes(frame)]
    (asked,) = (note for frame in run("bug-hunt", network=4, view=1) for note in notes(frame))
    assert {note.key for note in watched} == {"running"}
    assert asked == Note("found", {"name": "Affine3"})


def test_find_bug_names_every_fault_of_the_lab_and_none_in_the_healthy_network() -> None:
    told = [notes(next(run("bug-hunt", network=number, view=1)))[0].facts["name"] for number in range(6)]
    assert told == ["None", "Sigmoid1", "Affine2", "Relu1", "Affine3", "Affine1"]


def optimizers_lab() -> dict[str, Any]:
    fill_mine("adam")
    return runpy.run_path(str(FOLDER / "adam" / "lab.py"))


@pytest.mark.parametrize(
    ("reached", "told"),
    [
        ({"SGD": 300, "Adam": 150}, "beaten"),
        ({"Adam": 150}, "beaten-alone"),
        ({"SGD": 150, "Adam": 150}, "not-beaten"),
        ({"SGD": 150}, "not-beaten"),
        ({}, "not-beaten"),
    ],
)
def test_sgd_counts_as_beaten_by_an_adam_that_read_nine_of_ten_digits_before_it(reached: Any, told: str) -> None:
    runs = [SimpleNamespace(name=name, accuracy=0.9) for name in ("SGD", "Adam")]
    note = optimizers_lab()["verdict"](runs, reached, {"SGD": 0.1, "Adam": 0.002})
    assert note.key == told
    assert "{" not in words_of(told, Catalog().prose("adam", "en").labels, note.facts)


def test_all_six_optimizers_get_down_the_valley_and_it_is_told_that_they_are_the_models() -> None:
    *_, last = run("adam", view=1)
    down, owners = notes(last)
    heights = [float(told.split()[1]) for told in down.facts["heights"].split(", ")]
    assert len(heights) == 6
    assert max(heights) < 0.2
    assert owners.key == "none-yours"


def test_an_optimizer_that_the_learner_wrote_is_told_from_the_models_and_the_engines() -> None:
    class Own:
        def update(self, params: Any, grads: Any) -> None: ...

    lab = optimizers_lab()
    lent = type("Own", (Own,), {"__wrapped__": Own, "update": lambda *_: None})
    assert [lab["is_own"](kind) for kind in (Own, lent, lab["SGD"], engine_exports()["SGD"])] == [True, True, False, False]


def test_the_same_network_begins_the_same_under_each_optimizer_and_adam_soon_lowers_its_loss() -> None:
    *_, last = run("adam", view=2, batches=8)
    curves = {curve.name: curve.y for curve in last.figures[0].series}
    assert len(curves) == 6
    assert len({y[0] for y in curves.values()}) == 1
    assert curves["Adam"][-1] < curves["Adam"][0]


def letters(figure: Any, size: int) -> str:
    """A figure as it is printed where there are no colours, without its title."""
    rows = draw(figure, Room(size, size, color=False), {})[1:]
    return "".join(text for row in rows for text, _ in row)


def test_without_colours_a_capital_stands_for_each_number_that_the_promised_dots_mark() -> None:
    catalog = Catalog()
    frame = next(run("broadcasting", A_rows=3, A_columns=4, b_rows=1, b_columns=4))
    A, b, _ = (letters(figure, 13) for figure in frame.figures[:3])
    assert [sum(letter.isupper() for letter in printed) for printed in (A, b)] == [12, 4]
    assert "capitals among letters" in catalog.prose("broadcasting", "en").labels["stretched"]


@pytest.mark.parametrize("lesson", ["and-gate", "nand-or-gates", "xor-gate"])
def test_the_side_that_gives_1_is_told_by_its_colour_and_by_its_letter(lesson: str) -> None:
    labels = " ".join(Catalog().prose(lesson, "en").labels.values())
    plane = next(run(lesson)).figures[0]
    assert re.findall("[a-z]{8}", letters(plane, 20).lower())
    assert set(re.findall("[a-z](?![0-9])", letters(plane, 20).lower())) == {"a", "b"}
    assert "green (b" in labels
    assert "shaded" not in labels
