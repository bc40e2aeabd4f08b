"""The fork server: a process that has imported and rehearsed all that a check needs, and forks a worker on request.

Importing is nearly all that a worker costs; a forked one has it done. The server is the only process of the tutor that
forks, and it may, because:

- it has one thread, so no lock is held by another that the child would wait for; it makes sure of that, or ends;
- no line of a learner's ever runs in it, nor does any learner's text or model answer reach it: each worker begins as clean
  as a fresh interpreter, and is used once;
- a worker confines itself by the very call that a fresh one uses (`worker.serve`), filter, limits and all, on top of what
  the server has given up before: privileges, and every file that a worker may not read, save /proc. A filter of system calls
  would have to allow the server what a worker's refuses above all, so it has none;
- a worker cannot reach the server: its standard input takes the place of the server's socket; the filter refuses signals
  to others, ptrace and their like, wherever there is a server at all; neither memory can be opened by the other;
- a worker is the tutor's child and not the server's (`fork_sibling`): it dies with the tutor, and whatever becomes of the
  server is nothing to it. The server dies with the tutor, too.

Run as a script by `tutor.judge.fork_server`; standard input is a socket whose packets are requests with three descriptors,
which become the worker's standard input, output and error. The answer is the worker's process number.
"""

from __future__ import annotations

import gc
import json
import os
import select
import socket
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, NamedTuple, NoReturn

from tutor.judge.child import worker
from tutor.judge.child.pages import Region, owner, used_regions
from tutor.judge.child.siblings import fork_sibling
from tutor.judge.confinement.confine import Level, confine_server, die_with_parent, probe

LONGEST = 4096  # bytes of a request
PIPES = 3
PAUSE = 0.05  # seconds without a request after which the server does what can wait
LATER = ("numpy.ma",)
"""What NumPy imports at the first call that needs it, such as np.unique: 10 ms that one worker after another would pay."""

THREADED, CANNOT_CONFINE = 112, 113
"""Exit statuses: a thread runs that a fork would leave behind; the kernel holds less than a fork server asks for."""


class Ready(NamedTuple):
    """What the server has ready for its workers: what they can be asked to do, how firmly they are held and what they may
    read; and what of its memory they make their own while they wait, as soon as it has found time to look."""

    kinds: worker.Kinds
    level: Level
    paths: tuple[str, ...]
    regions: tuple[Region, ...] = ()


def answer(server: socket.socket, ready: Ready) -> bool:
    """Fork the worker that the next request asks for; False when there will be none any more."""
    request, pipes, _, _ = socket.recv_fds(server, LONGEST, PIPES)
    if not request:
        return False
    try:
        pid = fork_sibling()
    except OSError as refused:
        server.send(json.dumps({"refused": str(refused)}).encode())
    else:
        if pid == 0:
            server.detach()
            _work(json.loads(request), pipes, ready)
        server.send(json.dumps({"pid": pid}).encode())
    for pipe in pipes:
        os.close(pipe)
    return True


def _work(request: dict[str, Any], pipes: list[int], ready: Ready) -> NoReturn:
    """In the child: be a worker, with nothing left of the server's."""
    die_with_parent(request["parent"])
    os.setsid()
    for standard, pipe in enumerate(pipes):
        os.dup2(pipe, standard)
        os.close(pipe)
    limits = worker.limits_of(address_space=request["address_space"], cpu_seconds=request["cpu_seconds"])
    # No name of this frame, which lies below the learner's, holds what reaches the C library.
    worker.serve(ready.kinds, worker.channel(), ready.level, ready.paths, limits, get_ready=_preparation(ready.regions))


def _preparation(regions: Sequence[Region]) -> Callable[[], None]:
    """What a worker does until its job comes."""
    own = owner(regions, worker.is_asked)

    def prepare() -> None:
        own()
        if not worker.is_asked():
            _rehearse()

    return prepare


def _rehearse(times: int = 1) -> None:
    from tutor.judge.child.warm_up import warm_up

    warm_up(times)


def main(arguments: list[str]) -> None:
    """arguments: parent pid, confinement level (empty: the firmest that the kernel offers)."""
    parent, level = int(arguments[0]), Level(arguments[1]) if arguments[1] else probe()
    die_with_parent(parent)
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))  # what whoever started the tutor has left open for its children
    os.setsid()  # no key of the terminal is meant for it
    os.chdir(os.sep)
    worker.be_less_urgent()
    gc.disable()  # importing makes no garbage, and looking for it takes time; `settle` enables it
    kinds = worker.ready_for_checks(rehearsals=1)
    worker.settle()
    paths = worker.readable()
    if len(os.listdir("/proc/self/task")) > 1:
        sys.exit(THREADED)
    if not confine_server(level, readable=paths):
        sys.exit(CANNOT_CONFINE)
    with socket.socket(fileno=0) as server:
        server.send(b"{}")
        ready = Ready(kinds, level, paths)
        while not _pauses(server) and answer(server, ready):
            pass
        _do_what_can_wait()
        ready = ready._replace(regions=used_regions())
        while answer(server, ready):
            pass


def _pauses(server: socket.socket) -> bool:
    """A command asks for two workers as soon as the server is up, and for no more; in the tutor there are pauses."""
    return not select.select([server], [], [], PAUSE)[0]


def _do_what_can_wait() -> None:
    for name in LATER:
        import_module(name)
    _rehearse(times=2)
    gc.freeze()


if __name__ == "__main__":
    main(sys.argv[1:])
