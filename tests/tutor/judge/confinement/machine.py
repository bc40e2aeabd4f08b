"""The kernel's packet-filter machine, as far as the filter of system calls uses it."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.judge.confinement.seccomp import Instruction

ALLOWED, KILLED = "allowed", "killed"


def verdict(program: Sequence[Instruction], number: int, *arguments: int, architecture: int) -> int | str:
    """Run `program` on one call: `ALLOWED`, `KILLED` or the error number."""
    words = [number & 0xFFFFFFFF, architecture, 0, 0]
    for argument in (*arguments, 0, 0, 0, 0, 0, 0)[:6]:
        words += [argument & 0xFFFFFFFF, argument >> 32 & 0xFFFFFFFF]
    at, loaded = 0, 0
    while True:
        code, yes, no, operand = program[at]
        assert 0 <= yes <= 255
        assert 0 <= no <= 255
        at += 1
        match code:
            case 0x20:
                loaded = words[operand // 4]
            case 0x54:
                loaded &= operand
            case 0x05:
                at += operand
            case 0x15:
                at += yes if loaded == operand else no
            case 0x25:
                at += yes if loaded > operand else no
            case 0x45:
                at += yes if loaded & operand else no
            case 0x06:
                return {0x7FFF0000: ALLOWED, 0x80000000: KILLED}.get(operand, operand & 0xFFFF)
            case _:
                raise AssertionError(f"no such instruction: {code:#x}")
