"""Details: what the whole verdict adds to its beginning; how far a check came, told in the room there is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.content import Content

from tests.tutor.ui.answers import AVERAGED, RIGHT
from tests.tutor.ui.conftest import Desk, Tutor
from tutor.model import Elements, Finding, Message, ObservationName, Outcome, Stage, Verdict
from tutor.text.line_breaking import pieces
from tutor.text.messages import Words
from tutor.text.stages import stages
from tutor.ui.panels.details import details
from tutor.ui.panels.verdict import VerdictPanel
from tutor.ui.widgets.hanging_lines import HangingLines, Line, wrapped


def lines_of(outcome: Outcome, stage: Stage | None, *found: Finding) -> list[str]:
    """The details of a verdict, a line each, with single blanks."""
    verdict = Verdict("affine-layer", outcome, stage, Message("x"), 1, findings=found)
    shown = details(verdict, stages(verdict, "layer"), (), Words("en"))
    return [" ".join(f"{head}{body}".split()) for head, body in shown]


def finding(name: str, stage: Stage, passed: bool, *, beyond: bool = False, error: float | None = None) -> Finding:
    return Finding(ObservationName.parse(name), stage, passed, beyond, max_error=error)


def told(desk: Desk) -> str:
    shown = desk.lesson.query_one(HangingLines)
    return str(shown.render()) if shown.display else ""


async def test_the_details_add_stages_cases_elements_and_the_past(tutor: Tutor) -> None:
    async with tutor() as desk:
        await desk.write(RIGHT)
        await desk.judged("passed")
        await desk.write(AVERAGED)
        await desk.judged("wrong", "bias-averaged")
        assert told(desk) == ""
        await desk.press("d")
        lines = [line.split() for line in told(desk).splitlines()]
        for stage in ("parse", "contract", "purity", "linearity"):
            assert any(line[:2] == ["✓", stage] and len(line) > 4 for line in lines), stage
        cases = [" ".join(line) for line in lines]
        assert {"N=3", "N=1", "N=7"} <= set(cases)
        assert any(line.startswith("✗ gradient dx dW ✗ db") for line in cases)
        assert [line[0] for line in lines if line and line[0].startswith("[")] == [f"[{at}]" for at in range(5)]
        past = cases[cases.index("Checks of this answer so far, the newest first") + 1 :]
        assert "✗ not yet gradient N=3/db/slopes" in past[0]
        assert "✓ passed" in past[1]
        await desk.press("d")
        assert told(desk) == ""


def test_what_is_beyond_the_page_is_a_note_and_no_failed_stage() -> None:
    lines = lines_of(
        Outcome.PASSED,
        None,
        finding("N=3/x/unchanged", Stage.PURITY, True),
        finding("N=3/dout/unchanged", Stage.PURITY, False, beyond=True, error=1.0),
        finding("images/y/value", Stage.FORWARD, False, beyond=True),
    )
    cases = lines[lines.index("Every case, and what was looked at") + 1 :]
    assert cases == [
        *("N=3", "✓ purity x", "◆ purity ◆ dout (error 1) beyond the page"),
        *("images beyond the page", "◆ forward ◆ y"),
    ]


def elements_of(yours: object, expected: object) -> list[str]:
    verdict = Verdict("affine-layer", Outcome.WRONG, Stage.FORWARD, Message("x"), 1, elements=Elements("y", yours, expected))
    shown = [" ".join(body.plain.split()) for _, body in details(verdict, stages(verdict, "layer"), (), Words("en"))]
    return shown[shown.index("Every element") + 1 :]


def test_a_forward_that_is_off_has_every_element_beside_the_right_one() -> None:
    wrong, right = np.array([[1.0, 2.0]]), np.array([[1.0, 0.5]])
    assert elements_of(wrong, right) == ["y yours expected difference", "[0, 0] 1 1 0", "[0, 1] 2 0.5 1.5"]


def test_elements_of_another_shape_have_none_beside_them() -> None:
    found = elements_of(np.ones(2), np.zeros((2, 1)))
    assert found == ["y yours expected difference", "[0] 1", "[1] 1", "[0, 0] 0", "[1, 0] 0"]


@given(st.lists(st.text("ab 値、。", min_size=1), min_size=1, max_size=6), st.integers(20, 60))
def test_a_line_that_does_not_fit_goes_on_below_its_body(bodies: list[str], width: int) -> None:
    for body in bodies:
        rows = wrapped(Line(Content("  head  "), Content(body)), width)
        assert "".join(row.plain[8:] for row in rows).replace(" ", "") == body.replace(" ", "")
        assert all(row.plain.startswith(" " * 8) for row in rows[1:])
        longest = max(map(cell_len, pieces(body)))
        assert all(row.cell_length <= max(width, 8 + longest) for row in rows)


async def test_beside_the_prose_every_stage_has_its_name(tutor: Tutor) -> None:
    async with tutor(size=(120, 40)) as desk:
        await desk.write(AVERAGED)
        await desk.judged("wrong", "bias-averaged")
        title = Content.from_markup(desk.lesson.query_one(VerdictPanel).border_title or "")
        assert title.plain == "✓ parse run contract forward purity linearity  ✗ gradient"


@pytest.mark.parametrize(("text", "outcome", "mistake"), [(RIGHT, "passed", None), (AVERAGED, "wrong", "bias-averaged")])
async def test_a_small_terminal_has_no_blank_rows_under_the_verdict(
    text: str, outcome: str, mistake: str | None, tutor: Tutor
) -> None:
    async with tutor(size=(80, 24)) as desk:
        await desk.press("c")
        await desk.write(text)
        await desk.judged(outcome, mistake)
        await desk.pilot.pause()
        panel = desk.lesson.query_one(VerdictPanel)
        shown = [child.region for child in panel.children if child.display]
        assert panel.content_region.height <= sum(region.height for region in shown)


async def test_the_code_stays_where_it_is_while_a_line_is_being_written(tutor: Tutor) -> None:
    async with tutor(size=(80, 24)) as desk:
        await desk.press("c")
        await desk.write(AVERAGED)
        await desk.judged("wrong", "bias-averaged")
        editor, panel = desk.lesson.editor, desk.lesson.query_one(VerdictPanel)
        before, said = panel.outer_size.height, panel.query_one("#verdict-message").render()
        editor.move_cursor((17, 0))
        await desk.press("end", "(")
        await desk.until(lambda: desk.lesson.state.typing)
        await desk.pilot.pause()
        assert panel.outer_size.height == before
        assert str(panel.query_one("#verdict-typing").render()).startswith("Line 18 is not complete Python yet: ")
        assert panel.query_one("#verdict-message").render() is said  # what is off is still to be read meanwhile
        assert panel.query_one("#verdict-message").has_class("-stale")
        assert "✗ gradient" in Content.from_markup(panel.border_title or "").plain
        await desk.press("backspace")
        await desk.judged("wrong", "bias-averaged")
        assert not panel.query_one("#verdict-typing").display
