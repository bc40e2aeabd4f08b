"""The verdict, always in sight: how far the check came, the one thing to say, the gradients side by side, the prints."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tutor.model import HeatMap, Kind, Outcome, Verdict
from tutor.session import Session
from tutor.stages import SYMBOLS, Reached, stages
from tutor.ui.widgets.heatmap import Comparison, GradientMap
from tutor.words import Words

STYLES = {
    Reached.RIGHT: "$text-success",
    Reached.WRONG: "bold $text-error",
    Reached.OPEN: "bold $text-warning",
    Reached.UNCLEAR: "bold $text-warning",
    Reached.NOT_REACHED: "$foreground 60%",
}
OUTCOMES = {
    Outcome.PASSED: ("✓", "bold $text-success"),
    Outcome.UNFINISHED: ("…", "bold $text-warning"),
    Outcome.WRONG: ("✗", "bold $text-error"),
    Outcome.INCONCLUSIVE: ("?", "bold $text-warning"),
    Outcome.CRASHED: ("!", "bold $text-error"),
    Outcome.TIMED_OUT: ("!", "bold $text-error"),
}
PRINTED_LINES = 40


class VerdictPanel(VerticalScroll):
    """Shows one session's verdict; a verdict on an older text is dimmed until the new one is there."""

    can_focus = False

    def compose(self) -> ComposeResult:
        yield Static(id="verdict-stages")
        yield Static(id="verdict-message")
        yield GradientMap(id="verdict-heat")
        yield Static(id="verdict-notes")
        yield Static(id="verdict-prints")

    def show(self, state: Session, kind: Kind, words: Words) -> None:
        """Draw the state of a session."""
        verdict = state.verdict
        self.set_class(state.stale or state.checking is not None, "-stale")
        self.set_class(bool(verdict and verdict.passed), "-passed")
        self.border_title = words("panel.verdict")
        self.border_subtitle = self._subtitle(state, words)
        self._part("stages", _stages(verdict, kind, words) if verdict else Content(""))
        self._part("message", _message(state, words))
        self._part("notes", _notes(verdict, words) if verdict else Content(""))
        self._part("prints", _prints(verdict, words) if verdict else Content(""))
        self._heat(verdict.heat if verdict and not state.typing else None)

    def _part(self, name: str, content: Content) -> None:
        part = self.query_one(f"#verdict-{name}", Static)
        part.update(content)
        part.display = bool(content.plain)

    def _heat(self, heat: HeatMap | None) -> None:
        view = self.query_one("#verdict-heat", GradientMap)
        view.show(Comparison(heat.variable, heat.yours, heat.numerical, worst(heat)) if heat else None)
        view.display = heat is not None

    def _subtitle(self, state: Session, words: Words) -> str:
        if state.slow:
            return words("panel.still-running")
        if state.verdict is None or state.checking is not None:
            return ""
        return words("panel.seed", seed=state.verdict.seed, ms=round(state.verdict.seconds * 1000))


def worst(heat: HeatMap, most: int = 2) -> tuple[tuple[int, ...], ...]:
    """Where the two gradients differ most."""
    import numpy as np

    gap = np.abs(np.asarray(heat.yours, float) - np.asarray(heat.numerical, float))
    order = np.argsort(np.where(np.isfinite(gap), gap, np.inf), axis=None)[::-1][:most]
    return tuple(tuple(int(i) for i in np.unravel_index(int(at), gap.shape)) for at in order if gap.size)


def _stages(verdict: Verdict, kind: Kind, words: Words) -> Content:
    parts = [(f"{SYMBOLS[reached]} {words(f'stage.{stage}')}", STYLES[reached]) for stage, reached in stages(verdict, kind)]
    return Content("  ").join([Content.styled(text, style) for text, style in parts])


def _message(state: Session, words: Words) -> Content:
    if state.trouble:
        return Content.styled(words.say(state.trouble), "$text-error")
    verdict = state.verdict
    if verdict is None:
        return Content.styled(words("panel.no-verdict"), "$foreground 60%")
    if state.typing:
        return Content.styled(words("panel.typing"), "$foreground 60%")
    symbol, style = OUTCOMES[verdict.outcome]
    return Content.assemble((f"{symbol} ", style), words.say(verdict.message))


def _notes(verdict: Verdict, words: Words) -> Content:
    lines = [Content.styled(f"· {words.say(note)}", "$text-warning") for note in verdict.notes]
    return Content("\n").join(lines)


def _prints(verdict: Verdict, words: Words) -> Content:
    if not verdict.prints:
        return Content("")
    lines = verdict.prints.rstrip("\n").splitlines()
    shown = [Content.styled(f"│ {line}", "$foreground 60%") for line in lines[:PRINTED_LINES]]
    hidden = len(lines) - len(shown)
    if hidden or verdict.prints_lost:
        shown.append(
            Content.styled(words("panel.more-prints", lines=hidden, lost=verdict.prints_lost), "$foreground 60% italic")
        )
    return Content("\n").join([Content.styled(words("panel.prints"), "bold $foreground 60%"), *shown])
