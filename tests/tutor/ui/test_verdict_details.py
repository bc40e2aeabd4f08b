"""Details: what the whole verdict adds to its beginning; how far a check came, told in the room there is."""

from __future__ import annotations

import pytest
from textual.content import Content
from textual.widgets import Static

from tests.tutor.ui.answers import AVERAGED, RIGHT
from tests.tutor.ui.conftest import Desk, Tutor
from tutor.model import Finding, Message, ObservationName, Outcome, Stage, Verdict
from tutor.text.messages import Words
from tutor.text.stages import stages
from tutor.ui.panels.details import details
from tutor.ui.panels.verdict import VerdictPanel


def lines_of(outcome: Outcome, stage: Stage | None, *found: Finding) -> list[str]:
    """The details of a verdict, a line each, with single blanks."""
    verdict = Verdict("affine-layer", outcome, stage, Message("x"), 1, findings=found)
    shown = details(verdict, stages(verdict, "layer"), (), Words("en"))
    return [" ".join(line.split()) for line in shown.plain.splitlines()]


def finding(name: str, stage: Stage, passed: bool, *, beyond: bool = False, error: float | None = None) -> Finding:
    return Finding(ObservationName.parse(name), stage, passed, beyond, max_error=error)


def told(desk: Desk) -> str:
    shown = desk.lesson.query_one("#verdict-details", Static)
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
        before = panel.outer_size.height
        editor.move_cursor((17, 0))
        await desk.press("end", "(")
        await desk.until(lambda: desk.lesson.state.typing)
        await desk.pilot.pause()
        assert panel.outer_size.height == before
