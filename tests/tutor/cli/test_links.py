"""Names of files are links where a terminal can follow them, and nothing but their characters anywhere else."""

from __future__ import annotations

import io
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tutor.cli.conftest import ROOT, Run
from tests.tutor.test_characters import acts
from tutor.characters import clean
from tutor.cli.terminal import linked
from tutor.text.messages import fill

LINK = re.compile("\x1b\\]8;;(?P<address>[!-~]+)\x1b\\\\(?P<shown>[^\x1b]*)\x1b\\]8;;\x1b\\\\")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def written(template: str, stream: io.StringIO | None = None, term: str = "xterm", **facts: object) -> str:
    return linked(fill(template, facts), facts, stream or Terminal(), {"TERM": term})


def file_of(address: str) -> bytes:
    return unquote_to_bytes(urlsplit(address).path)


@given(name=st.text(st.characters(exclude_characters="\0/"), min_size=1).filter(lambda name: name not in (".", "..")))
def test_any_name_of_a_file_is_a_link_to_it_and_none_of_its_characters_acts(name: str) -> None:
    file = Path("/work") / name
    text = written("see {path}.", path=file)
    assert not any(acts(character) for character in LINK.sub("", text)), "something acts beside the links"
    for link in LINK.finditer(text):
        assert not any(acts(character) for character in link["shown"])
        assert file_of(link["address"]) == os.fsencode(file)
    assert LINK.sub(lambda link: link["shown"], text) == clean(f"see {file}.")
    assert LINK.search(text) or any("\ud800" <= character <= "\udfff" for character in name)


def test_an_address_names_the_host_and_is_percent_encoded() -> None:
    link = LINK.search(written("{path}", path=Path("/a b/é;%\x1b.py")))
    assert link is not None
    assert urlsplit(link["address"]).hostname == os.uname().nodename.lower()
    assert urlsplit(link["address"]).path == "/a%20b/%C3%A9%3B%25%1B.py"


@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_dumb_terminal_gets_the_name_alone(term: str) -> None:
    assert written("in {path}", term=term, path=Path("/a/b.py")) == "in /a/b.py"


def test_what_is_no_terminal_gets_the_name_alone() -> None:
    assert written("in {path}", io.StringIO(), path=Path("/a/b.py")) == "in /a/b.py"


def test_the_number_of_a_line_is_no_part_of_the_file() -> None:
    link = LINK.search(written("{place}: wrong", place="/a/settings.toml:3"))
    assert link is not None
    assert file_of(link["address"]) == b"/a/settings.toml"


def test_a_file_beside_its_folder_keeps_its_own_link() -> None:
    text = written("{path} in {folder}", path=Path("/a/b/c.py"), folder=Path("/a/b"))
    assert [(link["shown"], file_of(link["address"])) for link in LINK.finditer(text)] == [
        ("/a/b/c.py", b"/a/b/c.py"),
        ("/a/b", b"/a/b"),
    ]


def test_a_name_that_was_broken_over_lines_is_a_link_on_each() -> None:
    facts = {"path": "/a long/name-of.py"}
    text = linked("in /a\n    long/name-\n    of.py, here", facts, Terminal(), {"TERM": "xterm"})
    assert [link["shown"] for link in LINK.finditer(text)] == ["/a", "long/name-", "of.py"]
    assert {file_of(link["address"]) for link in LINK.finditer(text)} == {b"/a long/name-of.py"}


def test_the_colours_that_a_file_is_named_after_do_not_colour() -> None:
    assert "\x1b" not in written("{path}", io.StringIO(), path=Path("/a/\x1b[31mred"))


def in_terminal(environ: dict[str, str], *arguments: str, term: str = "xterm") -> str:
    """What a command writes to a terminal."""
    ours, theirs = pty.openpty()
    surroundings = {**environ, "TERM": term, "COLUMNS": "100"}
    command = [sys.executable, "-m", "tutor.cli", *arguments]
    with subprocess.Popen(command, cwd=ROOT, env=surroundings, stdin=theirs, stdout=theirs, stderr=theirs) as running:
        os.close(theirs)
        said = b""
        try:
            while read := os.read(ours, 65536):
                said += read
        except OSError:  # Linux tells so that the other side has been closed
            pass
        running.wait()
    os.close(ours)
    return said.decode()


def test_in_a_terminal_the_file_that_was_reset_can_be_opened(environ: dict[str, str], work: Path) -> None:
    file = work / "backpropagation" / "relu_layer.py"
    links = list(LINK.finditer(in_terminal(environ, "reset", "relu-layer")))
    assert [(link["shown"], file_of(link["address"])) for link in links] == [(str(file), os.fsencode(file))]
    assert "\x1b" not in in_terminal(environ, "reset", "relu-layer", term="dumb")


def test_a_fault_names_its_file_as_a_link(environ: dict[str, str], tmp_path: Path) -> None:
    missing = tmp_path / "missing.py"
    link = LINK.search(in_terminal(environ, "check", "relu-layer", "--file", str(missing)))
    assert link is not None
    assert file_of(link["address"]) == os.fsencode(missing)


def test_json_holds_no_link_even_in_a_terminal(environ: dict[str, str]) -> None:
    said = in_terminal(environ, "check", "relu-layer", "--json")
    assert "\x1b]8" not in said
    assert json.loads(said.strip().splitlines()[-1])["lesson"] == "relu-layer"


def test_a_pipe_gets_no_link(gradlings: Run) -> None:
    done = gradlings("reset", "relu-layer", env={"TERM": "xterm"})
    assert "relu_layer.py" in done.stdout
    assert "\x1b" not in done.stdout + done.stderr
