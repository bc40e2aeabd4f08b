"""Programs of ours on their way to a worker."""

from __future__ import annotations

from types import CodeType
from typing import Any

import pytest

from tutor.judge.wire.programs import code_of, with_code


def job(**given: Any) -> dict[str, Any]:
    return {"checks": "said = 1", "mine": [], "runs": [{"text": "said = 2"}], **given}


def said(source: dict[str, Any]) -> Any:
    names: dict[str, Any] = {}
    exec(code_of(source), names)
    return names["said"]


def test_the_checks_travel_as_code_and_say_the_same() -> None:
    checks = with_code(job())["checks"]
    assert "text" not in checks
    assert isinstance(checks["code"], str)
    assert said(checks) == 1


def test_a_job_that_has_no_checks_runs_none() -> None:
    given = job()
    del given["checks"]
    exec(code_of(with_code(given)["checks"]), {})


def test_of_what_stands_behind_mine_the_learners_own_goes_as_a_text() -> None:
    sources = [{"file": f"{own}.py", "text": f"said = {own}", "names": ["f"], "own": own} for own in (True, False)]
    own, models = with_code(job(mine=sources))["mine"]
    assert own == sources[0]
    assert (sorted(models), models["names"]) == (["code", "file", "names", "own"], ["f"])
    assert (said(own), said(models)) == (True, False)


def test_a_learners_answer_is_not_compiled_here() -> None:
    assert with_code(job())["runs"] == [{"text": "said = 2"}]


def test_a_source_is_unpacked_once_and_holds_no_text_then() -> None:
    source = {"file": "a.py", "text": "said = 3"}
    first = code_of(source)
    assert isinstance(first, CodeType)
    assert code_of(source) is first
    assert "text" not in source


def test_checks_that_do_not_compile_go_as_they_are_for_the_worker_to_tell_of() -> None:
    checks = with_code(job(checks="def ("))["checks"]
    assert checks == {"file": "checks.py", "text": "def ("}
    with pytest.raises(SyntaxError):
        code_of(checks)


def test_its_places_in_a_traceback_are_those_of_the_file() -> None:
    assert code_of(with_code(job(checks="\n\nsaid = 1"))["checks"]).co_filename == "checks.py"
