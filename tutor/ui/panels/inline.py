"""One sentence with `code` in it, as the catalogues and lessons write it, in the colours of the screen."""

from __future__ import annotations

import re

from textual.content import Content

_CODE = re.compile(r"`([^`\n]+)`")


def inline(text: str, style: str = "") -> Content:
    """The text without its backticks; what stood between them is coloured."""
    parts = _CODE.split(text)
    return Content.assemble(*((part, "$text-accent" if at % 2 else style) for at, part in enumerate(parts)))
