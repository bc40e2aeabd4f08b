"""The filter of system calls: a program for the kernel's packet-filter machine, run before every call.

Source: Documentation/userspace-api/seccomp_filter.rst of Linux; `struct seccomp_data` is
(int nr, u32 arch, u64 instruction_pointer, u64 args[6]), so argument i begins at byte 16 + 8 i.
"""

from __future__ import annotations

import ctypes
import errno
import struct
from collections.abc import Iterable
from typing import Final, TypeAlias

from tutor.judge.confinement import denied
from tutor.judge.confinement.kernel import no_new_privileges, syscall
from tutor.judge.confinement.syscalls import Architecture

Instruction: TypeAlias = tuple[int, int, int, int]
"""(code, jump if true, jump if false, operand); jumps count the instructions skipped."""

_LOAD, _AND, _RETURN, _JUMP = 0x20, 0x54, 0x06, 0x05
_IF_EQUAL, _IF_ABOVE, _IF_ANY_BIT = 0x15, 0x25, 0x45
_KILL, _ERROR, _PASS = 0x8000_0000, 0x0005_0000, 0x7FFF_0000
_NUMBER_AT, _ARCHITECTURE_AT, _ARGUMENTS_AT = 0, 4, 16

NEWEST: Final = 462
"""mseal (Linux 6.10), the newest call judged here; later ones are answered "no such call"."""

# The C library's clone flags: a thread, and every kind of fresh namespace.
_THREAD = 0x0001_0000
_NAMESPACES = 0x7E02_0000
# open's flags: write only, read and write; create; truncate. The same on both architectures.
_WRITING, _CREATING, _TRUNCATING = 0b11, 0x40, 0x200
_NAME_THREAD = 15
_FCNTL: Final = (0, 1, 2, 3, 4, 5, 6, 7, 1030, 1032)
"""Duplicate, flags, locks, pipe size asked: not the owner, signal, lease or watch, which signal other processes."""
_IOCTL: Final = (0x5401, 0x802C542A, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
"""Is it a terminal (two ways), its size, bytes waiting, blocking, close on exec: not typing into a terminal."""

_ALLOW: Final[Instruction] = (_RETURN, 0, 0, _PASS)
_KILL_PROCESS: Final[Instruction] = (_RETURN, 0, 0, _KILL)
_SET_FILTER, _ON_ALL_THREADS = 1, 1


def available(machine: Architecture) -> bool:
    """Whether this kernel can filter calls with an error for an answer. Changes nothing."""
    ask_action = 2
    try:
        syscall(machine.numbers["seccomp"], ask_action, 0, struct.pack("=I", _ERROR))
    except OSError:
        return False
    return True


def install(machine: Architecture, *, pid: int, threads: bool, writes: bool) -> None:
    """Filter every later call of this process, its present threads included; irrevocable.

    Raises:
        OSError: the kernel refused; then nothing is filtered.
    """
    code = b"".join(struct.pack("HBBI", *step) for step in program(machine, pid=pid, threads=threads, writes=writes))
    buffer = ctypes.create_string_buffer(code, len(code))
    descriptor = struct.pack("HxxxxxxQ", len(code) // 8, ctypes.addressof(buffer))
    no_new_privileges()
    if (straggler := syscall(machine.numbers["seccomp"], _SET_FILTER, _ON_ALL_THREADS, descriptor)) > 0:
        raise OSError(errno.EBUSY, f"thread {straggler} has a filter of its own")


def program(machine: Architecture, *, pid: int, threads: bool, writes: bool) -> list[Instruction]:
    """The filter for one process.

    Args:
        machine: Whose numbers to judge by.
        pid: The process itself, the only one that it may signal.
        threads: Whether it may start threads.
        writes: Whether it has a folder to write in; if not, opening for writing is refused too.
    """
    always = denied.ALWAYS if writes else denied.ALWAYS + denied.WITHOUT_SCRATCH
    return [
        *_same_architecture(machine),
        (_LOAD, 0, 0, _NUMBER_AT),
        *_beyond_newest(),
        *_with_arguments(machine, pid, threads=threads, writes=writes),
        *_refuse(_numbers(machine, denied.ABSENT), errno.ENOSYS),
        *_refuse(_numbers(machine, always), errno.EPERM),
        _ALLOW,
    ]


def _same_architecture(machine: Architecture) -> list[Instruction]:
    """The kernel also takes the calls of 32-bit programs, by other numbers: such a process ends at once."""
    return [(_LOAD, 0, 0, _ARCHITECTURE_AT), (_IF_EQUAL, 1, 0, machine.audit), _KILL_PROCESS]


def _beyond_newest() -> list[Instruction]:
    """Also keeps x32 out, whose numbers begin at 2^30."""
    return [(_IF_ABOVE, 0, 1, NEWEST), _error(errno.ENOSYS)]


def _with_arguments(machine: Architecture, pid: int, *, threads: bool, writes: bool) -> Iterable[Instruction]:
    """The calls that are right or wrong by what they are given."""
    thread = [*_argument(0), (_AND, 0, 0, _THREAD | _NAMESPACES), *_allow_only((_THREAD,))]
    rules: dict[str, list[Instruction]] = {
        "clone": thread if threads else [_error(errno.EPERM)],
        **{name: [*_argument(0), *_allow_only((pid,))] for name in ("kill", "tkill", "tgkill")},
        "prctl": [*_argument(0), *_allow_only((_NAME_THREAD,))],
        "fcntl": [*_argument(1), *_allow_only(_FCNTL)],
        "ioctl": [*_argument(1), *_allow_only(_IOCTL)],
        "prlimit64": _limits_only_asked(),
        "open": _opening(1, writes=writes),
        "openat": _opening(2, writes=writes),
    }
    for name, steps in rules.items():
        for number in _numbers(machine, (name,)):
            yield from _when(number, steps)


def _limits_only_asked() -> list[Instruction]:
    """`prlimit(0, which, NULL, old)`: both halves of the pointer to new limits must be zero."""
    return [
        *_argument(0),
        (_IF_EQUAL, 1, 0, 0),
        _error(errno.EPERM),
        *_argument(2),
        (_IF_EQUAL, 1, 0, 0),
        _error(errno.EPERM),
        *_argument(2, half=1),
        *_allow_only((0,)),
    ]


def _opening(flags_at: int, *, writes: bool) -> list[Instruction]:
    """Landlock judges where writing is; here whether. Cutting a file opened to read slips past old Landlocks."""
    if not writes:
        harm = (_IF_ANY_BIT, 0, 1, _WRITING | _CREATING | _TRUNCATING)
        return [*_argument(flags_at), harm, _error(errno.EPERM), _ALLOW]
    cut = [(_AND, 0, 0, _WRITING | _TRUNCATING), (_IF_EQUAL, 0, 1, _TRUNCATING)]
    return [*_argument(flags_at), *cut, _error(errno.EPERM), _ALLOW]


def _when(number: int, steps: list[Instruction]) -> list[Instruction]:
    """`steps`, which end in an answer, for call `number`; the number stays loaded for the others."""
    return [(_IF_EQUAL, 0, len(steps), number), *steps]


def _refuse(numbers: tuple[int, ...], code: int) -> list[Instruction]:
    """Answer `code` to any of `numbers`: every comparison jumps to the one answer at the end."""
    count = len(numbers)
    comparisons = [(_IF_EQUAL, count - i, 0, number) for i, number in enumerate(numbers)]
    return [*comparisons, (_JUMP, 0, 0, 1), _error(code)]


def _allow_only(values: tuple[int, ...]) -> list[Instruction]:
    """Let the call through when the loaded word is one of `values`, else refuse it."""
    count = len(values)
    comparisons = [(_IF_EQUAL, count - i, 0, value) for i, value in enumerate(values)]
    return [*comparisons, _error(errno.EPERM), _ALLOW]


def _argument(index: int, half: int = 0) -> list[Instruction]:
    """Load a 32-bit half of an argument, the low one first: both architectures are little-endian."""
    return [(_LOAD, 0, 0, _ARGUMENTS_AT + 8 * index + 4 * half)]


def _error(code: int) -> Instruction:
    return (_RETURN, 0, 0, _ERROR | code)


def _numbers(machine: Architecture, names: Iterable[str]) -> tuple[int, ...]:
    """The numbers of those names that this architecture has."""
    return tuple(machine.numbers[name] for name in names if name in machine.numbers)
