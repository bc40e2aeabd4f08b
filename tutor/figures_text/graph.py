"""A computational graph in boxes, from left to right: the value above each edge, the gradient below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rich.cells import cell_len

from engine.figures import Edge, Graph
from tutor.figures_text.canvas import Canvas
from tutor.figures_text.drawing import ACCENT, MUTED, PLAIN, TITLE, Drawing, InkRun, Room, Row, Words, words_of
from tutor.figures_text.matrix import Table, table

VALUE = InkRun("series-0")
GRADIENT = InkRun("series-1")
DETAILS = (4, 3, 2, 0)  # digits of a number; 0 writes the shape alone
LISTED = 4  # digits of a number where there are no boxes


@dataclass(slots=True)
class Piece:
    """A node where it stands: lanes are counted from above, columns from the left."""

    name: str
    column: int
    lane: int
    lanes: int = 1
    inputs: list[tuple[int, Piece]] = field(default_factory=list)  # edge number, source

    @property
    def middle(self) -> int:
        """The lane in which the piece's own output leaves."""
        return self.lane + (self.lanes - 1) // 2

    @property
    def span(self) -> tuple[int, int]:
        """The first and the last lane that its box touches."""
        lanes = [self.middle, *(source.middle for _, source in self.inputs)]
        return min(lanes), max(lanes)


def draw(figure: Graph, room: Room, words: Words) -> Drawing:
    """The graph with as many digits as fit; as a list of edges where no boxes fit."""
    head: Drawing = (((words_of(figure.title, words), TITLE),),) if figure.title and room.height > 1 else ()
    inner = room.less(len(head))
    roots = placed(figure)
    for digits in DETAILS:
        drawing = _boxes(figure, roots, digits, inner, words)
        if len(drawing) <= inner.height and max((_width(row) for row in drawing), default=0) <= inner.width:
            return (*head, *drawing)
    return (*head, *_listed(figure, words, inner))


def _width(row: Row) -> int:
    return sum(cell_len(text.rstrip()) if index == len(row) - 1 else cell_len(text) for index, (text, _) in enumerate(row))


def placed(figure: Graph) -> list[Piece]:
    """The last nodes, each with its tree of inputs; a node that feeds several others stands before each of them."""
    feeding = {edge.source for edge in figure.edges}
    names = dict.fromkeys([*figure.nodes, *(name for edge in figure.edges for name in (edge.source, edge.target))])
    roots: list[Piece] = []
    lane = 0
    for name in names:
        if name not in feeding:
            roots.append(_tree(figure, name, 0, lane, frozenset()))
            lane += roots[-1].lanes
    shift = -min((piece.column for root in roots for piece in walk(root)), default=0)
    for piece in (piece for root in roots for piece in walk(root)):
        piece.column += shift
    return roots


def _tree(figure: Graph, name: str, column: int, lane: int, above: frozenset[str]) -> Piece:
    piece = Piece(name, column, lane)
    below = lane
    for index, edge in enumerate(figure.edges):
        if edge.target == name and edge.source not in above | {name}:
            source = _tree(figure, edge.source, column - 1, below, above | {name})
            piece.inputs.append((index, source))
            below += source.lanes
    piece.lanes = max(1, below - lane)
    return piece


def walk(piece: Piece) -> list[Piece]:
    """The piece and all that feeds it."""
    return [piece, *(deeper for _, source in piece.inputs for deeper in walk(source))]


def _boxes(figure: Graph, roots: Sequence[Piece], digits: int, room: Room, words: Words) -> Drawing:
    pieces = [piece for root in roots for piece in walk(root)]
    tables = {index: _labels(figure, index, digits) for piece in pieces for index, _ in piece.inputs}
    lanes = _lane_rows(pieces, tables)
    lefts = _columns(pieces, tables, words)
    canvas = Canvas(room.ascii)
    for piece in pieces:
        _box(canvas, piece, lefts, lanes, words)
        for index, source in piece.inputs:
            _edge(canvas, source, piece, tables[index], lefts, lanes)
    return canvas.drawing()


def _labels(figure: Graph, index: int, digits: int) -> tuple[Table, Table]:
    """The value and the gradient of an edge, written out."""
    edge = figure.edges[index]
    marked = figure.marked[1] if figure.marked is not None and figure.marked[0] == index else None
    gradient = Table(()) if edge.gradient is None else table(edge.gradient, digits, GRADIENT)
    return table(edge.value, digits, VALUE, marked), gradient


def _lane_rows(pieces: Sequence[Piece], tables: dict[int, tuple[Table, Table]]) -> list[int]:
    """The row of each lane's line, so that values fit above it and gradients below."""
    count = max((piece.lane + piece.lanes for piece in pieces), default=0)
    above, below = [1] * count, [1] * count
    for piece in pieces:
        for index, source in piece.inputs:
            value, gradient = tables[index]
            above[source.middle] = max(above[source.middle], len(value.rows))
            below[source.middle] = max(below[source.middle], len(gradient.rows))
    rows, top = [], 0
    for lane in range(count):
        rows.append(top + above[lane])
        top += above[lane] + 1 + below[lane]
    return rows


def _columns(pieces: Sequence[Piece], tables: dict[int, tuple[Table, Table]], words: Words) -> list[tuple[int, int]]:
    """Left edge and width of the boxes of each column."""
    count = max((piece.column for piece in pieces), default=-1) + 1
    boxes, gaps = [0] * count, [0] * count
    for piece in pieces:
        boxes[piece.column] = max(boxes[piece.column], cell_len(words_of(piece.name, words)) + 4)
        for index, _ in piece.inputs:
            widest = max(part.width for part in tables[index])
            gaps[piece.column] = max(gaps[piece.column], widest + 3)
    lefts, x = [], 0
    for column in range(count):
        x += gaps[column]
        lefts.append((x, boxes[column]))
        x += boxes[column]
    return lefts


def _box(canvas: Canvas, piece: Piece, lefts: Sequence[tuple[int, int]], lanes: Sequence[int], words: Words) -> None:
    left, width = lefts[piece.column]
    first, last = piece.span
    top, bottom = lanes[first] - 1, lanes[last] + 1
    canvas.box(left, top, width, bottom - top + 1)
    name = words_of(piece.name, words)
    canvas.write(left + (width - cell_len(name)) // 2, lanes[piece.middle], name, ACCENT if piece.inputs else PLAIN)


def _edge(
    canvas: Canvas,
    source: Piece,
    target: Piece,
    labels: tuple[Table, Table],
    lefts: Sequence[tuple[int, int]],
    lanes: Sequence[int],
) -> None:
    """The line of the source's middle lane, with its labels centred above and below."""
    start = sum(lefts[source.column])
    end = lefts[target.column][0]
    y = lanes[source.middle]
    canvas.arrow(start, end, y)
    value, gradient = labels
    value.put(canvas, start + (end - start - value.width) // 2, y - len(value.rows))
    gradient.put(canvas, start + (end - start - gradient.width) // 2, y + 1)


def _listed(figure: Graph, words: Words, room: Room) -> Drawing:
    """A row an edge: from, to, value, gradient."""
    return tuple(_told(edge, words, room) for edge in figure.edges)


def _told(edge: Edge, words: Words, room: Room) -> Row:
    arrow = "->" if room.ascii else "→"
    name = f"{words_of(edge.source, words)} {arrow} {words_of(edge.target, words)}  "
    gradient = () if edge.gradient is None else _in_a_row(edge.gradient, GRADIENT)
    return ((name, PLAIN), *_in_a_row(edge.value, VALUE), ("  ", MUTED), *gradient)


def _in_a_row(array: object, ink: InkRun) -> Row:
    """A few numbers written out; the shape of what would take several rows."""
    written = table(array, LISTED, ink)
    return (written if len(written.rows) == 1 else table(array, 0, ink)).rows[0]
