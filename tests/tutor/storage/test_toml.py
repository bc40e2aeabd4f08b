import re
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.storage.toml import NotToml, TooIntricate, Value, line_of, parse, set_value

PRINTABLE = st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" "), max_size=8)
KEY = st.text("abcdefgh_-", min_size=1, max_size=5)
VALUE = st.booleans() | st.integers(-999, 999) | PRINTABLE | st.lists(PRINTABLE, max_size=3)
COMMENT = PRINTABLE.map(lambda text: f"# {text}")


def spell(value: Value) -> str:
    if isinstance(value, list):
        return "[\n" + "".join(f'  {spell(one)}, # it\'s "inner" [\n' for one in value) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int) else '"' + re.sub(r'(["\\])', r"\\\1", value) + '"'


@st.composite
def assignments(draw: st.DrawFn) -> str:
    values = draw(st.dictionaries(KEY, VALUE, max_size=4))
    return "".join(
        f"{draw(st.sampled_from(['', '  ']))}{key} = {spell(value)} {draw(COMMENT)}\n{draw(COMMENT)}\n\n"
        for key, value in values.items()
    )


@st.composite
def documents(draw: st.DrawFn) -> str:
    top = draw(assignments())
    tables = [f"[{name}] {draw(COMMENT)}\n{draw(assignments())}" for name in draw(st.permutations(["keys", "zoo"]))]
    text = top + "".join(tables[: draw(st.integers(0, 2))])
    return text if draw(st.booleans()) else text.rstrip("\n")


@given(documents(), KEY, VALUE)
def test_a_change_sets_one_value_and_leaves_all_others(text: str, key: str, value: Value) -> None:
    before = tomllib.loads(text)
    if isinstance(before.get(key), dict):
        return
    assert tomllib.loads(set_value(text, (key,), value)) == {**before, key: value}


@given(documents(), KEY, VALUE)
def test_a_change_in_a_table_sets_one_value_and_leaves_all_others(text: str, key: str, value: Value) -> None:
    before = tomllib.loads(text)
    if not isinstance(before.get("keys", {}), dict):
        return
    wanted = {**before, "keys": {**before.get("keys", {}), key: value}}
    assert tomllib.loads(set_value(text, ("keys", key), value)) == wanted


@given(documents(), st.tuples(KEY) | st.tuples(st.just("keys"), KEY), PRINTABLE.filter(lambda s: "#" not in s))
def test_every_comment_survives(text: str, trail: tuple[str, ...], value: str) -> None:
    if len(trail) == 1 and isinstance(tomllib.loads(text).get(trail[0]), dict):
        return
    edited = set_value(text, trail, value)
    for comment in re.findall(r"# it's \"inner\" \[|(?m:^# .*$)", text):
        assert comment in edited


@given(documents(), st.tuples(KEY), VALUE)
def test_a_second_equal_change_changes_nothing(text: str, trail: tuple[str, ...], value: Value) -> None:
    if isinstance(tomllib.loads(text).get(trail[0]), dict):
        return
    once = set_value(text, trail, value)
    assert set_value(once, trail, value) == once


@pytest.mark.parametrize(
    ("text", "trail", "edited"),
    [
        ("", ("theme",), 'theme = "x"\n'),
        ("", ("keys", "check"), '[keys]\ncheck = "x"\n'),
        ("theme='a' # why\n", ("theme",), 'theme="x" # why\n'),
        ('theme = "# a" # why', ("theme",), 'theme = "x" # why\n'),
        ("# about keys\n[keys]\n", ("theme",), 'theme = "x"\n# about keys\n[keys]\n'),
        ("[zoo]\ntheme = 1\n", ("theme",), 'theme = "x"\n[zoo]\ntheme = 1\n'),
        ('keys.a = "b"\n[zoo]\n', ("keys", "c"), 'keys.a = "b"\nkeys.c = "x"\n[zoo]\n'),
        ('keys = { a = "b" } # all\n', ("keys", "c"), 'keys = { a = "b", c = "x"} # all\n'),
        ('note = """\ntheme = "a"\n"""\n', ("theme",), 'note = """\ntheme = "a"\n"""\ntheme = "x"\n'),
        ('["keys"]\n"a.b" = 1\n', ("keys", "a.b"), '["keys"]\n"a.b" = "x"\n'),
        ("[keys]\na = 1\n\n[zoo]\nb = 2\n", ("keys", "c"), '[keys]\na = 1\nc = "x"\n\n[zoo]\nb = 2\n'),
        ("keys = { a = 1.5 }\n", ("keys", "c"), 'keys = { a = 1.5, c = "x"}\n'),
        ("theme = 1\n", ("keys", "c"), 'theme = 1\n\n[keys]\nc = "x"\n'),
        ("[keys]\na = 1\n# mine\n\n[zoo]\n", ("keys", "c"), '[keys]\na = 1\nc = "x"\n# mine\n\n[zoo]\n'),
        ("ratio = nan\n", ("theme",), 'ratio = nan\ntheme = "x"\n'),
    ],
)
def test_the_edit_goes_where_a_person_would_make_it(text: str, trail: tuple[str, ...], edited: str) -> None:
    assert set_value(text, trail, "x") == edited


def test_comments_inside_a_replaced_array_move_above_it() -> None:
    text = 'keys = [\n  "a", # first\n] # last\n'
    assert set_value(text, ("keys",), "x") == '# first\nkeys = "x" # last\n'


@pytest.mark.parametrize("text", ["keys = { c = [ # why\n] }\n", "keys = 3\n", "[[keys]]\na = 1\n"])
def test_an_intricate_spelling_is_refused_rather_than_spoilt(text: str) -> None:
    with pytest.raises(TooIntricate):
        set_value(text, ("keys", "c"), "x")


@pytest.mark.parametrize("text", ["theme = \n", "a = 1\na = 2\n", "[" * 5000, "x = " + "9" * 5000])
def test_what_is_no_toml_is_named(text: str) -> None:
    with pytest.raises(NotToml):
        set_value(text, ("theme",), "x")


def test_the_line_of_a_value_is_found() -> None:
    text = '# one\ntheme = """\na"""\n\n[keys]\ncheck = 1\n'
    assert [line_of(text, trail) for trail in [("theme",), ("keys", "check"), ("keys", "no"), ("no",)]] == [2, 6, 5, None]


def test_no_settings_at_all_are_an_empty_document() -> None:
    assert parse(" \n") == {}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a." * 20_000 + "a = 1", "line 1 is longer than any setting"),
        ("b = 1\n" + "a." * 61 + "a = 1", "line 2 is longer than any setting"),
        ("a = 1\n" * 20_000, "longer than 64 KiB"),
        ("a = " + "[\n" * 9000, "nested too deeply"),
    ],
)
def test_what_would_take_long_to_read_is_not_read(text: str, fault: str) -> None:
    with pytest.raises(NotToml, match=fault):
        parse(text)


def test_the_place_of_a_value_is_not_looked_for_in_thousands_of_lines() -> None:
    text = "".join(f"k{number} = 1\n" for number in range(3000))
    assert line_of(text, ("k2999",)) is None
