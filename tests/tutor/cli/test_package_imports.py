from __future__ import annotations

import pytest

from tutor.cli.package_imports import rewritten

NAMES = {"Relu", "Affine", "softmax"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("from mine import Relu  # the gate", "from nets import Relu  # the gate"),
        ("from  mine  import (\n    Relu,  # a\n    Affine as A)", "from  nets  import (\n    Relu,  # a\n    Affine as A)"),
        ("from common.layers import Relu", "from nets import Relu"),
        ("from common . functions import softmax", "from nets import softmax"),
        ("import mine", "import nets as mine"),
        ("import mine as m, numpy as np", "import nets as m, numpy as np"),
        ("s = 'だ'; from mine import Relu", "s = 'だ'; from nets import Relu"),
        ("def f():\n    from mine import Relu; return Relu()", "def f():\n    from nets import Relu; return Relu()"),
        ("from mine import *\n\ny = softmax", "from nets import softmax\n\ny = softmax"),
        ("from mine import *  # nothing of it", "pass  # nothing of it"),
        ("from dataset.mnist import load_mnist", "from nets.engine.datasets import load_mnist"),
        ("from engine.layers import Relu", "from nets.engine.layers import Relu"),
        ("import engine.functions as F", "import nets.engine.functions as F"),
        ("import engine.functions", "import nets.engine.functions, nets.engine as engine"),
        ("from engine import expect", "from nets.engine import expect"),
    ],
)  # fmt: skip
def test_only_the_module_of_an_import_changes(before: str, after: str) -> None:
    assert rewritten(before, "nets", NAMES).text == after


@pytest.mark.parametrize(
    "text",
    [
        "import numpy as np\n",
        "# from mine import Relu\n",
        's = "from mine import Relu"\n',
        "from minerals import mine\n",
        "mine = 3\n",
    ],
)
def test_what_only_looks_like_such_an_import_stays(text: str) -> None:
    assert rewritten(text, "nets", NAMES).text == text


def test_the_names_that_a_text_takes_are_known() -> None:
    text = "import mine as m\nfrom common.layers import Affine\nfrom mine import *\n\nx = m.Relu(softmax(m.y))\n"
    assert set(rewritten(text, "nets", NAMES).wanted) == {"Affine", "Relu", "softmax", "y"}


def test_a_name_that_the_text_defines_itself_is_not_taken() -> None:
    assert rewritten("from mine import *\n\nclass Relu:\n    pass\n\nRelu()\n", "nets", NAMES).wanted == ()


def test_modules_of_others_are_known() -> None:
    text = "import os, numpy\nimport matplotlib.pyplot as plt\nfrom . import x\nfrom engine.layers import Relu\n"
    code = rewritten(text, "nets")
    assert code.others == ("os", "numpy", "matplotlib")
    assert code.engine == ("engine.layers", "engine.layers.Relu")
