from tutor.judge.mending.merging import changes, merged, pieces

BASE = '''
def area(width, height):
    """What a reader is told does not count."""
    total = width * height
    return total
'''
SUM = BASE.replace("*", "+")
NEGATIVE = BASE.replace("return total", "return -total")
DIFFERENCE = BASE.replace("*", "-")


def both(one: str, other: str, base: str = BASE) -> str | None:
    parts = pieces(base)
    return merged(parts, changes(parts, one), changes(parts, other))


def test_two_changes_in_two_places_are_made_together() -> None:
    text = both(SUM, NEGATIVE)
    assert text is not None
    scope: dict[str, object] = {}
    exec(text, scope)
    assert scope["area"](2, 3) == -5  # type: ignore[operator]


def test_what_both_have_in_common_is_made_once() -> None:
    renamed = BASE.replace("total", "whole")
    text = both(renamed.replace("*", "+"), renamed)
    assert text is not None
    assert text.count("whole = width + height") == 1
    assert "total" not in text


def test_two_changes_of_one_place_cannot_be_made_together() -> None:
    assert both(SUM, DIFFERENCE) is None


def test_what_would_be_no_python_is_not_made() -> None:
    opened = BASE.replace("width * height", "max(width, height)")
    assert both(opened, BASE.replace("width * height", "width")) is None


def test_comments_and_docstrings_are_no_changes() -> None:
    parts = pieces(BASE)
    assert changes(parts, BASE.replace("What a reader is told does not count.", "Otherwise.") + "# said\n") == []
