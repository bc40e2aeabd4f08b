"""The job `try`: evaluate what a learner typed, in the namespace of their own file."""

from __future__ import annotations

import ast
import os
from typing import Any

import numpy as np

from tutor.judge.child.crashes import described
from tutor.judge.child.runs import Job, Requests, Send, Stopped, end, load, prints_for

RUN = "try"

_BaseException = BaseException


def try_expression(job: Job, _blob: bytes, send: Send, _requests: Requests) -> None:
    """Print what Python's prompt would; a learner's error is the answer to their question."""
    prints = prints_for(send, RUN, os._exit)
    np.set_printoptions(precision=4, suppress=True, linewidth=72)
    try:
        module = load(job["runs"][0], {**job, "defines": []})
        _evaluate(job["expression"], {"np": np, **module.__dict__})
        told: dict[str, Any] = {"how": "done"}
    except Stopped as stopped:
        told = stopped.told
    except _BaseException as error:
        told = {"how": "raised", "crash": described(error, RUN)}
    prints.flush()
    end(send, RUN, told, lost=prints.lost)


def _evaluate(text: str, names: dict[str, Any]) -> None:
    """Run all lines; the value of a last expression is printed."""
    tree = ast.parse(text, RUN)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, RUN, "exec"), names)
    if isinstance(last, ast.Expr):
        value = eval(compile(ast.Expression(last.value), RUN, "eval"), names)
        if value is not None:
            print(repr(value))  # noqa: T201 - the point of Try
