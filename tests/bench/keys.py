"""Bursts of mixed keys through a real terminal against a simple model of an editor: how many come out otherwise.

    python tests/bench/keys.py [BURSTS] [SETTING ...]

BURSTS (200) for each of 16 settings, or for those of the numbers given: 0, 5, 20 and 60 ms between keys, 80x24 and 150x46,
checks on and off. Seeds are fixed. The goal is none; the exit status is 1 if there is one.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

# Beside this file stands another called engine.py, which must not hide the package.
sys.path.sort(key=lambda folder: Path(folder).resolve() == Path(__file__).resolve().parent)

from tests.e2e.typist import SETTINGS, Setting, typist


def wrong(setting: Setting, bursts: int) -> int:
    """How many of the bursts came out otherwise; each is shown. A tutor that is out of step gets a successor."""
    found, at = 0, 0
    while at < bursts:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home, typist(Path(home), setting) as learner:
            for number in range(at, bursts):
                at = number + 1
                if fault := learner.burst(f"{number} {setting}", setting.between):
                    print(f"  {fault}", flush=True)
                    found += 1
                    break
    return found


def main(bursts: int, numbers: list[int]) -> int:
    total = 0
    for number in numbers or range(len(SETTINGS)):
        setting = SETTINGS[number]
        found = wrong(setting, bursts)
        total += found
        size, checks = f"{setting.width}x{setting.height}", "checks" if setting.checks else "no checks"
        print(f"{number:2} {size:7} {checks:9} {setting.between:2} ms: {found} of {bursts} bursts wrong", flush=True)
    print(f"{total} wrong")
    return bool(total)


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    sys.exit(main(given[0] if given else 200, given[1:]))
