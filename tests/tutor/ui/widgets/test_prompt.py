"""When a text at the prompt goes on, and with which indentation."""

from __future__ import annotations

import pytest

from tutor.ui.widgets.prompt import LONGEST, goes_on, indent_after

GOES_ON = {
    "for i in x:": "    ",
    "for i in x:\n    print(i)": "    ",
    "def f():\n    return 1": "",
    "def f(x):\n    if x:\n        return 1": "    ",
    "with a:\n    f(\n        1)": "    ",
    "try:\n    1\nexcept E:": "    ",
    "match x:\n    case 1:\n        2": "        ",
    "@jit": "",
    "f(1,": "",
    "x = {\n    1: 2,": "    ",
    "x = f(": "    ",
    "f(1,\n": "",
    "total = \\": "",
    "'''first": "",
    "'''first\n": "",
}
ENDS = [
    "",
    "1 + 1",
    "x = 1\ny = 2",
    "for i in x:\n    print(i)\n    ",
    "for i in x:\n    ",  # nothing in the block: Python says so
    "try:\n    1\n",
    "def f():\n    return 1\nf()",
    "f(\n    1)",
    "total = \\\n",
    "x =",
    "1 +* 2",
    "a\0",
    "\udce9",
    "(" * 5000,
    "(" * (LONGEST + 1),
]


@pytest.mark.parametrize("text", GOES_ON)
def test_what_is_open_goes_on_as_far_to_the_right_as_it_belongs(text: str) -> None:
    assert goes_on(text)
    assert indent_after(text) == GOES_ON[text]


@pytest.mark.parametrize("text", ENDS, ids=range(len(ENDS)))
def test_what_is_whole_or_wrong_is_run(text: str) -> None:
    assert not goes_on(text)
