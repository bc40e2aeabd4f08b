"""Follow the data: an array knows the module it belongs to, so there is no global "use the GPU" switch.

This is the only file that imports CuPy. Everything else asks `xp_of(x)` and writes `xp.exp(x)`.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np

Array: TypeAlias = Any  # a NumPy or a CuPy array; the two share no base class
ArrayModule: TypeAlias = Any


def xp_of(array: Array) -> ArrayModule:
    """The array module of `array`: NumPy, or CuPy for an array on the GPU. Plain numbers belong to NumPy."""
    if isinstance(array, np.ndarray):
        return np
    if type(array).__module__.partition(".")[0] == "cupy":
        import cupy

        return cupy
    if hasattr(array, "__array_namespace__"):
        return array.__array_namespace__()
    return np


def xp_of_all(where: str, **arrays: Array) -> ArrayModule:
    """The one module that all named arrays belong to.

    Raises ValueError, naming each argument and its home, when they are mixed: a silent copy between the computer's memory
    and the GPU's would cost more than the calculation.
    """
    modules = [xp_of(array) for array in arrays.values()]
    if modules.count(modules[0]) == len(modules):
        return modules[0]
    told = ", ".join(f"{name} lives in {module.__name__}" for name, module in zip(arrays, modules, strict=True))
    raise ValueError(f"{where}: {told}: move them to one place, e.g. cupy.asarray(x) or cupy.asnumpy(W)")


class NoGpu(RuntimeError):
    """There is no GPU to compute on. `reason`: "missing" (no CuPy), "device" (CuPy finds no GPU), or "broken: why"."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"no GPU: {reason}")
        self.reason = reason


def gpu() -> ArrayModule:
    """CuPy, where it is installed and finds a GPU; loading it takes seconds. Raises NoGpu."""
    try:
        import cupy
    except ModuleNotFoundError:
        raise NoGpu("missing") from None
    except Exception as fault:
        raise NoGpu(f"broken: {fault}") from fault
    if not cupy.is_available():
        raise NoGpu("device")
    return cupy


def to_numpy(array: Array) -> Array:
    """The same numbers as a NumPy array, copied from the GPU when they live there."""
    return array.get() if hasattr(array, "get") else np.asarray(array)


def block_bytes(array: Array) -> int:
    """How much to work on at once: what fits a processor core's cache; on a GPU, large pieces keep it busy."""
    return 2**20 if xp_of(array) is np else 2**30
