"""A terminal that goes away while the tutor runs."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from threading import Event, Thread

from tutor.ui.driver import LastingOutput, when_gone


def test_a_terminal_whose_other_end_is_closed_is_told_of_once() -> None:
    ours, theirs = pty.openpty()
    told = Event()
    waiting = Thread(target=when_gone, args=(theirs, told.set), daemon=True)
    waiting.start()
    os.close(ours)
    waiting.join(30)
    os.close(theirs)
    assert told.is_set()


def test_keys_are_no_end_of_the_terminal() -> None:
    ours, theirs = pty.openpty()
    told = Event()
    waiting = Thread(target=when_gone, args=(theirs, told.set), daemon=True)
    waiting.start()
    os.write(ours, b"some keys\n")
    assert os.read(theirs, 64) == b"some keys\n"
    assert not told.is_set()
    os.close(ours)
    waiting.join(30)
    os.close(theirs)


def test_writing_goes_on_when_the_terminal_is_gone() -> None:
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w", encoding="utf-8") as file:
        output = LastingOutput(file)
        os.close(ours)
        assert output.write("a screen") == len("a screen")
        output.flush()
        os.dup2(os.open(os.devnull, os.O_WRONLY), theirs)  # so that the file can be closed


def test_only_what_was_the_terminal_falls_silent() -> None:
    """In a process of its own, as it is about that process's output."""
    ours, theirs = pty.openpty()
    os.close(ours)
    program = "import os, sys\nfrom tutor.ui.driver import silence\nsilence(0)\nprint('kept')\nsys.stderr.write('lost')"
    done = subprocess.run(
        [sys.executable, "-c", program], stdin=theirs, stdout=subprocess.PIPE, stderr=theirs, text=True, check=False
    )
    os.close(theirs)
    assert (done.returncode, done.stdout) == (0, "kept\n")
