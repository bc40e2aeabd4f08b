"""Engine against PyTorch, in pairs: `python tests/bench/engine.py` prints the table, for one thread and for two.

A ratio is engine time / PyTorch time, of medians; below 1 the engine is faster. Both take turns in one process, so that a
busy machine slows both. Beside each stands what share of this machine's own limits the engine comes to: of the
speed of its matrix product, and of its memory's, both measured in the same run.
`--json FILE` keeps the numbers; `--gpu` adds the table on CuPy, where there is a CUDA GPU.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROOT = Path(__file__).resolve().parents[2]
sys.path[0:1] = [
    str(ROOT),
    str(ROOT / "tests" / "bench"),
]  # this very file is called engine.py and must not hide the package

ROUNDS = 25
Row: TypeAlias = "dict[str, Any]"


def timed(step: Callable[[], object], calls: int = 1, finish: Callable[[], object] = lambda: None) -> float:
    """Seconds for one call of `step`."""
    started = time.perf_counter()
    for _ in range(calls):
        step()
    finish()
    return (time.perf_counter() - started) / calls


def in_turns(
    ours: Callable[[], object],
    theirs: Callable[[], object],
    calls: int,
    rounds: int,
    finish: Sequence[Callable[[], object]] = (lambda: None, lambda: None),
) -> list[float]:
    """Median seconds of both, timed alternately after a warm-up."""
    pairs = [(timed(ours, calls, finish[0]), timed(theirs, calls, finish[1])) for _ in range(rounds + 3)][3:]
    return [median(each) for each in zip(*pairs, strict=True)]


def table(threads: int, gpu: bool = False) -> Iterator[Row]:
    """One row for each work: name, seconds of both, ratio, goal."""
    import numpy as np
    import torch
    from engine_works import WORKS, gradient_check
    from limits import measure

    torch.set_num_threads(threads)
    limits = measure()
    xp: Any = np
    device, finish = "cpu", (lambda: None, lambda: None)
    if gpu:
        import cupy

        xp, device, finish = cupy, "cuda", (cupy.cuda.Device().synchronize, torch.cuda.synchronize)
    for make in WORKS:
        work = make()
        rounds = 5 if "spiral" in work.name else ROUNDS
        ours, theirs = in_turns(work.ours(xp), work.theirs(device), work.calls, rounds, finish)
        row = {"work": work.name, "ours": ours, "theirs": theirs, "ratio": ours / theirs, "goal": work.goals[threads > 1]}
        yield row if gpu else row | dict(zip(("products", "memory"), work.shares(ours, limits), strict=True))
    if not gpu:
        yield {"work": "limits", "flops": limits.flops, "bytes": limits.bytes_per_second}
        check = gradient_check()
        seconds = median([timed(check) for _ in range(ROUNDS)])
        yield {"work": "gradient check of 784-50-10, directional", "ours": seconds, "goal": 0.005}


def memory(side: str, number: int) -> Row:
    """Bytes by which the process grows at its peak in five steps of one work, after the network has been built."""
    import numpy as np
    import torch
    from engine_works import WORKS

    torch.set_num_threads(1)
    work = WORKS[number]()
    step = work.ours(np) if side == "ours" else work.theirs("cpu")
    Path("/proc/self/clear_refs").write_text("5")  # Linux: forget the peak so far
    before = resident("VmRSS")
    for _ in range(5):
        step()
    return {"bytes": resident("VmHWM") - before}


def resident(field: str) -> int:
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(field))
    return int(line.split()[1]) * 1024


def in_child(threads: int, *arguments: object) -> Any:
    """Run this file anew: the number of BLAS threads is fixed once NumPy is loaded."""
    names = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
    environment = os.environ | dict.fromkeys(names, str(threads))
    command = [sys.executable, __file__, "--child", *map(str, arguments)]
    return json.loads(subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout)


def print_table(title: str, rows: Sequence[Row]) -> None:
    heads = f"{'engine ms':>11}{'PyTorch ms':>12}{'ratio':>8}{'goal':>8}{'of products':>13}{'of memory':>11}"
    print(f"\n{title}\n{'work':<44}{heads}")
    for row in rows:
        if "flops" in row:
            print(f"limits: products {row['flops'] / 1e9:.0f} GFLOP/s, memory {row['bytes'] / 1e9:.0f} GB/s")
            continue
        theirs = f"{row['theirs'] * 1e3:.2f}" if "theirs" in row else "-"
        ratio = f"{row['ratio']:.2f}" if "ratio" in row else "-"
        goal = f"{row['goal']:.2f}" if "ratio" in row else f"{row['goal'] * 1e3:.0f} ms"
        shares = f"{row['products']:>12.0%}{row['memory']:>11.0%}" if "products" in row else ""
        print(f"{row['work']:<44}{row['ours'] * 1e3:>11.2f}{theirs:>12}{ratio:>8}{goal:>8} {shares}")


def print_memory(rows: Sequence[Row]) -> None:
    print(f"\npeak memory of a step\n{'work':<44}{'engine MB':>11}{'PyTorch MB':>12}")
    for row in rows:
        print(f"{row['work']:<44}{row['ours'] / 1e6:>11.1f}{row['theirs'] / 1e6:>12.1f}")


def has_cuda() -> bool:
    try:
        import cupy

        return bool(cupy.cuda.runtime.getDeviceCount())
    except Exception:  # noqa: BLE001 - CuPy missing, no driver, no device: all mean that there is no GPU to measure
        return False


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--gpu", action="store_true")
    chosen = parser.parse_args()
    results = {f"threads={n}": in_child(n, "table", n) for n in (1, 2)}
    for title, rows in results.items():
        print_table(title, rows)
    works = [row["work"] for row in results["threads=1"] if "ratio" in row]
    sides = ("ours", "theirs")
    results["memory"] = [
        {"work": work} | {side: in_child(1, "memory", side, i)["bytes"] for side in sides} for i, work in enumerate(works)
    ]
    print_memory(results["memory"])
    if chosen.gpu:
        if has_cuda():
            results["gpu"] = in_child(1, "gpu")
            print_table("on the GPU: CuPy beside PyTorch", results["gpu"])
        else:
            print("\nNo CUDA GPU here: nothing measured on CuPy.")
    if chosen.json:
        chosen.json.write_text(json.dumps(results, indent=1))


def child(kind: str, *arguments: str) -> None:
    jobs: dict[str, Callable[[], object]] = {
        "table": lambda: list(table(int(arguments[0]))),
        "gpu": lambda: list(table(1, gpu=True)),
        "memory": lambda: memory(arguments[0], int(arguments[1])),
    }
    print(json.dumps(jobs[kind]()))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(*sys.argv[2:])
    else:
        main()
