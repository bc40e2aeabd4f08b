"""The learner's own editor opens where the cursor is."""

from pathlib import Path

import pytest

from tutor.ui.own_editor import command_for

FILE = Path("/work here/affine.py")


@pytest.mark.parametrize(
    ("editor", "expected"),
    [
        (["vim", "-n"], ["vim", "-n", "+7", str(FILE)]),
        (["/usr/bin/nano"], ["/usr/bin/nano", "+7", str(FILE)]),
        (["emacs", "-nw"], ["emacs", "-nw", "+7", str(FILE)]),
        (["micro"], ["micro", "+7", str(FILE)]),
        (["hx"], ["hx", f"{FILE}:7"]),
        (["subl", "-w"], ["subl", "-w", f"{FILE}:7"]),
        (["code", "--wait"], ["code", "--wait", "--goto", f"{FILE}:7"]),
        (["of-ones-own"], ["of-ones-own", str(FILE)]),
    ],
)
def test_each_editor_is_told_the_line_in_its_own_way(editor: list[str], expected: list[str]) -> None:
    assert command_for(editor, FILE, 7) == expected
