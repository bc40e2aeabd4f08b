from __future__ import annotations

import warnings

import numpy as np

from tutor.judge.diagnosis.diagnose import Subject, difference
from tutor.judge.numbers import close

SIGNALLING = np.array([[0x7FA00000, 0x7FA00000], [0, 1]], np.uint32).view(np.float32)  # numbers of one type, read in another


def test_bytes_read_in_another_type_are_compared_without_a_warning() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert not close(SIGNALLING, np.ones((2, 2)), 1e-7, 1e-9)
        difference(Subject("y", "case", ""), SIGNALLING, np.ones(2))
