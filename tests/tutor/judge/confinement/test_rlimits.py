"""The limits hold in a real child, with and without the layers that need a recent kernel."""

from __future__ import annotations

import signal
import sys

import pytest

from tutor.judge.confinement.confine import Level, Limits

from .conftest import Child

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems have other limits")

LEVELS = pytest.mark.parametrize("level", list(Level))


@LEVELS
@pytest.mark.parametrize("demand", ["bytearray(100 << 30)", "[bytes(1 << 24) for _ in range(1 << 20)]"])
def test_too_much_memory_is_a_memory_error(child: Child, level: Level, demand: str) -> None:
    assert child(f"try_it(lambda: {demand})", level=level).said.startswith("refused MemoryError")


@pytest.mark.parametrize("flags", ["mmap.MAP_SHARED", "mmap.MAP_PRIVATE"])
def test_mapped_memory_counts_too(child: Child, flags: str) -> None:
    attack = f"try_it(lambda: mmap.mmap(-1, 1 << 30, flags={flags} | mmap.MAP_ANONYMOUS))"
    assert child(attack).said.startswith("refused OSError 12")


def test_the_memory_that_is_granted_can_be_had(child: Child) -> None:
    assert child("try_it(lambda: len(bytearray(400 << 20)))").said == f"allowed {400 << 20}\n"


def test_without_a_limit_on_memory_the_address_space_is_free(child: Child) -> None:
    reserve = "try_it(lambda: len(mmap.mmap(-1, 1 << 33, prot=mmap.PROT_READ)))"
    assert child(reserve, limits="address_space=None").said == f"allowed {1 << 33}\n"


@pytest.mark.parametrize("level", [Level.FULL, Level.PORTABLE])
def test_too_much_processor_time_ends_the_process_even_if_it_ignores_the_first_signal(child: Child, level: Level) -> None:
    loop = "signal.signal(signal.SIGXCPU, signal.SIG_IGN)\nwhile True: pass"
    assert child(loop, level=level, limits="cpu_seconds=1").status == -signal.SIGKILL


@LEVELS
def test_too_long_a_file_is_refused(child: Child, level: Level) -> None:
    code = """
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
file = open(scratch + "/long", "wb", buffering=0)
file.write(bytes(1 << 20))
try_it(lambda: file.write(b"x"))"""
    assert child(code, level=level, scratch=True).said.startswith("refused OSError 27")


@LEVELS
def test_too_many_open_files_are_refused(child: Child, level: Level) -> None:
    assert child("try_it(lambda: [os.dup(0) for _ in range(100)])", level=level).said.startswith("refused OSError 24")


@LEVELS
def test_a_crash_leaves_no_dump(child: Child, level: Level) -> None:
    assert child("print(resource.getrlimit(resource.RLIMIT_CORE))", level=level).said == "(0, 0)\n"


def test_no_limit_can_be_raised_again(child: Child) -> None:
    code = """
names = [name for name in dir(resource) if name.startswith("RLIMIT_")]
infinite = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
for name in names:
    try: resource.setrlimit(getattr(resource, name), infinite)
    except (OSError, ValueError): continue
    print("raised", name)
print("tried", len(names) > 5)"""
    assert child(code).said == "tried True\n"


def test_a_limit_that_is_lower_already_stays(child: Child) -> None:
    code = """
resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))
confine(Level.RLIMITS, readable=readable, scratch=None, limits=Limits(open_files=64))
print(resource.getrlimit(resource.RLIMIT_NOFILE))"""
    assert child(code, confined=False).said == "(32, 32)\n"


def test_the_limits_of_a_check_are_the_defaults() -> None:
    assert Limits() == Limits(512 << 20, cpu_seconds=4, file_size=1 << 20, open_files=64, processes=0)
