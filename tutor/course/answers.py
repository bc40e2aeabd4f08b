"""Whether an answer that was typed is the one that was wanted."""

from __future__ import annotations

import re
import unicodedata

_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?", re.ASCII)


def same_answer(given: str, wanted: str) -> bool:
    """Blanks, case and a trailing comma do not matter in `(100, 10)`, nor how a number is written: 1, 1.0, 1e0, １."""
    given, wanted = _plain(given), _plain(wanted)
    if _NUMBER.fullmatch(given) and _NUMBER.fullmatch(wanted):
        return float(given) == float(wanted)
    return _bare(given) == _bare(wanted)


def agrees(guess: str, came: str) -> bool:
    """Whether a value came out as it was predicted: of a number, to the digits that were predicted."""
    rounded = _plain(guess)
    if _NUMBER.fullmatch(rounded) and _NUMBER.fullmatch(_plain(came)) and "e" not in rounded:
        digits = len(rounded.partition(".")[2])
        return abs(float(came) - float(rounded)) <= 0.5 * 10.0**-digits if digits else float(came) == float(rounded)
    return same_answer(guess, came)


def _plain(text: str) -> str:
    """As an ordinary keyboard writes it: an input method gives wide digits, a word processor a minus of its own."""
    return "".join(unicodedata.normalize("NFKC", text).replace("\N{MINUS SIGN}", "-").casefold().split())


def _bare(text: str) -> str:
    return text.replace(",)", ")").strip("()")
