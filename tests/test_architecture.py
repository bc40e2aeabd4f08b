"""The map in docs/architecture.md leads to what is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAP = (ROOT / "docs" / "architecture.md").read_text("utf-8")
PLACES = sorted(set(re.findall(r"`((?:tutor|engine)/[\w/]+\.py):([\w.]+)`", MAP)))
FILES = sorted(set(re.findall(r"`((?:tutor|engine|tests|lessons|docs)/[\w/]+\.\w+)[:`]", MAP)))
MOST_STATIONS = 12


def definitions(file: Path) -> set[str]:
    """Functions and classes of a file, methods with their class in front, inherited ones too where the base is beside it."""
    found: set[str] = set()
    for node in ast.parse(file.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        if isinstance(node, ast.ClassDef):
            inner = [one for one in node.body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)]
            found |= {f"{node.name}.{one.name}" for one in inner}
    return found


@pytest.mark.parametrize(("file", "name"), PLACES, ids=lambda one: str(one))
def test_every_station_is_there(file: str, name: str) -> None:
    assert name in definitions(ROOT / file)


@pytest.mark.parametrize("file", FILES)
def test_every_file_that_is_named_is_there(file: str) -> None:
    assert (ROOT / file).is_file()


def test_a_way_has_few_stations() -> None:
    ways = re.findall(r"^## The way .*?(?=^## )", MAP, re.M | re.S)
    assert len(ways) == 4
    for way in ways:
        assert 1 < len(re.findall(r"^\d+\. ", way, re.M)) <= MOST_STATIONS
