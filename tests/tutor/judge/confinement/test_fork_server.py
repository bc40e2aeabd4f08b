"""A worker forked from a confined server holds no more than a fresh one, and cannot reach the server."""

from __future__ import annotations

import pytest

from tutor.judge.confinement.confine import Level, probe

from .conftest import Child, Room
from .test_confine import ALWAYS_TRIED, ATTACKS, untouched

pytestmark = pytest.mark.skipif(probe() is not Level.FULL, reason="needs Landlock and seccomp")

# In the forked child `parent` is the server, which has not run a line of the attacks.
FORKED = """
level = Level({level!r})
assert confine_server(level, readable=readable)
parent = os.getpid()
if child := os.fork():
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
os.setsid()
assert confine(level, readable=readable, scratch=None, limits=Limits()) is level
"""

# Listing is reading, which is Landlock's: without it root's code may list, but not follow, the names of open files.
ON_THE_SERVER = {name: tried for name, tried in ALWAYS_TRIED.items() if "parent" in tried and "listdir" not in tried} | {
    "following the server's socket": "os.readlink(f'/proc/{parent}/fd/0')",
    "opening the server's descriptor": "os.open(f'/proc/{parent}/fd/1', os.O_RDONLY)",
}

LEVELS = pytest.mark.parametrize("level", [Level.FULL, Level.NO_LANDLOCK])


def outcomes(child: Child, attacks: dict[str, str], level: Level) -> dict[str, str]:
    """What became of each attack of a forked worker: its first word."""
    tries = "".join(f"print({name!r}, end=': '); try_it(lambda: {tried})\n" for name, tried in attacks.items())
    lines = child(FORKED.format(level=str(level)) + tries, confined=False).said.splitlines()
    return {name: said.split()[0] for name, said in (line.split(": ", 1) for line in lines if ": " in line)}


def test_a_forked_worker_is_refused_all_that_a_fresh_one_is(child: Child, room: Room) -> None:
    every = {**ATTACKS, **ALWAYS_TRIED}
    assert outcomes(child, every, Level.FULL) == dict.fromkeys(every, "refused")
    assert untouched(room)


@LEVELS
def test_a_forked_worker_cannot_signal_trace_or_read_its_server(child: Child, level: Level) -> None:
    assert outcomes(child, ON_THE_SERVER, level) == dict.fromkeys(ON_THE_SERVER, "refused")


@LEVELS
def test_a_forked_worker_has_its_own_limit_on_memory(child: Child, level: Level) -> None:
    attempts = "print(len(bytearray(400 << 20)))\ntry_it(lambda: bytearray(600 << 20))"
    said = child(FORKED.format(level=str(level)) + attempts, confined=False).said
    assert said.startswith(f"{400 << 20}\nrefused MemoryError")


def test_a_server_reads_no_file_of_the_learners(child: Child) -> None:
    code = "print(confine_server(Level.FULL, readable=readable))\ntry_it(lambda: open(home + '/answer.py').read())"
    assert child(code, confined=False).said.startswith("True\nrefused PermissionError 13")


def test_a_server_that_the_kernel_fences_less_than_it_offered_forks_nothing(child: Child) -> None:
    code = """
from tutor.judge.confinement import landlock
landlock._RESTRICT_SELF = 100000
print(confine_server(Level.FULL, readable=readable))"""
    assert child(code, confined=False).said == "False\n"


def test_a_sibling_is_the_parents_child(child: Child) -> None:
    code = """
from tutor.judge.child.siblings import fork_sibling
tutor = os.getpid()
if (server := os.fork()) == 0:
    sibling = fork_sibling() == 0
    os._exit(7 if sibling and os.getppid() == tutor and threading.current_thread().name == "MainThread" else 0)
ends = sorted((os.waitstatus_to_exitcode(status), pid != server) for pid, status in (os.wait(), os.wait()))
print(ends)"""
    assert child(code, confined=False).said == "[(0, False), (7, True)]\n"


def test_a_sibling_that_the_kernel_refuses_is_an_error(child: Child) -> None:
    code = """
from tutor.judge.child.siblings import fork_sibling
confine(probe(), readable=readable, scratch=None, limits=Limits())
try_it(fork_sibling)"""
    assert child(code, confined=False).said.startswith("refused PermissionError 1")
