"""The placement: six questions, one after another, then what they say of the lessons of part 0."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static

from tutor.course.placement import Advice, advice
from tutor.course.prose import Prose as Questions
from tutor.ui import keys
from tutor.ui.host import Host
from tutor.ui.panels.keybar import KeyBar
from tutor.ui.panels.reading import QuizView
from tutor.ui.telling import telling
from tutor.ui.widgets.hanging_lines import HangingLines, Line
from tutor.ui.widgets.prose import ProseView

FAINT = "$foreground 60%"


class PlacementScreen(Screen[None]):
    """The first answer to each question counts; then its explanation stands there until the reader goes on.

    back_to: the lesson at which the questions were asked for.
    """

    CSS_PATH = ["lesson.tcss", "course.tcss"]
    AUTO_FOCUS = ""
    KEYS = keys.PLACEMENT
    BINDINGS = [Binding(str(digit), "pass", show=False) for digit in range(10)]  # one answer too many opens nothing else

    def __init__(self, tutor: Host, questions: Questions, back_to: str | None = None) -> None:
        super().__init__()
        self.tutor = tutor
        self.learner = tutor.learner
        self._questions = questions
        self._back_to = back_to
        self._answers: dict[str, bool] = {}
        self._at = 0
        keys.install(self, keys.PLACEMENT, tutor.words)

    @property
    def _over(self) -> bool:
        return self._at == len(self._questions.quizzes)

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="placement"):
            yield Static(id="page-title", markup=False)
            yield ProseView(id="page-prose")
            yield QuizView(self.learner.words, self._take_answer, "quiz.type")
            yield HangingLines(id="placement-says")
        yield KeyBar(keys.PLACEMENT, self.learner.words)

    async def on_mount(self) -> None:
        await self._draw()

    async def _draw(self) -> None:
        quizzes, words = self._questions.quizzes, self.learner.words
        place = words("placement.place", number=self._at + 1, of=len(quizzes))
        title = words("placement.right", right=sum(self._answers.values()), of=len(quizzes)) if self._over else place
        said = Content.assemble((self._questions.title, "bold $text-primary"), (f"   {title}", "$foreground 60%"))
        self.query_one("#page-title", Static).update(said)
        prose = self.query_one("#page-prose", ProseView)
        prose.display = self._at == 0
        await prose.update(self._questions.intro if self._at == 0 else "")
        view = self.query_one(QuizView)
        view.show(None if self._over else quizzes[self._at])
        self.query_one("#placement-says", HangingLines).show(self._outcome() if self._over else ())
        self._let_answer(not self._over)

    def _let_answer(self, waiting: bool) -> None:
        """Give the focus to the question, or to the page once it is answered."""
        fields = (self.query_one("#quiz-choices", OptionList), self.query_one("#quiz-typed", Input))
        for field in fields:
            field.disabled = not waiting
        asked = next((field for field in fields if field.display and waiting), None)
        (asked or self.query_one("#placement")).focus()
        self.refresh_bindings()

    def _take_answer(self, quiz: str, answer: str, right: bool) -> None:
        self._answers[quiz] = right
        if self.learner.writable:
            with telling(self.tutor.tell, "warning"):
                self.learner.answer_placement(quiz, answer, right)
        self._let_answer(False)

    # --- what they say ---

    @property
    def _advice(self) -> tuple[Advice, ...]:
        return advice(self._questions, self._answers)

    def _outcome(self) -> Iterator[Line]:
        for one in self._advice:
            yield from self._lines(one)
            yield Line(Content())
        title = self.learner.catalog.title(self.learner.next_lesson(), self.learner.words.language)
        yield Line(Content(), Content(self.learner.words("placement.on", title=title)))

    def _lines(self, one: Advice) -> Iterator[Line]:
        """Whether a lesson is worth doing, and the reason, which stands below its title."""
        words, catalog = self.learner.words, self.learner.catalog
        title, minutes = catalog.title(one.lesson, words.language), sum(catalog.course.lessons[one.lesson].minutes)
        if not one.worth_doing:
            yield _line("✓ ", (title, f"   {words('placement.not')}"), "bold $text-success")
            yield _line("  ", ("", words("placement.known")), rest=FAINT)
            return
        yield _line("→ ", (title, f"   {words('placement.worth', minutes=minutes)}"), "bold $text-warning")
        yield _line("  ", ("", one.why))
        for quiz in one.missed:
            yield _line("  ", ("", words("placement.missed", question=quiz.question)), rest=FAINT)

    # --- keys ---

    def action_pass(self) -> None:
        """Nothing: the question has its answer."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """On to the next question once this one is answered; on to a lesson at the end."""
        return action != "go_on" or self._over or len(self._answers) > self._at

    async def action_go_on(self) -> None:
        if self._over:
            self._open(self.learner.next_lesson())
            return
        self._at += 1
        await self._draw()
        self.query_one("#placement").scroll_home(animate=False)

    def action_close(self) -> None:
        """Back to where the questions were asked for; after the last one to the map, which shows what they say."""
        if self._back_to and not self._over:
            self._open(self._back_to)
        else:
            self.dismiss()

    def _open(self, lesson: str) -> None:
        self.dismiss()
        self.tutor.call_later(self.tutor.open_lesson, lesson)


def _line(head: str, said: tuple[str, str], look: str = "", rest: str = "") -> Line:
    """What is said first has the look of the head."""
    return Line(Content.styled(head, look), Content.assemble((said[0], look), (said[1], rest)))
