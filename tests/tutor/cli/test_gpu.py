"""The GPU of a machine: which CuPy fits its driver, and from which size on it pays. The strict stand-in plays the GPU."""

from __future__ import annotations

import json
import sys
from types import SimpleNamespace
from typing import Any

import pytest

from engine import backend
from engine.checking import strict
from engine.checking.strict import STRICT
from tutor.cli import gpu
from tutor.cli.command_loop import CommandLoop
from tutor.cli.commands import bench
from tutor.cli.context import CommandContext
from tutor.cli.gpu import Drivers, advice, version_in, wheel_for
from tutor.cli.gpu_bench import Reading, pays_from, readings, seconds, waiting
from tutor.judge.child.worker import take_gpu
from tutor.judge.confinement.confine import Level
from tutor.judge.launch import GPU, environment
from tutor.judge.pool import Pool


@pytest.mark.parametrize(
    ("cuda", "wheel"), [(13010, "cupy-cuda13x"), (13000, "cupy-cuda13x"), (12090, "cupy-cuda12x"), (12000, "cupy-cuda12x")]
)
def test_the_wheel_is_the_newest_that_the_driver_runs(cuda: int, wheel: str) -> None:
    assert wheel_for(cuda) == wheel


def test_nvidia_smi_tells_the_version_of_cuda() -> None:
    assert version_in("| NVIDIA-SMI 550.54   Driver Version: 550.54   CUDA Version: 12.4     |") == 12040
    assert version_in("NVIDIA-SMI has failed") is None


def test_the_command_installs_beside_the_python_that_runs_the_tutor() -> None:
    said = advice(Drivers(cuda=12040))
    assert said.key == "gpu.install"
    assert said.facts["command"] == f'{sys.executable} -m pip install "cupy-cuda12x[ctk]"'


@pytest.mark.parametrize(
    ("found", "key"),
    [
        (Drivers(), "gpu.no-driver"),
        (Drivers(rocm=True), "gpu.rocm"),
        (Drivers(cuda=11080), "gpu.old-driver"),
        (Drivers(cuda=13000, rocm=True), "gpu.install"),
    ],
)
def test_where_nothing_fits_it_is_said_why(found: Drivers, key: str) -> None:
    assert advice(found).key == key


def test_the_driver_is_asked_by_its_library(monkeypatch: pytest.MonkeyPatch) -> None:
    def version(number: Any) -> int:
        number._obj.value = 12060  # noqa: SLF001 - byref has no public way back
        return 0

    monkeypatch.setattr("ctypes.CDLL", lambda name: SimpleNamespace(cuDriverGetVersion=version))
    assert gpu.drivers().cuda == 12060


def test_nvidia_smi_is_asked_where_the_library_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise OSError(name)

    monkeypatch.setattr("ctypes.CDLL", missing)
    monkeypatch.setattr("shutil.which", lambda name: name)
    monkeypatch.setattr("subprocess.run", lambda *_, **__: SimpleNamespace(stdout="CUDA Version: 13.0 "))
    assert gpu.drivers().cuda == 13000


def ran(*pairs: tuple[float, float]) -> list[Reading]:
    return [Reading("product", 2**power, cpu, there) for power, (cpu, there) in enumerate(pairs, 4)]


def test_the_gpu_pays_from_the_size_on_from_which_it_always_wins() -> None:
    assert pays_from(ran((1, 5), (4, 5), (20, 5), (99, 5)), "product") == 64
    assert pays_from(ran((9, 5), (4, 5), (20, 5)), "product") == 64
    assert pays_from(ran((9, 5), (4, 5)), "product") is None
    assert pays_from([], "product") is None


def test_both_kinds_of_work_run_on_another_module_unchanged() -> None:
    ticks = iter(range(10**9))
    found = list(readings(STRICT, (16, 32), clock=lambda: next(ticks) * 1e-3))
    assert [(one.work, one.size) for one in found] == [("product", 16), ("product", 32), ("layer", 16), ("layer", 32)]
    assert all(one.cpu > 0 and one.gpu > 0 for one in found)


def test_a_size_that_takes_the_processor_too_long_is_the_last() -> None:
    ticks = iter(range(10**9))
    assert [one.size for one in readings(STRICT, (16, 32), clock=lambda: next(ticks) * 10.0)] == [16, 16]


def test_the_clock_is_read_after_the_gpu_was_waited_for() -> None:
    events: list[str] = []
    device = SimpleNamespace(synchronize=lambda: events.append("wait"))

    def clock() -> float:
        events.append("clock")
        return len(events) * 1e-3

    seconds(lambda: None, waiting(SimpleNamespace(cuda=SimpleNamespace(Device=lambda: device))), clock)
    assert events == ["wait", "clock"] * (len(events) // 2)


@pytest.fixture
def context(monkeypatch: pytest.MonkeyPatch) -> CommandContext:
    monkeypatch.setattr(backend, "gpu", lambda: STRICT)
    desk = CommandContext(CommandLoop())
    desk.take(None, "en")
    return desk


def bench_gpu(context: CommandContext, as_json: bool) -> int:
    return bench.run(context, SimpleNamespace(what="gpu", largest=32, as_json=as_json))  # type: ignore[arg-type]


def test_bench_prints_each_reading_a_picture_and_what_follows(
    context: CommandContext, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bench_gpu(context, as_json=False) == 0
    said = capsys.readouterr().out
    assert "product, 16 x 16:" in said
    assert "forward of a layer" in said
    assert said.count("(strict)") == 2


def test_bench_as_json_is_one_object(context: CommandContext, capsys: pytest.CaptureFixture[str]) -> None:
    bench_gpu(context, as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert told["device"] == "strict"
    assert [row["size"] for row in told["readings"]] == [16, 32, 16, 32]
    assert told["pays_from"].keys() == {"product", "layer"}


@pytest.mark.parametrize("reason", ["missing", "device", "broken: no libnvrtc"])
def test_without_a_gpu_bench_says_so_and_what_would_help(
    context: CommandContext, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], reason: str
) -> None:
    def none() -> None:
        raise backend.NoGpu(reason)

    monkeypatch.setattr(backend, "gpu", none)
    monkeypatch.setattr(gpu, "drivers", lambda: Drivers(cuda=13000))
    assert bench_gpu(context, as_json=False) == 1
    said = capsys.readouterr().out
    assert "There is nothing to measure" in said
    assert "cupy-cuda13x" in said
    assert reason.partition(": ")[2] in said


def test_a_check_on_the_gpu_says_clearly_that_there_is_none(gradlings: Any) -> None:
    if gpu.installed():
        pytest.skip("CuPy is installed here")
    done = gradlings("check", "gpu", "--gpu", "--file", "lessons/gpu/solution.py")
    assert done.returncode == 2
    assert "--gpu has nothing to run on. CuPy is not installed." in done.stderr


def test_a_worker_for_the_gpu_has_it_among_the_modules_that_code_is_tried_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backend, "gpu", lambda: STRICT)
    monkeypatch.setattr(strict, "given", [])
    take_gpu()
    assert strict.others() == [STRICT, STRICT]


def test_a_pool_for_the_gpu_asks_for_no_layer_that_a_driver_cannot_live_with() -> None:
    pool = Pool(spares=0, gpu=True)
    assert pool.level is Level.PORTABLE
    assert not pool.supervisor.possible


def test_a_worker_for_the_gpu_is_told_so_and_finds_its_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUDA_PATH", "/opt/cuda")
    assert environment(1, gpu=True).items() >= {"CUDA_PATH": "/opt/cuda", GPU: "1", "CUPY_CACHE_IN_MEMORY": "1"}.items()
    assert GPU not in environment(1)


def test_no_file_names_a_package_that_no_registry_has() -> None:
    from pathlib import Path

    root = Path(__file__).parents[3]
    texts = [*root.glob("*.md"), *root.glob("lessons/*/*.md"), *root.glob("tutor/**/*.toml"), *root.glob("docs/*.md")]
    assert [text.name for text in texts if "gradlings[gpu]" in text.read_text("utf-8")] == []
