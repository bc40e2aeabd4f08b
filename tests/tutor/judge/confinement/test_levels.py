"""The ladder: what a machine offers decides the level, and each level says what it does not contain."""

from __future__ import annotations

import string
import sys
import tomllib
from importlib.resources import files
from types import SimpleNamespace

import pytest

from tutor.judge.confinement.audit import TOPICS
from tutor.judge.confinement.confine import Level, Offers, level_for, probe
from tutor.judge.confinement.said import describe

LADDER = [
    (Offers(linux=True, landlock=7, seccomp=True), Level.FULL),
    (Offers(linux=True, landlock=1, seccomp=True), Level.FULL),
    (Offers(linux=True, landlock=7, seccomp=False), Level.NO_SECCOMP),
    (Offers(linux=True, landlock=0, seccomp=True), Level.NO_LANDLOCK),
    (Offers(linux=True, landlock=0, seccomp=False), Level.RLIMITS),
    (Offers(linux=False), Level.PORTABLE),
]


@pytest.mark.parametrize(("machine", "level"), LADDER)
def test_the_level_is_the_firmest_that_the_machine_offers(machine: Offers, level: Level) -> None:
    assert level_for(machine) is level


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's own account is Linux's")
def test_probing_confines_nobody() -> None:
    assert probe() is probe()
    with open("/proc/self/status") as status:
        assert "Seccomp:\t0\n" in status.read()


def test_an_unknown_processor_has_no_filter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.uname", lambda: SimpleNamespace(machine="riscv64"))
    assert not probe().seccomp


def test_another_system_is_portable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    assert probe() is Level.PORTABLE


@pytest.mark.parametrize("level", list(Level))
def test_every_topic_is_either_held_or_named_as_lacking(level: Level) -> None:
    keys = [message.key for message in describe(level)]
    topics = [key.rpartition(".")[2] for key in keys[1:]]
    assert sorted(topics) == sorted(
        ["reading", "writing", "processes", "signals", "network", "memory", "time", "files", "names", "answers"]
    )
    assert keys[0].startswith("confine.level.")


def catalogue(language: str) -> dict[str, str]:
    return tomllib.loads(files("tutor").joinpath(f"locale/{language}/confinement.toml").read_text("utf-8"))


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_both_languages_say_the_same_things_with_the_same_facts() -> None:
    english, japanese = catalogue("en"), catalogue("ja")
    assert {key: fields(text) for key, text in english.items()} == {key: fields(text) for key, text in japanese.items()}


def test_every_message_has_its_words_and_every_word_its_message() -> None:
    described = {message.key for level in Level for message in describe(level)}
    refused = {f"confine.refused.{topic}" for topic in (*TOPICS, "read", "call")}
    assert catalogue("en").keys() == described | refused


@pytest.mark.parametrize("level", list(Level))
def test_the_words_need_no_fact_that_the_message_lacks(level: Level) -> None:
    words = catalogue("en")
    for message in describe(level):
        assert fields(words[message.key]) <= message.facts.keys()
