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


SPREAD = """
def normalize(x):
    n = len(x)
    centre = x - x.mean(axis=0)
    return centre / np.sqrt((centre**2).sum(axis=0) / n)
"""


def pointed_at(text: str, model: str = SPREAD) -> list[int]:
    """Lines that may be said to be at fault, where another value there makes all right."""
    own, right = Text.parse(text), Text.parse(model)
    assert own is not None
    assert right is not None
    return [edit.line for edit in donors.edits(own, right) if edit.kind.startswith("value") and not edit.doubtful]


def test_a_line_that_reads_what_an_earlier_one_made_otherwise_is_not_to_blame() -> None:
    assert (
        pointed_at("""
def normalize(x):
    centre = x - x.mean(axis=0)
    spread = np.abs(centre).mean(axis=0)
    return centre / spread
""")
        == []
    )


def test_a_line_that_reads_only_what_the_model_answer_makes_too_is_to_blame() -> None:
    assert pointed_at("""
def normalize(x):
    middle = x.mean(axis=0)
    centre = x - x.mean(axis=0)
    return centre / np.abs(centre).mean(axis=0)
""") == [5]


def test_the_only_line_of_a_function_is_not_pointed_at() -> None:
    assert (
        pointed_at("""
def normalize(x):
    "What it is for: that is no line that could be at fault."
    return (x - x.mean(axis=0)) / np.abs(x).mean(axis=0)
""")
        == []
    )


def test_what_a_loop_adds_up_is_in_doubt_although_it_begins_as_the_model_answers_does() -> None:
    model = "def f(x):\n    total = 0.0\n    for v in x:\n        total += v\n    return np.sqrt(sum(x))\n"
    text = "def f(x):\n    total = 0.0\n    for v in x:\n        total += v**3\n    return np.log(total)\n"
    assert 5 not in pointed_at(text, model)


def test_no_line_is_put_over_a_value_that_is_set_already() -> None:
    model = "def f(x):\n    size = len(x) // 2\n    y = np.zeros(size)\n    return y\n"
    text, right = Text.parse("def f(x):\n    size = len(x) / 2\n    y = np.zeros(size)\n    return y\n"), Text.parse(model)
    assert text is not None
    assert right is not None
    put = [edit.line for edit in donors.edits(text, right) if edit.kind == "missing"]
    assert put == []
