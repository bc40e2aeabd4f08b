"""Which changes a person would make: those in words that the model answer uses.

A function or an uneven number that stands nowhere in it may set all values right by chance: the largest of the logarithms is
their sum where t is one-hot. Told as what is wrong, such a change leads astray.
"""

from __future__ import annotations

import ast
from functools import lru_cache

from tutor.judge.mending.edits import Edit, Text

ORDINARY = frozenset({"T", "copy", "shape", "reshape", "len", "range", "arange", "list", "zeros"})
PLAIN = frozenset({0.0, 0.5, 1.0, 2.0})  # numbers that formulas are full of
SQUARES = frozenset({"square", "sqrt", "power", "std", "var", "norm"})
WRITTEN = ("instead", "each")  # kinds of changes that bring something new in


class Vocabulary:
    """The functions, attributes, uneven numbers and questions for equality of a model answer, and what the text itself calls
    by its name."""

    def __init__(self, text: Text, model: Text) -> None:
        self._words = _words(model.tree) | _called(text.tree) | _squares(model.tree) | _squares(text.tree) | ORDINARY
        self._numbers = _numbers(model.tree) | PLAIN

    def has(self, edit: Edit, text: Text) -> bool:
        """Whether all that a change of the text brings in is of these words, or stood in its place before."""
        return edit.kind not in WRITTEN or all(self._knows(text.source(span), new) for span, new in edit.splices)

    def _knows(self, was: str, new: str) -> bool:
        (words_before, numbers_before), (words, numbers) = _of_piece(was), _of_piece(new)
        return words <= words_before | self._words and numbers <= numbers_before | self._numbers


@lru_cache(maxsize=4096)
def _of_piece(piece: str) -> tuple[frozenset[str], frozenset[float]]:
    """The words and uneven numbers in a piece of a line, which many changes share; none in what is no whole expression."""
    try:
        tree = ast.parse(piece.strip())
    except SyntaxError:
        return frozenset(), frozenset()
    return _words(tree), _numbers(tree)


def _words(tree: ast.AST) -> frozenset[str]:
    """What is asked of arrays and modules, and called by its name; what an object keeps on itself is its own affair."""
    asked = (node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and not _is_self(node.value))
    return frozenset(asked) | _called(tree) | _equalities(tree) | _powers(tree)


def _powers(tree: ast.AST) -> frozenset[str]:
    """`**`: the square of a True is a number, and that of a 0 or 1 itself."""
    signs = (node.op for node in ast.walk(tree) if isinstance(node, ast.BinOp | ast.AugAssign))
    return frozenset("Pow" for sign in signs if isinstance(sign, ast.Pow))


def _squares(tree: ast.AST) -> frozenset[str]:
    """`**` as well where squares are written as products, or where a root asks for them."""
    products = (node for node in ast.walk(tree) if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult))
    squared = any(ast.dump(node.left) == ast.dump(node.right) for node in products)
    asked = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return frozenset({"Pow"}) if squared or asked & SQUARES else _powers(tree)


def _called(tree: ast.AST) -> frozenset[str]:
    calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    return frozenset(function.id for function in calls if isinstance(function, ast.Name))


def _equalities(tree: ast.AST) -> frozenset[str]:
    """`==` and `!=`: of numbers with a fraction they tell little, and `x != 0` holds for nearly all, as no `x >= 0` does."""
    signs = (sign for node in ast.walk(tree) if isinstance(node, ast.Compare) for sign in node.ops)
    return frozenset(type(sign).__name__ for sign in signs if isinstance(sign, ast.Eq | ast.NotEq))


def _is_self(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "self"


def _numbers(tree: ast.AST) -> frozenset[float]:
    constants = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return frozenset(abs(value) for value in constants if isinstance(value, float))
