"""Workers forked from the fork server, and what comes in their place where there is none."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tutor.judge.confinement.confine import Level, probe
from tutor.judge.fork_server import Supervisor, can_fork
from tutor.judge.pool import Pool
from tutor.judge.process import Worker

from .test_pool import job, kill_and_see_it_dead, the_spare

needs_forking = pytest.mark.skipif(not can_fork(probe()), reason="no fork server where calls cannot be filtered")

SEVEN = "def answer(): return 7"
SABOTAGE = "import numpy as np\nimport engine.functions\nnp.zeros = np.dot = None\ndef answer(): return 1"


def forked(worker: Worker) -> bool:
    return worker.adopted


def server_of(pool: Pool) -> int:
    assert pool.supervisor.server is not None
    return pool.supervisor.server.pid


def status_of(pid: int, field: str) -> str:
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    return next(line.split(":")[1].strip() for line in lines if line.startswith(f"{field}:"))


async def born(pool: Pool) -> Worker:
    worker = await pool.start(cpu_seconds=1)
    await worker.until_ready()
    return worker


@needs_forking
async def test_workers_are_forked_from_one_server() -> None:
    async with Pool(spares=0) as pool:
        first, second = await born(pool), await born(pool)
        assert forked(first)
        assert forked(second)
        assert server_of(pool) not in (first.pid, second.pid)
        first.kill()
        second.kill()


@needs_forking
async def test_a_forked_worker_is_our_child_in_a_session_of_its_own_with_nothing_of_the_servers() -> None:
    async with Pool(spares=0) as pool:
        worker = await born(pool)
        pid, server = worker.pid, server_of(pool)
        pipes = [os.readlink(f"/proc/{pid}/fd/{name}") for name in os.listdir(f"/proc/{pid}/fd")]
        assert int(status_of(pid, "PPid")) == os.getpid()
        assert os.getsid(pid) == os.getpgid(pid) == pid != os.getsid(server)
        assert {pipe.split(":")[0] for pipe in pipes} == {"pipe"}
        assert len(set(pipes)) == 3
        worker.kill()


@needs_forking
async def test_a_forked_worker_is_confined_as_a_spawned_one_is() -> None:
    fields = ("CapEff", "CapPrm", "NoNewPrivs", "Seccomp", "Seccomp_filters", "Threads")
    async with Pool(spares=0) as pool:
        child, spawned = await born(pool), await Worker.start(probe(), cpu_seconds=1)
        await spawned.until_ready()
        ours, theirs = ([status_of(worker.pid, field) for field in fields] for worker in (child, spawned))
        assert ours == theirs
        assert child.ready.result() == spawned.ready.result() == probe()
        assert limits(child, but="Max address space") == limits(spawned, but="Max address space")
        for worker in (child, spawned):
            worker.kill()
            await worker.ended


def limits(worker: Worker, *, but: str) -> list[str]:
    lines = Path(f"/proc/{worker.pid}/limits").read_text("ascii").splitlines()
    return [line for line in lines if not line.startswith(but)]


@needs_forking
async def test_what_one_worker_does_to_its_modules_the_next_does_not_see() -> None:
    async with Pool(spares=0) as pool:
        await pool.check(job(SABOTAGE), 2)
        found = await pool.check(job("import numpy as np\ndef answer(): return np.dot(np.zeros(2), 1).shape"), 2)
    assert found["run 0"].records[0].value == (2,)


@pytest.mark.parametrize("level", [probe(), Level.PORTABLE])
@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("while True: pass", -signal.SIGXCPU),
        ("import os\nos._exit(3)", 3),
        ("import os\nos.abort()", -signal.SIGABRT),
    ],
)
async def test_how_a_worker_ended_is_told_apart_whichever_way_it_was_born(level: Level, text: str, status: int) -> None:
    async with Pool(spares=0, level=level) as pool:
        worker = await born(pool)
        worker.send(job(text))
        assert await worker.ended == status


async def test_without_the_filter_of_calls_nothing_is_forked() -> None:
    async with Pool(spares=0, level=Level.RLIMITS) as pool:
        worker = await born(pool)
        assert not forked(worker)
        assert pool.supervisor.server is None
        worker.kill()


@needs_forking
async def test_a_server_that_is_gone_is_replaced_and_nobody_waits_for_it() -> None:
    async with Pool(spares=0) as pool:
        before = await born(pool)
        kill_and_see_it_dead(server_of(pool))
        assert before.usable
        between, after = await born(pool), await born(pool)
        assert [forked(worker) for worker in (between, after)] == [False, True]
        for worker in (before, between, after):
            worker.kill()


@needs_forking
async def test_a_server_that_hangs_holds_nobody_up_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    async with Pool(spares=0) as pool:
        first, server = await born(pool), server_of(pool)
        os.kill(server, signal.SIGSTOP)
        monkeypatch.setattr("tutor.judge.fork_server.PATIENCE", 0.05)
        second = await born(pool)
        assert not forked(second)
        with pytest.raises(ProcessLookupError):
            os.kill(server, 0)
        first.kill()
        second.kill()


@needs_forking
async def test_where_the_server_does_not_come_up_workers_are_spawned(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "child").mkdir()
    (tmp_path / "child" / "fork_server.py").write_text("raise SystemExit(1)")
    monkeypatch.setattr("tutor.judge.launch.__file__", str(tmp_path / "launch.py"))
    supervisor = Supervisor(probe())
    assert await supervisor.fork() is None
    assert await supervisor.fork() is None
    assert supervisor.server is None


@needs_forking
async def test_a_pool_that_closes_while_its_server_comes_up_leaves_nothing() -> None:
    pool = Pool(spares=2)
    pool.warm()
    await asyncio.sleep(0)
    server = pool.supervisor.server
    assert server is not None
    await pool.close()
    assert not pool.living
    assert server.status is not None


@needs_forking
async def test_closing_ends_the_server() -> None:
    async with Pool(spares=1) as pool:
        pool.warm()
        await the_spare(pool)
        server = server_of(pool)
    with pytest.raises(ProcessLookupError):
        os.kill(server, 0)


@needs_forking
async def test_a_pool_closes_though_its_server_is_gone_already() -> None:
    async with Pool(spares=0) as pool:
        (await born(pool)).kill()
        kill_and_see_it_dead(server_of(pool))
    assert not pool.living


TUTOR = """
import asyncio
from tutor.judge.pool import Pool

async def main():
    async with Pool(spares=2) as pool:
        busy, waiting = await pool.start(), await pool.start()
        await busy.until_ready()
        await waiting.until_ready()
        run = {"name": "a", "file": "a.py", "text": "while True: pass"}
        busy.send({"kind": "check", "runs": [run], "mine": [], "defines": [], "seed": 0})
        server = pool.supervisor.server
        print(*(worker._transport.get_pid() for worker in (busy, waiting)), server.pid, flush=True)
        await busy.ended

asyncio.run(main())
"""


@needs_forking
def test_when_the_tutor_is_killed_its_server_and_every_worker_go_with_it() -> None:
    with subprocess.Popen([sys.executable, "-c", TUTOR], stdout=subprocess.PIPE, text=True) as tutor:
        assert tutor.stdout is not None
        watched = [os.pidfd_open(int(pid)) for pid in tutor.stdout.readline().split()]
        assert len(watched) == 3
        assert select.select(watched, [], [], 0)[0] == []
        tutor.kill()
        for handle in watched:  # readable when the process is gone; the busy worker alone would go on for seconds
            assert select.select([handle], [], [], 2)[0] == [handle]
            os.close(handle)


@needs_forking
async def test_a_forked_worker_rehearses_while_it_waits_so_that_no_check_pays_for_memory_still_shared() -> None:
    async with Pool(spares=0) as pool:
        worker = await born(pool)
        async with asyncio.timeout(10):
            while pages_taken(worker) < 900:
                await asyncio.sleep(0.01)
        worker.kill()


def pages_taken(worker: Worker) -> int:
    """How many pages of memory it has made its own, since it was forked."""
    return int(Path(f"/proc/{worker.pid}/stat").read_text("ascii").rpartition(")")[2].split()[7])
