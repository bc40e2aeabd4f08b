"""The GPU of this machine: which driver there is, and which CuPy fits it."""

from __future__ import annotations

import contextlib
import ctypes
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from engine.backend import NoGpu
from tutor.model import Message

LIBRARIES = ("libcuda.so.1", "nvcuda.dll")  # of the driver: Linux (WSL too), Windows
WHEELS = ((13, "cupy-cuda13x"), (12, "cupy-cuda12x"))  # the newest first; a driver runs the wheels of older versions, too
ROCM = Path("/opt/rocm")
SECONDS = 10.0  # for nvidia-smi, which starts a sleeping card


@dataclass(frozen=True, slots=True)
class Drivers:
    """cuda: the newest CUDA that NVIDIA's driver can run, as 1000 * major + 10 * minor; None without one. rocm: AMD's."""

    cuda: int | None = None
    rocm: bool = False


def drivers() -> Drivers:
    """What is installed, asked of the driver's library, else of nvidia-smi. Nothing of CuPy is loaded."""
    return Drivers(next(filter(None, (ask() for ask in (_by_library, _by_nvidia_smi))), None), ROCM.exists())


def _by_library() -> int | None:
    for name in LIBRARIES:
        number = ctypes.c_int(0)
        with contextlib.suppress(OSError, AttributeError):  # not there, or too old to know the function
            if ctypes.CDLL(name).cuDriverGetVersion(ctypes.byref(number)) == 0:
                return number.value
    return None


def _by_nvidia_smi() -> int | None:
    program = shutil.which("nvidia-smi")
    if program is None:
        return None
    try:
        said = subprocess.run([program], capture_output=True, text=True, timeout=SECONDS, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return None
    return version_in(said)


def version_in(said: str) -> int | None:
    """The version of CUDA in what nvidia-smi prints, such as 12040 for 12.4."""
    found = re.search(r"CUDA Version:\s*(\d+)\.(\d+)", said)
    return 1000 * int(found[1]) + 10 * int(found[2]) if found else None


def wheel_for(cuda: int) -> str | None:
    """The package whose CuPy runs on such a driver; None for one that is too old."""
    return next((name for major, name in WHEELS if cuda >= 1000 * major), None)


def installing(wheel: str) -> str:
    """The command that installs it beside gradlings, whichever Python that runs on; [ctk] brings what CuPy compiles with."""
    return f'{sys.executable} -m pip install "{wheel}[ctk]"'


def advice(found: Drivers) -> Message:
    """What to install, or why nothing would help."""
    if found.cuda is None:
        return Message("gpu.rocm" if found.rocm else "gpu.no-driver")
    facts = {"cuda": f"{found.cuda // 1000}.{found.cuda % 1000 // 10}"}
    wheel = wheel_for(found.cuda)
    if wheel is None:
        return Message("gpu.old-driver", {**facts, "oldest": WHEELS[-1][0]})
    return Message("gpu.install", {**facts, "command": installing(wheel)})


def why_none(fault: NoGpu) -> Message:
    """Why there is no GPU to compute on."""
    reason, _, why = fault.reason.partition(":")
    return Message(f"gpu.none.{reason}", {"why": why})


def installed() -> str | None:
    """The package, with its version, that CuPy was installed by, without loading it; None where there is none."""
    if find_spec("cupy") is None:
        return None
    for _, name in (*WHEELS, (0, "cupy")):
        with contextlib.suppress(PackageNotFoundError):
            return f"{name} {version(name)}"
    return "CuPy"
