"""Read: a lesson's pages one by one, questions answered on the spot, folded sections opened on demand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.style import Style
from textual.widgets import Collapsible, Input, OptionList, Static
from textual.widgets.option_list import Option

from tutor.course.answers import same_answer
from tutor.course.pages import Page
from tutor.course.prose import Quiz
from tutor.course.quizzes import new_visit, shuffled
from tutor.model import Verdict
from tutor.session.predictions import Guess
from tutor.text.messages import Words
from tutor.text.prose import heading
from tutor.ui.panels.escaping import press
from tutor.ui.panels.prediction import Predictions, PredictionView
from tutor.ui.widgets.lists import RowList
from tutor.ui.widgets.prose import ProseView
from tutor.ui.widgets.semantic_colours import inline

Answered = Callable[[str, str, bool], object]  # quiz key, answer, right?


class ReadPanel(Vertical):
    """`turn(by)` goes to another page; `page` is where the reader is. `keys`: their names, for the line at the foot.

    guesses: what the reader predicted at earlier visits, by the keys of the predictions.
    """

    def __init__(
        self,
        pages: tuple[Page, ...],
        words: Words,
        answered: Answered,
        keys: Mapping[str, str],
        *,
        start: str = "",
        guesses: Mapping[str, Guess] = MappingProxyType({}),
    ) -> None:
        super().__init__(id="read")
        self._predictions = Predictions(guesses, answered)
        self._keys = keys
        self._pages = pages
        self._words = words
        self._answered = answered
        self._at = next((number for number, page in enumerate(pages) if page.key == start), 0)

    @property
    def page(self) -> Page:
        return self._pages[self._at]

    @property
    def at_end(self) -> bool:
        return self._at == len(self._pages) - 1

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="page"):
            yield Static(id="page-title")
            yield ProseView(id="page-prose")
            yield QuizView(self._words, self._answered)
            yield PredictionView(self._words, self._predictions)
            yield Vertical(id="page-folds")
        yield Static(id="page-next")

    async def on_mount(self) -> None:
        await self._draw()
        page = self.query_one("#page")
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self._say_way())
        for what in ("scroll_y", "virtual_size"):  # what is next depends on them
            self.watch(page, what, self.screen.refresh_bindings, init=False)

    def _say_way(self) -> None:
        if self.is_attached and self.query("#page-next"):
            self.query_one("#page-next", Static).update(self._way_on(), layout=False)

    @property
    def goes_on(self) -> bool:
        """Whether there is more of the page below, or another page."""
        return self.more_below or not self.at_end

    @property
    def more_below(self) -> bool:
        page = self.query_one("#page")
        return page.scroll_offset.y < page.max_scroll_y

    async def turn(self, by: int) -> bool:
        """Go `by` pages on, once all of this one has been in view; False if there is none."""
        if by > 0 and self.more_below:
            self.query_one("#page").scroll_page_down(animate=False)
            return True
        if not 0 <= self._at + by < len(self._pages):
            return False
        self._at += by
        await self._draw()
        self.query_one("#page").scroll_home(animate=False)
        self.focus_page()
        return True

    async def _draw(self) -> None:
        page = self.page
        self.border_title = self._words("panel.read")
        self.query_one("#page-next", Static).update(self._way_on())
        titled = self._at > 0 and bool(page.title) and page.quiz is None and page.prediction is None
        title = self.query_one("#page-title", Static)
        title.update(Content.styled(page.title, "bold $primary"))
        title.display = titled
        prose = self.query_one("#page-prose", ProseView)
        prose.display = bool(page.markdown)
        await prose.update(page.markdown)
        self.query_one(QuizView).show(page.quiz)
        await self.query_one(PredictionView).ask(page.prediction)
        await self._draw_folds(page)

    def _way_on(self) -> Content:
        """Where in the lesson this page is, and the keys that lead on from here; a click does it too."""
        words, names = self._words, self._keys
        if self.screen.has_class("-show-read"):
            says = "page.more" if self.more_below else "page.last" if self.at_end else "page.next"
            ways = [(names["next"], words(says), "screen.next")]
            if "code" in names:  # a lesson of questions has none
                ways.insert(0, (names["code"], words("page.code"), "screen.pane('code')"))
        else:
            ways = [(names["read"], words("page.read"), "screen.pane('read')")]
        parts = [_click(press(self.screen, name, words), says, does) for name, says, does in ways]
        place = words("panel.page", page=self._at + 1, pages=len(self._pages))
        return Content("   ").join([Content.styled(place, "$foreground 60%"), *parts])

    def focus_page(self) -> None:
        """Let the keys scroll the page, or choose an answer."""
        choices = self.page.quiz is not None and bool(self.page.quiz.choices)
        self.query_one("#quiz-choices" if choices else "#page").focus()

    def judged(self, verdict: Verdict | None) -> None:
        """A run has ended: what was predicted can be held against it."""
        self._predictions.judged(verdict, [page.prediction for page in self._pages if page.prediction])
        self.query_one(PredictionView).refresh_outcome()

    async def _draw_folds(self, page: Page) -> None:
        folds = self.query_one("#page-folds", Vertical)
        folds.display = bool(page.folds)
        await folds.remove_children()
        if page.folds:
            await folds.mount(Static(self._words("fold.how"), id="fold-how"))
        for fold in page.folds:
            title = heading(fold.title, fold.kind, fold.key, self._words)
            await folds.mount(Collapsible(ProseView(fold.markdown), title=inline(title).markup))


def _click(name: str, says: str, action: str) -> Content:
    way = Content.assemble((name, "bold $text-accent"), f" {says}")
    return way.stylize(Style.from_meta({"@click": action}))


class Choices(RowList):
    """Answers to choose from, each by its number too."""

    BINDINGS = [Binding(str(number), f"pick({number})", show=False) for number in range(1, 10)]

    def action_pick(self, number: int) -> None:
        """Give an answer; a number that none has is not for anything else here."""
        if number <= self.option_count:
            self.highlighted = number - 1
            self.action_select()


class QuizView(Vertical):
    """One question: choices to pick, or an answer to type; either way an explanation follows.

    how_to_type: the message that says how, which depends on where the focus is.
    """

    def __init__(self, words: Words, answered: Answered, how_to_type: str = "quiz.tab-and-type") -> None:
        super().__init__(id="quiz")
        self._how_to_type = how_to_type
        self._words = words
        self._answered = answered
        self._quiz: Quiz | None = None
        self._visit = new_visit()

    @property
    def asked(self) -> Quiz | None:
        """The question, its answers in the order in which they are shown."""
        return self._quiz

    def compose(self) -> ComposeResult:
        yield ProseView(id="quiz-question")
        yield Choices(id="quiz-choices")
        yield Input(id="quiz-typed", compact=True)
        yield Static(id="quiz-how")
        yield Static(id="quiz-answer")

    def show(self, quiz: Quiz | None) -> None:
        """Ask another question, its answers in the order of this visit; None hides the panel."""
        self.display = quiz is not None
        self._quiz = quiz = shuffled(quiz, self._visit) if quiz else None
        if quiz is None:
            return
        self.query_one("#quiz-question", ProseView).update(quiz.question)
        self.query_one("#quiz-answer", Static).update("")
        choices, typed = self.query_one("#quiz-choices", OptionList), self.query_one("#quiz-typed", Input)
        choices.display, typed.display = bool(quiz.choices), not quiz.choices
        typed.value = ""
        choices.clear_options()
        numbered = enumerate((inline(choice.answer) for choice in quiz.choices), 1)
        choices.add_options([Option(Content.assemble((f"{number}) ", "$text-accent"), told)) for number, told in numbered])
        choices.highlighted = 0 if quiz.choices else None
        how = self._words("quiz.choose" if quiz.choices else self._how_to_type)
        self.query_one("#quiz-how", Static).update(Content.styled(how, "$foreground 60%"))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if self._quiz is not None:
            choice = self._quiz.choices[event.option_index]
            self._reply(choice.right, choice.answer, choice.explanation, f"{event.option_index + 1}) ")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self._quiz is not None and self._quiz.answer is not None:
            right = same_answer(event.value, self._quiz.answer)
            self._reply(right, event.value, self._quiz.explanation)

    def _reply(self, right: bool, answer: str, explanation: str, number: str = "") -> None:
        assert self._quiz is not None
        symbol, style = ("✓", "bold $text-success") if right else ("✗", "bold $text-error")
        reply = Content.assemble((f"{symbol} {number}{answer}  ", style), inline(explanation))
        self.query_one("#quiz-answer", Static).update(reply)
        self._answered(self._quiz.key, answer, right)
