"""The tutor as a learner meets it: a terminal, keys, a screen."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import termios
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.conftest import Opener
from tests.e2e.terminal import ROOT

AND_GATE = "gradlings/perceptrons/and_gate.py"


def test_a_newcomer_passes_the_first_gate_and_finds_it_again(terminal: Opener, tmp_path: Path) -> None:
    first = terminal()
    first.shows("The AND gate", "c to the code", "✗ forward")
    first.press("c")
    first.shows("Esc Leave")
    first.type("-0.7")
    first.shows("✓ Passed.")
    assert "b = -0.7" in (tmp_path / AND_GATE).read_text("utf-8")
    first.press("C-q")
    first.shows("ended with 0")
    again = terminal()
    again.shows("The NAND and OR gates", "c Code")
    again.press("m")
    again.shows("✓ The AND gate", "go on here")


def test_an_own_editor_opens_beside_the_tutor_which_reads_what_it_saves(terminal: Opener, tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('language = "en"\neditor_beside = true\n', "utf-8")
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\necho "editing $1"\nread line\nsed -i "s/b = 0.0/b = -0.7/" "$1"\nread line\n', "utf-8")
    editor.chmod(0o755)
    one = terminal(160, 30, panes=True, VISUAL=str(editor))
    one.shows("✗ forward")
    one.press("e")
    one.shows("editing /")
    one.press("Enter")
    one.until(lambda _: "b = -0.7" in (tmp_path / AND_GATE).read_text("utf-8"), "the editor saves")
    one.press("Enter")
    one.shows("b = -0.7", "✓ Passed.")


def test_what_was_typed_last_is_there_after_quitting_and_coming_back(terminal: Opener) -> None:
    first = terminal()
    first.shows("✗ forward")
    first.press("c")
    first.shows("Esc Leave")
    first.type("-2.5")
    first.shows("-2.5")
    first.press("C-q")
    first.shows("ended with 0")
    again = terminal()
    again.shows("b = -2.5", "Esc Leave", "✗ forward")


def test_twenty_columns_and_five_rows_are_survived(terminal: Opener) -> None:
    small = terminal(20, 5)
    small.shows("[AND]", "✗ forward")
    small.press("c")
    small.shows("b = 0.0")
    small.type("-0.7")
    small.shows("-0.7", "✓✓✓✓")
    small.resize(100, 30)
    small.shows("✓ Passed.")
    small.resize(20, 5)
    small.press("C-q")
    small.shows("ended with 0")


def test_without_colours_the_signs_still_speak(terminal: Opener) -> None:
    grey = terminal(NO_COLOR="1")
    grey.shows("✗ forward", "AND(1, 0) gave 1")


def test_a_locale_without_utf_8_gets_the_tutor_too(terminal: Opener) -> None:
    plain = terminal(LANG="C", LC_ALL="C")
    plain.shows("The AND gate", "forward")
    plain.press("C-q")
    plain.shows("ended with 0")


def test_an_own_editor_works_on_the_same_file(terminal: Opener, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nsed -i "s/b = 0.0/b = -0.6/" "$1"\n', "utf-8")
    editor.chmod(0o755)
    desk = terminal(VISUAL=str(editor))
    desk.shows("✗ forward")
    desk.press("e")
    desk.shows("✓ Passed.")
    assert "b = -0.6" in (tmp_path / AND_GATE).read_text("utf-8")


@pytest.mark.parametrize("name", ["dumb", ""])
def test_a_terminal_that_cannot_draw_gets_one_sentence(name: str, tmp_path: Path) -> None:
    """A pseudo-terminal, so that only TERM stands in the way."""
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "tutor.cli"], env=_environ(tmp_path) | {"TERM": name}, cwd=ROOT,
        stdin=theirs, stdout=theirs, stderr=subprocess.PIPE, text=True, timeout=60, check=False,
    )  # fmt: skip
    os.close(ours)
    os.close(theirs)
    assert done.returncode == 2
    assert "gradlings watch" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_without_a_terminal_there_is_one_sentence(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tutor.cli"], env=_environ(tmp_path), cwd=ROOT,
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert "gradlings watch" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def _signalled(number: int) -> Callable[[subprocess.Popen[bytes], int], None]:
    return lambda tutor, ours: tutor.send_signal(number)


ENDS: dict[str, Callable[[subprocess.Popen[bytes], int], object]] = {
    "the terminal is closed": lambda tutor, ours: os.close(ours),
    "Ctrl+backslash is pressed": lambda tutor, ours: os.write(ours, b"\x1c"),
    **{f"it gets {name}": _signalled(getattr(signal, name)) for name in ("SIGTERM", "SIGHUP", "SIGQUIT", "SIGINT")},
}


@pytest.mark.parametrize("end", ENDS)
def test_however_the_tutor_is_ended_the_text_is_saved_and_the_terminal_as_it_was(end: str, tmp_path: Path) -> None:
    """It is nobody's controlling terminal, so that no signal tells of its end."""
    ours, theirs = pty.openpty()
    before = termios.tcgetattr(theirs)
    tutor = subprocess.Popen(
        [sys.executable, "-m", "tutor.cli"], env=_environ(tmp_path) | {"TERM": "xterm-256color"}, cwd=ROOT,
        stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
        preexec_fn=_heed_signals,
    )  # fmt: skip
    _read_until(ours, b"forward")
    os.write(ours, b"c")
    _read_until(ours, b"Esc")
    os.write(ours, b"-2.5")
    _read_until(ours, b"2.5")
    if "closed" in end:
        os.close(theirs)
    ENDS[end](tutor, ours)
    if "closed" not in end:
        _read_until(ours, b"\x1b[?1049l")  # back to the screen that the shell was on
        assert tutor.wait(30) == 0
        assert termios.tcgetattr(theirs) == before
    assert tutor.wait(30) == 0
    assert "b = -2.5 " in (tmp_path / AND_GATE).read_text("utf-8")


def _heed_signals() -> None:
    """Whoever runs the tests in the background has silenced some signals, and the tutor leaves those silent."""
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)


def _read_until(terminal: int, wanted: bytes) -> None:
    seen = b""
    while wanted not in seen:
        seen += os.read(terminal, 1 << 16)


def _environ(home: Path) -> dict[str, str]:
    return os.environ | {"HOME": str(home), "GRADLINGS_CONFIG": str(home / "settings.toml"), "LANG": "C.UTF-8"}
