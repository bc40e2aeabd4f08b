"""Where lines of Japanese may end: between any two characters but a few, whether or not blanks part its words.

The rules that no line begins with closing punctuation or a small kana, and none ends with an opening bracket, are those of
JIS X 4051 (kinsoku).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from rich.cells import cell_len

_NOT_FIRST = frozenset("、。，．・：；？！」』）］｝〕〉》】〜…ー々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ,.:;?!)]}%")
_NOT_LAST = frozenset("「『（［｛〔〈《【([{")


def is_wide(character: str) -> bool:
    """Whether a character takes two cells."""
    return cell_len(character) == 2


def has_wide(text: str) -> bool:
    """Whether any character does."""
    return any(map(is_wide, text))


def breaks(text: str, width: int) -> list[int]:
    """Offsets at which new lines begin, so that each line takes at most `width` cells; none falls inside a Latin word.

    Blanks at a break stay at the end of the line before, where they may stand out. A single piece that is wider than
    `width` gets a line of its own.
    """
    found: list[int] = []
    at = used = 0
    for piece in pieces(text):
        size, needed = cell_len(piece), cell_len(piece.rstrip())
        if used and used + needed > width:
            found.append(at)
            used = 0
        at, used = at + len(piece), used + size
    return found


def filled(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells. Where it had ends of lines there are blanks, but none in Japanese."""
    whole = ""
    for line in map(str.strip, text.split("\n")):
        parted = whole and line and not (is_wide(whole[-1]) and is_wide(line[0]))
        whole += f" {line}" if parted else line
    starts = [0, *breaks(whole, width)]
    return [whole[start:end].rstrip() for start, end in pairwise([*starts, len(whole)])]


def pieces(text: str) -> Iterator[str]:
    """The text cut wherever a line may end."""
    start = 0
    for at in range(1, len(text)):
        if _may_part(text[at - 1], text[at]):
            yield text[start:at]
            start = at
    if text:
        yield text[start:]


def _may_part(before: str, after: str) -> bool:
    if before.isspace() or after.isspace():
        return not after.isspace()
    if before in _NOT_LAST or after in _NOT_FIRST:
        return False
    return is_wide(before) or is_wide(after)
