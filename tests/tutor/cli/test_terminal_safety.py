"""Whatever a learner's code, a file's name or an argument says, the command line sends nothing that acts on the terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.tutor.cli.conftest import Run
from tests.tutor.test_characters import C1_TITLE, CLIPBOARD, TITLE, acts

REVERSED = "\u202e\u2066"
HOSTILE = TITLE + CLIPBOARD + C1_TITLE + REVERSED

RAISES = f"import numpy as np\nclass Affine:\n    def __init__(self, W, b):\n        raise ValueError({HOSTILE!r})\n"
PRINTS = f"import numpy as np\nprint({HOSTILE!r})\nclass Affine:\n    def __init__(self, W, b):\n        pass\n"
NAMED = f"class Affine:\n    def __init__(self, W, b):\n        raise type({HOSTILE!r}, (Exception,), {{}})\n"
WARNS = f"import warnings\nwarnings.warn({HOSTILE!r})\n{RAISES}"
OWN_BYTES = f"# {HOSTILE}\nclass Affine:\n    def __init__(self, W, b):\n        raise ValueError\n"


def acting(text: str) -> set[str]:
    return set(filter(acts, text))


@pytest.mark.parametrize(
    "text", [RAISES, PRINTS, NAMED, WARNS, OWN_BYTES], ids=["raises", "prints", "named", "warns", "bytes"]
)
@pytest.mark.parametrize("options", [(), ("--json",)], ids=["words", "json"])
def test_a_check_shows_hostile_texts_and_obeys_none(
    gradlings: Run, tmp_path: Path, text: str, options: tuple[str, ...]
) -> None:
    file = tmp_path / "affine.py"
    file.write_text(text, "utf-8")
    done = gradlings("check", "affine-layer", "--file", file, *options)
    assert acting(done.stdout + done.stderr) == set()
    assert done.returncode == 1
    assert not options or json.loads(done.stdout)["outcome"] in ("wrong", "crashed")


@pytest.mark.parametrize(
    "arguments",
    [
        *[("check", TITLE), ("check", "--" + TITLE), (C1_TITLE,), ("show", REVERSED), ("history", CLIPBOARD)],
        *[
            ("lint", f"/tmp/{TITLE}"),
            ("new", TITLE, "--part", REVERSED),
            ("new", "a-b", "--part", TITLE, "--course", "/tmp"),
        ],
    ],
)
def test_an_argument_is_told_of_and_not_obeyed(gradlings: Run, arguments: tuple[str, ...]) -> None:
    done = gradlings(*arguments)
    assert acting(done.stdout + done.stderr) == set()
    assert done.returncode == 2


def test_the_path_of_a_workspace_is_told_of_and_not_obeyed(gradlings: Run, tmp_path: Path) -> None:
    work = tmp_path / f"a{TITLE}{REVERSED}b".replace("/", "")
    for command in (("list",), ("check", "and-gate"), ("doctor",), ("history", "and-gate")):
        done = gradlings(*command, env={"GRADLINGS_WORKSPACE": str(work)})
        assert acting(done.stdout + done.stderr) == set(), command


def test_a_version_read_through_a_pipe_is_the_learners_text_to_the_byte(gradlings: Run, tmp_path: Path, work: Path) -> None:
    gradlings("check", "affine-layer")
    file = next(work.rglob("affine*.py"))
    file.write_text(OWN_BYTES, "utf-8")
    gradlings("check", "affine-layer")
    listed = gradlings("history", "affine-layer").stdout.split()
    assert gradlings("history", "affine-layer", "--show", listed[0].rstrip(".")).stdout == OWN_BYTES
