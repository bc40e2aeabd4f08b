"""The audit hook says what was refused, in a marker that `refusal` turns into a message."""

from __future__ import annotations

from ast import literal_eval
from collections.abc import Iterator

import pytest

from tutor.judge.confinement.audit import _hook, _refused, _root
from tutor.judge.confinement.confine import Level
from tutor.judge.confinement.said import refusal
from tutor.model import Message

from .conftest import Child, Room, furnished


@pytest.fixture
def room() -> Iterator[Room]:
    """One room: the hook does not ask who runs the interpreter."""
    with furnished(user=0) as made:
        yield made


BEHIND = (
    *("__import__('_multiprocessing')", "__import__('_posixshmem')", "__import__(NoText('_posixshmem'))"),
    "(sys.modules.pop('_posixsubprocess'), __import__('_posixsubprocess'))",
)
"""Modules that would work where no hook looks, asked for by name, by something like a name, and anew."""

REFUSED = {
    "write": [
        "open(home + '/new', 'w')",
        "open('/dev/null', 'w')",
        "os.open(home + '/answer.py', os.O_WRONLY)",
        "os.open(b'/tmp/bytes', os.O_CREAT)",
        "__import__('pathlib').Path(home, 'answer.py').write_text('x')",
        "np.save(home + '/array.npy', np.zeros(2))",
        "np.zeros(2).tofile(home + '/array')",
        "np.memmap(home + '/map', mode='w+', shape=2)",
        "os.remove(home + '/answer.py')",
        "os.rename(home + '/answer.py', home + '/gone')",
        "os.mkdir(home + '/new')",
        "os.rmdir(home + '/scratch')",
        "os.truncate(home + '/answer.py', 0)",
        "os.chmod(home + '/answer.py', 0)",
        "os.utime(home + '/answer.py')",
        "os.symlink('/etc/passwd', 'link')",
        "os.chdir('/')",
        "shutil.rmtree(home)",
    ],
    "process": [
        *("os.fork()", "os.system('ls')", "subprocess.run(['ls'])", "os.execv('/bin/ls', ['ls'])"),
        *("__import__('_posixsubprocess').fork_exec(['ls'])", "subprocess._fork_exec(['ls'])"),
    ],
    "signal": ["os.kill(parent, 9)", "os.killpg(0, 9)"],
    "network": ["socket.socket()", "socket.getaddrinfo('localhost', 80)", "socket.gethostbyname('localhost')"],
    "native": [
        "ctypes.CDLL(None)",
        "ctypes.string_at(0)",
        "ctypes.c_int.from_address(0)",
        "__import__('_testcapi')",
        *BEHIND,
    ],
    "guard": ["gc.get_objects()", "gc.get_referrers(1)", "gc.get_referents(1)"],
    "limits": ["resource.setrlimit(resource.RLIMIT_CPU, (1, 1))"],
}

ASKED = [(topic, tried) for topic, attacks in REFUSED.items() for tried in attacks]

PATIENT = """
import gc, io, numpy as np, tempfile
class NoText(str):
    def __hash__(self): return 0
install_audit_hook({arguments})
"""


@pytest.mark.parametrize(("topic", "tried"), ASKED, ids=[tried for _, tried in ASKED])
def test_a_refusal_names_its_topic_even_where_the_kernel_holds_nothing(child: Child, topic: str, tried: str) -> None:
    said = child(PATIENT.format(arguments="") + f"try_it(lambda: {tried})", level=Level.PORTABLE).said
    assert said.startswith("refused PermissionError None gradlings:"), said
    message = refusal(said.removeprefix("refused PermissionError None ").strip())
    assert message is not None
    assert message.key == f"confine.refused.{topic}"


INNOCENT = [
    "np.linalg.svd(np.eye(3)).S.sum()",
    "np.random.default_rng(0).normal()",
    "np.arange(3).ctypes.data > 0",
    "np.fft.fft(np.ones(4)).real.sum()",
    "io.BytesIO(b'x').read()",
    "__import__('json').dumps([1])",
    "__import__('decimal').Decimal(1)",
    "__import__('numpy.polynomial')",
    "exec('x = 1')",
    "sys._getframe().f_lineno",
    "sys.settrace(None)",
    "open(0, 'rb', closefd=False).fileno()",
    "open(1, 'wb', closefd=False).fileno()",
    "os.kill",
    "gc.collect()",
]


@pytest.mark.parametrize("tried", INNOCENT)
def test_what_a_lesson_does_goes_through(child: Child, tried: str) -> None:
    said = child(PATIENT.format(arguments="") + f"try_it(lambda: {tried})", level=Level.PORTABLE).said
    assert said.startswith("allowed"), said


@pytest.mark.parametrize(
    "tried",
    [
        "open(scratch + '/a', 'w').close()",
        "os.mkdir(scratch + '/b')",
        "os.rename(scratch + '/here', scratch + '/there')",
        "os.remove(scratch + '/here')",
    ],
)
def test_the_scratch_folder_is_free(child: Child, tried: str) -> None:
    code = PATIENT.format(arguments="scratch") + f"open(scratch + '/here', 'w').close()\ntry_it(lambda: {tried})"
    assert child(code, scratch=True).said == "allowed None\n"


@pytest.mark.parametrize("path", ["scratch + '/../answer.py'", "scratch + 'x'", "'answer.py'", "home"])
def test_paths_that_leave_the_scratch_folder_are_refused(child: Child, path: str) -> None:
    code = PATIENT.format(arguments="scratch") + f"try_it(lambda: open({path}, 'w'))"
    assert child(code, scratch=True, level=Level.PORTABLE).said.startswith("refused PermissionError None gradlings:open:")


def test_a_relative_path_counts_from_the_working_folder(child: Child) -> None:
    code = "os.chdir(scratch)\n" + PATIENT.format(arguments="scratch") + "try_it(lambda: open('a', 'w').close())"
    assert child(code, scratch=True).said == "allowed None\n"


def test_a_thread_is_refused_where_python_tells_of_it() -> None:
    with pytest.raises(PermissionError, match=r"gradlings:_thread\.start_new_thread:"):
        _hook(_refused(threads=False), _root(None), "/")("_thread.start_new_thread", (print, (), None))


def test_threads_may_be_allowed(child: Child) -> None:
    code = PATIENT.format(arguments="threads=True") + "try_it(lambda: threading.Thread(target=int).start())"
    assert child(code, limits="threads=True").said == "allowed None\n"


@pytest.mark.parametrize(
    "sabotage",
    [
        "import builtins; builtins.PermissionError = int; builtins.type = builtins.isinstance = print",
        "from tutor.judge.confinement import audit; vars(audit).clear()",
        "from tutor.judge.confinement import audit; audit._hook = audit.TOPICS = audit._PATHS = None",
        "from tutor.judge.confinement import audit; audit.TOPICS.clear(); audit._PATHS = ()",
        "sys.setrecursionlimit(60)",
        "os.O_WRONLY = os.O_CREAT = 0",
        "sys.settrace(lambda *event: None); sys.setprofile(lambda *event: None)",
    ],
)
def test_the_hook_survives_what_a_learner_can_do_to_python(child: Child, sabotage: str) -> None:
    code = PATIENT.format(arguments="") + sabotage + "\ntry: os.open(home + '/new', 0o101)\n"
    code += "except BaseException as fault: print(fault)"
    assert "gradlings:open:" in child(code, level=Level.PORTABLE).said


def test_the_hook_cannot_be_reached_through_its_own_error(child: Child) -> None:
    code = (
        PATIENT.format(arguments="")
        + """
try: os.fork()
except PermissionError as fault:
    frame = fault.__traceback__.tb_next.tb_frame
    while frame:
        frame.f_globals.clear() if "audit" in frame.f_code.co_filename else None
        frame = frame.f_back
try_it(os.fork)"""
    )
    assert child(code, level=Level.PORTABLE).said.startswith("refused PermissionError None gradlings:os.fork:")


REACHED = """
import types
FINE = (type(None), bool, int, float, str, type)
def changeable(value):
    if type(value) in (tuple, frozenset): return any(map(changeable, value))
    return type(value) not in FINE
try: os.fork()
except PermissionError as fault:
    trace = fault.__traceback__.tb_next
    while trace:
        frame, trace = trace.tb_frame, trace.tb_next
        print([name for name, value in frame.f_locals.items() if changeable(value)])
        print(frame.f_code.co_freevars + frame.f_code.co_cellvars + frame.f_code.co_names)
"""


def test_the_frames_of_a_refusal_hold_nothing_that_can_be_changed(child: Child) -> None:
    said = child(PATIENT.format(arguments="") + REACHED, level=Level.PORTABLE).said
    held, named = map(literal_eval, said.splitlines())
    assert (held, set(named)) == ([], {"split", "startswith"})


REWRITTEN = """
for attack in (os.fork, lambda: open("/tmp/x", "w"), lambda: os.remove("x"), lambda: __import__("_testcapi")):
    try: attack()
    except PermissionError as fault:
        trace = fault.__traceback__
        while trace.tb_next: trace = trace.tb_next
        for name in list(trace.tb_frame.f_locals):
            try: trace.tb_frame.f_locals[name] = ()
            except Exception: pass
try_it(os.fork)
"""


def test_what_is_written_into_the_frames_of_a_refusal_changes_no_later_one(child: Child) -> None:
    said = child(PATIENT.format(arguments="") + REWRITTEN, level=Level.PORTABLE).said
    assert said.startswith("refused PermissionError None gradlings:os.fork:")


def test_a_file_may_import_subprocess_and_not_use_it(child: Child) -> None:
    code = PATIENT.format(arguments="") + "del sys.modules['subprocess']\ntry_it(lambda: __import__('subprocess').PIPE)"
    assert child(code, level=Level.PORTABLE).said == "allowed -1\n"


def test_no_second_hook_can_be_added(child: Child) -> None:
    code = PATIENT.format(arguments="") + "sys.addaudithook(print)\nopen(0, closefd=False)"
    assert child(code, level=Level.PORTABLE).said == ""


def test_a_long_path_is_cut(child: Child) -> None:
    code = PATIENT.format(arguments="") + "try_it(lambda: open('/' + 'x' * 5000, 'w'))"
    assert len(child(code, level=Level.PORTABLE).said) < 300


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("gradlings:os.mkdir:/a:b", Message("confine.refused.write", {"event": "os.mkdir", "what": "/a:b"})),
        ("gradlings:something.else:", Message("confine.refused.call", {"event": "something.else", "what": ""})),
        ("[Errno 13] Permission denied: '/etc/passwd'", Message("confine.refused.read", {"what": "/etc/passwd"})),
        ('[Errno 13] Permission denied: "/it\'s"', Message("confine.refused.read", {"what": "/it's"})),
        ("[Errno 1] Operation not permitted", Message("confine.refused.call")),
        ("can't start new thread", Message("confine.refused.thread")),
        ("[Errno 2] No such file or directory: 'x'", None),
        ("you may not", None),
    ],
)
def test_the_text_of_a_refusal_becomes_a_message(text: str, expected: Message | None) -> None:
    assert refusal(text) == expected
