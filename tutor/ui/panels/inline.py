"""One sentence with `code` in it, as the catalogues and lessons write it, in the colours of the screen."""

from __future__ import annotations

import re

from textual.content import Content

_CODE = re.compile(r"`([^`\n]+)`")
_WIDE = "[\u3000-\u30ff\u3400-\u9fff\uff00-\uff60]"
_PARTING = re.compile(rf"(?<={_WIDE}) +| +(?={_WIDE})")


def inline(text: str, style: str = "") -> Content:
    """The text without its backticks; what stood between them is coloured.

    Blanks beside Japanese go with the backticks: lines would break there and nowhere else.
    """
    parts = _CODE.split(_PARTING.sub("", text))
    return Content.assemble(*((part, "$text-accent" if at % 2 else style) for at, part in enumerate(parts)))
