"""What is said of a text that raises, by the same way as in a worker, without one."""

from __future__ import annotations

import textwrap

from tutor.course.catalog import Catalog
from tutor.judge.child.crashes import describe_crash
from tutor.judge.child.modules import execute
from tutor.judge.diagnosis.diagnose import Subject, explain_crash
from tutor.judge.wire.unpacking import crash
from tutor.text.messages import Words

FILE = "answer.py"


def said(text: str, language: str = "en", call: str = "") -> str:
    """The message on the exception that `text` raises as it runs, or in a `call` of the checks behind it."""
    source = textwrap.dedent(text).lstrip("\n")
    try:
        module = execute("learner", FILE, source)
        eval(call or "None", vars(module))
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what is told
        told = explain_crash(Subject("y", "case", ""), crash(describe_crash(error, FILE)))
        return Words(language, Catalog().prose("affine-layer", language)).say(told)
    raise AssertionError("nothing was raised")
