"""Whether a typed answer is right; and whether it can be one at all, as a slip of the keyboard is no mistake."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

ERROR = "error"
"""The answer where shapes do not fit."""

_NUMBER = re.compile(r"[-+]?(\d{1,15}\.?\d{0,15}|\.\d{1,15})(e[-+]?\d{1,2}|/\d{1,15})?", re.ASCII)
_SHAPE = re.compile(r"[(\[]?(\d{1,9}([,x*; 、×](?=\d)|[,、]?$|[,、]?(?=[)\]])))+[)\]]?", re.ASCII)
_ERRORS = {ERROR, "err", "errors", "valueerror", "no", "エラー", "できない", "不可"}


def is_shape(answer: str) -> bool:
    return answer == ERROR or answer.startswith("(")


def can_be_read(given: str, wanted: str) -> bool:
    """Whether it is of the kind that is asked for, a number or a shape."""
    return (_sizes(given) if is_shape(wanted) else _number(given)) is not None


def is_right(given: str, wanted: str) -> bool:
    """Blanks, brackets and the way to write a number do not matter: (3, 4), 3x4, [3 4]; -0.25, -1/4, -.250."""
    if is_shape(wanted):
        return _sizes(given) == _sizes(wanted)
    return _number(given) == _number(wanted)


def _plain(text: str) -> str:
    """As an ordinary keyboard writes it, without the name of what is asked: `dW = 3` is 3."""
    plain = unicodedata.normalize("NFKC", text).replace("\N{MINUS SIGN}", "-").casefold()
    return " ".join(plain.rpartition("=")[2].split())


def _sizes(text: str) -> tuple[int, ...] | str | None:
    plain = _plain(text)
    if plain in _ERRORS:
        return ERROR
    close = re.sub(r" ?([,x*;、×()\[\]]) ?", r"\1", plain)
    return tuple(int(size) for size in re.findall(r"\d+", close)) if _SHAPE.fullmatch(close) else None


def _number(text: str) -> Fraction | None:
    plain = re.sub(r" ?([-+/]) ?", r"\1", _plain(text))
    if not _NUMBER.fullmatch(plain):
        return None
    try:
        return Fraction(plain)
    except (ValueError, ZeroDivisionError):
        return None
