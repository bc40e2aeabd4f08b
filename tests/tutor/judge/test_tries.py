"""Try in a real worker: expressions beside the inputs of a case."""

from __future__ import annotations

from tutor.judge.pool import Pool
from tutor.model import Recording

TEXT = """
import numpy as np
print("loaded")
def helper(hidden):
    return 2 * hidden
def f(x, times, params):
    params["W"] += 100
    return helper(x) * times
"""
CHECKS = """
import numpy as np
from engine.checking import check_call
def checks(module, draw):
    for times in (1, 2, 3):
        params = {"W": np.zeros(2)}
        yield from check_call(lambda: module.f(np.ones((2, 3)), times, params), case="table", variable=f"f({times})")
    yield from check_call(lambda: module.f(np.ones(5), 7, {"W": np.zeros(1)}), case="other")
"""


async def tried(
    expression: str, until: str | None, text: str = TEXT, checks: str = CHECKS, before: tuple[str, ...] = ()
) -> Recording:
    job = {"runs": [{"name": "try", "file": "f.py", "text": text}], "checks": checks, "mine": [], "defines": [], "seed": 0}
    async with Pool(spares=0) as pool:
        return await pool.evaluate({**job, "expression": expression, "before": before, "until": until}, 2)


async def test_the_inputs_are_those_of_the_call_behind_the_observation() -> None:
    found = await tried("times, x.shape", "table/f(2)/value")
    assert found.prints == "loaded\n(2, (2, 3))\n"
    assert found.ending.facts["inputs"] == "x (2, 3), times 2, params"


async def test_the_inputs_are_as_they_were_handed_over() -> None:
    assert (await tried("params['W'].tolist()", "table/f(2)/value")).prints.endswith("[0.0, 0.0]\n")


async def test_what_the_code_calls_by_itself_is_not_an_input() -> None:
    assert "NameError" in str((await tried("hidden", "table/f(2)/value")).ending.crash)


async def test_another_case_has_inputs_of_its_own() -> None:
    assert (await tried("", "other/y/value")).ending.facts["inputs"] == "x (5,), times 7, params"


async def test_no_name_stands_for_the_first_case() -> None:
    assert (await tried("", "")).ending.facts["inputs"] == "x (2, 3), times 3, params"


async def test_without_a_case_nothing_stands_ready() -> None:
    found = await tried("x", None)
    assert found.ending.facts["inputs"] == ""
    assert "NameError" in str(found.ending.crash)


async def test_a_function_of_the_learners_keeps_its_name() -> None:
    text = TEXT.replace("helper(hidden)", "times(hidden)").replace("helper(x)", "x")
    found = await tried("times(3)", "table/f(2)/value", text)
    assert found.prints.endswith("6\n")
    assert found.ending.facts["inputs"] == "x (2, 3), params"


async def test_checks_that_break_off_cost_nothing_but_the_inputs() -> None:
    found = await tried("1 + 1", "table/f(2)/value", checks="def checks(module, draw):\n    raise ValueError\n    yield")
    assert found.prints.endswith("2\n")
    assert found.ending.facts["inputs"] == ""


async def test_names_of_earlier_tries_are_there_and_what_they_printed_is_not_said_again() -> None:
    before = ("a = 20\nprint(a)", "gone", "def double(v):\n    return 2 * v", "a += 1\na")
    assert (await tried("double(a)", None, before=before)).prints == "loaded\n42\n"


async def test_an_input_that_has_another_value_by_now_is_none_of_the_case() -> None:
    assert (await tried("", "other/y/value", before=("x = 3",))).ending.facts["inputs"] == "times 7, params"
    found = await tried("times = times + 1\ntimes", "other/y/value")
    assert (found.prints, found.ending.facts["inputs"]) == ("loaded\n8\n", "x (5,), params")


async def test_inputs_stand_ready_for_a_file_that_builds_on_an_earlier_lesson() -> None:
    text = "from mine import halved\n\n\ndef f(x, times=1, params=None):\n    return halved(x)\n"
    mine = [{"file": "earlier.py", "text": "def halved(x): return x / 2", "names": ["halved"], "own": True}]
    job = {"runs": [{"name": "try", "file": "f.py", "text": text}], "checks": CHECKS, "mine": mine, "defines": [], "seed": 0}
    async with Pool(spares=0) as pool:
        found = await pool.evaluate({**job, "expression": "f(x).shape", "before": (), "until": ""}, 2)
    assert found.prints == "(2, 3)\n"
    assert found.ending.facts["inputs"].startswith("x (2, 3)")
