"""What all tests share."""

from __future__ import annotations

from hypothesis import settings

# Nothing is timed in a test: a machine that has other work is no fault of the code.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
