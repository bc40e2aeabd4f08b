"""Code that no lesson asks for: what it does, and what must be said of it. One line a case, so that the table can grow."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import dedent, indent

from tutor.model import Outcome

ANSWER = """
import numpy as np
{module}

class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b
        self.dW = self.db = None

    def forward(self, x):
{forward}
        self.shape = x.shape
        self.x = x.reshape(len(x), -1)
        return self.x @ self.W + self.b

    def backward(self, dout):
{backward}
        self.dW = self.x.T @ dout
        self.db = dout.sum(axis=0)
        return (dout @ self.W.T).reshape(self.shape)
"""


@dataclass(frozen=True)
class Case:
    """`module`, `forward` and `backward`: what is put in these places of a right answer; `whole`: what stands instead of it.

    HOME in a text becomes the folder where the learner's own files lie.
    """

    name: str
    outcome: Outcome
    key: str
    module: str = ""
    forward: str = "pass"
    backward: str = "pass"
    whole: str = ""

    @property
    def text(self) -> str:
        if self.whole:
            return self.whole
        within = {"forward": indent(dedent(self.forward), " " * 8), "backward": indent(dedent(self.backward), " " * 8)}
        return ANSWER.format(module=dedent(self.module), **within)


PASSED, WRONG, CRASHED, TIMED_OUT = Outcome.PASSED, Outcome.WRONG, Outcome.CRASHED, Outcome.TIMED_OUT

SINGLE = """
    self.shape, self.x = x.shape, x.reshape(len(x), -1)
    return (self.x @ self.W + self.b).astype(np.{type})
"""
BACKTRACKING = "__import__('re').match('(a+)+$', 'a' * 64 + 'b')"
DEADLOCK = "lock = __import__('threading').Lock(); lock.acquire(); lock.acquire()"
CIRCLES = """
HELD.append(bytearray(400 << 20))
while True:
    a = []
    a.append(a)
    HELD.append(a)
"""
NESTED = "it = iter([1])\nfor _ in range(2 * 10**5): it = map(abs, it)\nnext(it)"
ENDLESS = [
    Case("a loop in Python", TIMED_OUT, "run.timed-out-at", forward="while True: pass"),
    Case("a loop in the file itself", TIMED_OUT, "run.timed-out-at", module="while True: pass"),
    Case("a loop in backward", TIMED_OUT, "run.timed-out-at", backward="while True: pass"),
    Case("a loop in C", TIMED_OUT, "run.timed-out-at", forward="sum(iter(int, 1))"),
    Case("a number too long to compute", TIMED_OUT, "run.timed-out-at", forward="9 ** 9 ** 9"),
    Case(
        "a pattern that backtracks",
        TIMED_OUT,
        "run.timed-out-at",
        forward=BACKTRACKING,
    ),
    Case("a sleep", TIMED_OUT, "run.timed-out-at", forward="__import__('time').sleep(60)"),
    Case(
        "a lock held twice",
        TIMED_OUT,
        "run.timed-out-at",
        forward=DEADLOCK,
    ),
    Case(
        "a loop that swallows every exception",
        TIMED_OUT,
        "run.timed-out-at",
        forward="""
        while True:
            try:
                while True: pass
            except BaseException:
                pass
        """,
    ),
    Case(
        "a loop that ignores signals",
        TIMED_OUT,
        "run.timed-out",
        module="""
        import signal
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGUSR1, signal.SIGXCPU):
            signal.signal(number, signal.SIG_IGN)
        """,
        forward="while True: pass",
    ),
    Case(
        "an evil __str__ that never ends",
        TIMED_OUT,
        "run.timed-out-at",
        module="""
        class Evil(Exception):
            def __str__(self):
                while True: pass
        """,
        forward="raise Evil(1)",
    ),
    Case(
        "an evil __array__ that never ends",
        WRONG,
        "contract.foreign",
        module="""
        class Evil:
            def __array__(self, *_, **__):
                while True: pass
        """,
        forward="return Evil()",
    ),
]

EXITS = [
    Case("os._exit", CRASHED, "run.died", forward="__import__('os')._exit(0)"),
    Case("os._exit with a status", CRASHED, "run.died", forward="__import__('os')._exit(3)"),
    Case("os._exit while the file is run", CRASHED, "run.died", module="__import__('os')._exit(0)"),
    Case("sys.exit", CRASHED, "run.exit", forward="__import__('sys').exit()"),
    Case("sys.exit while the file is run", CRASHED, "run.exit", module="__import__('sys').exit(0)"),
    Case("KeyboardInterrupt", CRASHED, "run.raised.bare", forward="raise KeyboardInterrupt"),
    Case(
        "a signal to itself",
        CRASHED,
        "confine.refused.signal",
        forward="import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
    ),
    Case("an abort", CRASHED, "run.killed-at", forward="__import__('os').abort()"),
]

MEMORY = [
    Case("an array of 100 GB", CRASHED, "run.memory-at", forward="np.zeros((100_000, 125_000))"),
    Case("a broadcast to 80 GB", CRASHED, "run.memory-at", forward="np.zeros((100_000, 1)) + np.zeros((1, 100_000))"),
    Case("a list that grows", CRASHED, "run.memory-at", forward="held = []\nwhile True: held.append(np.empty(1 << 23))"),
    Case("a text of 10 GB", CRASHED, "run.memory-at", forward="'x' * 10**10"),
    Case("a stack of C that overflows", CRASHED, "run.killed-at", forward=NESTED),
    Case("recursion", CRASHED, "run.calls-itself", forward="return self.forward(x)"),
    Case(
        "recursion by repr",
        CRASHED,
        "run.recursion",
        forward="""
        held = []
        for _ in range(100_000): held = [held]
        repr(held)
        """,
    ),
]

FILL = """
for size in (1 << 20, 1 << 16, 1 << 12, 1 << 8, 16):
    try:
        while True: HELD.append(bytearray(size))
    except {caught}: pass
"""
"""Leaves nothing for whoever comes next; the fill is kept in HELD."""

NO_ROOM = FILL.format(caught="BaseException")
MEMORY += [
    Case("memory filled to the brim by the file itself", CRASHED, "run.memory-held", module=f"HELD = []\n{NO_ROOM}"),
    Case(
        "a list of lists in a global",
        CRASHED,
        "run.memory-held",
        module="HELD = [bytearray(400 << 20)]",
        forward="while True: HELD.append([HELD])",
    ),
    Case("a fill of objects that hold themselves", CRASHED, "run.memory-held", module="HELD = []", forward=CIRCLES),
    Case("a brim, and a print", CRASHED, "run.memory-held", module=f"HELD = []\n{NO_ROOM}\nprint('x' * 100)"),
    Case("a text for which there is no room", CRASHED, "run.raised", forward="raise ValueError(bytearray(500 << 20))"),
]

PRINTS = [
    Case("a print without end", CRASHED, "run.flooded", forward="while True: print('x' * 1000)"),
    Case("a flood past Python", CRASHED, "run.flooded", forward="import os\nwhile True: os.write(1, b'x' * 65536)"),
    Case("a flood to stderr", CRASHED, "run.flooded", forward="import os\nwhile True: os.write(2, b'x' * 65536)"),
    Case("100 MB in one exception", CRASHED, "run.raised", forward="raise ValueError('x' * 100_000_000)"),
    Case("half a surrogate pair", CRASHED, "run.raised", forward="raise ValueError('\\ud800')"),
    Case("half a surrogate pair, printed", PASSED, "passed", forward="print('\\ud800')"),
    Case("200 MB of prints", CRASHED, "run.flooded", forward="for _ in range(200): print('x' * 10**6)"),
    Case("a closed stdout", PASSED, "passed", forward="import sys; sys.stdout = None"),
]

OBJECTS = [
    Case(
        "an evil __str__",
        CRASHED,
        "run.raised",
        module="""
        class Evil(Exception):
            def __str__(self): raise RuntimeError("no")
        """,
        forward="raise Evil(1)",
    ),
    Case(
        "an evil __eq__",
        WRONG,
        "contract.foreign",
        module="""
        class Evil:
            def __eq__(self, other): raise SystemExit
            __hash__ = None
        """,
        forward="return Evil()",
    ),
    Case(
        "an array class that lies",
        WRONG,
        "contract.foreign",
        module="""
        class Evil(np.ndarray):
            def __array_ufunc__(self, *_, **__): return NotImplemented
            @property
            def shape(self): raise SystemExit
        """,
        forward="return np.array([object()]).view(Evil)",
    ),
    Case("a class without a name", CRASHED, "run.raised", forward="raise type('', (Exception,), {})('x')"),
    Case("None", WRONG, "contract.none", forward="return None"),
    Case("a list of lists", WRONG, "contract.sequence.listed", forward="return (x @ self.W + self.b).tolist()"),
    Case("a text", WRONG, "contract.no-number", forward="return 'y'"),
    Case("complex numbers", WRONG, "contract.complex", forward="return (x @ self.W + self.b).astype(complex)"),
    Case("an array of objects", WRONG, "contract.foreign", forward="return (x @ self.W + self.b).astype(object)"),
    Case("an array of texts", WRONG, "contract.foreign", forward="return (x @ self.W + self.b).astype(str)"),
    Case("a huge whole number", WRONG, "contract.foreign", forward="return 10 ** 400"),
    Case("an array of nine axes", WRONG, "contract.foreign", forward="return np.zeros((1,) * 9)"),
    Case("an empty array", WRONG, "contract.shape", forward="return np.zeros((0, 5))"),
    Case("5 MB returned", WRONG, "contract.foreign", forward="return np.zeros((5 << 17, 8))"),
    Case("NaN", WRONG, "contract.not-finite", forward="return (x @ self.W + self.b) * np.nan"),
    Case("infinity", WRONG, "contract.not-finite", forward="return (x @ self.W + self.b) + np.inf"),
    Case("single precision", PASSED, "passed", forward=SINGLE.format(type="float32")),
    Case("half precision", WRONG, "forward.imprecise", forward=SINGLE.format(type="float16")),
    Case(
        "numbers that change at each call", PASSED, "passed", backward="np.random.rand(3); np.random.default_rng().normal()"
    ),
    Case("a generator object", WRONG, "contract.foreign", forward="return (row for row in x)"),
]

TAMPERING = [
    Case(
        "x changed in place",
        WRONG,
        "purity.changed",
        forward="""
        y = x.reshape(len(x), -1) @ self.W + self.b
        x *= 2
        return y
        """,
    ),
    Case("W changed in place", WRONG, "purity.changed", backward="dx = dout @ self.W.T; self.W *= 2"),
    Case("np.dot replaced", CRASHED, "run.raised-outside", module="np.dot = np.sum = np.array_equal = None"),
    Case("np.array replaced", CRASHED, "run.broken", module="np.array = None"),
    Case(
        "builtins replaced",
        CRASHED,
        "run.died",
        module="import builtins; builtins.isinstance = builtins.len = lambda *_: 1 / 0",
    ),
    Case("threads", CRASHED, "confine.refused.thread", forward="import threading; threading.Thread(target=print).start()"),
    Case("another process", CRASHED, "confine.refused.process", forward="__import__('os').fork()"),
    Case("a file of the system", CRASHED, "confine.refused.read", forward="open('/etc/passwd').read()"),
    Case(
        "frames of its own making",
        CRASHED,
        "run.broken",
        forward="""
        import os
        for number in range(3, 12):
            try: os.write(number, b'x' * 64)
            except OSError: pass
        while True: pass
        """,
    ),
]

SENDING = """
import os, struct
for number in range(3, 12):
    try: os.write(number, {frame})
    except OSError: pass
while True: pass
"""
"""Writes to whatever may be the channel to the judge, and then keeps silent about it."""

FORGED = [
    Case(
        "a frame of 4 GB announced", CRASHED, "run.broken", forward=SENDING.format(frame="struct.pack('<II', 9, 2**32 - 1)")
    ),
    Case(
        "a header nested beyond reading",
        CRASHED,
        "run.broken",
        forward=SENDING.format(frame="struct.pack('<II', 60000, 0) + b'[' * 60000"),
    ),
    Case("a pickle", CRASHED, "run.broken", forward="import pickle" + SENDING.format(frame="pickle.dumps(x)")),
    Case(
        "an end that never was",
        CRASHED,
        "run.broken",
        forward="""
        import os, struct
        end = b'{"t": "end", "run": "answer", "how": "done", "lost": 1e999, "warnings": [], "seconds": NaN}'
        for number in range(3, 12):
            try: os.write(number, struct.pack('<II', len(end), 0) + end)
            except OSError: pass
        while True: pass
        """,
    ),
    Case(
        "an end before the checks are over",
        WRONG,
        "contract.not-observed",
        module="""
        import sys
        frame = sys._getframe()
        while "send" not in frame.f_locals: frame = frame.f_back
        end = {"t": "end", "run": "answer", "how": "done", "lost": 0, "warnings": [], "seconds": 0.0}
        frame.f_locals["send"](end)
        """,
    ),
    Case(
        "observations that ask for nothing",
        WRONG,
        "forward.zero",
        module="""
        import sys
        observing = sys.modules["tutor.judge.child.checks"]
        honest = observing.send_observation
        def lenient(seen, run, send, warned, later):
            asks_nothing = {"rule": "like", "rtol": 1e9, "atol": 1e9, "beyond": True}
            honest(seen, run, lambda header, *rest: send({**header, **asks_nothing}, *rest), warned, later)
        observing.send_observation = lenient
        """,
        forward="return np.zeros((len(x), len(self.b)))",
    ),
    Case(
        "a NumPy that measures nothing",
        Outcome.INCONCLUSIVE,
        "gradient.doubtful",
        module="np.vdot = lambda *_: 0.0; np.max = lambda *_, **__: 0.0",
        backward="self.dW, self.db = 3 * self.x.T @ dout, dout.sum(axis=0); return (dout @ self.W.T).reshape(self.shape)",
    ),
    Case(
        "slopes of its own making",
        Outcome.INCONCLUSIVE,
        "gradient.doubtful",
        module="""
        from engine.checking import layers, probes
        probes._table = lambda row: np.array([[1.0, 1.0, 0.0, 1.0]] * len(row))
        probes.judge = layers._residual = lambda *_: 0.0
        """,
        backward="self.dW, self.db = 3 * self.x.T @ dout, dout.sum(axis=0); return (dout @ self.W.T).reshape(self.shape)",
    ),
    Case("all that is open closed", CRASHED, "run.died", forward="import os; os.closerange(0, 64)"),
    Case("an answer to what was asked", CRASHED, "run.raised", forward="import os; os.write(0, b'x' * 64)"),
    Case("replies led astray", CRASHED, "run.died", forward="import os; os.dup2(1, 3); os.dup2(1, 4)"),
    Case(
        "an object that unpickles into a command",
        WRONG,
        "contract.foreign",
        module="""
        class Evil:
            def __reduce_ex__(self, _): return __import__("os").system, ("true",)
        """,
        forward="return Evil()",
    ),
    Case(
        "a loop when Python ends",
        PASSED,
        "passed",
        module="""
        import atexit
        def forever():
            while True: pass
        atexit.register(forever)
        """,
    ),
    Case(
        "a trace of every line", PASSED, "passed", module="import sys; sys.settrace(print); sys.setprofile(lambda *_: None)"
    ),
]

SOURCES = [
    Case("a null byte", CRASHED, "parse.null", whole="x = '\0'"),
    Case("5,000 parentheses", CRASHED, "parse.line", whole="x = " + "(" * 5000 + ")" * 5000),
    Case("4 MB of source", CRASHED, "parse.too-long", whole="#" * (4 << 20)),
    Case("an empty file", WRONG, "contract.missing", whole=" "),
]

FILES = [
    Case("the learner's diary", CRASHED, "confine.refused.read", forward="print(open('HOME/diary.txt').read())"),
    Case("the learner's own answer", CRASHED, "confine.refused.read", forward="print(open('HOME/answer.py').read())"),
    Case("the answer overwritten", CRASHED, "confine.refused.write", forward="open('HOME/answer.py', 'w')"),
    Case("the answer truncated", CRASHED, "confine.refused.write", forward="import os; os.truncate('HOME/answer.py', 0)"),
    Case("its own memory", CRASHED, "confine.refused.write", forward="open('/proc/self/mem', 'r+b', buffering=0)"),
    Case("a device", CRASHED, "confine.refused.read", forward="open('/dev/zero', 'rb')"),
    Case(
        "where the parent works",
        CRASHED,
        "confine.refused.read",
        forward="import os; print(os.readlink(f'/proc/{os.getppid()}/cwd'))",
    ),
    Case("a walk through the system", PASSED, "passed", forward="print(len(list(__import__('os').walk('/'))))"),
    Case("removing a file", CRASHED, "confine.refused.write", forward="import os; os.remove('HOME/answer.py')"),
    Case("renaming a file", CRASHED, "confine.refused.write", forward="import os; os.rename('HOME/answer.py', 'HOME/x')"),
    Case("writing a file beside it", CRASHED, "confine.refused.write", forward="open('answer.py', 'w')"),
    Case("appending to a file", CRASHED, "confine.refused.write", forward="open('HOME/answer.py', 'a')"),
    Case(
        "writing by os.open",
        CRASHED,
        "confine.refused.write",
        forward="import os; os.open('HOME/x', os.O_WRONLY | os.O_CREAT)",
    ),
    Case("saving an array", CRASHED, "confine.refused.write", forward="np.save('HOME/x.npy', x)"),
    Case("writing an array by C", CRASHED, "confine.refused.write", forward="x.tofile('HOME/x.bin')"),
    Case("a folder", CRASHED, "confine.refused.write", forward="import os; os.mkdir('HOME/x')"),
    Case("a temporary file", CRASHED, "run.raised", forward="import tempfile; tempfile.TemporaryFile()"),
    Case("a changed mode", CRASHED, "confine.refused.write", forward="import os; os.chmod('HOME/answer.py', 0o777)"),
    Case("a link", CRASHED, "confine.refused.write", forward="import os; os.symlink('/etc/passwd', 'HOME/x')"),
    Case(
        "the environment of the parent",
        CRASHED,
        "confine.refused.read",
        forward="import os; open(f'/proc/{os.getppid()}/environ')",
    ),
    Case(
        "the memory of the parent",
        CRASHED,
        "confine.refused.read",
        forward="import os; open(f'/proc/{os.getppid()}/mem', 'rb')",
    ),
    Case("the passwords of the system", CRASHED, "confine.refused.read", forward="import os; open('/etc/shadow')"),
    Case("a listing of the home folder", CRASHED, "confine.refused.read", forward="import os; os.listdir('HOME')"),
    Case("a database", CRASHED, "confine.refused.native", forward="import sqlite3; sqlite3.connect('HOME/x.db')"),
]

OTHERS = [
    Case("a shell", CRASHED, "confine.refused.process", forward="import os; os.system('true')"),
    Case("a subprocess", CRASHED, "confine.refused.process", forward="import subprocess; subprocess.run(['true'])"),
    Case("exec", CRASHED, "confine.refused.process", forward="import os; os.execv('/bin/true', ['true'])"),
    Case("posix_spawn", CRASHED, "confine.refused.process", forward="import os; os.posix_spawn('/bin/true', ['true'], {})"),
    Case("a daemon by setsid", CRASHED, "confine.refused.call", forward="import os; os.setsid()"),
    Case("a signal to the parent", CRASHED, "confine.refused.signal", forward="import os; os.kill(os.getppid(), 15)"),
    Case("a signal to everybody", CRASHED, "confine.refused.signal", forward="import os; os.kill(-1, 9)"),
    Case(
        "a pool of processes",
        CRASHED,
        "confine.refused.process",
        forward="import multiprocessing; multiprocessing.Process(target=print).start()",
    ),
    Case("a socket", CRASHED, "confine.refused.network", forward="import socket; socket.socket()"),
    Case(
        "a web page",
        CRASHED,
        "confine.refused.network",
        forward="import urllib.request; urllib.request.urlopen('http://127.0.0.1:1')",
    ),
    Case("a pair of sockets", CRASHED, "confine.refused.call", forward="import socket; socket.socketpair()"),
    Case("a segmentation fault by ctypes", CRASHED, "confine.refused.native", forward="import ctypes; ctypes.string_at(0)"),
    Case("a library by ctypes", CRASHED, "confine.refused.native", forward="import ctypes; ctypes.CDLL(None)"),
    Case("objects by gc", CRASHED, "confine.refused.guard", forward="import gc; gc.get_objects()"),
    Case(
        "a hook of its own, which is never added", PASSED, "passed", forward="import sys; sys.addaudithook(lambda *_: 1 / 0)"
    ),
    Case(
        "higher limits",
        CRASHED,
        "confine.refused.limits",
        forward="import resource; resource.setrlimit(resource.RLIMIT_CPU, (9, 9))",
    ),
    Case(
        "a pool of threads",
        CRASHED,
        "confine.refused.thread",
        forward="from concurrent.futures import ThreadPoolExecutor; ThreadPoolExecutor().submit(print)",
    ),
    Case("another user", CRASHED, "confine.refused.call", forward="import os; os.setuid(12345)"),
    Case(
        "memory shared by name",
        CRASHED,
        "confine.refused.native",
        forward="from multiprocessing import shared_memory; shared_memory.SharedMemory(create=True, size=4096)",
    ),
    Case("typing into a terminal", CRASHED, "confine.refused.call", forward="import fcntl; fcntl.ioctl(0, 0x5412, b'x')"),
    Case("more urgency", CRASHED, "confine.refused.call", forward="import os; os.nice(-10)"),
    Case("all disks written out, which does nothing", PASSED, "passed", forward="import os; os.sync()"),
    Case("a second interpreter", CRASHED, "confine.refused.native", forward="import _xxsubinterpreters"),
    Case("a watchdog thread", CRASHED, "run.raised", forward="import faulthandler; faulthandler.dump_traceback_later(1)"),
    Case(
        "the judge's own system calls",
        CRASHED,
        "confine.refused.native",
        forward="from tutor.judge.confinement.kernel import syscall; syscall(39, 0)",
    ),
    Case(
        "a pointer that ctypes casts",
        CRASHED,
        "run.killed-at",
        forward="from engine.checking.randomness import ctypes as c; c.cast(8, c.POINTER(c.c_int))[0]",
    ),
    Case(
        "an array over foreign memory",
        CRASHED,
        "run.killed-at",
        module="""
        class Foreign:
            __array_interface__ = {"shape": (4,), "typestr": "<f8", "data": (8, False), "version": 3}
        """,
        forward="np.asarray(Foreign()).sum()",
    ),
    Case("memory without a file", CRASHED, "confine.refused.call", forward="import os; os.memfd_create('x')"),
]

ANSWERS = [
    Case("the model answer as its module", CRASHED, "run.raised", forward="import solution"),
    Case(
        "the model answer among lines read before",
        PASSED,
        "passed",
        forward="""
        import linecache, sys
        print(linecache.getlines("solution.py"))
        frame = sys._getframe()
        while frame: print([name for name in frame.f_locals if "solution" in name]); frame = frame.f_back
        """,
    ),
    Case("the model answer by import", CRASHED, "confine.refused.read", forward="import lessons"),
    Case("the judge by import", CRASHED, "confine.refused.read", forward="import tutor.judge.verdicts"),
    Case(
        "the course by import",
        CRASHED,
        "confine.refused.read",
        forward="from tutor.course.catalog import Catalog; Catalog().text('affine-layer', 'solution.py')",
    ),
]

EVIL_MEMORY = """
class Evil(MemoryError):
    def __str__(self): raise SystemExit
"""
BY_HAND = "import _imp; from importlib.machinery import ModuleSpec; spec = ModuleSpec('_testcapi', None, origin='/x.so')"
NESTED_FRAMES = """
import json, os, struct
header = json.dumps({"t": "many", "of": [{"t": "many", "of": [{"t": "end"}]}]}).encode()
for number in range(3, 12):
    try: os.write(number, struct.pack("<II", len(header), 0) + header)
    except OSError: pass
while True: pass
"""

MEDDLING = [
    Case(
        "lines that cannot be read",
        CRASHED,
        "run.raised",
        module="import linecache; linecache.getlines = None",
        forward="1 / 0",
    ),
    Case(
        "lines that a function was to bring",
        CRASHED,
        "run.raised",
        module="import linecache; linecache.cache[__file__] = (lambda: 1 / 0,)",
        forward="1 / 0",
    ),
    Case(
        "a reserve of memory that is none",
        CRASHED,
        "run.died",
        module="""
        class Lying:
            def close(self): 1 / 0
        import sys
        sys.modules["tutor.judge.child.memory"]._kept[:] = [Lying()] * 9
        """,
        forward="raise MemoryError",
    ),
    Case("a MemoryError of its own", CRASHED, "run.raised.bare", module=EVIL_MEMORY, forward="raise Evil"),
    Case(
        "a plot of 10 billion axes",
        CRASHED,
        "run.memory-at",
        forward="import matplotlib.pyplot as plt; plt.subplots(10**5, 10**5)",
    ),
    Case("the fork server's socket", CRASHED, "confine.refused.network", forward="import socket; socket.socket(fileno=0)"),
    Case("the processes of the system", CRASHED, "confine.refused.read", forward="import os; os.listdir('/proc')"),
    Case(
        "a path with a mind of its own",
        CRASHED,
        "confine.refused.write",
        module="""
        class Path(str):
            def startswith(self, *_): return True
            def split(self, *_): return []
        """,
        forward="open(Path('HOME/answer.py'), 'w')",
    ),
    Case("a path in bytes", CRASHED, "confine.refused.write", forward="open(b'HOME/answer.py', 'w')"),
    Case("a module made by hand", CRASHED, "confine.refused.native", module=BY_HAND, forward="_imp.create_dynamic(spec)"),
    Case(
        "a pickle of weights",
        CRASHED,
        "confine.refused.process",
        forward="import pickle; pickle.loads(b\"cos\\nsystem\\n(S'true'\\ntR.\")",
    ),
    Case(
        "a trace of its own making",
        TIMED_OUT,
        "run.timed-out-at",
        module="import os; os.write(2, b'File \"answer.py\", line 999999 in f\\n')",
        forward="while True: pass",
    ),
    Case("many messages in many messages", CRASHED, "run.broken", forward=NESTED_FRAMES),
]

LIKE_FOR_ALL = [*ENDLESS, *PRINTS, *OBJECTS, *SOURCES]
"""Nothing is asked of the system that would be granted to one user and refused to another."""

REACHING = [*EXITS, *MEMORY, *TAMPERING, *FORGED, *FILES, *OTHERS, *ANSWERS, *MEDDLING]

CASES = [*LIKE_FOR_ALL, *REACHING]
