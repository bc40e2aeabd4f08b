"""Right in some cases and wrong in others: what differs between the cases is where to look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tutor.judge.diagnosis.samples import Sample
from tutor.judge.diagnosis.scale import Symptom

MOST = 4  # cases worth listing


def symptoms(samples: Sequence[Sample]) -> Iterator[Symptom]:
    """Which cases are right and which are wrong, if there are some of each."""
    right = list(dict.fromkeys(sample.case for sample in samples if sample.right))
    wrong = list(dict.fromkeys(sample.case for sample in samples if not sample.right))
    if right and wrong and not set(right) & set(wrong):
        yield "only-cases", {"right": listed(right), "wrong": listed(wrong)}


def listed(cases: Sequence[str]) -> str:
    """The first few of them."""
    return "; ".join(cases[:MOST]) + (" ..." if len(cases) > MOST else "")
