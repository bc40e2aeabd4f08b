"""Landlock: which files this process may still reach (https://docs.kernel.org/userspace-api/landlock.html).

A rule grants rights below a folder; nothing can take a part of it away again. So a folder that holds something
private is never granted: its harmless entries are, one by one.
"""

from __future__ import annotations

import os
import stat
import struct
from collections.abc import Iterable

from tutor.judge.confinement.kernel import no_new_privileges, syscall

# The numbers are the same on every architecture that has them.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_ASK_VERSION = 1
_RULE_PATH_BENEATH = 1

WRITE_FILE = 1 << 1
READ_FILE = 1 << 2
READ_DIR = 1 << 3
REMOVE_DIR = 1 << 4
REMOVE_FILE = 1 << 5
MAKE_DIR = 1 << 7
MAKE_REG = 1 << 8
TRUNCATE = 1 << 14

_READ = READ_FILE | READ_DIR
_USE = _READ | WRITE_FILE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | TRUNCATE
_OF_A_FILE = READ_FILE | WRITE_FILE | TRUNCATE

_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
"""How many rights over files each version knows; from version 5 on there are 16."""

_NETWORK_SINCE, _BIND_AND_CONNECT_TCP = 4, 0b11
_SCOPE_SINCE, _ABSTRACT_SOCKETS_AND_SIGNALS = 6, 0b11
_QUIET_SINCE, _LOG_NOTHING = 7, 0b1


def version() -> int:
    """The Landlock version of this kernel, 0 if it has none or it is switched off."""
    try:
        return syscall(_CREATE_RULESET, None, 0, _ASK_VERSION)
    except OSError:
        return 0


def restrict(readable: Iterable[str], listable: Iterable[str], scratch: str | None) -> None:
    """Leave this process, for good, only reading of `readable` and use of the folder `scratch`.

    Every right that the kernel knows is handled, so whatever no rule grants is refused: running programs, device
    files, sockets, renaming out of a folder, TCP, and signals to processes outside. `listable` folders show
    their names and no contents. Paths that do not exist are skipped. Threads that run already are not restricted.

    Raises:
        OSError: the kernel has no Landlock or refused; then nothing is restricted.
    """
    known = version()
    ruleset = syscall(_CREATE_RULESET, *_sized(_handled(known)), 0)
    try:
        _grant(ruleset, readable, _READ)
        _grant(ruleset, listable, READ_DIR)
        _grant(ruleset, () if scratch is None else (scratch,), _USE & _file_rights(known))
        no_new_privileges()
        syscall(_RESTRICT_SELF, ruleset, _LOG_NOTHING if known >= _QUIET_SINCE else 0)
    finally:
        os.close(ruleset)


def _handled(known: int) -> bytes:
    """`struct landlock_ruleset_attr` as long as this version understands it."""
    fields = [_file_rights(known)]
    if known >= _NETWORK_SINCE:
        fields.append(_BIND_AND_CONNECT_TCP)
    if known >= _SCOPE_SINCE:
        fields.append(_ABSTRACT_SOCKETS_AND_SIGNALS)
    return struct.pack(f"={len(fields)}Q", *fields)


def _sized(attributes: bytes) -> tuple[bytes, int]:
    return attributes, len(attributes)


def _file_rights(known: int) -> int:
    return (1 << _FILE_RIGHTS.get(known, 16)) - 1


def _grant(ruleset: int, paths: Iterable[str], rights: int) -> None:
    for path in paths:
        try:
            place = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except OSError:
            continue
        try:
            _add_rule(ruleset, place, rights)
        finally:
            os.close(place)


def _add_rule(ruleset: int, place: int, rights: int) -> None:
    """Grant `rights` below `place`, a folder, or those of them that a file can have."""
    if not stat.S_ISDIR(os.fstat(place).st_mode):
        rights &= _OF_A_FILE
    syscall(_ADD_RULE, ruleset, _RULE_PATH_BENEATH, struct.pack("=Qi", rights, place), 0)
