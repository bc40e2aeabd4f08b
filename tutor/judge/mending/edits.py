"""A change of a text, as the pieces that it replaces: what was there, what stands there instead, and of what kind it is."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

SHORT = 3  # characters that say little by themselves: more of the line is shown around them
LONG = 90  # characters of a piece that is worth showing

Span = tuple[int, int]  # bytes of the text


@dataclass(frozen=True, slots=True)
class Edit:
    """kind: `instead`, or that of a statement (`gone`, `missing`, ...). cost: the dearer, the rarer the slip."""

    kind: str
    line: int
    splices: tuple[tuple[Span, str], ...]
    cost: int
    was: str = ""
    becomes: str = ""
    lines: Span = (0, 1 << 24)  # the first and the last of the statement that is changed
    others: tuple[int, ...] = ()  # further lines in which the same is done
    doubtful: bool = False  # whether the fault may lie before it all the same: then it only hints where to search

    def overlaps(self, other: Edit) -> bool:
        """Whether the two touch the same piece of the text."""
        return any((a < d and c < b) or (a, b) == (c, d) for (a, b), _ in self.splices for (c, d), _ in other.splices)


Edits: TypeAlias = tuple[Edit, ...]


@dataclass(frozen=True)
class Text:
    """A text that parses, and what stands where in it."""

    text: str
    tree: ast.Module

    @classmethod
    def parse(cls, text: str) -> Text | None:
        """None for what does not parse."""
        try:
            return cls(text, ast.parse(text))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None

    @cached_property
    def data(self) -> bytes:
        return self.text.encode()

    @cached_property
    def starts(self) -> list[int]:
        """Where each line begins; the end of the text is one more."""
        lines = self.data.split(b"\n")
        starts = [0]
        for line in lines:
            starts.append(starts[-1] + len(line) + 1)
        return starts

    @cached_property
    def parents(self) -> dict[ast.AST, ast.AST]:
        return {child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)}

    def span(self, node: ast.expr | ast.stmt) -> Span:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return (
            self.starts[node.lineno - 1] + node.col_offset,
            self.starts[node.end_lineno - 1] + node.end_col_offset,
        )

    def lines_of(self, first: ast.stmt, last: ast.stmt) -> Span:
        """Whole lines, with the end of the last one."""
        assert last.end_lineno is not None
        return self.starts[first.lineno - 1], min(self.starts[last.end_lineno], len(self.data))

    def source(self, span: Span) -> str:
        return self.data[span[0] : span[1]].decode()

    def changed(self, edits: Sequence[Edit]) -> str:
        """The text with all of the edits, which must not overlap."""
        data = self.data
        splices = sorted((splice for edit in edits for splice in edit.splices), reverse=True)
        for (start, end), new in splices:
            data = data[:start] + new.encode() + data[end:]
        return data.decode()

    def instead(self, node: ast.expr, new: ast.expr, cost: int) -> Edit:
        """One expression for another, shown with as much of the line as is needed to find it."""
        span = self.span(node)
        written = ast.unparse(new)
        plain = isinstance(new, ast.Name | ast.Attribute | ast.Constant | ast.Call | ast.Subscript)
        put = written if plain and not written.startswith("-") else f"({written})"
        shown = self._shown(node)
        above = self.parents.get(node)
        if shown is node and not plain and isinstance(above, ast.expr) and self._holds_together(above, node, written):
            shown = above
        low, high = self.span(shown)
        piece = self.data[low : span[0]].decode() + (written if shown is node else put) + self.data[span[1] : high].decode()
        return Edit(
            "instead",
            node.lineno,
            ((span, put),),
            cost,
            _flat(self.source((low, high))),
            _tidy(piece),
            self.lines_around(node),
        )

    def _holds_together(self, above: ast.expr, node: ast.expr, written: str) -> bool:
        """Whether an expression needs brackets in the place of `node`, where there are none: then it is shown with what is
        around it."""
        (low, high), (start, end) = self.span(above), self.span(node)
        if self.data[start - 1 : start] + self.data[end : end + 1] == b"()":
            return False
        piece = self.data[low:start].decode() + f"({written})" + self.data[end:high].decode()
        return f"({written})" in _tidy(piece)

    def statement(self, line: int) -> ast.stmt | None:
        """The simple statement that begins in a line."""
        found = (node for node in ast.walk(self.tree) if isinstance(node, ast.stmt) and node.lineno == line)
        return next((node for node in found if not hasattr(node, "body")), None)

    def asks(self, line: int) -> bool:
        """Whether an `if` or a `while` begins in a line."""
        return line in self._questions

    @cached_property
    def _questions(self) -> frozenset[int]:
        return frozenset(node.lineno for node in ast.walk(self.tree) if isinstance(node, ast.If | ast.While))

    def is_asked(self, edit: Edit) -> bool:
        """Whether a change is one of a question: of a condition, or of a comparison, as masks are made of."""
        inside = any(low <= start and end <= high for low, high in self._comparisons for (start, end), _ in edit.splices)
        return inside or self.asks(edit.lines[0])

    @cached_property
    def _comparisons(self) -> list[Span]:
        return [self.span(node) for node in ast.walk(self.tree) if isinstance(node, ast.Compare)]

    def is_target(self, span: Span) -> bool:
        """Whether a piece lies in what a statement puts something into."""
        return any(low <= span[0] and span[1] <= high for low, high in self._targets)

    @cached_property
    def _targets(self) -> list[Span]:
        targets = (one for node in ast.walk(self.tree) if isinstance(node, ast.Assign) for one in node.targets)
        more = (node.target for node in ast.walk(self.tree) if isinstance(node, ast.AugAssign))
        return [self.span(one) for one in (*targets, *more)]

    def lines_around(self, node: ast.AST) -> Span:
        """From the first line to the last of the simple statement that a node is in; of a loop, the line that opens it."""
        while not isinstance(node, ast.stmt):
            node = self.parents[node]
        return node.lineno, node.lineno if hasattr(node, "body") else node.end_lineno or node.lineno

    def _shown(self, node: ast.expr) -> ast.expr:
        """The node itself, or the smallest around it that stands in its line once and tells enough."""
        shown = node
        while True:
            piece = self.source(self.span(shown))
            line = self.source((self.starts[shown.lineno - 1], self.starts[shown.lineno]))
            above = self.parents.get(shown)
            if (line.count(piece) == 1 and len(piece) > SHORT) or not isinstance(above, ast.expr):
                return shown
            if len(self.source(self.span(above))) > LONG:
                return shown
            shown = above


def brief(piece: str) -> str:
    """In one line, and not too long for a sentence."""
    flat = _flat(piece)
    return flat if len(flat) <= LONG else f"{flat[: LONG - 30]}..."


def _flat(piece: str) -> str:
    return " ".join(piece.split())


def _tidy(piece: str) -> str:
    """As Python itself would write it: without the brackets that were put in to be on the safe side."""
    try:
        return ast.unparse(ast.parse(piece.strip(), mode="eval"))
    except SyntaxError:
        return _flat(piece)


def functions(text: Text) -> Iterator[ast.FunctionDef]:
    """Every function and method."""
    return (node for node in ast.walk(text.tree) if isinstance(node, ast.FunctionDef))


def functions_around(text: Text, line: int) -> set[int]:
    """The lines of every function that a line is in."""
    spans = (range(one.lineno, (one.end_lineno or one.lineno) + 1) for one in functions(text))
    return {number for span in spans if line in span for number in span}


def walk(node: ast.AST) -> Iterator[ast.AST]:
    """All nodes of a function's body, without inner functions, texts with values in them, and annotations."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.JoinedStr | ast.arguments | ast.FunctionDef | ast.ClassDef):
            continue
        yield child
        yield from walk(child)


def bodies(function: ast.AST) -> Iterator[Sequence[ast.stmt]]:
    """Each run of statements in a function, without a text that explains; those of `else` too."""
    for node in (function, *walk(function)):
        for name in ("body", "orelse"):
            body = getattr(node, name, None)
            if isinstance(body, list) and body and isinstance(body[0], ast.stmt):
                yield without_text(body)


def without_text(body: list[ast.stmt]) -> list[ast.stmt]:
    """Some statements without the text that explains them."""
    first = body[0]
    text = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return body[1:] if text else body
