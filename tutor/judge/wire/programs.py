"""Programs of ours on their way to a worker, compiled in the judge: once, and not by each worker anew.

A worker runs on the judge's own Python, so that code of the one is code of the other. A learner's text is compiled where it
runs: whatever a compiler does with it, it does not do it to the tutor.
"""

from __future__ import annotations

import marshal
from binascii import a2b_base64, b2a_base64
from collections.abc import Mapping, MutableMapping
from functools import lru_cache
from types import CodeType
from typing import Any

CHECKS = "checks.py"
KEPT = 128  # programs: those of the deepest lesson are some twenty

Source = dict[str, Any]


def with_code(job: Mapping[str, Any]) -> dict[str, Any]:
    """The job with its checks, and those texts behind `mine` that are not the learner's own, as code.

    A text that does not compile goes as it is, for the worker to tell of it.
    """
    checks = _compiled({"file": CHECKS, "text": job.get("checks", "")})
    return {**job, "checks": checks, "mine": [s if s.get("own") else _compiled(s) for s in job["mine"]]}


def code_of(source: MutableMapping[str, Any]) -> CodeType:
    """The code of a source, which has it ready from now on, and no text any more. Raises SyntaxError."""
    held = source.get("code")
    if isinstance(held, CodeType):
        return held
    code: CodeType = marshal.loads(a2b_base64(held)) if held else _compile(source.pop("text"), source["file"])
    source["code"] = code
    return code


def _compiled(source: Source) -> Source:
    try:
        code = _packed(source["text"], source["file"])
    except SyntaxError:
        return source
    return {key: value for key, value in source.items() if key != "text"} | {"code": code}


@lru_cache(maxsize=KEPT)
def _packed(text: str, file: str) -> str:
    return b2a_base64(marshal.dumps(_compile(text, file)), newline=False).decode("ascii")


def _compile(text: str, file: str) -> CodeType:
    code: CodeType = compile(text, file, "exec", dont_inherit=True, optimize=0)
    return code
