"""Pictures as plain values: a lab yields them, a screen or a text stream draws them.

Nothing here draws. A figure says what is to be seen (these points, this image); how many characters it gets is decided
where it is shown. Titles and labels are keys: the lesson's Markdown gives their words (`## Label loss: Loss`), and a key
without words is shown as it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

ArrayLike: TypeAlias = Any  # what np.asarray accepts; named here, as pictures are drawn by those who need no NumPy


@dataclass(frozen=True, slots=True)
class Series:
    """One named curve or cloud of points. x: (n,), y: (n,)"""

    name: str
    x: ArrayLike
    y: ArrayLike
    style: Literal["line", "points"] = "line"


@dataclass(frozen=True, slots=True)
class Lines:
    """Curves over a common x axis. `y_limits` and `x_limits` fix the axes; None lets the data decide.

    `log_x` and `log_y` make an axis of powers of ten, on which numbers up to zero have no place.
    between: the names of two of the series; the gap between them is shaded.
    """

    series: tuple[Series, ...]
    title: str = ""
    x_label: str = ""
    y_label: str = ""
    log_y: bool = False
    x_limits: tuple[float, float] | None = None
    y_limits: tuple[float, float] | None = None
    log_x: bool = False
    between: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Histogram:
    """Counts per bin. counts: (n,), edges: (n + 1,)"""

    counts: ArrayLike
    edges: ArrayLike
    title: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """One number a label, such as the ten probabilities of a digit. values: (n,)

    `high`: what a bar over the whole width stands for; None lets the data decide.
    """

    labels: tuple[str, ...]
    values: ArrayLike
    title: str = ""
    marked: int | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Pixels:
    """An image. image: (H, W) floats, or (H, W, 3) uint8 colours.

    The palette says how numbers become colours: "grey" from `low` to `high`; "diverging" with zero in the middle (for
    weights and gradients); "classes" for whole numbers (a decision surface). `points` lie on top: (row, column, class).

    With `x_limits` and `y_limits` it is a part of a plane: the first and the last column are at those x, the last and the
    first row at those y. It is stretched over all the room, and has axes.
    """

    image: ArrayLike
    title: str = ""
    palette: Literal["grey", "diverging", "classes"] = "grey"
    low: float | None = None
    high: float | None = None
    points: tuple[tuple[int, int, int], ...] = ()
    x_limits: tuple[float, float] | None = None
    y_limits: tuple[float, float] | None = None
    x_label: str = ""
    y_label: str = ""


@dataclass(frozen=True, slots=True)
class Arrows:
    """A vector field. x, y: positions (rows, columns); u, v: components of the same shape."""

    x: ArrayLike
    y: ArrayLike
    u: ArrayLike
    v: ArrayLike
    title: str = ""


@dataclass(frozen=True, slots=True)
class Surface:
    """A function of two variables as a landscape. x: (W,), y: (H,), both growing; z: (H, W), the height at y, x.

    `azimuth`: degrees it is turned about its vertical axis, counter-clockwise seen from above; at 0, x grows to the right
    and y into the distance. `elevation`: degrees of the eye above the horizon, from 0 (the side) to 90 (a map).
    `path`: (n, 3), places (x, y, z) joined in their order, the last of them marked; None for none.
    """

    x: ArrayLike
    y: ArrayLike
    z: ArrayLike
    path: ArrayLike = None
    title: str = ""
    x_label: str = ""
    y_label: str = ""
    azimuth: float = 30.0
    elevation: float = 40.0


@dataclass(frozen=True, slots=True)
class Edge:
    """One edge of a computational graph: the value flowing forward above it, the gradient flowing back below."""

    source: str
    target: str
    value: ArrayLike
    gradient: ArrayLike | None = None


@dataclass(frozen=True, slots=True)
class Graph:
    """A computational graph from left to right. `marked`: (edge number, index into its value) shown highlighted."""

    nodes: tuple[str, ...]
    edges: tuple[Edge, ...]
    title: str = ""
    marked: tuple[int, tuple[int, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence of the lesson (`## Label key: ... {fact:.2f} ...`) with its facts filled in."""

    key: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Board:
    """Several figures in one frame, in rows of `columns`."""

    figures: tuple[Figure, ...]
    columns: int = 2
    title: str = ""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Not a picture: numbers to keep, so that a long run can go on later. The next run gets the last one back."""

    step: int
    arrays: Mapping[str, ArrayLike]


Figure: TypeAlias = Lines | Histogram | Bars | Pixels | Arrows | Surface | Graph | Note | Board
