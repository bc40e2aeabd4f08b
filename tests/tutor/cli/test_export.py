"""`gradlings export`: the package is installed and used by interpreters that know nothing of the tutor."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tutor.cli.export_folder import MANIFEST, package_name, refuse_to_overwrite, write
from tutor.cli.faults import Unusable
from tutor.course.catalog import course_folder
from tutor.model import Message, Outcome, Verdict
from tutor.session.context import open_learner

Run = Callable[..., subprocess.CompletedProcess[str]]
Solve = Callable[..., None]

STEP = """
import sys
import numpy as np
import {name} as package
np.random.seed(0)
net = package.TwoLayerNet(4, 8, 3, weight_init_std=0.5)
x, t = np.random.randn(30, 4), np.eye(3)[np.random.randint(3, size=30)]
losses = [net.loss(x, t)]
for _ in range(20):
    grads = net.gradient(x, t)
    for key, value in net.params.items():
        value -= 0.5 * grads[key]
    losses.append(net.loss(x, t))
foreign = {{"engine", "tutor", "lessons", "mine", "common", "textual"}} & {{name.split(".")[0] for name in sys.modules}}
print(losses[-1] < losses[0], sorted(foreign))
"""


@pytest.fixture
def solve(work: Path) -> Solve:
    """Record texts as passed: `solve("relu-layer", affine_layer="text")`; without a text, the model answer."""

    def record(*lessons: str, **texts: str) -> None:
        learner = open_learner(workspace=str(work), environ={})
        given = {name.replace("_", "-"): text for name, text in texts.items()}
        for lesson in (*lessons, *given):
            text = given.get(lesson) or learner.catalog.text(lesson, "solution.py")
            learner.remember(learner.lesson(lesson), text, Verdict(lesson, Outcome.PASSED, None, Message("passed"), seed=0))
        learner.store.close()

    return record


def fresh(program: str, *folders: Path, cwd: Path) -> str:
    """What a new interpreter prints that finds packages in `folders`."""
    path = f"import sys; sys.path[:0] = {[str(folder) for folder in folders]!r}\n"
    command = [sys.executable, "-I", "-c", path + program]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=True).stdout.strip()


def test_an_exported_network_learns_with_numpy_alone(gradlings: Run, solve: Solve, tmp_path: Path) -> None:
    solve("relu-layer", "affine-layer", "softmax-with-loss", "two-layer-net")
    assert gradlings("export", tmp_path / "my-nets").returncode == 0
    assert fresh(STEP.format(name="my_nets"), tmp_path / "my-nets", cwd=tmp_path) == "True []"


def test_the_package_can_be_installed_by_pip(gradlings: Run, solve: Solve, tmp_path: Path) -> None:
    pytest.importorskip("setuptools")
    solve("two-layer-net")
    gradlings("export", tmp_path / "nets")
    options = ["--no-build-isolation", "--no-index", "--no-deps", "--quiet", "--disable-pip-version-check"]
    command = [sys.executable, "-m", "pip", "install", *options, "--target", str(tmp_path / "site"), str(tmp_path / "nets")]
    subprocess.run(command, check=True, capture_output=True)
    assert fresh(STEP.format(name="nets"), tmp_path / "site", cwd=tmp_path) == "True []"


def test_the_whole_course_is_one_package(gradlings: Run, solve: Solve, tmp_path: Path) -> None:
    course = open_learner(workspace=str(tmp_path / "other"), environ={}).catalog.course
    solve(*(name for name in course.order if course.lessons[name].kind != "quiz"))
    done = gradlings("export", tmp_path / "nets")
    assert (done.returncode, done.stderr) == (0, "")
    assert "model answers" not in done.stdout
    assert fresh(STEP.format(name="nets.two_layer_net"), tmp_path / "nets", cwd=tmp_path) == "True []"


def test_what_is_not_passed_is_said_and_marked(gradlings: Run, solve: Solve, tmp_path: Path) -> None:
    solve("two-layer-net")
    said = gradlings("export", tmp_path / "nets").stdout
    module = (tmp_path / "nets" / "nets" / "affine_layer.py").read_text("utf-8")
    assert "affine-layer" in " ".join(said.split()).partition("the model answers stand in: ")[2]
    assert module.startswith("# The model answer of the lesson affine-layer")
    assert "`affine_layer`" in (tmp_path / "nets" / "README.md").read_text("utf-8").partition("## Model answers")[2]
    assert fresh("import nets; print(nets.__all__)", tmp_path / "nets", cwd=tmp_path) == "['TwoLayerNet']"


def test_what_only_the_engine_has_comes_along_as_a_copy(gradlings: Run, solve: Solve, tmp_path: Path, right: str) -> None:
    solve(relu_layer=f"from mine import Dropout  # the engine's\n{right}")
    done = gradlings("export", tmp_path / "nets")
    assert "From the engine, as a copy inside the package: Dropout" in done.stdout
    program = "import nets.relu_layer as r; print(r.Dropout.__module__, 'engine' in sys.modules)"
    assert fresh(program, tmp_path / "nets", cwd=tmp_path) == "nets.engine.layers.dropout False"


def test_each_module_gets_the_names_of_its_own_lesson(gradlings: Run, solve: Solve, tmp_path: Path) -> None:
    one = "def softmax(x):\n    return 'of one'\n"
    rows = "def softmax(x):\n    return 'of rows'\n"
    early = "from mine import softmax\nseen = softmax(0)\ndef predict(network, x): pass\ndef accuracy(network, x, t): pass\n"
    first = "from mine import sigmoid\nimport mine\ninit_network = forward = mine.sigmoid\n"
    solve(
        "sigmoid", "three-layer-network", softmax=one, softmax_batch=rows, mnist_inference=early, three_layer_network=first
    )
    gradlings("export", tmp_path / "nets")
    program = "import nets, nets.mnist_inference as m; print(m.seen, nets.softmax(0), nets.forward(0.0))"
    assert fresh(program, tmp_path / "nets", cwd=tmp_path) == "of rows of rows 0.5"


def test_the_learners_own_text_keeps_its_comments(gradlings: Run, solve: Solve, tmp_path: Path) -> None:
    text = (course_folder() / "two-layer-net" / "solution.py").read_text("utf-8")
    solve(two_layer_net=text.replace("from mine import Affine", "from mine import (  # earned\n    Affine").replace(
        "SoftmaxWithLoss\n", "SoftmaxWithLoss,\n)  # all mine\n", 1))  # fmt: skip
    gradlings("export", tmp_path / "nets")
    module = (tmp_path / "nets" / "nets" / "two_layer_net.py").read_text("utf-8")
    assert "from nets import (  # earned\n    Affine, Relu, SoftmaxWithLoss,\n)  # all mine\n" in module


def test_an_export_may_be_done_again_beside_files_of_ones_own(gradlings: Run, solve: Solve, tmp_path: Path) -> None:
    solve("two-layer-net")
    gradlings("export", tmp_path / "nets")
    (tmp_path / "nets" / "notes.txt").write_text("mine")
    solve("affine-layer")
    assert gradlings("export", tmp_path / "nets").returncode == 0
    module = (tmp_path / "nets" / "nets" / "affine_layer.py").read_text("utf-8")
    assert not module.startswith("# The model answer")
    assert (tmp_path / "nets" / "notes.txt").read_text() == "mine"


def test_what_an_earlier_export_wrote_and_is_no_more_goes(gradlings: Run, solve: Solve, tmp_path: Path, right: str) -> None:
    solve(relu_layer=f"from mine import Dropout\n{right}")
    gradlings("export", tmp_path / "nets")
    solve(relu_layer=right)
    gradlings("export", tmp_path / "nets")
    assert [file.name for file in sorted((tmp_path / "nets" / "nets").rglob("*.py"))] == ["__init__.py", "relu_layer.py"]


def test_a_folder_of_somebody_else_is_left_alone(gradlings: Run, solve: Solve, tmp_path: Path) -> None:
    solve("relu-layer")
    (tmp_path / "nets").mkdir()
    (tmp_path / "nets" / "README.md").write_text("my thesis")
    done = gradlings("export", tmp_path / "nets")
    assert (done.returncode, done.stdout) == (2, "")
    assert [file.name for file in (tmp_path / "nets").iterdir()] == ["README.md"]


def test_an_exported_file_that_was_edited_is_not_overwritten(gradlings: Run, solve: Solve, tmp_path: Path) -> None:
    solve("relu-layer")
    gradlings("export", tmp_path / "nets")
    edited = tmp_path / "nets" / "README.md"
    edited.write_text("my own words")
    done = gradlings("export", tmp_path / "nets")
    assert done.returncode == 2
    assert "README.md" in done.stderr
    assert edited.read_text() == "my own words"


def test_with_nothing_passed_there_is_nothing_to_export(gradlings: Run, work: Path, tmp_path: Path) -> None:
    assert gradlings("export", tmp_path / "nets").returncode == 2
    assert not work.exists()
    assert not (tmp_path / "nets").exists()


@pytest.mark.parametrize(
    ("folder", "name"), [("my-nets", "my_nets"), ("a/Nets.v2/", "nets_v2"), ("deep learning", "deep_learning")]
)
def test_the_package_has_the_folders_name(folder: str, name: str) -> None:
    assert package_name(Path(folder)) == name


@pytest.mark.parametrize("folder", ["2nets", "class", "深層", "numpy", "json", "mine", "_nets", "/"])
def test_a_folder_whose_name_makes_no_package_is_refused(folder: str) -> None:
    with pytest.raises(Unusable):
        package_name(Path(folder))


def test_a_list_of_files_that_a_stranger_wrote_reaches_nothing_outside_its_folder(tmp_path: Path) -> None:
    """Export removes what an earlier one wrote, by a list in the folder; the folder may have been handed over."""
    folder, outside = tmp_path / "given", tmp_path / "outside"
    folder.mkdir()
    outside.mkdir()
    (outside / "kept.py").touch()
    (folder / "link").symlink_to(outside)
    empty = hashlib.sha256(b"").hexdigest()
    names = [str(outside / "kept.py"), "../outside/kept.py", "link/kept.py"]
    (folder / MANIFEST).write_text(json.dumps({"files": dict.fromkeys(names, empty)}))

    refuse_to_overwrite(folder, {"a.py": b""})
    write(folder, {"a.py": b""})
    assert (outside / "kept.py").exists()
    with pytest.raises(Unusable):
        refuse_to_overwrite(folder, {"link/new.py": b""})


@pytest.mark.parametrize("listed", ["pipe", "device", "brackets"])
def test_a_list_that_cannot_be_read_is_the_folder_of_somebody_else(tmp_path: Path, listed: str) -> None:
    match listed:
        case "pipe":
            os.mkfifo(tmp_path / MANIFEST)
        case "device":
            (tmp_path / MANIFEST).symlink_to("/dev/zero")
        case _:
            (tmp_path / MANIFEST).write_text('{"files": ' + "[" * 200_000)
    with pytest.raises(Unusable):
        refuse_to_overwrite(tmp_path, {"a.py": b""})


def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": b""})
    (tmp_path / "a.py").unlink()
    os.mkfifo(tmp_path / "a.py")
    with pytest.raises(Unusable):
        refuse_to_overwrite(tmp_path, {"a.py": b""})
