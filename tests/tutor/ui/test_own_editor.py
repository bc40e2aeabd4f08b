"""The learner's own editor opens where the cursor is."""

import sys
from pathlib import Path

import pytest

from tutor.ui.own_editor import command_beside, command_for, opens

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


TMUX = {"TMUX": "/tmp/tmux-0/default,1,0", "TMUX_PANE": "%3", "TERM_PROGRAM": "tmux"}
ZELLIJ = {"ZELLIJ": "0"}
CODE = {"TERM_PROGRAM": "vscode"}


@pytest.mark.parametrize(
    ("environ", "editor", "expected"),
    [
        (TMUX, ["no-vim"], ["tmux", "split-window", "-h", "-t", "%3", "no-vim", str(FILE)]),
        (
            ZELLIJ,
            ["no-vim", "-n"],
            [
                *["zellij", "run", "--direction", "right", "--close-on-exit", "--name", "affine.py", "--"],
                *["no-vim", "-n", str(FILE)],
            ],
        ),
        (CODE, ["vim"], ["code", "--goto", f"{FILE}:7"]),
        (CODE, [], ["code", "--goto", f"{FILE}:7"]),
        (CODE, ["cursor", "--wait"], ["cursor", "--goto", f"{FILE}:7"]),
        (TMUX, ["code", "-w"], ["code", "--goto", f"{FILE}:7"]),
        ({}, ["subl", "-w"], ["subl", f"{FILE}:7"]),
    ],
    ids=["tmux", "Zellij", "VS Code", "VS Code alone", "its relative", "a window from tmux", "a window"],
)
def test_beside_the_tutor_there_is_a_pane_or_a_window(
    environ: dict[str, str], editor: list[str], expected: list[str]
) -> None:
    found = command_beside(editor, FILE, 7, environ)
    assert [word for word in found or () if word != "--reuse-window"] == expected
    assert ("--reuse-window" in (found or ())) == (expected[0] in ("code", "cursor"))


def test_a_pane_is_told_where_the_program_is() -> None:
    found = command_beside([Path(sys.executable).name], FILE, 7, TMUX) or []
    assert Path(found[-2]).is_absolute()


@pytest.mark.parametrize(
    ("environ", "editor"), [({}, ["vim"]), ({"TERM_PROGRAM": "iTerm"}, ["vim"]), (TMUX, []), (ZELLIJ, [])]
)
def test_where_there_is_no_beside_none_is_named(environ: dict[str, str], editor: list[str]) -> None:
    assert command_beside(editor, FILE, 7, environ) is None


@pytest.mark.parametrize(("command", "opened"), [(["true"], True), (["false"], False), (["no-such-program"], False)])
async def test_what_cannot_be_opened_is_noticed(command: list[str], opened: bool) -> None:
    assert await opens(command) is opened
