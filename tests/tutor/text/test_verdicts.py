from __future__ import annotations

import math

import numpy as np
import pytest
from rich.cells import cell_len

from tutor.model import HeatMap, Lesson, Message, Outcome, Place, Stage, Verdict
from tutor.text.matrices import comparison_lines
from tutor.text.messages import Words
from tutor.text.prose import prose_lines
from tutor.text.verdicts import Paper, paragraph, verdict_lines

LAYER = Lesson("relu-layer", "backpropagation", "", "layer", ("Relu",))
WRONG = Verdict("relu-layer", Outcome.WRONG, Stage.FORWARD, Message("contract.none", {"variable": "y"}), seed=3)
PAPER = Paper()
TITLES = ("yours", "numerical", "difference")


def lines(verdict: Verdict, paper: Paper = PAPER) -> list[str]:
    return list(verdict_lines(LAYER, verdict, Words("en"), paper))


def test_stages_before_the_failed_one_agreed_and_those_without_findings_were_not_reached() -> None:
    shown = "  ✓ parse  ✓ run  ✓ contract  ✗ forward  · purity  · linearity  · gradient"
    assert lines(WRONG)[1] == shown


def test_a_function_has_no_gradient_to_reach() -> None:
    function = LAYER._replace(kind="function")
    assert "gradient" not in list(verdict_lines(function, WRONG, Words("en"), Paper()))[1]


def test_without_utf8_all_marks_are_ascii() -> None:
    assert "".join(lines(WRONG, Paper(utf8=False))).isascii()


def test_a_line_that_the_sentence_does_not_name_is_put_before_it() -> None:
    assert "Line 12: y is None" in "\n".join(lines(WRONG._replace(place=Place(12))))


def test_the_line_that_stopped_is_not_put_before_a_mistake_as_if_the_mistake_stood_there() -> None:
    said = "\n".join(lines(WRONG._replace(place=Place(12), mistake="bias-forgotten")))
    assert "It stopped in line 12. y is None" in said


def test_prints_are_cut_after_twenty_lines_and_the_rest_is_counted() -> None:
    said = lines(WRONG._replace(prints="x\n" * 25, prints_lost=100))
    assert said.count("  | x") == 20
    assert "(105 more characters are not shown)" in "\n".join(said)


@pytest.mark.parametrize("width", [20, 40, 80, 120])
def test_a_paragraph_keeps_within_its_paper(width: int) -> None:
    assert all(len(line) < width for line in paragraph("word " * 100, Paper(width=width)))


@pytest.mark.parametrize("width", [24, 40, 80, 120])
def test_a_paragraph_in_japanese_keeps_within_its_paper(width: int) -> None:
    found = list(paragraph("勾配は、`dout` と `x.T` の行列の積です。" * 9, Paper(width=width), "  "))
    assert all(cell_len(line) < width for line in found)
    assert all(line.startswith("  ") for line in found)
    assert not any(line.strip().startswith(("、", "。")) for line in found)


def test_paragraphs_stay_apart() -> None:
    assert list(paragraph("one\n\ntwo", Paper())) == ["one", "", "two"]


def test_a_gradient_stands_beside_the_numerical_one_with_the_worst_in_brackets() -> None:
    heat = HeatMap("db", np.array([1.0, 2.0]), np.array([1.0, 3.0]))
    assert list(comparison_lines(heat, TITLES, 80)) == [
        "db yours (2,)   numerical (2,)   difference",
        " 1 [2]           1 [3]             0 [-1]",
    ]


def test_gradients_of_different_shapes_have_no_difference() -> None:
    heat = HeatMap("db", np.ones((3, 2)), np.ones(2))
    said = "\n".join(comparison_lines(heat, TITLES, 80))
    assert "db yours (3,2)" in said
    assert "difference" not in said


def test_a_large_gradient_is_shown_around_its_worst_element() -> None:
    yours = np.zeros((50, 50))
    yours[40, 30] = 7.0
    said = "\n".join(comparison_lines(HeatMap("dW", yours, np.zeros((50, 50))), TITLES, 200))
    assert "[7]" in said
    assert "(50, 50)" in said


def test_a_value_that_is_no_number_is_shown_as_such() -> None:
    said = "\n".join(comparison_lines(HeatMap("dx", np.array([math.nan, 1.0]), np.array([2.0, 1.0])), TITLES, 80))
    assert "[nan]" in said


def test_a_gradient_that_is_no_array_is_not_drawn() -> None:
    assert list(comparison_lines(HeatMap("dx", "text", np.ones(2)), TITLES, 80)) == []


def test_a_formula_in_prose_is_drawn_and_stays_tex_without_utf8() -> None:
    markdown = "before\n\n$$ \\frac{a}{b} $$\n\nafter"
    drawn = list(prose_lines(markdown, Paper()))
    assert (drawn[0], drawn[-1]) == ("before", "after")
    assert not any("frac" in line for line in drawn)
    assert "    \\frac{a}{b}" in list(prose_lines(markdown, Paper(utf8=False)))
