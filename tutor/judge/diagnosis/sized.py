"""What came is too small or too large by the size of an axis, or of two: a mean over too much, a sum where none belongs.

The batch size has sentences of its own, in `scale`. A size that never changes might be any number: 2 or 10 is no evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from tutor.judge.diagnosis.samples import Sample, enough, evidence, finite
from tutor.judge.diagnosis.scale import Symptom

Sizes = tuple[int, ...]  # one for each sample

FACTORS = frozenset({1, 2, 4, 8, 10, 100, 1000})  # that turn up in formulas by themselves


@dataclass(frozen=True, slots=True)
class Family:
    """constant: whether the size is one number in all cases, or differs between them."""

    constant: bool

    def symptoms(self, samples: Sequence[Sample]) -> Iterator[Symptom]:
        """By which size it is off, where one alone fits all sights. Of a number made from several, any may be chance."""
        if samples and samples[0].variable.isidentifier() and finite(samples) and enough(samples):
            alone = _known(samples)
            both = {(*one, *other): _times(alone[one], alone[other]) for one, other in combinations(alone, 2)}
            yield from self._told(samples, alone)
            yield from self._told(samples, both)

    def _told(self, samples: Sequence[Sample], candidates: Mapping[tuple[str, ...], Sizes]) -> Iterator[Symptom]:
        asked = {symbols: sizes for symbols, sizes in candidates.items() if self.constant == (len(set(sizes)) == 1)}
        for name, power in (("too-small-by-size", -1.0), ("too-large-by-size", 1.0)):
            fitting = [symbols for symbols, sizes in asked.items() if _fits(samples, sizes, power)]
            if len(fitting) == 1:
                yield name, _facts(samples, fitting[0], asked[fitting[0]])


CONSTANT, VARYING = Family(True), Family(False)


def _known(samples: Sequence[Sample]) -> dict[tuple[str, ...], Sizes]:
    """The sizes that have a symbol in every case."""
    symbols = [symbol for symbol in samples[0].sizes if all(symbol in sample.sizes for sample in samples)]
    return {(symbol,): tuple(sample.sizes[symbol][0] for sample in samples) for symbol in symbols}


def _times(one: Sizes, other: Sizes) -> Sizes:
    return tuple(left * right for left, right in zip(one, other, strict=True))


def _fits(samples: Sequence[Sample], sizes: Sizes, power: float) -> bool:
    if sizes == tuple(sample.batch for sample in samples) or (len(set(sizes)) == 1 and sizes[0] in FACTORS):
        return False
    by_case = dict(zip(map(id, samples), sizes, strict=True))
    return evidence(samples, lambda sample: sample.expected * np.float64(by_case[id(sample)]) ** power) > 0


def _facts(samples: Sequence[Sample], symbols: tuple[str, ...], sizes: Sizes) -> dict[str, object]:
    sample, size = next((sample, size) for sample, size in zip(samples, sizes, strict=True) if not sample.right)
    _, where = sample.sizes[symbols[-1]]
    return {"n": size, "symbol": " * ".join(symbols), "where": where}
