"""How long a whole `gradlings check affine-layer --json` takes beside `python -c "import numpy"`, measured in pairs.

    python tests/bench/cli.py [pairs]

Byte code is compiled first, as an installation does it. The budget is a ratio of at most 4.
"""

from __future__ import annotations

import compileall
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
NUMPY = [sys.executable, "-c", "import numpy"]
CHECK = [sys.executable, "-m", "tutor.cli", "check", "affine-layer", "--json"]
BUDGET = 4.0


def seconds(command: list[str], environ: dict[str, str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=environ, stdout=subprocess.DEVNULL, check=False)
    return time.perf_counter() - started


def main(pairs: int) -> None:
    for package in ("engine", "tutor", "lessons"):
        compileall.compile_dir(ROOT / package, quiet=2)
    with tempfile.TemporaryDirectory() as folder:
        environ = {**os.environ, "GRADLINGS_WORKSPACE": f"{folder}/work", "GRADLINGS_CONFIG": f"{folder}/settings.toml"}
        seconds(CHECK, environ)  # makes the workspace
        times = [(seconds(NUMPY, environ), seconds(CHECK, environ)) for _ in range(pairs)]
    numpy, check = (median(column) for column in zip(*times, strict=True))
    ratio = median(ours / theirs for theirs, ours in times)
    print(f"import numpy {numpy * 1e3:.0f} ms, check {check * 1e3:.0f} ms, ratio {ratio:.2f} (budget {BUDGET:g})")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
