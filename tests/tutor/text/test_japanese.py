"""Japanese is set as a Japanese book sets it, and calls one thing by one name wherever it speaks."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import tutor
from tutor.course.catalog import course_folder

JAPANESE = "ぁ-んァ-ヶ一-龠ー"
SENTENCES = {
    key: sentence
    for file in sorted((Path(tutor.__file__).parent / "locale" / "ja").glob("*.toml"))
    for key, sentence in tomllib.loads(file.read_text("utf-8")).items()
}
PAGES = {page.relative_to(course_folder()).as_posix(): page.read_text("utf-8") for page in course_folder().rglob("*ja.md")}
NAMES_A_KEY = {"lab.keys.restart", "cli.placement.foot", "background.over"}  # there 0 is what to press
SECOND_NAMES = {
    "解答例": "模範解答",
    "講座": "コース",
    "スタブ": "ひな型",
    "ラボ": "実験",
    "正解率": "認識精度",
    "オプティマイザ": "最適化手法",
    "レイヤー": "レイヤ",
    "フォルダー": "フォルダ",
    "パラメーター": "パラメータ",
    "コンピューター": "マシン",
    "深層学習": "ディープラーニング",
    "どの場合": "どのケース",
}


def prose(sentence: str) -> str:
    """Without what stands in backquotes: code has its own rules."""
    return re.sub(r"`[^`]*`", "", sentence)


def found(pattern: str, *but: str) -> list[str]:
    """Keys of the sentences whose prose has what the pattern describes."""
    return [key for key, sentence in SENTENCES.items() if key not in but and re.search(pattern, prose(sentence))]


def test_brackets_around_japanese_are_full_width() -> None:
    assert found(rf"\([^()]*[{JAPANESE}][^()]*\)") == []


def test_a_colon_is_half_width() -> None:
    assert found("：") == []


def test_no_blank_parts_a_number_from_what_it_counts() -> None:
    counters = "行|個|回|倍|分|秒|文字|枚|問|件|つ|番"
    assert found(rf"[{JAPANESE}] \d+(?:{counters})|(?<![\w.-])\d+ (?:{counters})", *NAMES_A_KEY) == []
    assert found(rf"{{(?:n|line|count|number|minutes|ratio)(?::[^}}]*)?}} (?:{counters})") == []


@pytest.mark.parametrize("second", SECOND_NAMES)
def test_nothing_goes_by_a_second_name(second: str) -> None:
    named = [place for place, text in {**SENTENCES, **PAGES}.items() if re.search(rf"(?<![ァ-ヶー]){second}", text)]
    assert named == [], f"{second}: the others say {SECOND_NAMES[second]}"
