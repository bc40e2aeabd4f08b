"""The filter's judgement, run on a model of the kernel's machine for both architectures."""

from __future__ import annotations

import errno
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.present import present
from tutor.judge.confinement import denied
from tutor.judge.confinement.seccomp import NEWEST, program
from tutor.judge.confinement.syscalls import Architecture, architecture

from .machine import ALLOWED, KILLED, verdict

X86, ARM = present(architecture("x86_64")), present(architecture("aarch64"))
MACHINES = pytest.mark.parametrize("machine", [X86, ARM], ids=lambda machine: machine.name)
PID = 4321
WRITE_ONLY, READ_WRITE, CREATE, TRUNCATE, CLOSE_ON_EXEC = 1, 2, 0x40, 0x200, 0x80000
THREAD_FLAGS = 0x3D0F00


def judge(machine: Architecture, name: str, *arguments: int, threads: bool = False, writes: bool = False) -> Any:
    steps = program(machine, pid=PID, threads=threads, writes=writes)
    return verdict(steps, machine.numbers[name], *arguments, architecture=machine.audit)


@MACHINES
def test_every_denied_call_is_refused(machine: Architecture) -> None:
    names = [name for name in denied.ALWAYS if name in machine.numbers]
    assert {name: judge(machine, name, writes=True) for name in names} == dict.fromkeys(names, errno.EPERM)


@MACHINES
def test_calls_about_names_of_files_are_refused_where_there_is_no_scratch_folder(machine: Architecture) -> None:
    for name in denied.WITHOUT_SCRATCH:
        if name in machine.numbers:
            assert judge(machine, name) == errno.EPERM
            assert judge(machine, name, writes=True) == ALLOWED


@MACHINES
def test_calls_whose_flags_lie_in_memory_do_not_exist(machine: Architecture) -> None:
    assert {judge(machine, name) for name in denied.ABSENT} == {errno.ENOSYS}


def test_aarch64_lacks_only_the_calls_it_never_had() -> None:
    never = "chmod chown creat fork futimesat inotify_init ioperm iopl lchown link mkdir mknod modify_ldt open rename"
    never += " rmdir symlink unlink uselib utime utimes vfork"
    assert X86.numbers.keys() - ARM.numbers.keys() == set(never.split())


def test_no_call_is_denied_that_has_no_number() -> None:
    assert {*denied.ALWAYS, *denied.WITHOUT_SCRATCH, *denied.ABSENT} <= X86.numbers.keys()


def test_no_two_calls_share_a_number() -> None:
    for machine in (X86, ARM):
        assert len(set(machine.numbers.values())) == len(machine.numbers)


HEADERS = {
    "x86_64": (Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"), Path("/usr/include/asm/unistd_64.h")),
    "aarch64": (Path("/usr/include/asm-generic/unistd.h"),),
}


@MACHINES
def test_the_numbers_are_those_of_the_kernels_header(machine: Architecture) -> None:
    text = next((path.read_text() for path in HEADERS[machine.name] if path.exists()), None)
    if text is None:
        pytest.skip("the kernel's headers are not installed")
    found = re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)$", text, re.MULTILINE)
    header = {name: int(number) for name, number in found}
    shared = machine.numbers.keys() & header.keys()
    assert len(shared) > 130
    assert {name: machine.numbers[name] for name in shared} == {name: header[name] for name in shared}


@given(number=st.integers(NEWEST + 1, 2**32 - 1), machine=st.sampled_from([X86, ARM]))
def test_calls_newer_than_the_table_do_not_exist(number: int, machine: Architecture) -> None:
    steps = program(machine, pid=PID, threads=True, writes=True)
    assert verdict(steps, number, architecture=machine.audit) == errno.ENOSYS


@given(number=st.integers(0, NEWEST), machine=st.sampled_from([X86, ARM]))
def test_calls_that_the_tables_do_not_name_are_allowed(number: int, machine: Architecture) -> None:
    named = number in machine.numbers.values()
    steps = program(machine, pid=PID, threads=False, writes=False)
    assert named or verdict(steps, number, 1, 1, 1, architecture=machine.audit) == ALLOWED


@MACHINES
@pytest.mark.parametrize("foreign", [0x40000003, 0x40000028, 0xC00000F3])
def test_a_call_by_another_architectures_numbers_ends_the_process(machine: Architecture, foreign: int) -> None:
    steps = program(machine, pid=PID, threads=True, writes=True)
    assert verdict(steps, 1, architecture=foreign) == KILLED


@MACHINES
@pytest.mark.parametrize("name", ["kill", "tkill", "tgkill"])
@given(other=st.integers(-(2**31), 2**31 - 1))
def test_only_the_process_itself_can_be_signalled(machine: Architecture, name: str, other: int) -> None:
    assert judge(machine, name, PID, 9) == ALLOWED
    assert judge(machine, name, other, 9) == (ALLOWED if other == PID else errno.EPERM)


@MACHINES
@pytest.mark.parametrize("fresh", [0, 0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000])
def test_clone_makes_threads_where_they_are_allowed_and_nothing_else(machine: Architecture, fresh: int) -> None:
    assert judge(machine, "clone", THREAD_FLAGS | fresh, threads=False) == errno.EPERM
    assert judge(machine, "clone", THREAD_FLAGS | fresh, threads=True) == (errno.EPERM if fresh else ALLOWED)
    assert judge(machine, "clone", 17 | fresh, threads=True) == errno.EPERM


@MACHINES
@given(flags=st.integers(0, 2**32 - 1))
def test_opening_for_writing_needs_a_scratch_folder(machine: Architecture, flags: int) -> None:
    changes = flags & (WRITE_ONLY | READ_WRITE | CREATE | TRUNCATE)
    assert judge(machine, "openat", -100, 0, flags) == (errno.EPERM if changes else ALLOWED)


@MACHINES
def test_with_a_scratch_folder_only_cutting_a_file_opened_to_read_is_refused(machine: Architecture) -> None:
    for mode in (WRITE_ONLY, READ_WRITE):
        assert judge(machine, "openat", -100, 0, mode | CREATE | TRUNCATE, writes=True) == ALLOWED
    assert judge(machine, "openat", -100, 0, TRUNCATE | CLOSE_ON_EXEC, writes=True) == errno.EPERM


def test_the_older_open_is_judged_by_its_own_argument() -> None:
    assert judge(X86, "open", 0, WRITE_ONLY) == errno.EPERM
    assert judge(X86, "open", 0, 0) == ALLOWED


@MACHINES
@pytest.mark.parametrize("new", [1, 1 << 32, 0x7FFF_0000_0000])
def test_limits_can_be_asked_but_not_set(machine: Architecture, new: int) -> None:
    assert judge(machine, "prlimit64", 0, 7, 0, 0x7FFF_0000_1000) == ALLOWED
    assert judge(machine, "prlimit64", 0, 7, new, 0) == errno.EPERM
    assert judge(machine, "prlimit64", PID, 7, 0, 0) == errno.EPERM


@MACHINES
@pytest.mark.parametrize("command", [8, 10, 15, 1024, 1026, 1031, 1033])
def test_a_descriptor_cannot_be_made_to_signal_lease_watch_or_grow(machine: Architecture, command: int) -> None:
    assert judge(machine, "fcntl", 3, command, PID) == errno.EPERM


@MACHINES
@pytest.mark.parametrize("request_", [0x5412, 0x540E, 0x5410, 0x541C, 0x8901, 0x8902, 0x5452, 0x40086602, 0x40049409])
def test_devices_terminals_and_file_systems_take_no_commands(machine: Architecture, request_: int) -> None:
    assert judge(machine, "ioctl", 0, request_) == errno.EPERM


@MACHINES
@pytest.mark.parametrize("name", ["fcntl", "ioctl"])
def test_descriptors_can_be_asked_what_they_are(machine: Architecture, name: str) -> None:
    commands = {"fcntl": (0, 1, 2, 3, 4, 1030), "ioctl": (0x5401, 0x5413, 0x5451)}[name]
    assert {judge(machine, name, 1, command) for command in commands} == {ALLOWED}


@MACHINES
@given(option=st.integers(0, 2**31))
def test_of_a_process_only_the_name_can_be_set(machine: Architecture, option: int) -> None:
    assert judge(machine, "prctl", option) == (ALLOWED if option == 15 else errno.EPERM)
