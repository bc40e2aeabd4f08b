"""Bursts of mixed keys through a real terminal come out as a simple model of an editor says."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.e2e.editing import BYTES, Editor
from tests.e2e.typist import SETTINGS, Setting, typist

# A tutor takes seconds to start: one for each size, with checks and without, is typed into at every pace.
TUTORS = [list(settings) for _, settings in groupby(SETTINGS, key=lambda s: (s.width, s.height, s.checks))]


@pytest.mark.parametrize("settings", TUTORS, ids=lambda found: "{0.width}x{0.height}-{0.checks}".format(*found))
def test_bursts_of_keys_come_out_as_they_were_typed(tmp_path: Path, settings: list[Setting]) -> None:
    with typist(tmp_path, settings[0]) as learner:
        for setting in settings:
            assert learner.burst(f"suite {setting}", setting.between) is None


@given(st.lists(st.sampled_from([*BYTES, "a", " ", "x\ny"]), max_size=40))
def test_the_model_takes_back_all_that_was_done(typed: list[str]) -> None:
    model = Editor()
    for key in typed:
        model.press(key)
    while model.done:
        model.press("undo")
    assert model.text == ""
