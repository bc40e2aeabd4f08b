"""What `make quick` runs: the tests that are nearest to what changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests import changed
from tests.changed import Selection, claims, commands, select
from tests.imports import importers, modules

FAMILIES = "tests/tutor/judge/diagnosis/test_families.py"
SLOW = "tests/tutor/linting/test_behaviour.py"


@pytest.fixture(autouse=True, scope="module")
def _read_once() -> Iterator[None]:
    """The imports of the whole tree, read once for all of these."""
    found = importers(modules(changed.ROOT))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(changed, "importers", lambda _: found)
        yield


def chosen(*paths: str, times: Mapping[str, float] | None = None) -> Selection:
    return select([Path(path) for path in paths], times or {})


def test_a_test_that_changed_is_run_however_long_it_takes() -> None:
    assert SLOW in chosen(SLOW, times={SLOW: 1000}).files


def test_a_changed_module_brings_its_mirror_and_its_importers_before_those_farther_off() -> None:
    assert chosen("tutor/session/update.py").files["tests/tutor/session/test_update.py"] == "mirrors a change"
    reasons = list(chosen("tutor/judge/diagnosis/scale.py").files.items())
    assert reasons[0] == (FAMILIES, "imports a change")
    assert [why for _, why in reasons[1:]] == sorted(why for _, why in reasons[1:])


def test_what_takes_longer_than_there_is_time_is_named_as_left_out() -> None:
    found = chosen("tutor/judge/diagnosis/scale.py", times={FAMILIES: changed.SECONDS + 1})
    assert FAMILIES in found.left_out
    assert FAMILIES not in found.files


def test_a_name_taken_from_a_package_leads_to_the_module_that_defines_it() -> None:
    assert "tests/engine/layers/test_errors.py" in chosen("engine/layers/affine.py").files


def test_a_style_sheet_or_a_file_of_words_counts_as_a_change_of_what_loads_it() -> None:
    assert "tests/tutor/ui/test_snapshots.py" in chosen("tutor/ui/app.tcss").files
    assert "tests/tutor/text/test_messages.py" in chosen("tutor/locale/ja/ui.toml").files


def test_data_of_tests_brings_the_tests_beside_it() -> None:
    assert chosen("tests/tutor/judge/wrong_answers/values.toml").files == {
        "tests/tutor/judge/wrong_answers/test_wrong_answers.py": "changed"
    }


def test_a_changed_lesson_brings_its_own_tests_and_no_other_lessons() -> None:
    found = chosen("lessons/why-loss/en.md")
    assert (found.files, found.lessons) == ({}, ("why-loss",))
    lessons, files = commands(found, ["-q"])
    assert files[4:] == list(claims("why-loss"))
    assert lessons[4:] == ["tests/lessons", "-k", "[why-loss] or [why-loss/"]


def test_fast_tests_fill_what_time_is_left() -> None:
    assert chosen(times={FAMILIES: 0.5}).files == {FAMILIES: "is fast"}
    assert chosen(times={SLOW: changed.FAST}).files == {}
