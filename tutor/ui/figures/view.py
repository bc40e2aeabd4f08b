"""A figure on the screen, in the theme's colours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from engine.figures import Figure
from tutor.figures_text.drawing import Colour, InkRun, Room, Row
from tutor.ui.terminal import ABLE
from tutor.ui.widgets.semantic_colours import colour_style, variable_style

REST = 1.0  # seconds between two pictures where nothing is to move

ROLES: Mapping[str, str] = {
    "series-0": "text-primary",
    "series-1": "text-warning",
    "series-2": "text-success",
    "series-3": "text-error",
    "series-4": "text-secondary",
    "series-5": "text-accent",
    "accent": "text-accent",
    "error": "text-error",
    "title": "foreground",
}


class FigureView(Widget):
    """Draws any figure in the room it has. `words`: key -> sentence, with {facts}.

    One widget for all kinds: the next frame of an experiment only repaints the lines, at whatever rate. With animations off
    one picture stands for a while before the next, which is the newest by then.
    """

    DEFAULT_CSS = """
    FigureView { width: 1fr; height: 1fr; }
    """

    def __init__(
        self,
        figure: Figure | None = None,
        words: Mapping[str, str] | None = None,
        *,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._words = words or {}
        self.figure = figure
        self._strips: list[Strip] | None = None
        self._inks: dict[InkRun, Style] = {}
        self._resting: Timer | None = None
        self._behind = False  # what is painted is not the newest figure

    def show(self, figure: Figure | None, words: Mapping[str, str] | None = None) -> None:
        """Draw another figure; None empties the view. `words` stay until others are given.

        Raises TypeError for what is no figure.
        """
        if figure is not None and not isinstance(figure, get_args(Figure)):
            raise TypeError(f"{type(figure).__name__} is no figure; yield one of engine.figures")
        self.figure = figure
        self._words = self._words if words is None else words
        if self._resting is None or figure is None:
            self._repaint()
        else:
            self._behind = True

    def _repaint(self) -> None:
        """Paint the figure as it is now; where nothing is to move, then rest for a while."""
        self._strips, self._behind = None, False
        self.refresh()
        if self.is_attached and self._resting is None and self.app.animation_level == "none":
            self._resting = self.set_timer(REST, self._wake)

    def _wake(self) -> None:
        self._resting = None
        if self._behind:
            self._repaint()

    def on_mount(self) -> None:
        self.app.theme_changed_signal.subscribe(self, lambda _: self.notify_style_update())

    def on_unmount(self) -> None:
        self.app.theme_changed_signal.unsubscribe(self)  # which would keep it for ever

    def notify_style_update(self) -> None:
        self._strips = None
        self._inks.clear()
        super().notify_style_update()

    def on_resize(self) -> None:
        self._strips = None

    def render_line(self, y: int) -> Strip:
        if self._strips is None:
            self._strips = self._draw_figure()
        blank = Strip.blank(self.size.width, self.rich_style)
        return self._strips[y] if y < len(self._strips) else blank

    def _draw_figure(self) -> list[Strip]:
        from tutor.figures_text.painter import draw  # NumPy and plotext come with it

        if self.figure is None:
            return []
        base, width = self.rich_style, self.size.width
        ascii = not getattr(self.app, "terminal", ABLE).utf8
        few = bool(self.app.native_ansi_color)
        room = Room(width, self.size.height, ascii, color=not self.app.no_color, greys=True, few=few)
        rows = draw(self.figure, room, self._words)
        return [self._strip(row).extend_cell_length(width).apply_style(base) for row in rows]

    def _strip(self, row: Row) -> Strip:
        return Strip([Segment(text, self._style(ink)) for text, ink in row])

    def _style(self, ink: InkRun) -> Style:
        if ink not in self._inks:
            front, back = self._colour(ink.front), self._colour(ink.back)
            bold = Style(bold=True) if ink.bold else Style()
            self._inks[ink] = front + Style(bgcolor=back.color) + bold
        return self._inks[ink]

    def _colour(self, colour: Colour | None) -> Style:
        if isinstance(colour, tuple):
            return Style(color=Color.from_rgb(*colour))
        if colour == "muted":
            return colour_style("muted", self.app.theme_variables)
        return variable_style(ROLES.get(colour or "", ""), self.app.theme_variables)
