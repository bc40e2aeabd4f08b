"""Changes of how a number is rounded, within a rounding that stays."""

from __future__ import annotations

import pytest

from tutor.judge.mending import expressions
from tutor.judge.mending.edits import Text, functions
from tutor.judge.mending.rounding import only_rounds


def changes(line: str) -> dict[str, bool]:
    """What a line can be made of, and whether it is rounded as before."""
    text = Text.parse(f"def f(np, x):\n    {line}\n")
    assert text is not None
    (part,) = functions(text)
    edits = expressions.edits(text, part)
    return {text.changed((edit,)).splitlines()[1].strip(): only_rounds(text, edit) for edit in edits}


@pytest.mark.parametrize(
    ("line", "other", "rounds"),
    [
        ("return int(round(x))", "return int(x)", True),
        ("return int(np.floor(x))", "return int(np.ceil(x))", True),
        ("return round(x)", "return x", False),
        ("return int(np.log(x))", "return int(x)", False),
    ],
)
def test_what_is_rounded_once_more_around_it_is_rounded_all_the_same(line: str, other: str, rounds: bool) -> None:
    assert changes(line)[other] is rounds
