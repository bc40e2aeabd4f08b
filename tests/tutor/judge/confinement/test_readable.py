"""What stays readable is what Python and NumPy need, and never holds an answer."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from tests.present import present
from tutor.judge.confinement.confine import readable_paths
from tutor.judge.confinement.readable import standard_library


def origin_of(module: str) -> str:
    """The file of a package's `__init__`."""
    return present(present(find_spec(module)).origin)


LESSONS = Path(origin_of("lessons")).parent


def test_numpy_the_engine_and_the_standard_library_are_readable() -> None:
    readable = readable_paths(())
    assert os.path.dirname(np.__file__) in readable
    assert os.path.dirname(origin_of("engine")) in readable
    assert any(path.startswith(standard_library()) for path in readable)


def test_installed_packages_are_never_granted_whole() -> None:
    for path in readable_paths(()):
        assert os.path.basename(path) not in {"site-packages", "dist-packages"}
        assert not os.path.isdir(os.path.join(path, "site-packages"))
        assert not os.path.isdir(os.path.join(path, "dist-packages"))


def test_extra_paths_are_added_and_missing_ones_left_out(tmp_path: Path) -> None:
    readable = readable_paths([str(tmp_path), str(tmp_path / "missing")])
    assert str(tmp_path) in readable
    assert str(tmp_path / "missing") not in readable


@pytest.mark.parametrize("path", [LESSONS, LESSONS.parent, Path("/"), LESSONS / "__init__.py"], ids=str)
def test_a_path_that_would_show_a_lesson_is_an_error(path: Path) -> None:
    with pytest.raises(ValueError, match="model answers"):
        readable_paths([str(path)])


def test_a_link_to_the_lessons_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(LESSONS)
    with pytest.raises(ValueError, match="model answers"):
        readable_paths([str(tmp_path / "link")])


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A standard library with packages installed inside it."""
    (tmp_path / "site-packages").mkdir()
    (tmp_path / "json").mkdir()
    (tmp_path / "heapq.py").write_text("x = 1\n")
    monkeypatch.setattr("os.__file__", str(tmp_path / "os.py"))
    return tmp_path


def granted(library: Path) -> set[str]:
    return {os.path.basename(path) for path in readable_paths(()) if path.startswith(str(library))}


def test_a_library_with_packages_inside_is_granted_by_its_entries(library: Path) -> None:
    assert granted(library) == {"json", "heapq.py"}


def test_a_library_without_packages_inside_is_granted_whole(library: Path) -> None:
    (library / "site-packages").rmdir()
    assert str(library) in readable_paths(())


def test_a_module_with_fresh_bytecode_needs_no_rule_of_its_own(library: Path) -> None:
    import py_compile

    py_compile.compile(str(library / "heapq.py"))
    assert granted(library) == {"json", "__pycache__"}
    (library / "heapq.py").write_text("x = 1000\n")
    assert granted(library) == {"json", "__pycache__", "heapq.py"}
