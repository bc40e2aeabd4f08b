"""Workers in real processes: used once, replaced, killed, and told apart when they fail."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from typing import Any

import pytest

from tests.present import present
from tests.waiting import until
from tutor.judge.confinement.confine import Level
from tutor.judge.pool import Pool, WorkerFailed
from tutor.judge.process import Processor, Worker
from tutor.judge.wire.programs import with_code
from tutor.model import End, Ending, LabPlan, Recording
from tutor.session.experiment import stopped
from tutor.text.messages import Words

CHECKS = """
from engine.checking import check_call
def checks(module, draw):
    yield from check_call(module.answer, case="N=1")
"""


def job(*texts: str, **more: Any) -> dict[str, Any]:
    runs = [{"name": f"run {n}", "file": f"file{n}.py", "text": text} for n, text in enumerate(texts)]
    return {"kind": "check", "runs": runs, "checks": CHECKS, "mine": [], "defines": ["answer"], "seed": 0, **more}


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def kill_and_see_it_dead(pid: int) -> None:
    """Without a turn of the event loop, which does not know of it yet."""
    os.kill(pid, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)


async def the_spare(pool: Pool) -> Worker:
    (spare,) = await until(lambda: pool.spares, "a spare")
    await spare.until_ready()
    return spare


async def test_one_job_runs_many_texts_and_keeps_their_prints_apart() -> None:
    texts = [f"def answer():\n    print('this is {n}')\n    return {n}" for n in range(3)]
    async with Pool(spares=0) as pool:
        found = await pool.check(job(*texts), 5)
    assert [run.records[0].value for run in found.values()] == [0, 1, 2]
    assert [run.prints for run in found.values()] == [f"this is {n}\n" for n in range(3)]


async def test_a_worker_is_used_once_and_replaced() -> None:
    async with Pool(spares=1) as pool:
        pool.warm()
        first = await the_spare(pool)
        await pool.check(job("def answer(): return 1"), 2)
        second = await the_spare(pool)
        assert second is not first
        await first.ended
        assert not alive(first.pid)


@pytest.mark.skipif(not hasattr(os, "getpriority"), reason="no priorities on this system")
async def test_a_worker_leaves_the_processor_to_whoever_types() -> None:
    async with Pool(spares=1) as pool:
        pool.warm()
        spare = await the_spare(pool)
        mine = os.getpriority(os.PRIO_PROCESS, 0)
        assert os.getpriority(os.PRIO_PROCESS, spare.pid) > min(mine, 18)


async def test_a_spare_that_died_while_it_waited_is_replaced_and_not_handed_out() -> None:
    async with Pool(spares=1) as pool:
        pool.warm()
        kill_and_see_it_dead((await the_spare(pool)).pid)
        found = await pool.check(job("def answer(): return 7"), 2)
    assert found["run 0"].ending == Ending(End.DONE)


async def test_a_worker_that_cannot_be_started_at_all_is_told_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutor.judge.process.sys.executable", "/nowhere/python")
    async with Pool(spares=1) as pool:
        pool.warm()
        with pytest.raises(WorkerFailed, match="/nowhere/python"):
            await pool.check(job("def answer(): return 1"), 2)


async def test_a_worker_that_never_gets_ready_is_told_with_what_it_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutor.judge.process.sys.executable", "/bin/ls")
    async with Pool(spares=0) as pool:
        with pytest.raises(WorkerFailed, match=r"ls|exit status"):
            await pool.check(job("def answer(): return 7"), 2)


async def test_a_cancelled_check_leaves_no_process() -> None:
    async with Pool(spares=1) as pool:
        pool.warm()
        worker = await the_spare(pool)
        running = asyncio.create_task(pool.check(job("while True: pass"), 3))
        await until(lambda: worker.listener, "a worker that has the job")
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        await asyncio.wait_for(worker.ended, 1)
        assert not alive(worker.pid)


async def test_a_spare_whose_check_was_called_off_while_it_came_up_serves_the_next() -> None:
    async with Pool(spares=1) as pool:
        pool.warm()
        (spare,) = await until(lambda: pool.spares, "a spare")
        for _ in range(3):
            running = asyncio.create_task(pool.check(job("def answer(): return 1"), 2))
            await asyncio.sleep(0)
            running.cancel()
            with pytest.raises(asyncio.CancelledError):
                await running
        assert pool.spares == (spare,)
        assert pool.living == {spare}
        assert (await pool.check(job("def answer(): return 7"), 2))["run 0"].records[0].value == 7
        await asyncio.wait_for(spare.ended, 1)


@pytest.mark.parametrize("moment", [0, 1, 2, 3, 4])
async def test_a_check_may_be_cancelled_while_its_worker_starts(moment: int) -> None:
    async with Pool(spares=0) as pool:
        running = asyncio.create_task(pool.check(job("def answer(): return 7"), 2))
        for _ in range(moment):
            await asyncio.sleep(0)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
    assert not pool.living


async def test_closing_ends_busy_workers_too() -> None:
    pool = Pool(spares=1)
    pool.warm()
    worker = await the_spare(pool)
    running = asyncio.create_task(pool.check(job("while True: pass"), 3))
    await asyncio.sleep(0)
    await pool.close()
    assert (await running)["run 0"].ending.how is End.DIED
    assert not alive(worker.pid)


async def test_a_check_that_comes_while_the_pool_closes_starts_no_worker() -> None:
    """One that is still starting when the event loop ends makes asyncio wait for ever."""
    pool = Pool(spares=1)
    pool.warm()
    closing = asyncio.create_task(pool.close())
    await asyncio.sleep(0)
    with pytest.raises(WorkerFailed, match="closed"):
        await pool.check(job("def answer(): return 1"), 2)
    await closing
    assert not pool.starting
    assert not pool.living


async def test_what_was_seen_before_a_hang_is_kept_with_its_prints_and_its_line() -> None:
    text = "def answer():\n    print('so far')\n    while True:\n        pass"
    async with Pool(spares=0) as pool:
        found = (await pool.check(job("def answer(): return 1", text), 1.0))["run 1"]
    assert found.ending.how is End.TIMED_OUT
    assert found.ending.crash is not None
    assert found.ending.crash.frames[0].function == "answer"
    assert found.ending.crash.frames[0].place.line in (3, 4)
    assert found.prints == "so far\n"
    assert found.seconds >= 1.0


async def test_a_run_that_has_ended_is_heard_of_while_the_next_goes_on() -> None:
    async with Pool(spares=0) as pool:
        heard: asyncio.Future[tuple[str, Recording]] = asyncio.get_running_loop().create_future()

        def hear_first(*run: Any) -> None:
            if not heard.done():
                heard.set_result(run)

        texts = "def answer(): return 5", "def answer():\n    while True: pass"
        running = asyncio.create_task(pool.check(job(*texts), 20, hear_first))
        name, run = await heard
        assert (name, run.ending.how, run.records[0].value, running.done()) == ("run 0", End.DONE, 5, False)


async def test_a_job_with_a_long_limit_may_use_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutor.judge.pool.CPU_SECONDS", 1)
    text = "import time\ndef answer():\n    while time.process_time() < 1.6: pass\n    return 1"
    async with Pool(spares=0) as pool:
        found = await pool.check(job(text), 30)
    assert found["run 0"].ending.how is End.DONE


async def test_an_earlier_text_that_no_longer_runs_is_named_and_the_learner_not_blamed() -> None:
    mine = [{"file": "gates.py", "text": "x = 1\n1 / 0", "names": ["x"]}]
    async with Pool(spares=0) as pool:
        found = (await pool.check(job("def answer(): return 1", mine=mine), 2))["run 0"]
    assert (found.ending.how, found.ending.facts) == (End.BROKEN, {"file": "gates.py"})
    assert found.ending.crash is not None
    assert found.ending.crash.place is not None
    assert found.ending.crash.place.line == 2


def busy_machine(monkeypatch: pytest.MonkeyPatch, seconds: float, state: str = "R") -> None:
    """The kernel says that a worker has had so much of a processor."""
    monkeypatch.setattr(Worker, "processor", lambda _: Processor(seconds, state))


SLOW = "import time\ndef answer():\n    time.sleep(0.6)\n    return 1"
ENDLESS = "def answer():\n    while True: pass"


async def test_code_that_was_not_let_run_gets_more_time(monkeypatch: pytest.MonkeyPatch) -> None:
    busy_machine(monkeypatch, 0.01)
    async with Pool(spares=0) as pool:
        found = await pool.check(job(SLOW), 0.3)
    assert found["run 0"].ending.how is End.DONE


async def test_code_that_waits_by_itself_gets_no_more_time(monkeypatch: pytest.MonkeyPatch) -> None:
    busy_machine(monkeypatch, 0.01, "S")
    async with Pool(spares=0) as pool:
        found = await pool.check(job(SLOW), 0.3)
    assert found["run 0"].ending.facts == {"seconds": 0.3}


async def test_on_a_busy_machine_nobody_speaks_of_a_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    busy_machine(monkeypatch, 0.01)
    async with Pool(spares=0) as pool:
        found = (await pool.check(job(ENDLESS), 0.2))["run 0"]
    assert found.ending.how is End.TIMED_OUT
    assert (found.ending.facts["had"], found.seconds >= 1.0) == (0.0, True)


async def test_a_loop_is_seen_to_have_had_the_processor() -> None:
    async with Pool(spares=0) as pool:
        worker = await pool.start()
        await worker.until_ready()
        before = worker.processor()
        worker.send(with_code(job(ENDLESS)))

        def ran() -> bool:
            now = worker.processor()
            return before is not None and now is not None and now.state == "R" and now.seconds > before.seconds + 0.1

        await until(ran, "the kernel tells that the loop runs")


async def test_one_run_of_many_may_have_less_time_than_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Worker, "processor", lambda _: None)
    async with Pool(spares=0) as pool:
        found = await pool.check(job("def answer(): return 1", ENDLESS), 60, each=0.5)
    assert [run.ending.how for run in found.values()] == [End.DONE, End.TIMED_OUT]
    assert found["run 1"].ending.facts == {"seconds": 0.5}


PLOTS = """
import argparse, sys
import numpy as np
import matplotlib.pyplot as plt
arguments = argparse.ArgumentParser()
arguments.add_argument("--epochs", type=int, default=3)
epochs = arguments.parse_args().epochs
fig, ax = plt.subplots()
ax.plot([1], [2])
line, = ax.plot([1])
_, row = plt.subplots(1, 3)
_, axes = plt.subplots(2, 3)
_, table = plt.subplots(1, 1, squeeze=False)
axes[1, 2].set_title("x"), [a.axis("off") for a in axes.flat], fig.add_subplot(1, 2, 1).imshow([[1]])
with plt.style.context("dark"): plt.figure().gca().legend()
def answer(): return np.array([epochs, *row.shape, *axes.shape, *table.shape, len(sys.argv)], float)
"""


async def test_a_file_typed_from_a_book_reads_its_arguments_and_draws_into_several_axes() -> None:
    async with Pool(spares=0) as pool:
        found = await pool.check(job(PLOTS), 5)
    assert [run.records[0].value.tolist() for run in found.values()] == [[3, 3, 2, 3, 1, 1, 1]]


LOOKING = """
import linecache, sys
WANTED = "known to " + "nobody"
def texts(value, depth=0):
    if isinstance(value, (bytes, bytearray)): value = value.decode("utf-8", "replace")
    if isinstance(value, str): yield value
    elif depth < 6 and isinstance(value, dict): yield from (t for v in list(value.values()) for t in texts(v, depth + 1))
    elif depth < 6 and isinstance(value, (list, tuple)): yield from (t for v in value for t in texts(v, depth + 1))
    elif depth < 6 and hasattr(value, "gi_frame"): yield from texts(dict(value.gi_frame.f_locals), depth + 1)
    elif depth < 6 and type(value).__name__ == "Decoder": yield from texts(vars(value), depth + 1)
def answer():
    frame, seen = sys._getframe(), [linecache.cache, linecache.getlines("earlier/solution.py")]
    while frame: seen.append(dict(frame.f_locals)); frame = frame.f_back
    return sum(WANTED in text for text in texts(seen))
"""


@pytest.mark.parametrize("own", [False, True])
async def test_the_text_of_a_model_answer_is_nowhere_in_a_learners_worker(own: bool) -> None:
    """The learner's own earlier text is: otherwise this test would find nothing whatever was there."""
    earlier = {"file": "earlier/solution.py", "text": "def f(): return 1  # known to nobody", "names": ["f"], "own": own}
    async with Pool(spares=0) as pool:
        found = await pool.check(job(LOOKING, mine=[earlier]), 5)
    assert [(run.ending, run.records[0].value > 0) for run in found.values()] == [(Ending(End.DONE), own)]


async def test_a_text_in_japanese_of_200_000_characters_travels() -> None:
    async with Pool(spares=0) as pool:
        found = (await pool.check(job("def answer(): return 1\n" + "#" + "あ" * 200_000), 4))["run 0"]
    assert found.ending.how is End.DONE


async def test_a_check_has_no_folder_to_write_in() -> None:
    text = "def answer():\n    open('kept.txt', 'w')"
    async with Pool(spares=0) as pool:
        found = (await pool.check(job(text), 2))["run 0"]
    assert found.records[0].value.text == "gradlings:open:kept.txt"


@pytest.mark.parametrize("source", ["random.random()", "np.random.rand()", "own.random()"])
async def test_random_numbers_are_the_same_at_each_call(source: str) -> None:
    text = f"import random\nimport numpy as np\nown = np.random.default_rng()\ndef answer(x):\n    return x * {source}"
    checks = "from engine.checking import check_function\n"
    checks += "def checks(m, draw): yield from check_function(m.answer, args={'x': (2,)}, case='N=2', draw=draw)"
    async with Pool(spares=0) as pool:
        found = (await pool.check(job(text, checks=checks), 2))["run 0"]
    assert [record.value for record in found.records if record.what == "again"] == [0.0]


async def test_the_pool_tells_when_the_kernel_held_less_than_was_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutor.judge.fork_server.can_fork", lambda _: False)  # a forked worker is ready at once
    async with Pool(spares=0) as pool:
        checking = asyncio.create_task(pool.check(job("def answer(): return 1"), 2))
        (worker,) = await until(lambda: pool.living, "a worker")
        assert pool.weaker is None
        worker.ready.set_result(Level.RLIMITS)
        await checking
        said = Words("en").say(present(pool.weaker))
    assert "resource limits only" in said
    assert "{" not in said


async def test_try_shows_what_the_prompt_would() -> None:
    async with Pool(spares=0) as pool:
        one = await pool.evaluate({**job("def answer(): return 6"), "expression": "y = answer() * 7\ny"}, 2)
        two = await pool.evaluate({**job("def answer(): return 6"), "expression": "nothing"}, 2)
    assert one.prints == "42\n"
    assert two.ending.crash is not None
    assert two.ending.crash.type == "NameError"


READS = """
import sys
def answer():
    return 1
found, frame = [], sys._getframe()
while frame:
    for value in list(frame.f_locals.values()):
        found += [str(one) for one in (value.values() if isinstance(value, dict) else [value])]
    frame = frame.f_back
print(any("check_call(module.answer" in one for one in found), any("SECRET" + "ANSWER" in one for one in found))
"""


@pytest.mark.parametrize("level", list(Level))
async def test_of_a_lesson_its_checks_can_be_read_and_no_answer_on_any_level(level: Level) -> None:
    """As `doctor` says. What is not the learner's own is compiled, and its text gone, before a line of theirs runs."""
    given = {"file": "earlier.py", "text": "# SECRETANSWER\ndef earlier(): pass\n", "names": ["earlier"]}
    async with Pool(spares=0, level=level) as pool:
        run = (await pool.check(job(READS, mine=[given]), 20.0))["run 0"]
    assert run.prints == "True False\n"


LAB = """
from engine.figures import Pixels
import numpy as np
def lab(module, draw, settings):
    print("begun")
    for n in range(int(settings.count)):
        yield Pixels(np.full((2, 2), float(n)))
"""


async def test_a_lab_gives_one_figure_for_each_grant_and_starts_anew_with_new_settings() -> None:
    plan = LabPlan(seconds=5, memory_mb=512)
    described = {**job("def answer(): return 1"), "kind": "lab", "lab": LAB, "settings": {"count": 2}}
    async with Pool(spares=0) as pool, pool.lab(described, plan) as lab:
        figures = [await lab.next() for _ in range(2)]
        assert [figure.image[0][0] for figure in figures] == [0.0, 1.0]
        assert await lab.next() == Ending(End.DONE)
        assert (await lab.next({"count": 1})).image[0][0] == 0.0
        assert lab.printed() == "begun\nbegun\n"


async def test_a_lab_may_write_in_its_own_folder_and_start_threads_where_its_plan_asks_for_them() -> None:
    text = """
import threading
from engine.figures import Pixels
import numpy as np
def lab(module, draw, settings):
    open('kept.txt', 'w').write('kept')
    done = []
    thread = threading.Thread(target=done.append, args=(1,))
    thread.start()
    thread.join()
    yield Pixels(np.full((2, 2), float(done[0])))
"""
    described = {**job("def answer(): return 1"), "kind": "lab", "lab": text, "settings": {}}
    async with Pool(spares=0) as pool, pool.lab(described, LabPlan(threads=2)) as lab:
        assert (await lab.next()).image[0][0] == 1.0


@pytest.mark.parametrize("grow", ["open(str(n), 'wb').write(bytes(1 << 20))", "open(str(n), 'wb').close()"])
async def test_a_lab_that_writes_without_end_is_stopped_and_told_why(grow: str) -> None:
    text = f"from itertools import count\ndef lab(module, draw, settings):\n    for n in count(): {grow}\n    yield None"
    described = {**job("def answer(): return 1"), "kind": "lab", "lab": text, "settings": {}}
    async with Pool(spares=0) as pool, pool.lab(described, LabPlan()) as lab:
        ending = await lab.next()
    assert ending.how is End.OVER_BUDGET
    said = stopped(ending)
    assert said is not None
    assert (
        Words("en").say(said).startswith("The experiment stopped: The lab wrote more into its folder than it may: 100 files")
    )


async def test_a_lab_that_writes_between_frames_is_stopped_with_the_learners_line() -> None:
    answer = "from itertools import count\ndef answer():\n    for n in count(): open(str(n), 'wb').close()"
    text = "def lab(module, draw, settings):\n    yield module.answer()"
    described = {**job(answer), "kind": "lab", "lab": text, "settings": {}}
    async with Pool(spares=0) as pool, pool.lab(described, LabPlan()) as lab:
        said = stopped(await lab.next())
    assert said is not None
    assert said.facts["why"].key == "run.over-budget-at"
    assert said.facts["why"].facts["line"] == 3


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("yield __import__('subprocess').run(['true'])", "Your code tried to start another program"),
        ("yield open('/tmp/x', 'w')", "Your code tried to write or change a file (open /tmp/x)"),
        ("raise SystemExit", "SystemExit."),
        ("yield 5", "TypeError: int is no figure; yield one of engine.figures"),
        ("yield Edge('a', 'b', 1.0)", "TypeError: Edge is no figure"),
        ("yield Board((5,))", "The check could not be completed"),
        ("yield Graph(('a',), (('a', 'b'),))", "The check could not be completed"),
        ("yield Checkpoint(1, {f'w{n}': np.zeros(100_000) for n in range(50)})", "ValueError: a frame has at most 16 MiB"),
    ],
)
async def test_what_stops_a_lab_is_said_in_words_for_people(body: str, said: str) -> None:
    text = f"import numpy as np\nfrom engine.figures import *\ndef lab(module, draw, settings):\n    {body}"
    described = {**job("def answer(): return 1"), "kind": "lab", "lab": text, "settings": {}}
    async with Pool(spares=0) as pool, pool.lab(described, LabPlan()) as lab:
        told = stopped(await lab.next())
    assert told is not None
    assert Words("en").say(told).startswith(f"The experiment stopped: {said}")


async def test_a_lab_whose_process_ends_says_so() -> None:
    text = "def lab(module, draw, settings):\n    yield __import__('os')._exit(4)"
    described = {**job("def answer(): return 1"), "kind": "lab", "lab": text, "settings": {}}
    async with Pool(spares=0) as pool, pool.lab(described, LabPlan()) as lab:
        assert await lab.next() == Ending(End.DIED, facts={"status": 4})


@pytest.mark.parametrize("mark", ["\f", "\u2028"])
async def test_what_ends_no_line_in_python_moves_no_place_of_an_exception(mark: str) -> None:
    text = "def answer():\n    # {}\n    'ä'; return 1 + undefined\n"
    async with Pool(spares=0) as pool:
        found = await pool.check(job(text.format("a note"), text.format(mark)), 5)
    plain, marked = (run.records[0].value for run in found.values())
    assert plain.frames[0].place.column == 20
    assert marked.frames == plain.frames
    assert marked.scene.code == plain.scene.code
