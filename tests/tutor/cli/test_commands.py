from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len

from tutor.cli.parser import COMMANDS
from tutor.course.catalog import course_folder

Run = Callable[..., subprocess.CompletedProcess[str]]
ROOT = Path(__file__).parents[3]
LESSONS = course_folder()


def test_list_shows_every_lesson_and_makes_no_workspace(gradlings: Run, work: Path) -> None:
    said = gradlings("list").stdout
    for lesson in ("and-gate", "softmax", "relu-layer", "affine-layer"):
        assert lesson in said
    assert not work.exists()


def test_a_lesson_is_found_by_prefix_and_by_the_path_of_its_file(gradlings: Run, own: Path) -> None:
    for name in ("relu-l", own, "lessons/relu-layer/stub.py", "lessons/relu-layer"):
        assert "The ReLU layer" in gradlings("show", name).stdout


def test_show_prints_the_steps_but_neither_hints_nor_mistakes(gradlings: Run) -> None:
    said = gradlings("show", "affine-layer").stdout
    assert "A batch is rows stacked up" in said
    assert "What does `backward` need that only `forward` has seen?" not in said
    assert "Your `db` is the average" not in said
    assert "\\frac" not in said


def running_text(said: str) -> list[str]:
    """The lines that are neither code nor indented."""
    lines, in_code = [], False
    for line in said.splitlines():
        in_code = in_code != line.startswith("```")
        lines += [] if in_code or line.startswith(("    ", "|", "```")) else [line]
    return lines


@pytest.mark.parametrize("lesson", ["affine-layer", "awesome-net", "why-loss"])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_show_prints_running_text_in_lines_that_fit_and_code_as_it_is(gradlings: Run, lesson: str, language: str) -> None:
    said = gradlings("--language", language, "show", lesson).stdout
    prose = running_text(said)
    assert len(prose) > 20
    assert [line for line in prose if cell_len(line) > 80 and "`" not in line] == []
    if lesson == "awesome-net":
        assert "    8 of 5 x 5      (8, 24, 24)      208   115,200\n" in said
        assert re.search(r"\n- Between images and rows\..*\n  ", said)


def test_reset_and_export_print_in_lines_that_fit(gradlings: Run, tmp_path: Path) -> None:
    said = gradlings("reset", "affine-layer").stdout + gradlings("export", "--books", tmp_path / "package").stdout
    assert [line for line in said.splitlines() if len(line) > 80 and " " in line] == []
    assert str(tmp_path / "package") in said


def test_hints_come_one_after_another_and_are_remembered(gradlings: Run) -> None:
    titles = [gradlings("hint", "softmax").stdout.splitlines()[0] for _ in range(4)]
    assert titles == ["Hint 1 of 3", "Hint 2 of 3", "Hint 3 of 3", "Hint 3 of 3"]


def test_a_hint_may_be_asked_for_by_its_number(gradlings: Run) -> None:
    assert gradlings("hint", "softmax", "-n", 2).stdout.startswith("Hint 2 of 3")
    assert gradlings("hint", "softmax", "-n", 4).returncode == 2


def test_reset_brings_the_stub_back_and_history_the_text(gradlings: Run, own: Path) -> None:
    stub = own.read_text()
    own.write_text("# my first try\n")
    assert gradlings("reset", "relu-layer").returncode == 0
    assert own.read_text() == stub
    number = kept_as(gradlings, "1 line")
    assert gradlings("history", "relu-layer", "--show", number).stdout == "# my first try\n"
    assert gradlings("history", "relu-layer", "--restore", number).returncode == 0
    assert own.read_text() == "# my first try\n"


def test_restoring_a_text_keeps_the_one_that_it_replaces(gradlings: Run, own: Path) -> None:
    first = kept_as(gradlings, "unfinished")
    own.write_text("# an edit that nobody has checked\n")
    gradlings("history", "relu-layer", "--restore", first)
    number = kept_as(gradlings, "1 line")
    assert "nobody has checked" in gradlings("history", "relu-layer", "--show", number).stdout


@pytest.fixture
def draft(own: Path, work: Path) -> Path:
    """What a tutor that was killed leaves of a text that was typed without a pause."""
    place = work / ".gradlings" / "unsaved" / own.relative_to(work)
    place.parent.mkdir(parents=True)
    place.write_text("# typed on\n", "utf-8")
    return place


@pytest.mark.parametrize("command", [("check", "relu-layer"), ("history", "relu-layer")])
def test_what_was_typed_and_not_saved_is_said_and_left_where_it_is(
    gradlings: Run, own: Path, draft: Path, command: tuple[str, ...]
) -> None:
    before = own.read_text()
    assert "after its last save" in gradlings(*command).stderr
    assert own.read_text() == before
    assert draft.read_text() == "# typed on\n"


def test_what_was_typed_and_not_saved_is_in_the_history_and_can_be_put_back(gradlings: Run, own: Path, draft: Path) -> None:
    number = kept_as(gradlings, "1 line")
    assert gradlings("history", "relu-layer", "--restore", number).returncode == 0
    assert own.read_text() == draft.read_text()
    assert gradlings("history", "relu-layer").stderr == ""


def test_the_doctor_tells_of_text_that_was_typed_and_not_saved(gradlings: Run, own: Path, draft: Path) -> None:
    assert "typed and not saved" in " ".join(gradlings("doctor").stdout.split())


def test_a_reset_keeps_what_was_typed_and_not_saved(gradlings: Run, own: Path, draft: Path) -> None:
    gradlings("reset", "relu-layer")
    assert gradlings("history", "relu-layer", "--show", kept_as(gradlings, "1 line")).stdout == "# typed on\n"


def kept_as(gradlings: Run, mark: str) -> str:
    """The number of the newest text whose line in the history holds `mark`."""
    lines = gradlings("history", "relu-layer").stdout.splitlines()
    return next(line.split()[0] for line in lines if mark in line)


def test_a_number_that_the_history_does_not_have_is_a_fault(gradlings: Run, own: Path) -> None:
    assert gradlings("history", "relu-layer", "--show", 999).returncode == 2


def test_the_model_answer_is_for_those_who_passed_or_insist(gradlings: Run, own: Path, right: str) -> None:
    refused = gradlings("solution", "relu-layer")
    assert refused.returncode == 1
    assert "class Relu" not in refused.stdout
    assert gradlings("solution", "relu-layer", "--spoil").stdout == right
    own.write_text(right)
    gradlings("check", "relu-layer")
    assert gradlings("solution", "relu-layer").stdout == right


def test_verify_checks_what_was_passed_as_it_is_now(gradlings: Run, own: Path, right: str) -> None:
    own.write_text(right)
    gradlings("check", "relu-layer")
    assert gradlings("verify").returncode == 0
    own.write_text("class Relu:\n    pass\n")
    broken = gradlings("verify")
    assert broken.returncode == 1
    assert "relu-layer" in broken.stdout


def test_verify_with_nothing_passed_has_nothing_to_do(gradlings: Run, work: Path) -> None:
    assert gradlings("verify").returncode == 0
    assert not work.exists()


def test_a_lab_is_drawn_as_text_with_its_controls_moved(gradlings: Run) -> None:
    done = gradlings("lab", "and-gate", "--set", "w1=1", "--set", "b=-0.7", "--frames", 1)
    assert done.returncode == 0
    assert "(1, 1)" in done.stdout
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize("setting", ["w9=1", "w1=99", "w1=much", "w1"])
def test_a_setting_that_the_lab_does_not_have_is_a_fault(gradlings: Run, setting: str) -> None:
    done = gradlings("lab", "and-gate", "--set", setting)
    assert done.returncode == 2
    assert "w1" in done.stderr


def test_doctor_finds_a_sound_installation_and_makes_no_workspace(gradlings: Run, work: Path) -> None:
    done = gradlings("doctor")
    assert done.returncode == 0
    assert "MNIST is complete" in done.stdout
    assert not work.exists()


def test_help_lists_the_commands_that_there_are(gradlings: Run) -> None:
    said = gradlings("--help").stdout
    shown = re.findall(r"^    ([a-z]+) ", said, re.M)
    assert tuple(shown) == COMMANDS


def test_the_version_is_printed_with_the_name(gradlings: Run, work: Path) -> None:
    done = gradlings("--version")
    assert re.fullmatch(r"gradlings \d+\.\d+\.\d+\n", done.stdout)
    assert done.returncode == 0
    assert not work.exists()


def test_the_help_of_check_says_whose_layers_a_file_runs_beside(gradlings: Run) -> None:
    said = " ".join(gradlings("check", "--help").stdout.split())
    assert "beside the model answers of other lessons, not your own layers" in said


def test_watch_checks_at_once_and_again_at_each_save(environ: dict[str, str], own: Path, right: str) -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "tutor.cli", "watch", "relu-layer"],
        cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert child.stdout is not None
    assert child.stderr is not None
    try:
        assert any("unfinished - relu-layer" in line for line in iter(child.stdout.readline, ""))
        own.write_text(right)
        assert any("passed - relu-layer" in line for line in iter(child.stdout.readline, ""))
        child.send_signal(signal.SIGINT)
        assert child.wait(30) == 130
        assert child.stderr.read() == ""
    finally:
        child.kill()
        child.communicate()


@pytest.mark.parametrize(("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_colours_are_for_terminals_that_want_them(
    environ: dict[str, str], environment: dict[str, str], coloured: bool
) -> None:
    output, inner = pty.openpty()
    command = [sys.executable, "-m", "tutor.cli", "check", "softmax", "--file", str(LESSONS / "softmax" / "stub.py")]
    surroundings = {**environ, "TERM": "xterm", **environment}
    child = subprocess.Popen(command, cwd=ROOT, env=surroundings, stdin=inner, stdout=inner, stderr=inner)
    os.close(inner)
    said = everything(output)
    child.wait(30)
    assert ("\x1b[" in said) is coloured


STRANGE = """import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x)) + 0.37 * np.sin(x)
"""


@pytest.mark.parametrize(("name", "told"), [("xterm", True), ("dumb", False)])
def test_who_waits_for_a_reason_at_a_terminal_is_told_so(
    environ: dict[str, str], tmp_path: Path, name: str, told: bool
) -> None:
    (tmp_path / "strange.py").write_text(STRANGE)
    output, inner = pty.openpty()
    command = [sys.executable, "-m", "tutor.cli", "check", "sigmoid", "--file", str(tmp_path / "strange.py")]
    child = subprocess.Popen(command, cwd=ROOT, env=environ | {"TERM": name}, stdin=inner, stdout=inner, stderr=inner)
    os.close(inner)
    said = everything(output)
    child.wait(30)
    assert ("Looking for the reason ...\r\x1b[K" in said) is told
    assert ("Looking" in said) is told


def everything(descriptor: int) -> str:
    """What a pseudo-terminal gives until its other end is closed."""
    parts = []
    try:
        while data := os.read(descriptor, 4096):
            parts.append(data)
    except OSError:  # Linux says the end of a pseudo-terminal as an input/output error
        pass
    os.close(descriptor)
    return b"".join(parts).decode()


def test_the_hint_after_a_named_mistake_answers_it(gradlings: Run, tmp_path: Path) -> None:
    gradlings("check", "xor-gate")
    (file,) = (tmp_path / "work").glob("*/xor_gate.py")
    file.write_text((LESSONS / "xor-gate" / "mistakes" / "only-or.py").read_text("utf-8"))
    assert gradlings("hint", "xor-gate").stdout.startswith("Hint 1 of 3")
    gradlings("check", "xor-gate", "--seed", "1")
    said = [gradlings("hint", "xor-gate").stdout.splitlines() for _ in range(2)]
    assert [lines[0] for lines in said] == ["A hint on this mistake", "Hint 2 of 3"]
    assert said[0][1].startswith("Three rows of yours are right.")


def test_a_hint_is_of_the_stage_that_failed(gradlings: Run, tmp_path: Path) -> None:
    gradlings("check", "softmax-with-loss")
    (file,) = (tmp_path / "work").glob("*/softmax_with_loss.py")
    right = (LESSONS / "softmax-with-loss" / "solution.py").read_text("utf-8")
    file.write_text(right.replace("return (self.y - self.t) * dout / self.N", "raise NotImplementedError"))
    assert gradlings("hint", "softmax-with-loss").stdout.startswith("The loss: Hint 1 of 3")
    gradlings("check", "softmax-with-loss", "--seed", "1")
    assert gradlings("hint", "softmax-with-loss").stdout.startswith("The gradient: Hint 1 of 3")
    assert gradlings("hint", "softmax-with-loss", "-n", "6").stdout.startswith("The gradient: Hint 3 of 3")


def test_a_passed_lesson_is_begun_again_from_blank_and_stays_passed(gradlings: Run, tmp_path: Path) -> None:
    gradlings("check", "xor-gate")
    (file,) = (tmp_path / "work").glob("*/xor_gate.py")
    stub = file.read_text()
    assert gradlings("redo", "xor-gate").returncode == 1
    file.write_text((LESSONS / "xor-gate" / "solution.py").read_text("utf-8"))
    gradlings("check", "xor-gate")
    said = gradlings("redo", "xor-gate")
    assert (said.returncode, "first time from blank" in said.stdout) == (0, True)
    assert file.read_text() == stub
    assert '"state": "passed"' in gradlings("list", "--json").stdout
    file.write_text((LESSONS / "xor-gate" / "solution.py").read_text("utf-8") + "# by heart\n")
    gradlings("check", "xor-gate")
    assert "From blank so far: 1, the best in 0:" in gradlings("redo", "xor-gate").stdout
