"""Lines of the model answer that a text lacks: where they are tried."""

from __future__ import annotations

from tutor.judge.mending import donors
from tutor.judge.mending.edits import Text

MODEL = """
def f(x, ready):
    if ready:
        y = 1
    else:
        y = 2
        x = x + y
    return x * y
"""
LACKING = """
def f(x, ready):
    "What f is for."
    if ready: y = 1
    else:
        y = 2
    return x * y
"""


def tried() -> list[str]:
    text, model = Text.parse(LACKING), Text.parse(MODEL)
    assert text is not None
    assert model is not None
    return [text.changed((edit,)) for edit in donors.edits(text, model) if edit.kind == "missing"]


def test_a_missing_line_is_tried_in_the_other_branch_too() -> None:
    assert any("else:\n        x = x + y\n        y = 2" in text for text in tried())


def test_a_missing_line_is_put_neither_before_a_docstring_nor_into_a_line_that_has_begun() -> None:
    assert all(Text.parse(text) is not None for text in tried())
    assert not any(text.index('"What') > text.index("x = x + y") for text in tried())
