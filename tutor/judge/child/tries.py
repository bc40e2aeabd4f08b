"""The job `try`: evaluate what a learner typed, in the namespace of their own file and beside a case's inputs."""

from __future__ import annotations

import ast
import contextlib
import io
import os
import warnings
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from tutor.judge.child.crashes import describe_crash
from tutor.judge.child.inlay_hints import summarize
from tutor.judge.child.inputs import inputs_of
from tutor.judge.child.runs import Job, Requests, Send, Stopped, end, load, prepare, prints_for

RUN = "try"

_BaseException = BaseException


def try_expression(job: Job, _blob: bytes, send: Send, _requests: Requests) -> None:
    """Print what Python's prompt would; a learner's error is the answer to their question.

    job["before"]: what was tried before, which runs first, so that its names are there.
    job["until"]: the observation whose case's inputs stand ready under their names; None for none.
    """
    prints = prints_for(send, RUN, os._exit)
    np.set_printoptions(precision=4, suppress=True, linewidth=72)
    given: Mapping[str, Any] = {}
    names: dict[str, Any] = {}
    told: dict[str, Any]
    try:
        prepare(job)  # the file whose inputs are looked for may import what earlier lessons gave
        given = _inputs(job)
        module = load(job["runs"][0], {**job, "defines": []})
        given = {name: value for name, value in given.items() if not callable(module.__dict__.get(name))}
        names.update({"np": np, **module.__dict__, **given})
        _run_again(job.get("before", ()), names)
        _evaluate(job["expression"], names)
        told = {"how": "done"}
    except Stopped as stopped:
        told = stopped.told
    except _BaseException as error:
        told = {"how": "raised", "crash": describe_crash(error, RUN)}
    prints.flush()
    given = {name: value for name, value in given.items() if names.get(name, value) is value}
    end(send, RUN, {**told, "facts": {**told.get("facts", {}), "inputs": _in_words(given)}}, lost=prints.lost)


def _in_words(inputs: Mapping[str, Any]) -> str:
    """`x (3, 4), W (4, 5)`: each name with its shape, or with its number."""
    return ", ".join(f"{name} {summarize(value)}".strip() for name, value in inputs.items())


def _inputs(job: Job) -> Mapping[str, Any]:
    if job.get("until") is None:
        return {}
    with _silence():
        return inputs_of(job)


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    """What is printed here was not asked for."""
    nowhere = _Nowhere()
    with contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


class _Nowhere(io.TextIOBase):
    def write(self, text: str) -> int:
        return len(text)


def _run_again(texts: Sequence[str], names: dict[str, Any]) -> None:
    """Unheard. One that fails by now, as the learner's file is another, costs its own names alone."""
    with _silence():
        for text in texts:
            with contextlib.suppress(Exception):
                _evaluate(text, names)


def _evaluate(text: str, names: dict[str, Any]) -> None:
    """Run all lines; the value of a last expression is printed."""
    tree = ast.parse(text, RUN)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, RUN, "exec"), names)
    if isinstance(last, ast.Expr):
        value = eval(compile(ast.Expression(last.value), RUN, "eval"), names)
        if value is not None:
            print(repr(value))  # noqa: T201 - the point of Try
