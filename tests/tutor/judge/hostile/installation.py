"""An installation that an ordinary user can run, wherever root's own lies: Python, NumPy and this tree, linked or copied.

Its packages lie side by side as `pip install` leaves them, the lessons beside NumPy; root's may lie below a home folder that
nobody else can enter.
"""

from __future__ import annotations

import os
import shutil
import sys
import sysconfig
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

NEEDLESS = shutil.ignore_patterns(
    *("site-packages", "dist-packages", "test", "tests", "config-*", "idlelib", "ensurepip", "lib2to3", "tkinter", "*.a")
)

LAUNCHER = """#!/bin/sh
LD_LIBRARY_PATH={libraries} exec {interpreter} "$@"
"""
"""A shared library of Python is looked for where it was built, which may be out of reach."""


def installed(place: Path) -> Path:
    """Furnish the empty folder `place`; the interpreter to run there."""
    base, environment = place / "base", place / "environment"
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    _link_files(base / "bin", [Path(os.path.realpath(sys.executable))], name=version)
    _link_files(base / "lib", Path(sysconfig.get_config_var("LIBDIR")).glob("libpython*.so*"))
    _link_folder(Path(sysconfig.get_path("stdlib")), base / "lib" / version)
    _link_files(environment / "bin", [base / "bin" / version])
    packages = environment / "lib" / version / "site-packages"
    for name in ("numpy", "numpy.libs"):
        _link_folder(_package(name), packages / name)
    for name in ("engine", "lessons", "tutor"):  # copied: linked files would change while somebody edits them
        shutil.copytree(_package(name), packages / name, ignore=NEEDLESS)
    (environment / "pyvenv.cfg").write_text(f"home = {base / 'bin'}\n")
    launcher = environment / "bin" / "python"
    launcher.write_text(LAUNCHER.format(libraries=base / "lib", interpreter=environment / "bin" / version))
    _open_to_all(place)
    launcher.chmod(0o755)
    return launcher


def _package(name: str) -> Path:
    spec = find_spec(name.removesuffix(".libs"))
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent.with_name(name)


def _link_folder(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, copy_function=_link, ignore=NEEDLESS)


def _link_files(folder: Path, sources: Iterable[Path], name: str | None = None) -> None:
    folder.mkdir(parents=True)
    for source in sources:
        _link(str(source), str(folder / (name or source.name)))


def _link(source: str, target: str) -> None:
    """A link where one leads to what everybody may read; else a copy."""
    source = os.path.realpath(source)
    try:
        if not os.stat(source).st_mode & 0o004:
            raise PermissionError(source)
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _open_to_all(place: Path) -> None:
    """Whatever the umask: folders that can be entered, copies that can be read."""
    for folder, _, files in os.walk(place):
        os.chmod(folder, 0o755)
        for name in files:
            path = os.path.join(folder, name)
            if os.stat(path).st_nlink == 1:
                os.chmod(path, os.stat(path).st_mode | 0o444)
