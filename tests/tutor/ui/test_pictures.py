"""docs/pictures.py has a picture of every screen there is."""

import importlib
import pkgutil
import runpy
from pathlib import Path

import pytest
from textual.screen import Screen

from tutor.ui import screens

PICTURES = runpy.run_path(str(Path(__file__).parents[3] / "docs" / "pictures.py"))["PICTURES"]
BASES = {"CourseScreen", "Window"}  # what other screens are made of


def found() -> list[str]:
    modules = [importlib.import_module(f"{screens.__name__}.{one.name}") for one in pkgutil.iter_modules(screens.__path__)]
    classes = {thing for module in modules for thing in vars(module).values() if isinstance(thing, type)}
    ours = {one for one in classes if issubclass(one, Screen) and one.__module__.startswith(screens.__name__)}
    return sorted(one.__name__ for one in ours if one.__name__ not in BASES)


def test_screens_are_found() -> None:
    assert {"HomeScreen", "LessonScreen", "SettingsScreen"} <= {*found()}


@pytest.mark.parametrize("screen", found())
def test_every_screen_has_a_picture(screen: str) -> None:
    assert screen in {picture.screen for picture in PICTURES.values()}
