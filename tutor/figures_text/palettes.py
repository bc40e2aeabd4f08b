"""Numbers as colours. All take floats and give (..., 3) bytes; what is no number is magenta."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Bytes: TypeAlias = npt.NDArray[np.uint8]
Floats: TypeAlias = npt.NDArray[np.float64]

NO_NUMBER = (200, 0, 200)
LEVELS = 32  # steps of a palette: fewer colours make longer runs, and the eye tells no more apart
# Surfaces are dark and differ in lightness too, so that they stay apart without colours; points are light.
SURFACES = np.array([(45, 50, 145), (38, 115, 50), (122, 45, 45), (120, 100, 30), (90, 40, 120), (30, 110, 120)])
POINTS = np.array([(150, 160, 255), (130, 255, 130), (255, 125, 115), (255, 225, 110), (220, 150, 255), (120, 240, 250)])
# Of one lightness, so that arrows are legible on a dark ground and on a light one.
HEAT = np.array([(70, 130, 235), (150, 100, 220), (215, 75, 150), (230, 75, 60)], dtype=np.float64)


def grey(values: Floats, low: float | None, high: float | None) -> Bytes:
    """Black at `low` (default: the least value), white at `high` (the greatest)."""
    start, end = limits(values, low, high)
    level = _stepped((np.clip(values, start, end) - start) / (end - start))
    return _colours(np.stack([level * 255] * 3, -1), values)


def diverging(values: Floats, low: float | None, high: float | None) -> Bytes:
    """Blue below zero, white at zero, red above; the strongest colour at the limit farther from zero."""
    start, end = limits(values, low, high)
    most = max(abs(start), abs(end))
    level = _stepped(np.clip(values / most, -1, 1))
    fade = 255 * (1 - np.abs(level))
    red, blue = np.where(level > 0, 255, fade), np.where(level < 0, 255, fade)
    return _colours(np.stack([red, fade, blue], -1), values)


def classes(values: Floats, low: float | None = None, high: float | None = None) -> Bytes:  # noqa: ARG001 - a palette
    """A colour for each whole number, whatever the limits."""
    return _colours(SURFACES[whole(values, len(SURFACES))], values)


def whole(values: Floats, count: int) -> npt.NDArray[np.int64]:
    """The nearest whole numbers, wrapped round to be below `count`; 0 for what is no number."""
    sound = np.where(np.abs(values) < 1e15, values, 0)
    return np.asarray(np.rint(sound).astype(np.int64) % count, dtype=np.int64)


def heat(level: float) -> tuple[int, int, int]:
    """From blue (0) to red (1)."""
    place = min(max(level, 0.0), 1.0) * (len(HEAT) - 1)
    index = min(int(place), len(HEAT) - 2)
    colour = HEAT[index] + (HEAT[index + 1] - HEAT[index]) * (place - index)
    red, green, blue = (int(part) for part in colour)
    return red, green, blue


def limits(values: Floats, low: float | None, high: float | None) -> tuple[float, float]:
    """The ends of a palette: those asked for, else the data's; never equal."""
    finite = np.clip(values[np.isfinite(values)], -1e150, 1e150)
    start = low if low is not None and np.isfinite(low) else float(finite.min()) if finite.size else 0.0
    end = high if high is not None and np.isfinite(high) else float(finite.max()) if finite.size else 1.0
    return (start, end) if end > start else (start, start + (abs(start) or 1.0))


def _stepped(level: npt.ArrayLike) -> Floats:
    return np.asarray(np.rint(np.multiply(level, LEVELS)) / LEVELS, dtype=np.float64)


def _colours(colours: npt.ArrayLike, values: Floats) -> Bytes:
    sound = np.isfinite(values)[..., None]
    return np.where(sound, np.nan_to_num(colours), NO_NUMBER).astype(np.uint8)
