"""Bursts of mixed keys through a real terminal come out as a simple model of an editor says."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.e2e.editing import BYTES, Editor
from tests.e2e.typist import SETTINGS, Setting, typist


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda s: f"{s.width}x{s.height}-{s.checks}-{s.between}ms")
def test_a_burst_of_keys_comes_out_as_it_was_typed(tmp_path: Path, setting: Setting) -> None:
    with typist(tmp_path, setting) as learner:
        assert learner.burst(f"suite {setting}", setting.between) is None


@given(st.lists(st.sampled_from([*BYTES, "a", " ", "x\ny"]), max_size=40))
def test_the_model_takes_back_all_that_was_done(typed: list[str]) -> None:
    model = Editor()
    for key in typed:
        model.press(key)
    while model.done:
        model.press("undo")
    assert model.text == ""
