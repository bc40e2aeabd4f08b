"""Every message of the persistence has its words in both languages, with the same facts."""

import re
import tomllib
from pathlib import Path
from string import Formatter

import pytest

import tutor
from tutor.errors import workspace_fault

HOME = Path(tutor.__file__).parent
SOURCES = [*sorted((HOME / "storage").glob("*.py")), HOME / "session" / "context.py", HOME / "errors.py"]
WORDS = {
    language: tomllib.loads((HOME / "locale" / language / "persistence.toml").read_text(encoding="utf-8"))
    for language in ("en", "ja")
}


def facts(sentence: str) -> list[str]:
    return sorted({name for _, name, _, _ in Formatter().parse(sentence) if name is not None})


def test_both_languages_have_the_same_keys() -> None:
    assert WORDS["en"].keys() == WORDS["ja"].keys()


@pytest.mark.parametrize("key", WORDS["en"])
def test_both_languages_tell_the_same_facts(key: str) -> None:
    assert facts(WORDS["en"][key]) == facts(WORDS["ja"][key])


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_every_key_in_the_code_has_words(source: Path) -> None:
    keys = re.findall(r'"((?:store|workspace|lock|settings)\.[a-z0-9-]+)"', source.read_text("utf-8"))
    assert {key for key in keys if not key.endswith(".toml")} - {"settings.toml"} <= WORDS["en"].keys()


@pytest.mark.parametrize("number", range(1, 134))
def test_every_fault_of_the_system_has_words(number: int) -> None:
    message = workspace_fault(OSError(number, "fault"), "place").message
    assert WORDS["en"][message.key].format(**message.facts)
