"""A sheet of half blocks to draw a digit on, with the mouse or with keys."""

from __future__ import annotations

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tutor.course.digits import sample
from tutor.course.drawing import INK, SIDE, Ink, Point
from tutor.ui.widgets.semantic_colours import variable_style

MIDDLE = SIDE / 2
BESIDE = 22  # cells that what stands beside the sheet needs
RIGHT_BUTTON = 3
STEPS = {
    "up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1),
    "home": (-1, -1), "pageup": (-1, 1), "end": (1, -1), "pagedown": (1, 1),
}  # fmt: skip
PENS = {"up": "○", "down": "●", "rub": "×"}


class SheetView(Widget, can_focus=True):
    """The mouse draws, its right button rubs out. Keys: arrows move a pen, also Home, End and Page Up, Page Down aslant;
    Space sets it down or lifts it, e rubs out, c clears, u takes back, a figure puts a digit there.
    """

    BINDINGS = [
        *(Binding(key, f"step({down}, {across})", show=False) for key, (down, across) in STEPS.items()),
        Binding("space", "pen('down')", show=False),
        Binding("e", "pen('rub')", show=False),
        Binding("c", "clear", show=False),
        Binding("u", "take_back", show=False),
        *(Binding(str(digit), f"sample({digit})", show=False) for digit in range(10)),
    ]
    DEFAULT_CSS = "SheetView { width: auto; height: auto; margin: 0 2 0 0; }"

    class Drawn(Message):
        """There is another drawing."""

        def __init__(self, ink: Ink) -> None:
            super().__init__()
            self.ink = ink

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.ink = Ink()
        self.pen = "up"
        self._at: Point = (MIDDLE, MIDDLE)
        self._dragged: Point | None = None
        self._before: list[Ink] = []

    # --- size and looks ---

    def get_content_width(self, container: Size, viewport: Size) -> int:
        return SIDE * max(1, min((container.width - BESIDE) // SIDE, 2 * container.height // SIDE))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return width // 2

    @property
    def _scale(self) -> int:
        return max(1, self.size.width // SIDE)

    def render_line(self, y: int) -> Strip:
        scale = self._scale
        upper, lower = ((2 * y + half) // scale for half in (0, 1))
        if lower >= SIDE:
            return Strip.blank(self.size.width, self.rich_style)
        cells = [self._cell(upper, lower, x // scale) for x in range(SIDE * scale)]
        at = (int(self._at[0] * scale) // 2, int(self._at[1] * scale))
        if at[0] == y and self.has_focus:
            cells[at[1]] = self._pen_over(cells[at[1]])
        return Strip(cells).simplify()

    def _cell(self, upper: int, lower: int, column: int) -> Segment:
        front, back = (_grey(self.ink.level(row, column)) for row in (upper, lower))
        return Segment("▀", Style(color=front, bgcolor=back))

    def _pen_over(self, cell: Segment) -> Segment:
        ground = cell.style.bgcolor if cell.style else None
        accent = variable_style("text-accent" if self.pen != "rub" else "text-error", self.app.theme_variables)
        return Segment(PENS[self.pen], Style(color=accent.color, bgcolor=ground, bold=True))

    def show(self, ink: Ink) -> None:
        """Go on with a drawing that is there already."""
        self.ink = ink
        self.refresh()

    # --- drawing ---

    def _to(self, end: Point, rub: bool) -> None:
        """A stroke from where the pen is."""
        self._change(self.ink.stroke(self._at, end, rub))
        self._at = end

    def _change(self, ink: Ink) -> None:
        if ink != self.ink:
            self.ink = ink
            self.post_message(self.Drawn(ink))
        self.refresh()

    def _remember(self) -> None:
        if not self._before or self._before[-1] != self.ink:
            self._before.append(self.ink)

    def action_step(self, down: int, across: int) -> None:
        """Move the pen by a pixel; it draws or rubs out if it is down."""
        end = (_within(self._at[0] + down), _within(self._at[1] + across))
        if self.pen == "up":
            self._at = end
            self.refresh()
        else:
            self._to(end, self.pen == "rub")

    def action_pen(self, pen: str) -> None:
        """Set the pen or the eraser down, or lift it."""
        self.pen = "up" if self.pen == pen else pen
        if self.pen != "up":
            self._remember()
            self._to(self._at, self.pen == "rub")
        self.refresh()

    def action_clear(self) -> None:
        """An empty sheet."""
        self._replace(Ink())

    def action_sample(self, digit: int) -> None:
        """A digit that is drawn already."""
        self._replace(sample(digit))

    def _replace(self, ink: Ink) -> None:
        self._remember()
        self.pen = "up"
        self._change(ink)

    def action_take_back(self) -> None:
        """The drawing as it was before the last stroke."""
        while self._before and self._before[-1] == self.ink:
            self._before.pop()
        if self._before:
            self._change(self._before.pop())

    # --- mouse ---

    def on_mouse_down(self, event: events.MouseDown) -> None:
        self.focus()
        self.capture_mouse()
        self.pen = "up"
        self._remember()
        self._at = self._dragged = self._pixel(event)
        self._to(self._at, event.button == RIGHT_BUTTON)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._dragged is not None:
            self._dragged = self._pixel(event)
            self._to(self._dragged, event.button == RIGHT_BUTTON)

    def on_mouse_up(self, _: events.MouseUp) -> None:
        self._dragged = None
        self.release_mouse()

    def _pixel(self, event: events.MouseEvent) -> Point:
        """Where the mouse is, in pixels of the sheet: the middle of its cell where the terminal tells no more."""
        x, y = (place + 0.5 if place == int(place) else place for place in (event.pointer_x, event.pointer_y))
        return 2 * y / self._scale, x / self._scale


def _within(place: float) -> float:
    return min(max(place, 0.5), SIDE - 0.5)


def _grey(level: int) -> Color:
    shade = round(255 * level / INK)
    return Color.from_rgb(shade, shade, shade)
