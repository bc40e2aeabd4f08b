"""What came is some expression of what went in, or differs from what was expected by one: a term or a factor too few."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tutor.judge.diagnosis.samples import CHANCE, Sample, enough, finite, join_numbers, picked_by_chance
from tutor.judge.diagnosis.scale import Symptom
from tutor.judge.diagnosis.units import Unit, atoms, is_plain, joined, units

RTOL = 1e-7
MOST_PAIRED = 90
MASK = 2  # different numbers: no more than a choice of elements
MANY_WHOLE = 8
ALONE = ("factor-turned",)  # asked of single expressions, not of pairs
SPARE = 3  # so many numbers may agree with a constant by chance
SAMPLE = 8  # numbers on which pairs of expressions are tried before all of them: most fail on the first few

OPERATIONS: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
}


BACK: Mapping[str, Callable[[Any, Any], Any]] = {"+": np.subtract, "*": np.divide}  # what the other one would have to be
Pair = tuple[str, int, int]  # an operation, and the numbers of two expressions


@dataclass(frozen=True, slots=True)
class Question:
    """If an expression equals `answer`, then `symptom` is the case. A factor is never a sum: nobody writes it so."""

    symptom: str
    answer: Any

    @property
    def joins(self) -> str:
        """By what two expressions may be joined to be the answer."""
        return "*/" if self.symptom.startswith("factor") else "+-*/"


def symptoms(samples: Sequence[Sample]) -> Iterator[Symptom]:
    """The simplest expression that explains what came, and how."""
    if not finite(samples) or not enough(samples):
        return
    known = [unit for unit in units(atoms(samples)) if _spreads(unit, samples) and _varies(unit)]
    if not known:
        return
    with np.errstate(all="ignore"):
        came, wanted = join_numbers(samples)
        table = np.array([np.concatenate(_spread(unit, samples)) for unit in known])
        questions = [one for one in _questions(came, wanted) if _carries(one.answer, len(known))]
        yield from _single(known, table, questions)
        yield from _pairs(known, table, came, wanted, [one for one in questions if one.symptom not in ALONE])


def _spreads(unit: Unit, samples: Sequence[Sample]) -> bool:
    return all(_fits_into(value.shape, sample.actual.shape) for value, sample in zip(unit.values, samples, strict=True))


def _varies(unit: Unit) -> bool:
    """A mean of one-hot rows is 1 / K in every case: what never changes is a constant by another name, and no evidence."""
    first = np.ravel(unit.values[0])[:1]
    return any(bool((np.abs(value - first) > 1e-9 * np.abs(first)).any()) for value in unit.values)


def _fits_into(small: tuple[int, ...], shape: tuple[int, ...]) -> bool:
    if len(small) > len(shape):
        return False
    return all(size in (1, whole) for size, whole in zip(reversed(small), reversed(shape), strict=False))


def _spread(unit: Unit, samples: Sequence[Sample]) -> list[Any]:
    return [np.broadcast_to(value, sample.actual.shape).ravel() for value, sample in zip(unit.values, samples, strict=True)]


def _questions(came: Any, wanted: Any) -> list[Question]:
    gap, ratio = wanted - came, wanted / came
    return [
        Question("is", came),
        Question("is-negative", -came),
        Question("term-missing", gap),
        Question("term-extra", -gap),
        Question("term-turned", gap / 2),
        Question("term-turned-back", -gap / 2),
        Question("factor-missing", ratio),
        Question("factor-missing-turned", -ratio),
        Question("factor-extra", 1 / ratio),
        Question("factor-turned", np.sqrt(np.abs(ratio)) if (ratio > 0).all() else np.full_like(ratio, np.nan)),
    ]


def _carries(answer: Any, expressions: int) -> bool:
    """Whether the answer has numbers enough to tell one of so many expressions from the others.

    Of two numbers in many places, such as 0 and 1, only the places tell; small whole numbers are alike by chance.
    """
    numbers, counts = np.unique(np.round(answer, 9), return_counts=True)
    if not np.isfinite(numbers).all() or not numbers.any():
        return False
    if len(numbers) <= MASK < answer.size:
        return picked_by_chance(int(counts[0]), answer.size, expressions) < CHANCE
    return bool((numbers != np.round(numbers)).any()) or answer.size >= MANY_WHOLE


def _equal(table: Any, answer: Any) -> Any:
    """Which rows of the table are the answer, to seven digits of each number; none is one that is not finite."""
    size = np.max(np.abs(answer))
    return np.isfinite(size) & np.all(np.abs(table - answer) <= RTOL * np.abs(answer) + 1e-3 * RTOL * size, axis=-1)


def _single(known: Sequence[Unit], table: Any, questions: Sequence[Question]) -> Iterator[Symptom]:
    for question in questions:
        for number in map(int, np.flatnonzero(_equal(table, question.answer))):
            yield question.symptom, {"code": known[number].code}


def _pairs(known: Sequence[Unit], table: Any, came: Any, wanted: Any, questions: Sequence[Question]) -> Iterator[Symptom]:
    """Two expressions joined: as what came, as what is missing, or as the factor that is."""
    known, table = known[:MOST_PAIRED], table[:MOST_PAIRED]
    pick = np.unique(np.linspace(0, came.size - 1, SAMPLE).astype(int))
    sampled = {sign: join(table[:, None, pick], table[None, :, pick]) for sign, join in OPERATIONS.items()}
    for question in questions:
        found = [pair for sign in question.joins for pair in _match_pairs(sign, sampled[sign], known, table, question, pick)]
        written = [pair for pair in found if _is_written(question.symptom, known, *pair)]
        told = [_simple(joined(known[one], sign, known[other])) for sign, one, other in written]
        if question.symptom == "is":
            yield from _half_right(known, table, wanted, found)
        yield from (_exchanged(question.symptom, code) for code in sorted(told, key=len))
    yield from sorted(_multiples(known, table, came), key=lambda symptom: len(symptom[1]["code"]))


def _half_right(known: Sequence[Unit], table: Any, wanted: Any, found: Sequence[Pair]) -> Iterator[Symptom]:
    """Of what came, a sum or a product of two: which of them is in what is expected as well, beside another one."""
    for sign, *pair in sorted(found, key=lambda one: len(known[one[1]].code + known[one[2]].code)):
        if sign in BACK:
            kept = [one for one in pair if _equal(table, BACK[sign](wanted, table[one])).any()]
            if len(kept) == 1:
                right, wrong = (known[one].code for one in (*kept, *(set(pair) - set(kept))))
                code = joined(known[pair[0]], sign, known[pair[1]])
                yield "is-half", {"code": code, "right": right, "wrong": wrong}


def _simple(code: str) -> str:
    """`a / a**2` as 1 / a, and `a * a**2` as a**3."""
    short = re.fullmatch(r"(\w+) ([*/]) \1\*\*2", code)
    if not short:
        return code
    return f"1 / {short[1]}" if short[2] == "/" else f"{short[1]}**3"


def _multiples(known: Sequence[Unit], table: Any, came: Any) -> Iterator[Symptom]:
    """What came is one constant times an expression, or times a product or a quotient of two."""
    for sign in "*/":
        ratios = came[:4] / OPERATIONS[sign](table[:, None, :4], table[None, :, :4])
        for one, other in np.argwhere(_constant(ratios)):
            whole = came / OPERATIONS[sign](table[one], table[other])
            plain = is_plain(known[one], known[other]) and (sign == "/" or one <= other)
            plain = plain and known[one].code != f"{known[other].code}**2"  # a**2 / a is a
            if came.size > SPARE and plain and _constant(whole):
                code = joined(known[one], sign, known[other])
                yield "is-multiple", {"code": code, "ratio": f"{whole[0]:.4g}"}


def _constant(ratios: Any) -> Any:
    first = ratios[..., :1]
    return np.all(np.abs(ratios - first) <= 1e-6 * np.abs(first), axis=-1) & (np.abs(first[..., 0]) > 1e-9)


def _match_pairs(
    sign: str, sampled: Any, known: Sequence[Unit], table: Any, question: Question, pick: Any
) -> Iterator[Pair]:
    for one, other in np.argwhere(_equal(sampled, question.answer[pick])):
        whole = OPERATIONS[sign](table[one], table[other])
        plain = is_plain(known[one], known[other]) and (sign in "-/" or one <= other)
        if plain and _equal(whole, question.answer):
            yield sign, one, other


def _is_written(symptom: str, known: Sequence[Unit], sign: str, one: int, other: int) -> bool:
    """Whether a person would write it so: a name is not added to itself, and no factor is a square beside another name."""
    left, right = (set(re.findall(r"\b[a-zA-Z_]\w*\b", known[number].code)) for number in (one, other))
    if sign in "+-":
        return not left & right
    squares = any(known[number].code.endswith("**2") for number in (one, other))
    return not (symptom.startswith("factor") and squares and left != right)


def _exchanged(symptom: str, code: str) -> Symptom:
    """A factor that is one input by another is no factor that is missing: one stands where the other belongs."""
    ratio = re.fullmatch(r"(\w+) / (\w+)", code)
    if symptom == "factor-missing" and ratio:
        return "in-the-place", {"right": ratio[1], "wrong": ratio[2]}
    quotient = re.fullmatch(r"(\w+|\([^()]+\)) / (\w+|\([^()]+\))", code)
    if symptom == "factor-missing" and quotient:
        return "factor-ratio", {"right": quotient[1], "wrong": quotient[2]}
    return symptom, {"code": code}
