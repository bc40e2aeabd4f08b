"""The learner's settings: a flat TOML file and a table of keys. A wrong value is named and its default used."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

from tutor.errors import FULL, SettingsError
from tutor.model import Message
from tutor.storage import files
from tutor.storage import toml as toml_edit

__all__ = ["LANGUAGES", "THEMES", "Settings", "SettingsError", "change", "load_settings", "settings_path"]

THEMES = ("dark", "light", "ansi-dark", "ansi-light")
LANGUAGES = ("auto", "en", "ja")
_PAUSE_MS = range(20, 10_001)

Value: TypeAlias = bool | int | str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Settings:
    """What a learner may choose. `language` "auto" follows the environment, `editor` "" follows VISUAL, EDITOR."""

    theme: str = "dark"
    language: str = "auto"
    typing_pause_ms: int = 180
    editor: str = ""
    editor_beside: bool = False
    live_checks: bool = True
    animations: bool = True
    show_shapes: bool = True
    review: bool = True
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def settings_path(environ: Mapping[str, str]) -> Path:
    """`GRADLINGS_CONFIG` (a file), else `settings.toml` in the user's configuration folder."""
    chosen = environ.get("GRADLINGS_CONFIG")
    if chosen:
        return Path(os.path.abspath(os.path.expanduser(chosen)))
    from platformdirs import user_config_path

    return user_config_path("gradlings", appauthor=False) / "settings.toml"


def load_settings(path: Path) -> tuple[Settings, tuple[Message, ...]]:
    """The settings in a file, and a message for each value that is wrong. Never raises."""
    try:
        text = _read(path).text
        values = toml_edit.parse(text)
    except SettingsError as error:
        return Settings(), (error.message,)
    except toml_edit.NotToml as error:
        return Settings(), (_syntax(path, error),)
    faults = _faults(values)
    notices = tuple(_with_place(fault, path, text, "settings.default") for fault in faults)
    return _build(values, {fault.facts["key"] for fault in faults}), notices


def change(path: Path, key: str, value: Value) -> Settings:
    """Rewrite one value, `theme` or `keys.<binding id>`; comments and everything else stay.

    Raises `SettingsError`: the value is not allowed, the file is no TOML, or cannot be written.
    """
    trail, plain = _trail(key), list(value) if isinstance(value, tuple) else value
    for fault in _faults({"keys": {trail[1]: plain}} if len(trail) == 2 else {key: plain}):
        raise SettingsError(_with_place(fault, path, "", "settings.kept"))
    found = _read(path)
    try:
        text = toml_edit.set_value(found.text, trail, plain)
    except toml_edit.NotToml as error:
        raise SettingsError(_syntax(path, error)) from error
    except toml_edit.TooIntricate as error:
        raise SettingsError(Message("settings.by-hand", {"place": str(path), "key": key})) from error
    _write(path, text, found.form)
    return load_settings(path)[0]


class _Rule(NamedTuple):
    """What a value must be, and the message (with its facts) for one that is not."""

    accepts: Callable[[Any], bool]
    complaint: str
    facts: Mapping[str, Any] = MappingProxyType({})


def _one_of(choices: tuple[str, ...]) -> _Rule:
    return _Rule(lambda value: value in choices, "settings.not-one-of", {"choices": ", ".join(choices)})


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value.isprintable()


def _is_keys(value: object) -> bool:
    names = value if isinstance(value, list) else [value]
    return all(_is_text(name) and re.fullmatch(r"\S+", str(name)) for name in names)


_SWITCH = _Rule(lambda value: isinstance(value, bool), "settings.not-a-switch")
_PAUSE = _Rule(
    lambda value: type(value) is int and value in _PAUSE_MS,
    "settings.not-a-number",
    {"low": _PAUSE_MS.start, "high": _PAUSE_MS.stop - 1},
)
_KEYS = _Rule(_is_keys, "settings.not-keys")
_RULES = {
    "theme": _one_of(THEMES),
    "language": _one_of(LANGUAGES),
    "typing_pause_ms": _PAUSE,
    "editor": _Rule(_is_text, "settings.not-a-text"),
    "editor_beside": _SWITCH,
    "live_checks": _SWITCH,
    "animations": _SWITCH,
    "show_shapes": _SWITCH,
    "review": _SWITCH,
    "keys": _Rule(lambda value: isinstance(value, dict), "settings.not-a-table"),
}


def _faults(values: Mapping[str, Any]) -> list[Message]:
    """A message for each value that is wrong and each key that is unknown; `key` is always among the facts."""
    faults = [_judge(key, value, _RULES.get(key)) for key, value in values.items()]
    keys = values.get("keys")
    if isinstance(keys, dict):
        faults += [_judge(f"keys.{name}", value, _KEYS) for name, value in keys.items()]
    return [fault for fault in faults if fault is not None]


def _judge(key: str, value: object, rule: _Rule | None) -> Message | None:
    if rule is None:
        known = ", ".join(one.name for one in fields(Settings))
        return Message("settings.unknown", {"key": key, "known": known})
    if rule.accepts(value):
        return None
    return Message(rule.complaint, {"key": key, "value": str(value), **rule.facts})


def _build(values: Mapping[str, Any], wrong: set[str]) -> Settings:
    good = {key: value for key, value in values.items() if key not in wrong and key in _RULES}
    keys = {
        name: tuple(value) if isinstance(value, list) else (value,)
        for name, value in good.pop("keys", {}).items()
        if f"keys.{name}" not in wrong
    }
    return replace(Settings(keys=keys), **good)


def _with_place(fault: Message, path: Path, text: str, then: str) -> Message:
    """then: the sentence that says which value holds now."""
    line = toml_edit.line_of(text, _trail(fault.facts["key"]))
    place = str(path) if line is None else f"{path}:{line}"
    return Message(fault.key, {"place": place, **fault.facts, "then": Message(then)})


def _trail(key: str) -> tuple[str, ...]:
    """A setting's place in the file: only what follows `keys.` is in a table, with all its dots."""
    table, dot, name = key.partition(".")
    return (table, name) if table == "keys" and dot else (key,)


def _syntax(path: Path, error: toml_edit.NotToml) -> Message:
    return Message("settings.syntax", {"place": str(path), "fault": str(error)})


def _read(path: Path) -> files.Decoded:
    try:
        found = files.decode(files.read_bytes(path))
    except FileNotFoundError:
        return files.Decoded("", files.PLAIN)
    except OSError as error:
        facts = {"place": str(path), "fault": error.strerror or str(error)}
        raise SettingsError(Message("settings.unreadable", facts)) from error
    if not found.clean:
        raise SettingsError(Message("settings.not-utf8", {"place": str(path)}))
    return found


def _write(path: Path, text: str, form: files.Form) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        files.write_atomically(path, files.encode(text, form))
    except OSError as error:
        facts = {"place": str(path), "fault": error.strerror or str(error)}
        key = "settings.full" if error.errno in FULL else "settings.unwritable"
        raise SettingsError(Message(key, facts)) from error
