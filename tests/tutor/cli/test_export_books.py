"""`gradlings export --books`: scripts in the books' form run on the learner's code, outside the tutor.

The scripts are our own, one a chapter of Book 1, and one for Book 2's first. They say by `assert` what came out.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tutor.cli.books import read_plan
from tutor.cli.books_together import stand_together
from tutor.course.catalog import Catalog
from tutor.model import Message, Outcome, Verdict
from tutor.session.context import open_learner

Run = Callable[..., subprocess.CompletedProcess[str]]

ROOT = Path(__file__).parents[3]
SCRIPTS = Path(__file__).parent / "scripts"
NAMES = sorted(file.relative_to(SCRIPTS).as_posix() for file in SCRIPTS.rglob("*.py"))
STARTS = """
import runpy, sys
sys.path[0] = ""
runpy.run_path(sys.argv[1], run_name="__main__")
print(sorted({"engine", "tutor", "lessons", "mine"} & {name.split(".")[0] for name in sys.modules}))
"""

BOOK2_AFFINE = """
from __future__ import annotations

import numpy as np


class Affine:  # my own
    def __init__(self, W, b):
        self.params = [W, b]
        self.grads = [np.zeros_like(W), np.zeros_like(b)]

    def forward(self, x):
        W, b = self.params
        self.shape, self.x = x.shape, x.reshape(len(x), -1)
        return self.x @ W + b

    def backward(self, dout):
        self.grads[0][...] = self.x.T @ dout
        self.grads[1][...] = dout.sum(axis=0)
        return (dout @ self.params[0].T).reshape(self.shape)
"""
BOOK2_SGD = """
class SGD:  # my own
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, params, grads):
        for i in range(len(params)):
            params[i] -= self.lr * grads[i]
"""
HELPED_RELU = """
import numpy as np

def keep(x):
    return x > 0

class Relu:  # my own
    def forward(self, x):
        self.mask = keep(x)
        return x * self.mask

    def backward(self, dout):
        return dout * self.mask
"""
HELPED_DROPOUT = """
from numpy import *

def keep(x, ratio):
    return random.rand(*x.shape) > ratio

class Dropout:  # my own
    def __init__(self, dropout_ratio=0.5):
        self.dropout_ratio = dropout_ratio

    def forward(self, x, train_flg=True):
        if not train_flg:
            return x * (1 - self.dropout_ratio)
        self.mask = keep(x, self.dropout_ratio)
        return x * self.mask

    def backward(self, dout):
        return dout * self.mask
"""
OWN = {
    "affine-layer": BOOK2_AFFINE,
    "sgd": BOOK2_SGD,
    "relu-layer": HELPED_RELU,
    "dropout": HELPED_DROPOUT,
    "softmax": "def softmax(x):\n    return 'of one datum'\n",  # a later lesson gives a better one
}


def export(folder: Path, own: dict[str, str]) -> Path:
    """The books' package of a learner who has passed these texts."""
    learner = open_learner(workspace=str(folder / "work"), environ={})
    for lesson, text in own.items():
        learner.remember(learner.lesson(lesson), text, Verdict(lesson, Outcome.PASSED, None, Message("passed"), seed=0))
    learner.store.close()
    run(folder, "export", folder / "books", "--books").check_returncode()
    return folder / "books"


def run(folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    environ = {
        **os.environ,
        "LANG": "C.UTF-8",
        "GRADLINGS_WORKSPACE": str(folder / "work"),
        "GRADLINGS_CONFIG": str(folder / "settings.toml"),
    }
    command = [sys.executable, "-m", "tutor.cli", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture(scope="module", params=["model answers", "some of the learner's own"])
def exported(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(tmp_path_factory.mktemp("of"), {} if request.param == "model answers" else OWN)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(tmp_path_factory.mktemp("own"), OWN)


@pytest.mark.parametrize("script", NAMES)
def test_a_script_in_the_books_form_runs_outside_the_tutor(exported: Path, script: str) -> None:
    place = exported / script
    place.parent.mkdir(exist_ok=True)
    place.write_text((SCRIPTS / script).read_text("utf-8"))
    environ = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-E", "-s", "-c", STARTS, place.name]
    done = subprocess.run(command, cwd=place.parent, env=environ, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "[]"


def test_every_chapter_from_2_to_8_has_a_script() -> None:
    assert {Path(name).parts[0] for name in NAMES} >= {f"ch{chapter:02}" for chapter in range(2, 9)}


def test_the_learners_code_stands_in_the_books_files_and_the_rest_is_labelled(own: Path) -> None:
    layers = (own / "common" / "layers.py").read_text("utf-8")
    assert "# Yours: the lesson relu-layer.\n" in layers
    assert HELPED_RELU.strip() in layers
    assert "# The model answer of the lesson sigmoid-layer, which is not passed yet." in layers
    assert BOOK2_SGD.strip() in (own / "common" / "optimizer.py").read_text("utf-8")
    readme = (own / "README.md").read_text("utf-8")
    assert "`Relu`: Yours: the lesson relu-layer." in readme
    assert "`Pooling`: The model answer of the lesson pooling-backward" in readme


def test_texts_that_do_not_stand_together_get_files_of_their_own(own: Path) -> None:
    layers = (own / "common" / "layers.py").read_text("utf-8")
    for lesson, name in (("affine_layer", "Affine"), ("dropout", "Dropout")):
        assert f"from common.{lesson} import {name}\n" in layers
        assert "# my own" in (own / "common" / f"{lesson}.py").read_text("utf-8")


def test_the_lesson_that_defines_a_name_last_gives_it_as_in_mine(own: Path) -> None:
    functions = (own / "common" / "functions.py").read_text("utf-8")
    assert "of one datum" not in functions
    assert "The model answer of the lesson softmax-batch" in functions


def test_what_an_answer_takes_from_a_lesson_beside_the_plan_comes_along(tmp_path: Path) -> None:
    text = "from mine import Tanh, normalize_columns\n" + BOOK2_SGD
    folder = export(tmp_path, {"sgd": text})
    program = "import common.optimizer as o; print(o.normalize_columns.__module__, o.Tanh.__module__)"
    done = subprocess.run(
        [sys.executable, "-E", "-s", "-c", program], cwd=folder, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["common.broadcasting", "common.engine.layers.activations"]


def test_no_lesson_and_no_name_is_listed_twice(own: Path) -> None:
    rows = (own / "README.md").read_text("utf-8").splitlines()
    named = [row for row in rows if row.startswith("  - ")]
    assert len(named) == len(set(named))


def test_the_plan_names_each_name_once_but_for_networks_of_chapters() -> None:
    plan = read_plan(Catalog())
    names = [name for path, held in plan.files.items() if path not in plan.lesson for name in held]
    assert len(names) == len(set(names))
    assert set(plan.lesson.values()) <= set(Catalog().course.order)


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "books").mkdir()
    (tmp_path / "books" / "thesis.txt").write_text("mine")
    done = run(tmp_path, "export", tmp_path / "books", "--books")
    assert done.returncode == 2
    assert [file.name for file in (tmp_path / "books").iterdir()] == ["thesis.txt"]


def test_an_export_again_keeps_scripts_of_ones_own_and_edited_files(tmp_path: Path) -> None:
    folder = export(tmp_path, {})
    (folder / "ch05" / "train.py").write_text("print()")
    assert run(tmp_path, "export", folder, "--books").returncode == 0
    assert (folder / "ch05" / "train.py").read_text() == "print()"
    (folder / "common" / "layers.py").write_text("edited")
    done = run(tmp_path, "export", folder, "--books")
    assert done.returncode == 2
    assert "layers.py" in done.stderr
    assert json.loads((folder / ".gradlings-export.json").read_text())["files"]


@pytest.mark.parametrize(
    ("text", "other", "together"),
    [
        ("import numpy as np\na = 1\n", "import numpy as np\nb = 2\n", True),
        ("import numpy as np\n", "import math as np\n", False),
        ("def help(): pass\n", "def help(x): pass\n", False),
        ("def f(x): return sum(x)\n", "def sum(x): pass\n", False),
        ("from __future__ import annotations\n", "a = 1\n", False),
        ("from numpy import *\n", "a = 1\n", False),
        ("__all__ = ['f']\n", "a = 1\n", False),
        ("if True:\n    a = 1\n", "for a in (): pass\n", False),
        ("from common import Name\n", "class Name: pass\n", True),
        ("from common import other\n", "def other(): pass\n", False),
        ("class Name: pass\n", "from common import Name\n", False),
    ],
)
def test_texts_share_a_file_unless_one_changes_what_the_other_means(text: str, other: str, together: bool) -> None:
    assert stand_together(text, [other], ["Name"]) == together
