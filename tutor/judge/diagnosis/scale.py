"""What came is what was expected but for its size: sign, a factor, a power, something added."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from tutor.judge.diagnosis.samples import Sample, enough, evidence, finite, fits, join_numbers
from tutor.judge.numbers import constant_ratio

Facts = dict[str, Any]
Symptom = tuple[str, Facts]
Sights = Sequence[Sample]

LARGEST_POWER = 4.0
AS_DRAWN = 0.5  # a spread that was asked for, and that a bare draw is far from
UNIFORM = 0.05  # what a few thousand drawn numbers may be off by


def symptoms(samples: Sights) -> Iterator[Symptom]:
    """Every symptom of this family that fits all sights, the most telling first."""
    for name, facts_of in FAMILY.items():
        facts = facts_of(samples)
        if facts is not None:
            yield name, facts


def _zero(samples: Sights) -> Facts | None:
    came, wanted = join_numbers(samples)
    return {} if not came.any() and (np.count_nonzero(wanted) > 1 or (wanted.size == 1 and wanted[0] % 1)) else None


def _negative(samples: Sights) -> Facts | None:
    return {} if evidence(samples, lambda s: -s.expected) and (enough(samples) or _broken(samples)) else None


def _averaged(samples: Sights) -> Facts | None:
    return _by_batch(samples, lambda expected, n: expected / n)


def _summed(samples: Sights) -> Facts | None:
    return _by_batch(samples, lambda expected, n: expected * n)


def _by_batch(samples: Sights, change: Callable[[Any, int], Any]) -> Facts | None:
    batches = [sample.batch for sample in samples]
    if None in batches or not evidence(samples, lambda s: change(s.expected, s.batch or 1)):
        return None
    first = next(sample.batch for sample in samples if not sample.right)
    return {"n": first} if enough(samples) or _broken(samples) else None


def _log2(samples: Sights) -> Facts | None:
    return {} if evidence(samples, lambda s: s.expected / np.log(2)) and (enough(samples) or _broken(samples)) else None


def _multiple(samples: Sights) -> Facts | None:
    ratio = constant_ratio(*join_numbers(samples))
    if ratio is None or not evidence(samples, lambda s: ratio * s.expected):
        return None
    simple = ratio in (2.0, 0.5) and _broken(samples)
    return {"ratio": f"{ratio:.4g}"} if enough(samples) or simple else None


def _shifted(samples: Sights) -> Facts | None:
    if not finite(samples):
        return None
    came, wanted = join_numbers(samples)
    shift = float(np.mean(came - wanted))
    return {"shift": f"{shift:.4g}"} if fits(samples, lambda s: s.expected + shift, spent=1) else None


def _upside_down(samples: Sights) -> Facts | None:
    return {} if fits(samples, lambda s: 1 / s.expected) or _one_upside_down(samples) else None


def _one_upside_down(samples: Sights) -> bool:
    return _broken(samples) and evidence(samples, lambda s: 1 / s.expected) > 0


def _complement(samples: Sights) -> Facts | None:
    """Of shares between 0 and 1: the rest, as of those that are wrong in the place of those that are right."""
    _, wanted = join_numbers(samples)
    share = ((wanted >= 0) & (wanted <= 1)).all()
    return {} if share and fits(samples, lambda s: 1 - s.expected) else None


def _power(samples: Sights) -> Facts | None:
    """actual = ratio * expected ** power: a straight line between the logarithms of the two."""
    came, wanted = join_numbers(samples)
    used = np.isfinite(came) & np.isfinite(wanted) & (came > 0) & (wanted > 0)
    if np.count_nonzero(used) < 3 or np.ptp(np.log(wanted[used])) < 0.1:
        return None
    slope, _ = np.polyfit(np.log(wanted[used]), np.log(came[used]), 1)
    power = round(2 * slope) / 2
    ratio = float(np.exp(np.mean(np.log(came[used]) - power * np.log(wanted[used]))))
    if power in (0.0, 1.0) or abs(power) > LARGEST_POWER:
        return None
    told = fits(samples, lambda s: ratio * s.expected**power, spent=1)
    return {"power": f"{power:g}", "ratio": f"{ratio:.4g}"} if told else None


def _line(samples: Sights) -> Facts | None:
    """actual = ratio * expected + shift."""
    came, wanted = join_numbers(samples)
    if _of_draws(samples) or not finite(samples) or np.ptp(wanted) < 1e-9 * (np.max(np.abs(wanted)) + 1e-300):
        return None
    ratio, shift = np.polyfit(wanted, came, 1)
    told = abs(ratio) > 1e-3 and fits(samples, lambda s: ratio * s.expected + shift, spent=2)
    return {"ratio": f"{ratio:.4g}", "shift": f"{shift:.4g}"} if told else None


def _uniform(samples: Sights) -> Facts | None:
    """A standard deviation that is that of numbers between 0 and 1, where normal ones belong."""
    return _of_even_draws(samples, np.sqrt(12))


def _uniform_around(samples: Sights) -> Facts | None:
    """The same of numbers as far to either side of 0 as the standard deviation ought to be large."""
    return _of_even_draws(samples, np.sqrt(3))


def _unscaled(samples: Sights) -> Facts | None:
    """A standard deviation of 1, where a smaller one was asked for: what `randn` draws, before anything scales it."""
    wrong = [s for s in samples if not s.right]
    told = wrong and _of_draws(samples) and all(abs(s.actual - 1) < UNIFORM and s.expected < AS_DRAWN for s in wrong)
    return {} if told else None


def _of_even_draws(samples: Sights, width: float) -> Facts | None:
    if not _of_draws(samples):
        return None
    wrong = [float(s.actual / s.expected) for s in samples if not s.right]
    return {} if wrong and all(abs(ratio * width - 1) < UNIFORM for ratio in wrong) else None


def _of_draws(samples: Sights) -> bool:
    """Whether what is seen is the spread of drawn numbers: chance moves it, and no line through it is exact."""
    return all(s.variable.endswith(".std()") and s.expected.size == 1 for s in samples)


def _broken(samples: Sights) -> bool:
    """One number in all, and no whole one, nor a half or a tenth of one: what is a multiple of that is one on purpose."""
    _, wanted = join_numbers(samples)
    numbers = np.unique(wanted)
    return len(numbers) == 1 and bool(np.isfinite(numbers[0])) and abs(numbers[0] * 60 - round(numbers[0] * 60)) > 1e-6


FAMILY: dict[str, Callable[[Sights], Facts | None]] = {
    "zero": _zero,
    "uniform": _uniform,
    "uniform-around": _uniform_around,
    "unscaled": _unscaled,
    "negative": _negative,
    "averaged": _averaged,
    "summed": _summed,
    "log2": _log2,
    "multiple": _multiple,
    "shifted": _shifted,
    "complement": _complement,
    "upside-down": _upside_down,
    "power": _power,
    "line": _line,
}
