"""Hints, questions, Try, the lab, the three versions."""

from __future__ import annotations

import pytest
from textual.widgets import Input, OptionList, RichLog

from tests.tutor.ui.answers import AVERAGED, RIGHT
from tests.tutor.ui.conftest import Desk, Tutor
from tutor.ui.panels.reading import QuizView
from tutor.ui.widgets.try_field import TryField

KEY = "from-scratch/affine-layer"


async def test_hints_come_one_by_one_and_are_recorded(tutor: Tutor) -> None:
    async with tutor() as desk:
        await desk.press("h")
        await desk.until(lambda: desk.learner.store.hints(KEY) == (1,))
        await desk.press("h")
        await desk.until(lambda: desk.learner.store.hints(KEY) == (1, 2))
        await desk.press("escape", "c", "f2")
        await desk.until(lambda: desk.app.screen.query("#hint"))
        assert desk.learner.store.hints(KEY) == (1, 2)


async def to_quiz(desk: Desk, number: int) -> None:
    """Turn pages up to a question."""

    def quizzes() -> int:
        shown = str(desk.lesson.query_one("#page-next").render())
        return shown.startswith("Page 7") and desk.lesson.query_one("#quiz").display

    for _ in range(6):
        await desk.press("n")
    await desk.until(quizzes)
    for _ in range(number):
        await desk.press("n")


async def test_an_answer_to_a_question_is_explained_and_recorded(tutor: Tutor) -> None:
    async with tutor() as desk:
        await to_quiz(desk, 0)
        view = desk.lesson.query_one(QuizView)
        for right in (False, True):
            shown = view.asked.choices  # type: ignore[union-attr]
            view.query_one(OptionList).highlighted = next(at for at, one in enumerate(shown) if one.right is right)
            await desk.press("enter")
        answers = await desk.until(
            lambda: len(desk.learner.store.quiz_answers(KEY)) == 2 and desk.learner.store.quiz_answers(KEY)
        )
        assert [(a.quiz, a.correct) for a in answers] == [("shape-of-dw", False), ("shape-of-dw", True)]
        assert "variable" in str(desk.lesson.query_one("#quiz-answer").render())


async def test_a_typed_answer_counts_with_or_without_blanks(tutor: Tutor) -> None:
    async with tutor() as desk:
        await to_quiz(desk, 1)
        assert "Tab leads to the field" in str(desk.lesson.query_one("#quiz-how").render())
        await desk.press("tab")
        assert desk.lesson.query_one("#quiz-typed").has_focus
        desk.lesson.query_one("#quiz-typed", Input).focus()
        await desk.press(*"( 10, )", "enter")
        answers = await desk.until(lambda: desk.learner.store.quiz_answers(KEY))
        assert [(a.quiz, a.correct) for a in answers] == [("shape-of-db", True)]


async def test_an_expression_runs_on_the_learners_own_code(tutor: Tutor) -> None:
    def log() -> str:
        return "\n".join(line.text for line in desk.lesson.query_one("#try-log", RichLog).lines)

    async with tutor() as desk:
        await desk.write(RIGHT)
        await desk.press("t")
        field = desk.lesson.query_one(TryField)
        await desk.until(lambda: field.has_focus)
        field.put("Affine(np.eye(2), np.ones(2)).forward(np.array([[3.0, 4.0]]))")
        await desk.press("enter")
        await desk.until(lambda: "array([[4., 5.]])" in log())
        field.put("1 / 0")
        await desk.press("enter")
        await desk.until(lambda: "ZeroDivisionError" in log())
        await desk.press("up", "up")
        assert field.text.startswith("Affine(")
        await desk.press("escape", "n")
        assert not field.has_focus


def inputs(desk: Desk) -> str:
    line = desk.lesson.query_one("#try-inputs")
    return str(line.render()) if line.display else ""


async def test_the_inputs_of_the_case_that_failed_stand_ready_under_the_names_of_the_lesson(tutor: Tutor) -> None:
    def log() -> str:
        return "\n".join(line.text for line in desk.lesson.query_one("#try-log", RichLog).lines)

    async with tutor() as desk:
        await desk.write(AVERAGED)
        await desk.judged("wrong", "bias-averaged")
        await desk.press("t")
        await desk.until(lambda: inputs(desk) == "W (4, 5), b (5,), x (3, 4), dout (3, 5): the case that failed")
        field = desk.lesson.query_one(TryField)
        field.put("np.allclose(Affine(W, b).forward(x), x @ W + b), dout.sum(axis=0).shape")
        await desk.press("enter")
        await desk.until(lambda: "(True, (5,))" in log())
        await desk.write(RIGHT)
        await desk.judged("passed")
        await desk.until(lambda: inputs(desk).endswith("the first case of the check"))


async def test_the_call_that_failed_is_put_into_the_field_with_its_numbers_ready(tutor: Tutor) -> None:
    async with tutor("and-gate") as desk:
        await desk.judged("wrong", "one-is-enough")
        await desk.press("t")
        assert desk.lesson.query_one(TryField).text == "AND(1, 0)"
        await desk.until(lambda: inputs(desk) == "x1 1, x2 0: the case that failed")


async def test_a_text_that_cannot_be_run_has_no_inputs(tutor: Tutor) -> None:
    async with tutor() as desk:
        await desk.write("def (")
        await desk.judged("crashed")
        await desk.press("t")
        desk.lesson.query_one(TryField).put("1 + 1")
        await desk.press("enter")
        await desk.until(lambda: desk.lesson.query_one("#try-log", RichLog).lines)
        assert inputs(desk) == ""


async def test_a_lab_draws_its_controls_move_and_it_goes_on_elsewhere(tutor: Tutor) -> None:
    async with tutor("two-layer-net") as desk:
        await desk.press("l")
        lab = await desk.until(lambda: desk.app.labs.get("two-layer-net"))
        await desk.until(lambda: lab.frames >= 2)
        await desk.press("down", "right")
        assert lab.settings["lr"] == 0.6
        await desk.until(lambda: lab.frames >= 2)
        await desk.press("space")
        assert lab.paused
        await desk.press("space", "r")
        await desk.until(lambda: "lab running" in desk.status)
        seen = lab.frames
        await desk.open("and-gate")
        await desk.until(lambda: lab.frames > seen)
        await desk.until(lambda: "A two-layer network: lab running" in desk.status or desk.app.labs.get("two-layer-net"))
        await desk.open("two-layer-net")
        await desk.press("l")
        assert desk.app.labs.get("two-layer-net") is lab


async def test_a_lab_that_is_over_starts_anew_with_another_control(tutor: Tutor) -> None:
    async with tutor("and-gate") as desk:
        await desk.press("l")
        lab = await desk.until(lambda: desk.app.labs.get("and-gate"))
        await desk.until(lambda: lab.frames and not lab.running)
        await desk.press("right")
        await desk.until(lambda: lab.frames and not lab.running)
        assert lab.settings["w1"] == 0.6


async def test_three_versions_stand_side_by_side_after_a_pass_each_with_its_time(tutor: Tutor) -> None:
    async with tutor() as desk:
        await desk.judged("unfinished")
        await desk.press("v")
        assert not desk.app.screen.query("#versions")
        await desk.write(RIGHT)
        await desk.judged("passed")
        await desk.write(AVERAGED)  # what is compared is the text that has passed
        await desk.judged("wrong", "bias-averaged")
        await desk.press("v")
        await desk.until(lambda: len(desk.app.screen.query(".version")) == 3)
        columns = list(desk.app.screen.query(".version"))
        assert [str(column.border_title) for column in columns] == ["Yours", "The model answer", "The engine's"]
        assert all("ms" in str(column.border_subtitle) for column in columns)
        assert "sum(axis=0)" in str(columns[0].query_one("Static").render())
        assert str(desk.app.screen.query_one("#versions").border_title).startswith("Three ways")
        yours, model, _ = (str(column.query_one("Static").render()) for column in columns)
        assert "≠" not in yours
        assert "≠         return dx.reshape(self.x_shape)" in model
        assert "≠         self.db" not in model


@pytest.mark.parametrize(("width", "stacked"), [(120, True), (200, False)])
async def test_versions_stand_below_one_another_where_columns_would_cut_their_lines(
    tutor: Tutor, width: int, stacked: bool
) -> None:
    async with tutor(size=(width, 40)) as desk:
        await desk.write(RIGHT)
        await desk.judged("passed")
        await desk.press("v")
        await desk.until(lambda: len(desk.app.screen.query(".version")) == 3)
        columns = list(desk.app.screen.query(".version"))
        await desk.until(lambda: all(column.region.height for column in columns))
        assert (columns[0].region.y < columns[1].region.y) is stacked
        assert (columns[0].region.x < columns[1].region.x) is not stacked


async def test_a_lesson_that_the_engine_has_nothing_of_shows_two_versions_and_says_two(tutor: Tutor) -> None:
    async with tutor("and-gate") as desk:
        await desk.write(desk.learner.catalog.text("and-gate", "solution.py"))
        await desk.judged("passed")
        await desk.press("v")
        await desk.until(lambda: len(desk.app.screen.query(".version")) == 2)
        assert str(desk.app.screen.query_one("#versions").border_title).startswith("Two ways")


async def test_a_verdict_too_long_for_its_panel_can_be_seen_whole(tutor: Tutor) -> None:
    async with tutor(size=(80, 24)) as desk:
        await desk.write(AVERAGED)
        await desk.judged("wrong", "bias-averaged")
        await desk.press("c", "f3")
        heat = desk.lesson.query_one("#verdict-heat")
        await desk.until(lambda: heat.region.height and heat.region.bottom <= 22)
        await desk.press("escape")
        await desk.until(lambda: desk.lesson.editor.has_focus)


def offers_hint(desk: Desk) -> bool:
    return "a hint on this" in desk.message


async def test_a_named_mistake_is_one_key_or_click_away_from_the_hint_that_answers_it(tutor: Tutor) -> None:
    async with tutor("xor-gate") as desk:
        await desk.write("from mine import OR\n\n\ndef XOR(x1, x2):\n    return OR(x1, x2)\n")
        await desk.until(lambda: offers_hint(desk))
        await desk.press("f2")
        title = await desk.until(lambda: desk.app.screen.query("#hint") and desk.app.screen.query_one("#hint").border_title)
        assert str(title) == "A hint on this mistake"
        await desk.until(lambda: desk.learner.store.nudges("from-scratch/xor-gate") == ("only-or",))
        await desk.press("h")
        await desk.until(lambda: desk.learner.store.hints("from-scratch/xor-gate") == (1,))
        await desk.press("escape")
        panel = desk.lesson.query_one("#verdict-message")
        row, column = next(
            (row, line.text.index("F2"))
            for row, line in enumerate(panel.render_lines(panel.size.region))
            if "F2" in line.text
        )
        await desk.pilot.click("#verdict-message", offset=(column + 1, row))
        await desk.until(lambda: desk.app.screen.query("#hint"))


async def test_a_prediction_is_kept_and_compared_with_the_run(tutor: Tutor) -> None:
    async with tutor("xor-gate") as desk:

        def outcome() -> str:
            return str(desk.lesson.query_one("#prediction-outcome").render())

        while not desk.lesson.query_one("#prediction").display:
            await desk.press("n")
        await desk.until(lambda: desk.lesson.state.verdict)
        desk.lesson.query_one("#prediction-typed", Input).focus()
        await desk.press("1", "enter")
        await desk.until(lambda: "Kept." in outcome())
        await desk.write("from mine import OR\n\n\ndef XOR(x1, x2):\n    return OR(x1, x2)\n")
        await desk.until(lambda: "You predicted 1; your run gives 1, which is not right yet." in outcome())
        await desk.write("from mine import AND, NAND, OR\n\n\ndef XOR(x1, x2):\n    return AND(NAND(x1, x2), OR(x1, x2))\n")
        await desk.until(lambda: "You predicted 1; your run gave 0." in outcome())
        desk.lesson.query_one("#prediction-typed", Input).value = "0"
        desk.lesson.query_one("#prediction-typed", Input).focus()
        await desk.press("enter")
        await desk.until(lambda: "It takes both halves" in outcome())
        answers = desk.learner.store.quiz_answers("from-scratch/xor-gate")
        assert [(one.quiz, one.answer, one.correct) for one in answers] == [
            ("predict-both", "1", False),
            ("predict-both", "0", True),
        ]


async def test_a_passed_lesson_may_be_done_again_from_blank(tutor: Tutor) -> None:
    async with tutor() as desk:
        stub = desk.lesson.editor.text
        await desk.press("o")  # nothing to do again yet: no window
        await desk.write(RIGHT)
        await desk.judged("passed")
        await desk.press("o")
        await desk.until(lambda: desk.app.screen.query("#confirm"))
        await desk.press("y")
        await desk.until(lambda: desk.lesson.editor.text == stub)
        assert desk.learner.progress()["affine-layer"].passed
        assert RIGHT in [kept.text for kept in desk.learner.store.history(KEY)]
        await desk.write(RIGHT + "# by heart\n")
        await desk.until(lambda: any(said.startswith("From blank in 0:") for said in desk.told))
        assert desk.lesson.state.passed
