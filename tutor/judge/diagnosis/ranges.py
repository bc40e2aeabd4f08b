"""What can be said where no formula fits: the same everywhere, out of bounds, the order turned round, far too large.

And at last, in which cases it is right and in which wrong: what differs between them is where to look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from tutor.judge.diagnosis.samples import Sample, finite, join_numbers
from tutor.judge.diagnosis.scale import Symptom

FAR = 15.0  # times too large or too small everywhere: no slip of a factor
CLOSE = 0.02
MANY = 20  # numbers: by chance all of so many are positive once in a million
FEW = 4
TOGETHER = 3  # of two numbers that are equal, one may be right, and the other so by chance
MOST = 4  # cases worth listing
SHOWN = 8  # numbers of a case that are told one by one


def symptoms(samples: Sequence[Sample]) -> Iterator[Symptom]:
    """Every symptom of this family that holds in all sights."""
    plain = [sample for sample in samples if finite([sample])]
    for name, facts_of in FAMILY.items():
        # That a bound is broken, or a sum, is true of all cases if it is of one; all else is said of every case.
        facts = facts_of(plain) if plain and (facts_of in (_bounds, _rows_sum) or len(plain) == len(samples)) else None
        if facts is not None:
            kind = facts.pop("kind", None)
            yield (f"{name}.{kind}" if kind else name), facts
    yield from _inputs(plain)
    yield from _only_cases(samples)


def _all_the_same(samples: Sequence[Sample]) -> dict[str, Any] | None:
    came, wanted = join_numbers(samples)
    if came.size < TOGETHER or np.ptp(came) > 1e-9 * (abs(came[0]) + 1e-300) or np.ptp(wanted) == 0:
        return None
    return {"found": f"{came[0]:.5g}"}


def _same_in_each(samples: Sequence[Sample]) -> dict[str, Any] | None:
    wide = [s for s in samples if s.actual.size > 1]
    same = wide and all(np.ptp(s.actual) <= 1e-9 * np.max(np.abs(s.actual)) for s in wide)
    return {"found": f"{wide[0].actual.flat[0]:.5g}"} if same and any(np.ptp(s.expected) for s in wide) else None


def _rows_sum(samples: Sequence[Sample]) -> dict[str, Any] | None:
    """Probabilities that do not add up to 1 in each row."""
    wide = [s for s in samples if s.actual.ndim]
    if not wide or not all(np.allclose(s.expected.sum(axis=-1), 1) and (s.expected >= 0).all() for s in wide):
        return None
    sums = np.concatenate([np.ravel(s.actual.sum(axis=-1)) for s in wide])
    if np.allclose(sums, 1):
        return None
    columns = [s for s in wide if s.actual.ndim == 2 and s.actual.shape[0] > 1]
    if columns and all(np.allclose(s.actual.sum(axis=0), 1) for s in columns):
        return {"kind": "columns", "found": f"{sums[0]:.4g}"}
    if all(np.allclose(s.actual.sum(), 1) for s in wide):
        return {"kind": "everything", "found": f"{sums[0]:.4g}"}
    return {"kind": "nothing", "found": f"{sums[0]:.4g}"}


def _order(samples: Sequence[Sample]) -> dict[str, Any] | None:
    rows = [pair for s in samples if s.actual.ndim and s.actual.shape[-1] > 2 for pair in _rows(s)]
    if len(rows) < 2:
        return None
    return {} if all(_is_turned(came, wanted) for came, wanted in rows) else None


def _is_turned(came: Any, wanted: Any) -> bool:
    """Whether of any two numbers the larger came where the smaller belongs. Of two that are equal nothing can be said."""
    against = np.sign(np.subtract.outer(came, came)) * np.sign(np.subtract.outer(wanted, wanted))
    return bool((against <= 0).all() and (against < 0).any())


def _rows(sample: Sample) -> Iterator[tuple[Any, Any]]:
    size = sample.actual.shape[-1]
    return zip(sample.actual.reshape(-1, size), sample.expected.reshape(-1, size), strict=True)


def _exponent(samples: Sequence[Sample]) -> dict[str, Any] | None:
    """Both rows of probabilities, but the exponents multiplied by a constant: another base, or another temperature."""
    rows = [pair for s in samples if s.actual.ndim and s.actual.shape[-1] > 1 for pair in _rows(s)]
    if not rows or not all((came > 0).all() and (wanted > 0).all() for came, wanted in rows):
        return None
    came, wanted = (np.concatenate([np.log(pair[k]) - np.mean(np.log(pair[k])) for pair in rows]) for k in (0, 1))
    ratio = float(came @ wanted / (wanted @ wanted + 1e-300))
    told = came.size > 3 and np.allclose(came, ratio * wanted, rtol=1e-5, atol=1e-6 * np.max(np.abs(came)))
    return {"ratio": f"{ratio:.4g}"} if told and abs(ratio - 1) > 1e-3 and abs(ratio) > 1e-9 else None


def _in_sigmoid(samples: Sequence[Sample]) -> dict[str, Any] | None:
    """The same for a sigmoid, where it is not so steep or so flat that nothing can be read back."""
    came, wanted = join_numbers(samples)
    used = (np.minimum(came, wanted) > 1e-6) & (np.maximum(came, wanted) < 1 - 1e-6)
    if not ((wanted >= 0) & (wanted <= 1)).all() or np.count_nonzero(used) < FEW:
        return None
    one, other = (np.log(part[used] / (1 - part[used])) for part in (came, wanted))
    ratio = float(one @ other / (other @ other + 1e-300))
    told = np.allclose(one, ratio * other, rtol=1e-5, atol=1e-8) and np.ptp(other) > 0.1
    return {"ratio": f"{ratio:.4g}"} if told and abs(ratio - 1) > 1e-6 and abs(ratio) > 1e-9 else None


def _bounds(samples: Sequence[Sample]) -> dict[str, Any] | None:
    """Below 0 where nothing belongs there, or above 1: told only of so many numbers that they are so for a reason."""
    came, wanted = join_numbers(samples)
    if wanted.size < MANY or (wanted < 0).any():
        return None
    if (came < 0).any():
        return {"kind": "below", "found": f"{came.min():.5g}", "count": wanted.size}
    if (wanted <= 1).all() and (came > 1).any():
        return {"kind": "above", "found": f"{came.max():.5g}", "count": wanted.size}
    return None


def _far(samples: Sequence[Sample]) -> dict[str, Any] | None:
    came, wanted = (np.abs(numbers) for numbers in join_numbers(samples))
    if wanted.size < FEW - 1 or (wanted <= 1e-12).any() or (came <= 1e-300).any():
        return None
    ratios = came / wanted
    for name, near in (("large", ratios), ("small", 1 / ratios)):
        if (near > FAR).all():
            return {"kind": name, "least": f"{near.min():.2g}", "most": f"{near.max():.2g}"}
    return None


def _about(samples: Sequence[Sample]) -> dict[str, Any] | None:
    """Nearly a simple multiple: right but for a factor, and for something small."""
    came, wanted = join_numbers(samples)
    used = np.abs(wanted) > 1e-9 * np.max(np.abs(wanted), initial=0.0)
    if np.count_nonzero(used) < FEW:
        return None
    ratios = came[used] / wanted[used]
    middle = float(np.median(ratios))
    simple = next((r for r in (-2.0, -1.0, -0.5, 0.5, 1 / 3, 2 / 3, 1.5, 2.0, 3.0) if abs(middle / r - 1) < CLOSE / 4), None)
    told = simple is not None and bool((np.abs(ratios / simple - 1) < CLOSE).all())
    return {"ratio": f"{simple:.3g}"} if told else None


def _not_zero(samples: Sequence[Sample]) -> dict[str, Any] | None:
    """The same number everywhere, where there should be none."""
    came, wanted = join_numbers(samples)
    same = not wanted.any() and came[0] != 0 and np.ptp(came) == 0
    return {"found": f"{came[0]:.5g}"} if same and came.size >= FEW and len(samples) > 1 else None


def _whole(samples: Sequence[Sample]) -> dict[str, Any] | None:
    """Whole numbers only, of several kinds, where others are expected."""
    came, wanted = join_numbers(samples)
    arrays = all(sample.actual.ndim for sample in samples)  # one number may be a count where a share belongs
    told = arrays and (came == np.round(came)).all() and len(np.unique(came)) > 2 and came.size >= FEW
    return {"count": came.size} if told and (np.abs(wanted - np.round(wanted)) > 1e-3).sum() >= FEW else None


def _one_row(samples: Sequence[Sample]) -> dict[str, Any] | None:
    """A share of rows that is off by one row in every case."""
    rows = [len(s.known["x"]) if not s.actual.ndim and np.ndim(s.known.get("x", 0.0)) > 1 else 0 for s in samples]
    if len(samples) < 2 or not all(rows):
        return None
    gaps = [float(s.actual - s.expected) * n for s, n in zip(samples, rows, strict=True)]
    kind = "more" if gaps[0] > 0 else "less"
    return {"kind": kind, "n": rows[0]} if np.allclose(gaps, np.sign(gaps[0]), atol=1e-6) and gaps[0] else None


def _only_cases(samples: Sequence[Sample]) -> Iterator[Symptom]:
    """Which cases are right and which are wrong, if there are some of each."""
    right = list(dict.fromkeys(sample.case for sample in samples if sample.right))
    wrong = list(dict.fromkeys(sample.case for sample in samples if not sample.right))
    if right and wrong and not set(right) & set(wrong):
        yield "only-cases", {"right": first_few(right), "wrong": first_few(wrong)}


def _inputs(samples: Sequence[Sample]) -> Iterator[Symptom]:
    """At which inputs it is off and at which right, of a few numbers that each come from one."""
    for sample in (one for one in samples if not one.right):
        alike = [(name, value) for name, value in sample.known.items() if np.shape(value) == sample.actual.shape]
        if len(alike) != 1 or sample.actual.ndim != 1 or sample.actual.size > SHOWN or not (~sample.off).any():
            return
        name, value = alike[0]
        wrong, right = (", ".join(f"{number:g}" for number in np.unique(value[part])) for part in (sample.off, ~sample.off))
        yield "inputs", {"name": name, "wrong_at": wrong, "right_at": right}
        return


def first_few(cases: Sequence[str]) -> str:
    """Their names, up to so many."""
    return "; ".join(cases[:MOST]) + (" ..." if len(cases) > MOST else "")


FAMILY: dict[str, Callable[[Sequence[Sample]], dict[str, Any] | None]] = {
    "not-zero": _not_zero,
    "whole": _whole,
    "one-row": _one_row,
    "all-the-same": _all_the_same,
    "exponent": _exponent,
    "exponent-of-sigmoid": _in_sigmoid,
    "rows-sum": _rows_sum,
    "same-in-each": _same_in_each,
    "order": _order,
    "about": _about,
    "bounds": _bounds,
    "far": _far,
}
