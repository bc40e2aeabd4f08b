"""The learner's settings: a flat TOML file and a table of keys. A wrong value is named and its default used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from tutor.faults import SettingsError
from tutor.model import Message

__all__ = ["LANGUAGES", "THEMES", "Settings", "SettingsError", "change", "load_settings", "settings_path"]

THEMES = ("dark", "light", "ansi")
LANGUAGES = ("auto", "en", "ja")

Value: TypeAlias = bool | int | str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Settings:
    """What a learner may choose. `language` "auto" follows the environment, `editor` "" follows VISUAL, EDITOR."""

    theme: str = "dark"
    language: str = "auto"
    typing_pause_ms: int = 180
    editor: str = ""
    live_checks: bool = True
    animations: bool = True
    show_shapes: bool = True
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def settings_path(environ: Mapping[str, str]) -> Path:
    """`GRADLINGS_CONFIG` (a file), else `settings.toml` in the user's configuration folder."""
    raise NotImplementedError


def load_settings(path: Path) -> tuple[Settings, tuple[Message, ...]]:
    """The settings in a file, and a message for each value that is wrong. Never raises."""
    raise NotImplementedError


def change(path: Path, key: str, value: Value) -> Settings:
    """Rewrite one value, `theme` or `keys.<binding id>`; comments and everything else stay.

    Raises `SettingsError`: the value is not allowed, the file is no TOML, or cannot be written.
    """
    raise NotImplementedError
