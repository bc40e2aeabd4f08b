"""Random keys for a long time: does the tutor stay up, and does its memory level off?

    python tests/bench/soak.py [MINUTES] [SEED]

The keys are those of the whole tutor, in bursts, in a terminal that changes its size now and then. Prints the resident
memory once a minute and what the tutor says if it ends by a fault; the exit status is 1 if it does.
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path
from time import monotonic, sleep

# Beside this file stands another called engine.py, which must not hide the package.
sys.path.sort(key=lambda folder: Path(folder).resolve() == Path(__file__).resolve().parent)

from tests.e2e.editing import BYTES
from tests.e2e.pseudo import PseudoTerminal
from tests.e2e.typist import Setting, tutor_in

LETTERS = [letter.encode() for letter in "abcdefghilmnoprstuvwxyz0123456789 ()=+-.,:/?#@"]
NAMED = [
    # Not Ctrl+Z: while the learner's own editor has the terminal, it stops whoever is in front, as everywhere.
    *(data for name, data in BYTES.items() if name != "undo"),
    b"\x1b",  # Escape
    b"\x1b[5~", b"\x1b[6~",  # pages
    b"\x1bOP", b"\x1bOQ", b"\x1bOR", b"\x1bOS",  # F1 to F4
    b"\x1b[15~", b"\x1b[18~", b"\x1b[19~", b"\x1b[20~", b"\x1b[24~",  # F5, F7 to F9, F12
    b"\x10", b"\x06", b"\x1f", b"\x12",  # Ctrl+P, F, /, R
    b"\x1b[Z",  # Shift+Tab
    b"\x1b[200~self.db = dout.sum(axis=0)\n\x1b[201~",
]  # fmt: skip
SIZES = ((80, 24), (150, 46), (60, 18), (20, 5))
BURST = 12
PAUSES = (0.02, 0.2, 0.6, 1.2)  # seconds; quicker than screens can open, keys would only pile up


def burst(rng: random.Random) -> bytes:
    """Some keys at once: letters most of all, as they are keys and text alike. `q` is not among them."""
    return b"".join(rng.choice(LETTERS if rng.random() < 0.6 else NAMED) for _ in range(rng.randint(1, BURST)))


def memory(pid: int) -> float:
    """Resident, in MB."""
    pages = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1])
    return pages * 4096 / 1e6


def soak(terminal: PseudoTerminal, rng: random.Random, minutes: float) -> bool:
    """Type until the time is up or the tutor has ended; whether it is still there."""
    began = monotonic()
    minute = 0
    while terminal.status is None and monotonic() - began < 60 * minutes:
        if monotonic() - began >= 60 * minute:
            print(f"{minute:3} min  {memory(terminal.pid):6.1f} MB", flush=True)
            minute += 1
        terminal.send(burst(rng))
        if rng.random() < 0.01:
            terminal.resize(*rng.choice(SIZES))
        sleep(rng.choice(PAUSES))
    return terminal.status is None


def main(minutes: float, seed: int) -> int:
    """Whoever finds Quit in the palette has left the tutor as one may: the next one goes on in the same workspace."""
    rng, ends = random.Random(seed), monotonic() + 60 * minutes
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        while (left := (ends - monotonic()) / 60) > 0:
            terminal = tutor_in(Path(home), Setting(0, 80, 24, checks=True))
            try:
                lasted = soak(terminal, rng, left)
            finally:
                terminal.close()
            if not lasted and terminal.status != 0:
                print(f"ended with {terminal.status}\n" + terminal.tail[-6000:].decode("utf-8", "replace"))
                return 1
            print("the time is up" if lasted else "left by Quit, and opened anew")
    return 0


if __name__ == "__main__":
    given = sys.argv[1:]
    sys.exit(main(float(given[0]) if given else 20.0, int(given[1]) if len(given) > 1 else 0))
