"""The verdict, always in sight: how far the check came, the one thing to say, the gradients side by side, the prints; and
what it says beside the lines of the code."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from tutor.model import HeatMap, Kind, Stage, Verdict
from tutor.session.update import Session
from tutor.storage.records import PastVerdict
from tutor.text.annotations import MarkKind, marks, underlined
from tutor.text.messages import Words
from tutor.text.stages import SYMBOLS, Reached, stages
from tutor.ui.panels.details import OUTCOMES, STYLES, details
from tutor.ui.panels.offers import WayOn
from tutor.ui.widgets.editor import CodeEditor
from tutor.ui.widgets.hanging_lines import HangingLines
from tutor.ui.widgets.heatmap import Comparison, GradientMap
from tutor.ui.widgets.margins import GutterMark, LineNote
from tutor.ui.widgets.semantic_colours import SemanticColour, inline

MARKS: Mapping[MarkKind, tuple[str, SemanticColour]] = {
    MarkKind.ERROR: ("✗", "error"),
    MarkKind.LOOK: ("◆", "warning"),
    MarkKind.TO_DO: ("…", "warning"),
}
HEAT = ("yours", "numerical", "difference")
PRINTED_LINES = 40
FRAME = 4  # cells of the panel's width beside its title: two corners, and a blank at each end
OPENS_HINTS = Style.from_meta({"@click": "screen.command('hint')"})


class VerdictPanel(VerticalScroll):
    """Shows one session's verdict; one on an older text is dimmed until the new one is there. Its title: the stages.

    hint_key: how the key is called that opens the hints. Where the mistake has one of its own, a click does it too.
    past: the verdicts on this answer so far, the oldest first; asked for when the details are.
    way: the way on, shown where the text passes.
    """

    can_focus = False

    def __init__(
        self,
        kind: Kind,
        words: Words,
        hint_key: str,
        past: Callable[[], Sequence[PastVerdict]] = tuple,
        way: WayOn | None = None,
    ) -> None:
        super().__init__(id="verdict")
        self._past = past
        self._whole = False
        self._way = way
        self._kind = kind
        self._hint_key = hint_key
        self._words = words
        self._verdict: Verdict | None = None
        self._judged: Verdict | None = None  # that the title tells of: none where a line is still being written
        self._shown: tuple[object, ...] = ()
        self._parts: dict[str, Content] = {}
        self._title = Content()

    def compose(self) -> ComposeResult:
        yield Static(id="verdict-typing")
        with Horizontal(id="verdict-says"):
            yield Static(id="verdict-sign")
            yield Static(id="verdict-message")
        if self._way:
            yield self._way
        yield GradientMap(id="verdict-heat", words={name: self._words(f"heat.{name}") for name in HEAT})
        yield Static(id="verdict-notes")
        yield Static(id="verdict-prints")
        yield HangingLines(id="verdict-details")

    def show_details(self, whole: bool) -> None:
        """Add all that is known of the verdict, or take it away again."""
        self._whole = whole
        self._show_details()
        self.scroll_home(animate=False)

    def _show_details(self) -> None:
        view, verdict = self.query_one(HangingLines), self._verdict
        if self._whole and verdict:
            view.show(details(verdict, stages(verdict, self._kind), self._past(), self._words))
        elif view.display:
            view.show(())

    def show(self, state: Session) -> None:
        """Draw the state of a session. Between two verdicts, and so while keys come, there is nothing to draw."""
        # On the message, not the panel: a class on the panel would have all its parts styled anew under the first key.
        self.query_one("#verdict-message").set_class(state.stale or state.typing or state.checking is not None, "-stale")
        waiting = state.live or state.checking is not None
        shown = (state.verdict, state.typing, state.told, waiting)
        if not _same(shown, self._shown):
            self._shown = shown
            self._draw(state)

    def _draw(self, state: Session) -> None:
        verdict, words = state.verdict, self._words
        self._hold(state.typing)
        self._part("typing", _typing(verdict, words) if state.typing and verdict else Content(""))
        self._verdict = verdict
        if state.typing and self._stays:
            self._show_details()
            return
        self.set_class(bool(verdict and verdict.passed), "-passed")
        if self._way:
            self._way.show(state)
        self._judged = None if state.typing else verdict
        self._draw_title()
        self._part("sign", _sign(state))
        self._part("message", _message(state, words, self._hint_key))
        self._part("notes", _notes(verdict, words) if verdict else Content(""))
        self._part("prints", _prints(verdict, words) if verdict else Content(""))
        self._show_details()
        self._heat(verdict.heat if verdict and not state.typing else None)

    @property
    def _stays(self) -> bool:
        """Whether what is shown is worth reading while a line is being written: it tells of what is off."""
        return self._judged is not None and not self._judged.passed

    def _hold(self, typing: bool) -> None:
        """While a line is being written nothing moves: the panel keeps its height, and what it said of what is off, until it
        has a verdict to show."""
        self.styles.height = self.outer_size.height if typing and self._stays and not self._whole else None

    def on_resize(self) -> None:
        self._draw_title()

    def _draw_title(self) -> None:
        title = Content(self._words("panel.verdict"))
        if self._judged:
            reached = stages(self._judged, self._kind)
            room = self.outer_size.width - FRAME
            forms = (_stages(reached, self._words), _stages(reached, self._words, gap=" "))
            short = _stages(reached, self._words, short=True)
            title = next((form for form in forms if form.cell_length <= room), short)
        if not self._title.is_same(title):
            self._title = title
            self.border_title = title

    def _part(self, name: str, content: Content) -> None:
        """A part that says what it said before is left alone: to lay out all anew takes longer than a check."""
        before = self._parts.get(name)
        if before is None or not before.is_same(content):
            self._parts[name] = content
            part = self.query_one(f"#verdict-{name}", Static)
            part.update(content)
            part.display = bool(content.plain)

    def _heat(self, heat: HeatMap | None) -> None:
        view = self.query_one("#verdict-heat", GradientMap)
        if heat is None and not view.display:
            return
        view.show(Comparison(heat.variable, heat.yours, heat.numerical, worst(heat)) if heat else None)
        view.display = heat is not None


def annotate(editor: CodeEditor, state: Session, words: Words) -> None:
    """Write a verdict beside the lines that it is about; one that is not about this text leaves what is there."""
    verdict = state.verdict
    if verdict is None or state.stale or state.typing:
        return
    if editor.text != state.text:
        return  # an edit is on its way here, behind the cursor's move: the editor has taken the marks along
    places = marks(verdict, state.text)
    sentence = words.say(verdict.message).split("\n", 1)[0].replace("`", "")
    glyphs = {mark.line: GutterMark(*MARKS[mark.sort]) for mark in places}
    notes = {mark.line: LineNote(f"{MARKS[mark.sort][0]} {sentence}", MARKS[mark.sort][1]) for mark in places}
    inlay_hints = {inlay_hint.line: inlay_hint.text for inlay_hint in verdict.inlay_hints}
    editor.set_marks(glyphs, notes, underlined(verdict), inlay_hints)


def _same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    """By identity: verdicts hold arrays, which have no one answer to being compared."""
    return len(one) == len(other) and all(a is b for a, b in zip(one, other, strict=True))


def worst(heat: HeatMap, most: int = 2) -> tuple[tuple[int, ...], ...]:
    """Where the two gradients differ most."""
    import numpy as np

    gap = np.abs(np.asarray(heat.yours, float) - np.asarray(heat.numerical, float))
    order = np.argsort(np.where(np.isfinite(gap), gap, np.inf), axis=None)[::-1][:most]
    return tuple(tuple(int(i) for i in np.unravel_index(int(at), gap.shape)) for at in order if gap.size)


def _stages(reached: Sequence[tuple[Stage, Reached]], words: Words, *, short: bool = False, gap: str = "  ") -> Content:
    """How far the check came, with one sign for stages in a row that came out alike; `short`: only the stages that are
    neither right nor still to come have names. gap: between those that came out otherwise."""
    bare = (Reached.RIGHT, Reached.NOT_REACHED) if short else ()
    parts = []
    for how, group in groupby(reached, lambda one: one[1]):
        names = [words(f"stage.{stage}") for stage, _ in group]
        parts.append(
            Content.styled(" ".join([SYMBOLS[how] * len(names)] if how in bare else [SYMBOLS[how], *names]), STYLES[how])
        )
    return Content(gap).join(parts)


def _sign(state: Session) -> Content:
    """The outcome in one character, nothing while there is none to speak of."""
    if state.verdict is None or state.told or state.typing:
        return Content("")
    return Content.styled(*OUTCOMES[state.verdict.outcome])


def _message(state: Session, words: Words, hint_key: str) -> Content:
    if state.told:
        return inline(words.say(state.told), "$text-error")
    verdict = state.verdict
    if verdict is None:
        waiting = "panel.no-verdict" if state.live or state.checking is not None else "panel.ask"
        return Content.styled(words(waiting), "$foreground 60%")
    if state.typing:
        return Content("")
    return _with_offer(inline(words.say(verdict.message)), verdict, words, hint_key)


def _typing(verdict: Verdict, words: Words) -> Content:
    return inline(words("panel.typing", **verdict.message.facts), "$foreground 60%")


def _with_offer(said: Content, verdict: Verdict, words: Words, hint_key: str) -> Content:
    """What is said, and the way to the hint that answers it."""
    if not words.has_nudge(verdict.mistake):
        return said
    offer = Content.styled(words("hint.offer", key=hint_key), "$text-accent").stylize(OPENS_HINTS)
    return Content.assemble(said, "  ", offer)


def _notes(verdict: Verdict, words: Words) -> Content:
    lines = [inline(f"· {words.say(note)}", "$text-warning") for note in verdict.notes]
    return Content("\n").join(lines)


def _prints(verdict: Verdict, words: Words) -> Content:
    if not verdict.prints:
        return Content("")
    lines = verdict.prints.rstrip("\n").splitlines()
    shown = [Content.styled(f"│ {line}", "$foreground 60%") for line in lines[:PRINTED_LINES]]
    return Content("\n").join(
        [Content.styled(words("panel.prints"), "bold $foreground 60%"), *shown, *_count_rest(verdict, len(lines), words)]
    )


def _count_rest(verdict: Verdict, lines: int, words: Words) -> list[Content]:
    more = max(0, lines - PRINTED_LINES)
    said = [words("panel.more-lines", lines=more)] if more else []
    said += [words("panel.more-calls", lost=verdict.prints_lost)] if verdict.prints_lost else []
    return [Content.styled(" ".join(said), "$foreground 60% italic")] if said else []
