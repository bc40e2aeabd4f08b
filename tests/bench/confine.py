"""How long confining takes in a warm worker: the median over fresh processes, layer by layer, in milliseconds.

python tests/bench/confine.py [RUNS]
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys

CHILD = """
import json, os, time
import numpy as np
from tutor.judge.confinement import confine as c
from tutor.judge.confinement import landlock, privileges, readable, rlimits, seccomp
marks = {}
def timed(name, act):
    begin = time.perf_counter()
    result = act()
    marks[name] = (time.perf_counter() - begin) * 1e3
    return result
np.linalg.inv(np.eye(4)) @ np.random.default_rng(0).normal(size=4)
paths = timed("readable_paths (once)", lambda: c.readable_paths(()))
level = timed("probe", c.probe)
whole = lambda: c.confine(level, readable=paths, scratch=None, limits=c.Limits())
LAYERS = {
    "limits": lambda: rlimits.apply(c.Limits()),
    "privileges": privileges.give_up_privileges,
    "landlock": lambda: landlock.restrict(paths, (readable.standard_library(),), None),
    "seccomp": lambda: c._filter_calls(c.Limits(), None),
}
if PARTS:
    for name, layer in LAYERS.items(): timed("  " + name, layer)
else:
    timed("confine", whole)
    timed("install_audit_hook", c.install_audit_hook)
print(json.dumps(marks))
"""


def measure(parts: bool) -> dict[str, float]:
    """The times of one fresh process."""
    command = [sys.executable, "-s", "-P", "-B", "-c", CHILD.replace("PARTS", str(parts))]
    ended = subprocess.run(command, env={"OPENBLAS_NUM_THREADS": "1"}, capture_output=True, text=True, check=True)
    times: dict[str, float] = json.loads(ended.stdout)
    return times


def main() -> None:
    """Print the median and the 90th percentile of every step."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    samples = [{**measure(parts=True), **measure(parts=False)} for _ in range(runs)]
    for name in samples[0]:
        times = sorted(sample[name] for sample in samples)
        print(f"{name:24} median {statistics.median(times):7.3f}   p90 {times[int(0.9 * (runs - 1))]:7.3f}")


if __name__ == "__main__":
    main()
