"""What of a text an editor in a terminal can show, and at what speed."""

from __future__ import annotations

from tutor.model import MAX_SOURCE

HIGHLIGHT_LIMIT = 100_000  # characters; each key re-reads the whole syntax tree, 17 ms at 1,000 lines
EXCERPT = 4_000  # characters


def language_for(text: str) -> str | None:
    """Plain text for what the parser would be slow at, or cannot read at all."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return None
    return "python" if len(text) <= HIGHLIGHT_LIMIT else None


def excerpt(text: str) -> str | None:
    """The beginning of a text that is too long to run, which each key would lay out anew for seconds; None for others."""
    return text[:EXCERPT] + "…" if len(text) > MAX_SOURCE else None
