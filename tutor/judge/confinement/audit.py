"""Refusals in time to be kind: an audit hook stops a forbidden act where Python asks for it, and says which it was.

The kernel's own refusals are terse ("Operation not permitted") and some calls have none. The hook raises
`PermissionError("gradlings:<event>:<what>")`, and `refusal` turns that marker into a message for the learner.
Reading is left to Landlock: Python and NumPy read files of their own when they import.

Source: PEP 578, and https://docs.python.org/3/library/audit_events.html for the events.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from typing import Any, Final

from tutor.judge.confinement.kernel import libc
from tutor.model import Message

_MARK: Final = "gradlings:"
_LONGEST_FACT: Final = 200
_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

_TOPICS: Final[dict[str, tuple[str, ...]]] = {
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

_PATHS: Final = {"os.remove": 1, "os.rmdir": 1, "os.mkdir": 1, "os.truncate": 1, "os.rename": 2}
"""Events about files that are fine inside the scratch folder, with the number of paths that they begin with."""

_UNWATCHED: Final = frozenset(("_interpreters", "_xxsubinterpreters", "_testcapi", "_testinternalcapi", "_gdbm", "_dbm"))
"""Modules that run code, or write files, where no hook looks. Refusing the second interpreter itself crashes 3.12."""

_KERNEL_SAID: Final = re.compile(r"^\[Errno (?:1|13)\] [^:]*(?:: (?P<quote>['\"])(?P<path>.*?)(?P=quote))?")

_NO_THREAD: Final = "can't start new thread"
"""Starting a thread is an event only in later Pythons; 3.11 reports the kernel's refusal in these words."""


def install_audit_hook(scratch: str | None = None, *, threads: bool = False) -> None:
    """Refuse, from now on, what a lesson has no business with. It cannot be taken out again.

    Install it last: `confine` itself does much of what it refuses. The door into the C library that it used is shut.

    Args:
        scratch: The folder in which files may be written and removed.
        threads: Whether threads may be started.
    """
    libc.cache_clear()
    sys.addaudithook(_hook(_refused(threads), _inside(scratch, os.getcwd())))


def refusal(text: str) -> Message | None:
    """The message for an error whose text this is; None if it is not one of confinement's.

    Besides the markers it knows what Python says when the kernel refuses a file, a call or a thread.
    """
    if text.startswith(_MARK):
        event, _, what = text.removeprefix(_MARK).partition(":")
        return Message(f"confine.refused.{_topic(event)}", {"event": event, "what": what})
    if text == _NO_THREAD:
        return Message("confine.refused.thread")
    if said := _KERNEL_SAID.match(text):
        path = said["path"]
        return Message("confine.refused.call") if path is None else Message("confine.refused.read", {"what": path})
    return None


def _topic(event: str) -> str:
    return next((topic for topic, names in _TOPICS.items() if event.startswith(names)), "call")


def _refused(threads: bool) -> tuple[str, ...]:
    """What is refused whatever its arguments: all but what scratch may excuse, and the imports of most modules."""
    judged = {"open", "import", *_PATHS}
    topics = (names for topic, names in _TOPICS.items() if not (threads and topic == "thread"))
    return tuple(name for names in topics for name in names if name not in judged)


def _inside(scratch: str | None, here: str) -> Callable[[Any], bool]:
    """A judge of paths: does this one lie in the folder `scratch`, seen from the working folder `here`?

    It compares text: no links can be made here, and the kernel, where it can, judges the file itself.
    """
    root = None if scratch is None else scratch.rstrip(os.sep) + os.sep
    base, separator, text, kind = here.rstrip(os.sep) + os.sep, os.sep, str, type

    def inside(path: Any) -> bool:
        if root is None or kind(path) is not text or ".." in path.split(separator):
            return False
        return path.startswith(root) or (not path.startswith(separator) and base.startswith(root))

    return inside


def _hook(refused: tuple[str, ...], inside: Callable[[Any], bool]) -> Callable[[str, tuple[Any, ...]], None]:
    """The hook, which looks up nothing that a learner could replace: all it uses is bound here."""
    error, mark, longest, writing = PermissionError, _MARK, _LONGEST_FACT, _WRITING
    paths, unwatched, kind, text, number = dict(_PATHS), _UNWATCHED, type, str, int

    def refuse(event: str, what: Any) -> None:
        raise error(mark + event + ":" + (what[:longest] if kind(what) is text else ""))

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            # A number is a descriptor that is open already.
            if kind(path) is not number and kind(flags) is number and flags & writing and not inside(path):
                refuse(event, path)
        elif event == "import":
            if arguments[0] in unwatched:
                refuse(event, arguments[0])
        elif event in paths:
            for path in arguments[: paths[event]]:
                if not inside(path):
                    refuse(event, path)
        elif event.startswith(refused):
            refuse(event, arguments[0] if arguments else None)

    return hook
