"""The placement on screen: offered to a newcomer, in nobody's way, and what it leads to."""

from __future__ import annotations

from functools import partial

from textual.widgets import Input, OptionList

from tests.present import present
from tests.tutor.ui.conftest import Desk, Tutor
from tutor.ui.panels.offers import PlacementOffer
from tutor.ui.panels.reading import QuizView
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.placement import PlacementScreen

KEY = "from-scratch/placement"


async def asked(desk: Desk) -> PlacementScreen:
    await desk.press("0")
    await desk.until(lambda: isinstance(desk.app.screen, PlacementScreen) and desk.app.screen.query("#quiz-typed"))
    assert isinstance(desk.app.screen, PlacementScreen)
    return desk.app.screen


async def answer(desk: Desk, *missed: str) -> None:
    """Answer the six questions, those of some lessons wrongly."""
    screen = desk.app.screen
    assert isinstance(screen, PlacementScreen)
    for quiz in present(desk.learner.placement()).quizzes:
        right = quiz.key.rpartition("-")[0] not in missed
        if quiz.choices:
            choices = screen.query_one("#quiz-choices", OptionList)
            await desk.until(partial(getattr, choices, "has_focus"))
            shown = screen.query_one(QuizView).asked.choices  # type: ignore[union-attr]
            choices.highlighted = next(at for at, choice in enumerate(shown) if choice.right == right)
        else:
            field = screen.query_one("#quiz-typed", Input)
            await desk.until(partial(getattr, field, "has_focus"))
            field.value = str(quiz.answer) if right else "no idea"
        await desk.press("enter")
        await desk.until(lambda: screen.query_one("#placement").has_focus)
        await desk.press("enter")


def outcome(desk: Desk) -> str:
    return str(desk.app.screen.query_one("#placement-says").render())


async def test_a_newcomer_is_offered_it_in_one_line_that_takes_no_focus_and_goes_with_the_lesson(tutor: Tutor) -> None:
    async with tutor(None) as desk:
        await desk.until(lambda: desk.lesson.query(PlacementOffer))
        offer = desk.lesson.query_one(PlacementOffer)
        assert desk.lesson.facts.id == "and-gate"
        assert "press 0" in str(offer.render())
        assert not offer.has_focus
        await desk.press("c", *"-0.7")
        await desk.judged("passed")
        assert not offer.display or not offer.region.height
    async with tutor(None) as desk:
        await desk.judged("unfinished")
        assert not desk.lesson.query(PlacementOffer)


async def test_whoever_asks_for_a_lesson_by_name_is_offered_nothing(tutor: Tutor) -> None:
    async with tutor("and-gate") as desk:
        await desk.judged("wrong", "one-is-enough")
        assert not desk.lesson.query(PlacementOffer)


async def test_its_answers_lead_to_the_first_lesson_that_is_worth_doing(tutor: Tutor) -> None:
    async with tutor(None) as desk:
        await asked(desk)
        await answer(desk, "broadcasting")
        await desk.until(lambda: "worth doing" in outcome(desk))
        said = outcome(desk)
        assert said.count("✓") == 2
        assert "→ Broadcasting" in said
        assert "Missed: A is (4, 3)" in said
        assert desk.learner.progress().keys() == {"and-gate"}
        assert not any(one.passed for one in desk.learner.progress().values())
        await desk.press("enter")
        await desk.until(lambda: desk.lesson.facts.id == "broadcasting")


async def test_what_the_answers_say_of_a_lesson_stands_below_its_title_in_each_line(tutor: Tutor) -> None:
    async with tutor(None, (50, 40)) as desk:
        await asked(desk)
        await answer(desk, "broadcasting", "matrix-product")
        await desk.until(lambda: "worth doing" in outcome(desk))
        *lessons, _ = outcome(desk).split("\n\n")
        lines = [line for lesson in lessons for line in lesson.strip("\n").split("\n")]
        assert len(lines) > 8
        assert all(line.startswith(("✓ ", "→ ", "  ")) for line in lines), lines


async def test_leaving_it_half_way_leads_back_to_the_lesson_and_keeps_the_answer(tutor: Tutor) -> None:
    async with tutor(None) as desk:
        screen = await asked(desk)
        await desk.press(*"2,3", "enter")
        await desk.until(lambda: screen.query_one("#placement").has_focus)
        await desk.press("escape")
        await desk.until(lambda: not isinstance(desk.app.screen, PlacementScreen) and desk.lesson.runner)
        assert desk.lesson.facts.id == "and-gate"
        assert [given.quiz for given in desk.learner.store.quiz_answers(KEY)] == ["array-shapes-1"]
        assert desk.learner.advice() == ()


async def test_an_answer_cannot_be_taken_back_and_nothing_goes_on_before_it(tutor: Tutor) -> None:
    async with tutor(None) as desk:
        screen = await asked(desk)
        await desk.press("tab", "n")
        assert "question 1" in str(screen.query_one("#page-title").render())
        screen.query_one("#quiz-typed", Input).focus()
        await desk.press(*"3,2", "enter")
        await desk.until(lambda: screen.query_one("#placement").has_focus)
        assert screen.query_one("#quiz-typed").disabled
        await desk.press("n")
        await desk.until(lambda: "question 2" in str(screen.query_one("#page-title").render()))


async def test_after_the_last_answer_escape_leads_to_the_map(tutor: Tutor) -> None:
    async with tutor(None) as desk:
        await asked(desk)
        await answer(desk)
        await desk.press("escape")
        await desk.until(lambda: isinstance(desk.app.screen, HomeScreen))
        assert desk.learner.next_lesson() == "and-gate"


async def test_the_palette_knows_it(tutor: Tutor) -> None:
    async with tutor() as desk:
        titles = {command.title for command in desk.app.get_system_commands(desk.lesson)}
        assert desk.learner.words("key.placement") in titles


async def test_a_digit_answers_and_one_too_many_opens_nothing(tutor: Tutor) -> None:
    async with tutor(None) as desk:
        screen = await asked(desk)
        assert "Type your answer" in str(screen.query_one("#quiz-how").render())
        await desk.press(*"2,3", "enter")
        await desk.until(lambda: screen.query_one("#placement").has_focus)
        await desk.press("enter")
        choices = screen.query_one("#quiz-choices", OptionList)
        await desk.until(lambda: choices.has_focus)
        assert "Its number gives an answer at once" in str(screen.query_one("#quiz-how").render())
        assert [str(option.prompt)[:2] for option in choices.options] == ["1)", "2)", "3)"]
        await desk.press("9")
        assert len(desk.learner.store.quiz_answers(KEY)) == 1
        right = next(at for at, choice in enumerate(present(screen.query_one(QuizView).asked).choices, 1) if choice.right)
        await desk.press(str(right))
        await desk.until(lambda: screen.query_one("#placement").has_focus)
        assert [given.correct for given in desk.learner.store.quiz_answers(KEY)] == [True, True]
        await desk.press("1", "0")
        assert desk.app.screen is screen
