"""Each denial is tried in a real child process, without the audit hook: what is refused, the kernel refuses."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

import pytest

from tests.present import present
from tutor.judge.confinement.confine import Level, probe

from .conftest import Child, Room

pytestmark = pytest.mark.skipif(probe() is not Level.FULL, reason="needs Landlock and seccomp")

# Attacks that succeed for anybody who is not confined.
ATTACKS = {
    "reading a private file": "open('/etc/passwd').read(1)",
    "reading one's own file": "open(home + '/answer.py').read()",
    "listing a folder": "os.listdir(home)",
    "changing the learner's file": "open(home + '/answer.py', 'a').write('x')",
    "emptying the learner's file": "open(home + '/answer.py', 'w')",
    "truncating the learner's file": "os.truncate(home + '/answer.py', 0)",
    "cutting a file opened to read": "os.open(home + '/answer.py', os.O_RDONLY | os.O_TRUNC)",
    "deleting the learner's file": "os.remove(home + '/answer.py')",
    "renaming the learner's file": "os.rename(home + '/answer.py', home + '/gone.py')",
    "replacing the learner's file": "os.replace(home + '/answer.py', home + '/gone.py')",
    "a new file": "open(home + '/new', 'w')",
    "an unnamed file": "os.open(home, os.O_TMPFILE | os.O_RDWR)",
    "a new folder": "os.mkdir(home + '/new')",
    "removing a folder": "os.rmdir(home + '/scratch')",
    "a symbolic link": "os.symlink('/etc/passwd', home + '/link')",
    "a hard link": "os.link(home + '/answer.py', home + '/link')",
    "a named pipe": "os.mkfifo(home + '/pipe')",
    "chmod": "os.chmod(home + '/answer.py', 0o600)",
    "chown": "os.chown(home + '/answer.py', os.getuid(), os.getgid())",
    "utime": "os.utime(home + '/answer.py', (0, 0))",
    "fork": "os.fork() or os._exit(0)",
    "a thread": "threading.Thread(target=print).start()",
    "exec": "os.execv('/bin/true', ['true'])",
    "posix_spawn": "os.posix_spawn('/bin/true', ['true'], {})",
    "subprocess": "subprocess.run(['/bin/true'], check=True)",
    "a daemon": "os.fork() or (os.setsid(), os._exit(0))",
    "another process group": "os.setpgid(0, 0)",
    "a signal to oneself by queue": "syscall(NUMBERS['rt_sigqueueinfo'], os.getpid(), 0, bytes(128))",
    "a handle on the parent": "os.pidfd_open(os.getppid())",
    "a signal by descriptor's owner": "fcntl.fcntl(0, fcntl.F_SETOWN, os.getpid())",
    "a TCP socket": "socket.socket(socket.AF_INET, socket.SOCK_STREAM)",
    "a UDP socket": "socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
    "a local socket": "socket.socket(socket.AF_UNIX)",
    "an abstract socket": "socket.socket(socket.AF_UNIX).bind(chr(0) + 'gradlings-test-%d' % os.getpid())",
    "a pair of sockets": "socket.socketpair()",
    "a name looked up": "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
    "memfd": "os.memfd_create('hidden')",
    "shared memory of System V": "syscall(NUMBERS['shmget'], 0, 4096, 0o600)",
    "a message queue": "syscall(NUMBERS['msgget'], 0, 0o600)",
    "priority": "os.setpriority(os.PRIO_PROCESS, 0, 19)",
    "another scheduler": "os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))",
    "processors": "os.sched_setaffinity(0, os.sched_getaffinity(0))",
    "its own limits": "resource.setrlimit(resource.RLIMIT_CORE, (0, 0))",
    "another's limits": "resource.prlimit(os.getpid(), resource.RLIMIT_CORE, (0, 0))",
    "life after the parent": "syscall(NUMBERS['prctl'], 1, 0)",
    "a watch on changes": "syscall(NUMBERS['inotify_init1'], 0)",
    "asking about a debugger": "syscall(NUMBERS['kcmp'], os.getpid(), os.getpid(), 0, 0, 1)",
}

# Attacks that some kernels refuse to anybody, or that would hurt whoever tried them unconfined.
ALWAYS_TRIED = {
    "reading a process's environment": "open('/proc/self/environ').read()",
    "chmod of an open file": "os.fchmod(1, 0o600)",
    "reading the parent's memory": "open(f'/proc/{parent}/mem', 'rb')",
    "writing the parent's memory": "open(f'/proc/{parent}/mem', 'wb')",
    "the parent's descriptors": "os.listdir(f'/proc/{parent}/fd')",
    "tracing the parent": "syscall(NUMBERS['ptrace'], 16, parent, 0, 0)",
    "the parent's memory by call": "syscall(NUMBERS['process_vm_readv'], parent, 0, 0, 0, 0, 0)",
    "a signal to the parent": "os.kill(parent, signal.SIGTERM)",
    "a signal to everybody": "os.kill(-1, signal.SIGTERM)",
    "a signal to the group": "os.killpg(0, signal.SIGTERM)",
    "a signal to the first process": "os.kill(1, 0)",
    "a signal to the parent's thread": "syscall(NUMBERS['tgkill'], parent, parent, 0)",
    "another session": "os.setsid()",
    "io_uring": "syscall(NUMBERS['io_uring_setup'], 1, bytes(120))",
    "user namespace": "syscall(NUMBERS['unshare'], 0x10000000)",
    "mount": "syscall(NUMBERS['mount'], b'none', b'/mnt', b'tmpfs', 0, None)",
    "chroot": "os.chroot(home)",
    "a device": "os.mknod(home + '/device', 0o20666, os.makedev(1, 3))",
    "another user": "os.setuid(1)",
    "bpf": "syscall(NUMBERS['bpf'], 0, bytes(128), 128)",
    "a performance counter": "syscall(NUMBERS['perf_event_open'], bytes(128), 0, -1, -1, 0)",
    "faults in user space": "syscall(NUMBERS['userfaultfd'], 1)",
    "typing into a terminal": "fcntl.ioctl(0, 0x5412, b'x')",
    "a terminal of one's own": "fcntl.ioctl(0, 0x540E, 0)",
    "the terminal": "os.open('/dev/tty', os.O_RDWR)",
    "flags of a file": "fcntl.ioctl(0, 0x40086602, bytes(8))",
    "an open file by handle": "syscall(NUMBERS['open_by_handle_at'], -1, bytes(16), 0)",
    "the 32-bit x32 calls": "syscall(0x40000000 + 41, 2, 1, 0)",
    "a call that came later": "syscall(463, 0, 0, 0, 0)",
    "a file through openat2": "syscall(NUMBERS['openat2'], -100, b'/etc/passwd', bytes(24), 24)",
    "a process through clone3": "syscall(NUMBERS['clone3'], bytes(64), 64)",
}

OUTSIDE = {name: tried for name, tried in ATTACKS.items() if "file" in name or "folder" in name or "link" in name}
CHANGING = {name: tried for name, tried in OUTSIDE.items() if not name.startswith(("reading", "listing"))}


def outcomes(child: Child, attacks: dict[str, str], **confinement: Any) -> dict[str, str]:
    """What became of each attack, all tried in one child: its first word."""
    tries = "".join(f"print({name!r}, end=': '); try_it(lambda: {tried})\n" for name, tried in attacks.items())
    lines = child(tries, **confinement).said.splitlines()
    return {name: said.split()[0] for name, said in (line.split(": ", 1) for line in lines if ": " in line)}


def untouched(room: Room) -> bool:
    """Whether the learner's file is what it was, and alone."""
    return room.answer.read_text() == "mine\n" and {p.name for p in room.home.iterdir()} == {"answer.py", "scratch"}


@pytest.mark.parametrize("tried", ATTACKS.values(), ids=list(ATTACKS))
def test_an_attack_succeeds_on_a_child_that_is_not_confined(child: Child, tried: str) -> None:
    said = child(f"try_it(lambda: {tried})", confined=False).said
    assert "refused" not in said, said


def test_a_confined_child_is_refused_all_of_it(child: Child, room: Room) -> None:
    every = {**ATTACKS, **ALWAYS_TRIED}
    assert outcomes(child, every) == dict.fromkeys(every, "refused")
    assert untouched(room)


def test_a_scratch_folder_opens_no_door_outside_it(child: Child, room: Room) -> None:
    assert outcomes(child, OUTSIDE, scratch=True) == dict.fromkeys(OUTSIDE, "refused")
    assert untouched(room)


def test_landlock_alone_refuses_files(child: Child, room: Room) -> None:
    assert outcomes(child, OUTSIDE, level=Level.NO_SECCOMP, scratch=True) == dict.fromkeys(OUTSIDE, "refused")
    assert untouched(room)


def test_the_filter_alone_refuses_writing_where_there_is_no_scratch_folder(child: Child, room: Room) -> None:
    assert outcomes(child, CHANGING, level=Level.NO_LANDLOCK) == dict.fromkeys(CHANGING, "refused")
    assert untouched(room)


def test_the_filter_alone_refuses_what_is_not_about_files(child: Child, room: Room) -> None:
    rest = {name: tried for name, tried in ATTACKS.items() if name not in OUTSIDE and not name.startswith("reading")}
    assert outcomes(child, rest, level=Level.NO_LANDLOCK, scratch=True) == dict.fromkeys(rest, "refused")


def test_files_in_scratch_can_be_written_read_renamed_and_removed(child: Child) -> None:
    code = """
def use():
    path = scratch + "/a"
    open(path, "w").write("text")
    os.rename(path, scratch + "/b")
    text = open(scratch + "/b").read()
    os.mkdir(scratch + "/folder"); os.rmdir(scratch + "/folder"); os.remove(scratch + "/b")
    return text
try_it(use)"""
    assert child(code, scratch=True).said == "allowed text\n"


@pytest.mark.parametrize(
    "expression",
    [
        "os.kill(os.getpid(), 0)",
        "signal.raise_signal(signal.SIGCHLD)",
        "os.isatty(0)",
        "os.set_inheritable(0, False)",
        "os.close(os.dup(0))",
        "resource.getrlimit(resource.RLIMIT_AS)",
        "open('/dev/urandom', 'rb').read(1)",
        "os.read(os.open('/dev/null', os.O_RDONLY), 1)",
        "mmap.mmap(-1, 4096)",
    ],
)
def test_what_python_needs_of_itself_is_allowed(child: Child, expression: str) -> None:
    assert child(f"try_it(lambda: {expression})").said.startswith("allowed")


def test_every_call_of_the_deny_list_is_refused_by_the_running_kernel(child: Child) -> None:
    code = """
from tutor.judge.confinement import denied
for name in (*denied.ALWAYS, *denied.WITHOUT_SCRATCH, *denied.ABSENT):
    if name in NUMBERS:
        try: syscall(NUMBERS[name], 0, 0, 0, 0, 0, 0)
        except OSError as fault: wrong = fault.errno not in (errno.EPERM, errno.ENOSYS)
        else: wrong = True
        if wrong: print("let through:", name)
print("tried all")"""
    assert child(code).said == "tried all\n"


def test_numpy_and_the_standard_library_can_still_be_imported(child: Child, room: Room) -> None:
    if room.user:
        pytest.skip("the interpreter may lie in a folder that only root can enter")
    code = """
import importlib
names = "decimal fractions statistics json random zoneinfo bz2 lzma hashlib csv heapq difflib textwrap calendar"
names += " numpy numpy.linalg numpy.random numpy.fft numpy.polynomial numpy.ma numpy.testing numpy.ctypeslib"
def imports():
    for name in names.split(): importlib.import_module(name)
    return importlib.import_module("zoneinfo").ZoneInfo("Asia/Tokyo"), sys.modules["numpy"].arange(3).ctypes.data > 0
try_it(imports)"""
    said = child(code).said
    assert said == "allowed (zoneinfo.ZoneInfo(key='Asia/Tokyo'), True)\n", said


@pytest.mark.parametrize("module", ["tutor", "lessons", "pytest"])
def test_installed_packages_and_lessons_cannot_be_read(child: Child, module: str) -> None:
    origin = present(find_spec(module)).origin
    assert child(f"try_it(lambda: open({origin!r}).read())").said.startswith("refused PermissionError 13")


def test_the_level_in_force_is_returned(child: Child) -> None:
    for level in Level:
        step = f"print(confine(Level({level.value!r}), readable=readable, scratch=scratch, limits=Limits()))"
        assert child(step, confined=False).said == f"{level}\n"


def test_a_layer_that_the_kernel_refuses_costs_a_rung_and_is_told(child: Child) -> None:
    code = """
from tutor.judge.confinement import landlock
landlock._RESTRICT_SELF = 100000
print(confine(Level.FULL, readable=readable, scratch=scratch, limits=Limits()))"""
    assert child(code, confined=False).said == f"{Level.NO_LANDLOCK}\n"


def test_confinement_holds_for_threads_started_later(child: Child) -> None:
    code = """
said = []
def attack():
    try: open("/etc/passwd")
    except OSError as fault: said.append(fault.errno)
thread = threading.Thread(target=attack); thread.start(); thread.join()
print(said)"""
    assert child(code, limits="threads=True").said == "[13]\n"


def test_threads_may_be_allowed_without_allowing_processes(child: Child) -> None:
    said = child("try_it(os.fork)", limits="threads=True").said
    assert said.startswith("refused PermissionError"), said


def test_root_keeps_no_capability_but_reading(child: Child) -> None:
    code = """
status = open("/proc/self/status")
confine(probe(), readable=readable, scratch=scratch, limits=Limits())
print([line.split()[1] for line in status if line.startswith(("CapEff", "CapPrm", "CapInh"))])"""
    zero, reading = "0" * 16, "0" * 15 + "4"
    assert child(code, confined=False).said in (f"{[zero] * 3}\n", f"{[zero, reading, reading]}\n")
