"""Every case of the table in a real, confined worker: a clear verdict, nothing left behind, every file as it was.

An ordinary user tries all of them; root, whom the kernel stops from less, all that reach for the system.
"""

from __future__ import annotations

import pytest

from tutor.judge.confinement.confine import probe
from tutor.model import Outcome

from .cases import CASES, REACHING, Case
from .conftest import IS_ROOT, ORDINARY, ROOT, SECRET, Tutor

SHORT = 0.4  # seconds, for code that will use up any limit
AMPLE = 5.0  # and for code that ends of itself, on a machine that may have other work

by_root = pytest.mark.skipif(not IS_ROOT, reason="only root can try what root's code can do")
TRIED = [pytest.param(ORDINARY, case, id=f"ordinary user: {case.name}") for case in CASES]
TRIED += [pytest.param(ROOT, case, id=f"root: {case.name}", marks=by_root) for case in REACHING]


@pytest.mark.parametrize(("tutor", "case"), TRIED, indirect=["tutor"], scope="session")
def test_hostile_code_gets_a_clear_verdict_and_leaves_nothing_behind(case: Case, tutor: Tutor) -> None:
    found = tutor.judge(case.text, limit=SHORT if case.outcome is Outcome.TIMED_OUT else AMPLE)

    assert (found.outcome, found.key) == (case.outcome, case.key), found.sentence
    assert "{" not in found.sentence
    assert "Traceback" not in found.sentence
    assert len(found.sentence) < 700
    assert (found.level, found.orphans, found.untouched) == (probe(), 0, True)
    assert SECRET not in found.sentence + found.prints
