"""Every exercise that can be drawn has exactly the answer that it claims, and explains it with its own numbers."""

from __future__ import annotations

import subprocess
import sys
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.tutor.practice.oracle import truth
from tutor.course.catalog import LANGUAGES
from tutor.figures_text import as_text
from tutor.model import Message
from tutor.practice.answers import is_right
from tutor.practice.drill import HARDEST, LEVELS
from tutor.practice.exercise import DrillKind, Exercise, shape, written
from tutor.practice.numbers import Numbers
from tutor.text.messages import Words, catalogue

MAKERS = [(kind, level, at) for kind in DrillKind for level in range(HARDEST) for at in range(len(LEVELS[kind][level]))]
SEEDS = st.integers(0, 2**32 - 1)
unhurried = settings(deadline=None, max_examples=60)  # speed is not measured here


def made(maker: tuple[DrillKind, int, int], seed: int, reach: int = 0) -> Exercise:
    kind, level, at = maker
    return LEVELS[kind][level][at](Numbers(Random(seed), reach))


@pytest.mark.parametrize("maker", MAKERS, ids=str)
@unhurried
@given(seed=SEEDS, reach=st.integers(0, 3))
def test_the_answer_is_what_numpy_and_numerical_differences_say(
    maker: tuple[DrillKind, int, int], seed: int, reach: int
) -> None:
    exercise = made(maker, seed, reach)
    came = truth(exercise)
    if exercise.kind is DrillKind.SHAPES:
        assert exercise.answer == (came if came == "error" else shape(came))
    else:
        assert float(exercise.answer) == pytest.approx(came, rel=1e-5, abs=1e-5)


@pytest.mark.parametrize("maker", MAKERS, ids=str)
@unhurried
@given(seed=SEEDS)
def test_the_explanation_ends_in_the_answer_in_every_language(maker: tuple[DrillKind, int, int], seed: int) -> None:
    exercise = made(maker, seed)
    for language in LANGUAGES:
        said = Words(language).say(exercise.steps[-1])
        assert exercise.answer in said
        assert "{" not in said


@pytest.mark.parametrize("maker", MAKERS, ids=str)
@unhurried
@given(seed=SEEDS)
def test_the_answer_as_it_is_written_is_taken_for_right(maker: tuple[DrillKind, int, int], seed: int) -> None:
    exercise = made(maker, seed)
    assert is_right(exercise.answer, exercise.answer)


@pytest.mark.parametrize("maker", MAKERS, ids=str)
@unhurried
@given(seed=SEEDS)
def test_a_question_fits_a_small_terminal(maker: tuple[DrillKind, int, int], seed: int) -> None:
    exercise = made(maker, seed)
    assert max(map(cell_len, (*exercise.given, exercise.asked))) <= 70
    assert len(exercise.given) <= 5
    for picture in filter(None, (exercise.picture, exercise.solved)):
        drawn = as_text(picture.graph, 72, 16, color=False, words=picture.labels).splitlines()
        assert "┌" in drawn[0] + drawn[1]  # boxes, not the list that stands in where they do not fit
        assert max(map(cell_len, drawn)) <= 72


@unhurried
@given(seed=SEEDS, level=st.integers(1, HARDEST - 1))
def test_a_graph_of_the_picture_shows_no_answer_before_it_is_given(seed: int, level: int) -> None:
    exercise = made((DrillKind.GRAPHS, level, 0), seed)
    assert exercise.picture
    assert exercise.solved
    asked, solved = exercise.picture.graph, exercise.solved.graph
    if exercise.form == "forward":
        assert asked.edges[-1].value == "?"
        assert written(solved.edges[-1].value) == exercise.answer
        return
    name = exercise.asked.removeprefix("d")
    assert {edge.gradient for edge in asked.edges if edge.source == name} == {"?"}
    assert {edge.gradient for edge in asked.edges[:-1] if edge.source != name} <= {None}
    flows = [int(edge.gradient or 0) for edge in solved.edges if edge.source == name]
    assert written(sum(flows)) == exercise.answer


@unhurried
@given(seed=SEEDS)
def test_every_level_of_graphs_has_at_least_as_many_nodes_to_go_through(seed: int) -> None:
    edges = [len(made((DrillKind.GRAPHS, level, 0), seed).picture.graph.edges) for level in (0, 1, 2)]  # type: ignore[union-attr]
    assert edges == sorted(edges)


def test_both_languages_say_the_same_things_with_the_same_facts() -> None:
    from string import Formatter

    def facts(sentence: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(sentence) if name}

    english, japanese = catalogue("en"), catalogue("ja")
    keys = [key for key in english if key.startswith(("drill.", "review.", "cli.help.drill", "cli.help.review"))]
    assert {key for key in japanese if key.startswith(("drill.", "review."))} <= set(keys)
    for key in keys:
        assert facts(english[key]) == facts(japanese[key]), key


@pytest.mark.parametrize("maker", MAKERS, ids=str)
def test_every_sentence_of_an_exercise_has_its_words(maker: tuple[DrillKind, int, int]) -> None:
    english = catalogue("en")
    for seed in range(40):
        exercise = made(maker, seed)
        messages: tuple[Message, ...] = (exercise.ask, *exercise.steps)
        assert {message.key for message in messages} <= english.keys()


def test_exercises_are_drawn_without_numpy() -> None:
    program = (
        "import sys; from random import Random; from tutor.practice.drill import Drill, DrillKind\n"
        "drill = Drill(DrillKind, Random(1))\n"
        "for _ in range(60): drill.answer(drill.exercise.answer); drill.go_on()\n"
        "print('numpy' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"
