"""Refusals in time to be kind: an audit hook stops a forbidden act where Python asks for it, and says which it was.

The kernel's own refusals are terse ("Operation not permitted") and some calls have none. The hook raises
`PermissionError("gradlings:<event>:<what>")`; `said.refusal` turns that marker into a message for the learner.
Reading is left to Landlock: Python and NumPy read files of their own when they import.

Source: PEP 578, and https://docs.python.org/3/library/audit_events.html for the events.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any, Final

from tutor.judge.confinement.kernel import libc

MARK: Final = "gradlings:"
_LONGEST_FACT: Final = 200
_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

TOPICS: Final[dict[str, tuple[str, ...]]] = {
    "process": (
        *("os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile", "os.system", "pty.spawn"),
        *("subprocess.", "webbrowser."),
    ),
    "signal": ("os.kill", "signal.pthread_kill"),
    "network": ("socket.", "urllib.", "http.client.", "ftplib.", "smtplib."),
    # These reach memory, or files, behind Python's back.
    "native": ("ctypes.", "sqlite3.", "winreg.", "msvcrt.", "_winapi.", "os.add_dll_directory", "import"),
    # The functions of gc find objects that nobody handed out, this hook among them.
    "guard": ("sys.addaudithook", "gc.get_objects", "gc.get_referrers", "gc.get_referents"),
    "limits": ("resource.setrlimit", "resource.prlimit"),
    "write": (
        *("open", "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.truncate"),
        *("os.chmod", "os.chown", "os.chflags", "os.utime", "os.setxattr", "os.removexattr"),
        *("os.link", "os.symlink", "os.chdir"),
    ),
    "thread": ("_thread.start_new_thread", "_thread.start_joinable_thread"),
}
"""The events refused, by their names' beginnings, under the topic that a learner is told."""

_PATHS: Final = (("os.remove", 1), ("os.rmdir", 1), ("os.mkdir", 1), ("os.truncate", 1), ("os.rename", 2))
"""Events about files that are fine inside the scratch folder, with the number of paths that they begin with."""

_SPAWNING: Final = "_posixsubprocess"
_UNWATCHED: Final = frozenset(
    (
        *("_interpreters", "_xxsubinterpreters", "_testcapi", "_testinternalcapi", "_gdbm", "_dbm"),
        *(_SPAWNING, "_multiprocessing", "_posixshmem"),
    )
)
"""Modules that run code, start programs, share memory or write files where no hook looks. Refusing the second interpreter
itself crashes 3.12."""


_COMMON: Final = ("object.__getattr__", "builtins.id")
"""Events that nobody refuses and that come by the hundred, from code under a trace above all: passed over first."""


def install_audit_hook(scratch: str | None = None, *, threads: bool = False) -> None:
    """Refuse, from now on, what a lesson has no business with. It cannot be taken out again.

    Install it last: `confine` itself does much of what it refuses. The door into the C library that it used is shut.
    Where the kernel holds nothing, this is a request and no wall: whoever means to gets past it, by pure Python too.

    Args:
        scratch: The folder in which files may be written and removed.
        threads: Whether threads may be started.
    """
    libc.cache_clear()
    _shut(_SPAWNING)
    sys.addaudithook(_hook(_refused(threads), _root(scratch), os.getcwd()))


def _shut(name: str) -> None:
    """Put a module that refuses in the place of one: files may import `subprocess` and never use it."""
    shut = ModuleType(name)

    def fork_exec(*_: Any) -> None:
        raise PermissionError(f"{MARK}subprocess.fork_exec:")

    shut.__dict__["fork_exec"] = fork_exec
    sys.modules[name] = shut
    if given := sys.modules.get("subprocess"):
        given.__dict__["_fork_exec"] = fork_exec


def _refused(threads: bool) -> tuple[str, ...]:
    """What is refused whatever its arguments: all but what scratch may excuse, and the imports of most modules."""
    judged = {"open", "import", *(name for name, _ in _PATHS)}
    topics = (names for topic, names in TOPICS.items() if not (threads and topic == "thread"))
    return tuple(name for names in topics for name in names if name not in judged)


def _root(scratch: str | None) -> str:
    """How paths below the folder begin; no path begins with a null character."""
    return "\0" if scratch is None else scratch.rstrip(os.sep) + os.sep


def _hook(refused: tuple[str, ...], root: str, here: str) -> Callable[[str, tuple[Any, ...]], None]:
    """The hook: one function, which calls no other, looks up nothing that a learner could replace, runs no code of theirs.

    Whoever holds the traceback of a refusal holds this frame. So all that it has are texts, numbers, tuples and Python's
    types, each a default: writing to the frame's names, as later Pythons allow, changes no later call. No cell, no inner
    function, no dict: these could be changed for good. Defaults by keyword would be looked up one by one at each event.

    root: `_root` of the folder in which files may be written. here: the working folder, which relative paths count from.
    """

    def hook(
        event: str,
        arguments: tuple[Any, ...],
        common: tuple[str, ...] = _COMMON,
        refused: tuple[str, ...] = refused,
        error: type[PermissionError] = PermissionError,
        mark: str = MARK,
        writing: int = _WRITING,
        paths: tuple[tuple[str, int], ...] = _PATHS,
        unwatched: frozenset[str] = _UNWATCHED,
        root: str = root,
        relative: bool = (here.rstrip(os.sep) + os.sep).startswith(root),
        separator: str = os.sep,
        kind: type = type,
        text: type[str] = str,
        number: type[int] = int,
        longest: int = _LONGEST_FACT,
        up: str = "..",
    ) -> None:
        if event in common:
            return
        what: Any = arguments[0] if arguments else None
        written: tuple[Any, ...] = ()
        bad = False
        if event == "open":
            # A number is a descriptor that is open already.
            if kind(what) is not number and kind(arguments[2]) is number and arguments[2] & writing:
                written = arguments[:1]
        elif event == "import":
            # A name that only resembles a text may have a mind of its own, and would be asked for its hash.
            bad = kind(what) is not text or what in unwatched
        elif event.startswith(refused):
            bad = True
        else:
            for name, count in paths:
                if event == name:
                    written = arguments[:count]
        for path in written:
            inside = kind(path) is text and up not in path.split(separator)
            if not bad and not (inside and (path.startswith(root) or (relative and not path.startswith(separator)))):
                what, bad = path, True
        if bad:
            raise error(mark + event + ":" + (what[:longest] if kind(what) is text else ""))

    return hook
