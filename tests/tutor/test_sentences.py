"""Every sentence of the catalogues is said somewhere, and every sentence that the code asks for exists.

A key is written whole, or put together: `f"why.{name}"`. The parts of one that is put together are strings of the code too.
"""

from __future__ import annotations

import ast
import re
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import engine
import tutor
from tutor.model import Stage
from tutor.storage.settings import LANGUAGES
from tutor.text.messages import FALLBACK, catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOMS = [Path(package.__path__[0]) for package in (engine, tutor)]
ELSEWHERE = {"mistake"}  # said in the lesson's own words
SPEAKERS = {"Message", "words", "_words"}


@cache
def nodes() -> tuple[ast.AST, ...]:
    files = chain.from_iterable(room.rglob("*.py") for room in ROOMS)
    return tuple(node for file in files for node in ast.walk(ast.parse(file.read_text("utf-8"))))


@cache
def strings() -> frozenset[str]:
    """The code's strings, the parts of names such as `case/dx/linear`; headings and constants as keys spell them."""
    whole = {node.value for node in nodes() if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    constants = {node.id for node in nodes() if isinstance(node, ast.Name) and node.id.isupper()}
    spelled = {re.sub("[ _]", "-", text.lower()) for text in whole | constants}
    return frozenset(spelled.union(whole, *(text.split("/") for text in whole)))


@cache
def patterns() -> tuple[re.Pattern[str], ...]:
    """What the code puts together: `why.(.*)` for `f"why.{name}"`."""
    pieces = ([getattr(part, "value", None) for part in node.values] for node in nodes() if isinstance(node, ast.JoinedStr))
    texts = [[part if isinstance(part, str) else None for part in parts] for parts in pieces]
    keys = {tuple(parts) for parts in texts if all(part is None or re.fullmatch(r"[a-z.-]+", part) for part in parts)}
    return tuple(re.compile("".join("(.*)" if part is None else re.escape(part) for part in parts)) for parts in keys)


def said(key: str) -> bool:
    """A key that is put together begins with a word that is written there, or with a stage: `f"{stage}.{name}"`."""
    found = ((pattern, pattern.fullmatch(key)) for pattern in patterns())
    return key in strings() or any(
        match and (pattern.pattern[0] != "(" or match[1] in set(Stage)) and all(map(part_said, match.groups()))
        for pattern, match in found
    )


def part_said(part: str, depth: int = 2) -> bool:
    if part in strings() or not part:
        return True
    found = (pattern.fullmatch(part) for pattern in patterns())
    return depth > 0 and any(match and all(part_said(one, depth - 1) for one in match.groups()) for match in found)


def asked() -> Iterator[str]:
    """The keys that are written whole where a sentence is asked for."""
    for node in nodes():
        match node:
            case ast.Call(
                func=ast.Name(id=name) | ast.Attribute(attr=name), args=[ast.Constant(value=str() as key), *_]
            ) if name in SPEAKERS:
                yield key


@pytest.mark.parametrize("language", [name for name in LANGUAGES if name != "auto"])
def test_every_sentence_is_said_somewhere(language: str) -> None:
    assert [key for key in catalogue(language) if not said(key)] == []


def test_every_sentence_that_is_asked_for_exists() -> None:
    assert len(set(asked())) > 200
    assert set(asked()) - catalogue(FALLBACK).keys() == ELSEWHERE


@pytest.mark.parametrize("language", [name for name in LANGUAGES if name not in ("auto", FALLBACK)])
def test_every_language_has_the_same_sentences(language: str) -> None:
    assert catalogue(language).keys() == catalogue(FALLBACK).keys()
