import errno
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.storage.settings import LANGUAGES, THEMES, Settings, SettingsError, change, load_settings, settings_path
from tutor.text.messages import Words

KEYS = st.text("abcfxyz0123456789+_", min_size=1, max_size=8)
CHANGES = st.one_of(
    st.tuples(st.just("theme"), st.sampled_from(THEMES)),
    st.tuples(st.just("language"), st.sampled_from(LANGUAGES)),
    st.tuples(st.just("typing_pause_ms"), st.integers(20, 10_000)),
    st.tuples(st.just("editor"), st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" "))),
    st.tuples(st.sampled_from(["live_checks", "animations", "show_shapes", "editor_beside"]), st.booleans()),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.toml"


def write(path: Path, text: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_no_file_means_the_defaults(path: Path) -> None:
    assert load_settings(path) == (Settings(), ())


def test_every_setting_can_be_written(path: Path) -> None:
    text = """
theme = "light"
language = "ja"
typing_pause_ms = 300
editor = "code --wait"
editor_beside = true
live_checks = false
animations = false
show_shapes = false
review = false
[keys]
check = "f9"
hint = ["f2", "ctrl+t"]
"""
    keys = {"check": ("f9",), "hint": ("f2", "ctrl+t")}
    wanted = Settings("light", "ja", 300, "code --wait", True, False, False, False, False, keys)
    assert load_settings(write(path, text)) == (wanted, ())


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ('theme = "pink"', "settings.not-one-of"),
        ("theme = 3", "settings.not-one-of"),
        ("theme = []", "settings.not-one-of"),
        ('language = "xx"', "settings.not-one-of"),
        ('typing_pause_ms = "ten"', "settings.not-a-number"),
        ("typing_pause_ms = 5", "settings.not-a-number"),
        ("typing_pause_ms = true", "settings.not-a-number"),
        ("typing_pause_ms = 200.0", "settings.not-a-number"),
        ("editor = 3", "settings.not-a-text"),
        ('editor = "a\\nb"', "settings.not-a-text"),
        ('live_checks = "yes"', "settings.not-a-switch"),
        ("animations = 1", "settings.not-a-switch"),
        ("show_shapes = {}", "settings.not-a-switch"),
        ('keys = "f5"', "settings.not-a-table"),
        ("keys.check = 5", "settings.not-keys"),
        ('keys.check = "ctrl + s"', "settings.not-keys"),
        ('keys.check = ["f5", ""]', "settings.not-keys"),
        ('colour = "red"', "settings.unknown"),
    ],
)
def test_a_wrong_value_is_named_and_its_default_used(path: Path, line: str, complaint: str) -> None:
    settings, (notice,) = load_settings(write(path, f"# mine\n{line}\n"))
    assert settings == Settings()
    assert notice.key == complaint
    assert notice.facts["key"] == line.split(" =")[0]
    assert notice.facts["place"] == f"{path}:2"


def test_a_wrong_value_leaves_the_others_in_force(path: Path) -> None:
    settings, notices = load_settings(write(path, 'theme = 1\nlanguage = "ja"\n[keys]\na = 1\nb = "f9"\n'))
    assert (settings.theme, settings.language, settings.keys) == ("dark", "ja", {"b": ("f9",)})
    assert [notice.facts["place"] for notice in notices] == [f"{path}:1", f"{path}:4"]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [("theme = ", "settings.syntax"), ("[[[", "settings.syntax"), (b"theme = '\xff'", "settings.not-utf8")],
)
def test_a_file_that_cannot_be_understood_means_the_defaults_and_a_notice(
    path: Path, text: bytes | str, complaint: str
) -> None:
    settings, (notice,) = load_settings(write(path, text))
    assert settings == Settings()
    assert notice.key == complaint


def test_a_folder_in_place_of_the_file_is_named(path: Path) -> None:
    path.mkdir(parents=True)
    assert [notice.key for notice in load_settings(path)[1]] == ["settings.unreadable"]


@given(st.binary() | st.text().map(lambda text: text.encode("utf-8", "replace")))
def test_no_content_is_fatal(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = write(tmp_path_factory.mktemp("config") / "settings.toml", data)
    assert isinstance(load_settings(path)[0], Settings)


@given(st.lists(CHANGES, max_size=6), st.dictionaries(KEYS, st.lists(KEYS, min_size=1, max_size=3).map(tuple), max_size=3))
def test_changes_are_in_force_at_the_next_start(
    tmp_path_factory: pytest.TempPathFactory, changes: list[Any], keys: dict[str, tuple[str, ...]]
) -> None:
    path = write(tmp_path_factory.mktemp("config") / "settings.toml", "# mine\n[zoo] # theirs\ntheme = 'old'\n")
    for key, value in [*changes, *((f"keys.{name}", names) for name, names in keys.items())]:
        change(path, key, value)
    settings, _ = load_settings(path)
    assert {key: getattr(settings, key) for key, _ in changes} == dict(changes)
    assert settings.keys == keys
    assert "# mine\n" in path.read_text()
    assert "[zoo] # theirs\ntheme = 'old'\n" in path.read_text()


def test_the_first_change_makes_the_file(path: Path) -> None:
    assert change(path, "theme", "light").theme == "light"
    assert path.read_text() == 'theme = "light"\n'


def test_a_file_with_crlf_keeps_them(path: Path) -> None:
    write(path, b"# mine\r\ntheme = 'dark'\r\n")
    change(path, "theme", "ansi-light")
    assert path.read_bytes() == b'# mine\r\ntheme = "ansi-light"\r\n'


@pytest.mark.parametrize(
    ("key", "value", "complaint"),
    [
        ("theme", "pink", "settings.not-one-of"),
        ("typing_pause_ms", 1, "settings.not-a-number"),
        ("keys.check", ("a b",), "settings.not-keys"),
        ("colour", "red", "settings.unknown"),
    ],
)
def test_a_change_to_a_wrong_value_is_refused(
    path: Path, key: str, value: int | str | tuple[str, ...], complaint: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        change(path, key, value)
    assert caught.value.message.key == complaint
    assert not path.exists()


@pytest.mark.parametrize(
    ("text", "complaint"),
    [("theme = ", "settings.syntax"), ("keys = 5", "settings.by-hand"), (b"\xff", "settings.not-utf8")],
)
def test_a_file_that_cannot_be_edited_is_left_alone(path: Path, text: bytes | str, complaint: str) -> None:
    before = write(path, text).read_bytes()
    with pytest.raises(SettingsError) as caught:
        change(path, "keys.check", ("f5",))
    assert caught.value.message.key == complaint
    assert path.read_bytes() == before


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(SettingsError) as caught:
        change(tmp_path / "file" / "settings.toml", "theme", "light")
    assert caught.value.message.key in ("settings.unreadable", "settings.unwritable")


def test_the_file_can_be_chosen_by_the_environment() -> None:
    assert settings_path({"GRADLINGS_CONFIG": "~/mine.toml"}) == Path(os.path.expanduser("~/mine.toml"))


def test_the_file_lives_in_the_users_configuration_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert settings_path({}) == tmp_path / "gradlings" / "settings.toml"


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_setting_that_a_full_disk_does_not_take_is_said_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def no_room(_: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", no_room)
    with pytest.raises(SettingsError) as caught:
        change(tmp_path / "settings.toml", "theme", "light")
    assert caught.value.message.key == "settings.full"
    assert list(tmp_path.iterdir()) == []


def test_the_writer_of_settings_is_imported_by_the_first_change_alone(path: Path) -> None:
    write(path, 'theme = "pink"\n[keys]\ncheck = "f9"\n')
    program = (
        "import sys; from pathlib import Path; import tutor.ui.app\n"
        "from tutor.storage.settings import change, load_settings\n"
        f"path = Path({str(path)!r}); load_settings(path); print('tomlkit' in sys.modules)\n"
        "change(path, 'theme', 'light'); print('tomlkit' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]


def test_what_holds_after_a_refusal_is_what_is_said_of_it(tmp_path: Path) -> None:
    path, words = tmp_path / "settings.toml", Words("en")
    path.write_text("typing_pause_ms = 500\n", "utf-8")
    with pytest.raises(SettingsError) as refused:
        change(path, "typing_pause_ms", "abc")
    assert words.say(refused.value.message).endswith("What was set before stays.")
    assert load_settings(path)[0].typing_pause_ms == 500
    path.write_text("typing_pause_ms = 1\n", "utf-8")
    settings, (notice,) = load_settings(path)
    assert words.say(notice).endswith("The default is used.")
    assert settings.typing_pause_ms == Settings().typing_pause_ms
