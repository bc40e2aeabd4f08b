import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.storage.files import Form, decode, encode, read_bytes, sweep, try_writing, write_atomically

ODD_TEXT = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\r\n\t\0\ufeff\x0c\u2028"))


@given(ODD_TEXT.map(lambda text: text.encode()))
def test_reading_and_writing_back_gives_the_same_bytes(data: bytes) -> None:
    found = decode(data)
    assert encode(found.text, found.form) == data


@given(st.binary())
def test_any_bytes_can_be_read(data: bytes) -> None:
    found = decode(data)
    assert found.clean == (found.text.encode() == found.text.encode("utf-8", "replace") and _is_utf8(data))


@given(st.text(st.characters()), st.booleans(), st.booleans())
def test_any_text_can_be_written_as_utf8(text: str, bom: bool, crlf: bool) -> None:
    assert decode(encode(text, Form(bom, crlf))).clean


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def test_crlf_is_read_as_lf_and_written_as_crlf() -> None:
    found = decode(b"a = 1\r\nb = 2\r\n")
    assert found.text == "a = 1\nb = 2\n"
    assert encode(found.text + "c = 3\n", found.form) == b"a = 1\r\nb = 2\r\nc = 3\r\n"


def test_mixed_line_ends_are_kept_as_they_are() -> None:
    assert decode(b"a\r\nb\nc").text == "a\r\nb\nc"


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    found = decode(b"\xef\xbb\xbfa = 1\n")
    assert (found.text, found.form.bom) == ("a = 1\n", True)


def test_a_lone_surrogate_is_written_as_the_escape_that_means_the_same() -> None:
    assert encode("x = '\ud800'") == b"x = '\\ud800'"


def test_permissions_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text("old")
    path.chmod(0o640)
    write_atomically(path, b"new")
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"new", 0o640)


def test_a_file_that_its_owner_has_protected_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file.py"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda name, mode: (name, mode) != (path, os.W_OK))  # what root is never told
    with pytest.raises(PermissionError, match=r"file\.py"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_follows_the_umask(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        write_atomically(tmp_path / "a.py", b"new")
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "a.py").stat().st_mode) == 0o640


def test_a_symbolic_link_stays_and_its_target_is_written(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    target = tmp_path / "elsewhere" / "real.py"
    target.write_text("old")
    link = tmp_path / "link.py"
    link.symlink_to(target)
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_a_link_to_nothing_yet_creates_its_target(tmp_path: Path) -> None:
    link = tmp_path / "link.py"
    link.symlink_to(tmp_path / "later.py")
    write_atomically(link, b"new")
    assert (tmp_path / "later.py").read_bytes() == b"new"


def test_a_failed_write_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    script = (
        "import resource, sys, pathlib; from tutor.storage.files import write_atomically\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: write_atomically(pathlib.Path(sys.argv[1]), b'x' * 5000)\n"
        "except OSError as error: print(error.errno)\n"
    )
    path = tmp_path / "a.py"
    path.write_bytes(b"old")
    said = subprocess.run([sys.executable, "-c", script, path], capture_output=True, text=True, check=True)
    assert said.stdout.strip().isdigit()
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("a.py", b"old")]


@pytest.mark.parametrize("place", [os.devnull, "."])
def test_what_is_no_regular_file_is_neither_read_nor_replaced(place: str, tmp_path: Path) -> None:
    path = tmp_path if place == "." else tmp_path / "null"
    if place != ".":
        path.symlink_to(os.devnull)
    with pytest.raises(OSError, match="regular"):
        read_bytes(path)
    with pytest.raises(OSError, match="regular"):
        write_atomically(path, b"x")
    assert not os.path.isfile(os.devnull)


def test_only_old_leftovers_of_killed_saves_are_swept(tmp_path: Path) -> None:
    old, new, other = tmp_path / ".a.py.00.saving", tmp_path / ".b.py.00.saving", tmp_path / "c.py"
    for path in (old, new, other):
        path.write_text("x")
    os.utime(old, (0, 0))
    sweep(tmp_path)
    assert sorted(tmp_path.iterdir()) == [new, other]


def test_trying_a_folder_leaves_nothing_in_it(tmp_path: Path) -> None:
    try_writing(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_trying_what_is_no_folder_fails(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(NotADirectoryError):
        try_writing(tmp_path / "file")
