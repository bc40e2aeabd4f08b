"""What is wrong with the arguments of a command, said in the learner's language and with a way on.

argparse says it in English only. Its sentences are known by their form; one of another form, from a later Python, stays.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tutor.cli.arguments import LARGEST_SEED
from tutor.cli.names import nearest

if TYPE_CHECKING:
    from tutor.text.messages import Words

_ARGUMENT = re.compile(r"argument (?P<argument>[^:]+): (?P<fault>.+)", re.S)
_FORMS = {
    re.compile(r"the following arguments are required: (?P<names>.+)"): "missing",
    re.compile(r"invalid choice: (?P<value>.+) \(choose from (?P<choices>.+)\)", re.S): "choice",
    re.compile(r"invalid (?P<type>\w+) value: (?P<value>.+)", re.S): "value",
    re.compile(r"expected one argument"): "bare",
    re.compile(r"not allowed with argument (?P<other>.+)"): "both",
    re.compile(r"ignored explicit argument (?P<value>.+)", re.S): "flag",
}
_TYPES = ("seed", "positive", "day")  # of values that have a sentence of their own; any other is a whole number


def usage_error(message: str, prog: str, words: Words) -> str:
    """The sentence for a message of argparse's. prog: the command that was asked for, as `gradlings check`."""
    of_argument = _ARGUMENT.fullmatch(message)
    argument, fault = of_argument.group("argument", "fault") if of_argument else ("", message)
    for form, kind in _FORMS.items():
        if found := form.fullmatch(fault):
            facts = {name: _unquoted(value) for name, value in found.groupdict().items()}
            return _told(kind, {**facts, "argument": argument, "prog": prog}, words)
    return message


def unknown_arguments(left: Sequence[str], prog: str, options: Sequence[str], words: Words) -> str:
    """The sentence for arguments that a command does not take. options: those that it has."""
    option = next((one for one in left if one.startswith("-")), None)
    if option is None:
        return words("cli.usage.too-many", names=" ".join(left), prog=prog)
    name = option.partition("=")[0]
    return words("cli.usage.option", prog=prog, name=name, nearest=", ".join(nearest(name, options)))


def _told(kind: str, facts: Mapping[str, str], words: Words) -> str:
    if kind == "choice" and facts["argument"] == "COMMAND":
        close = nearest(facts["value"], facts["choices"].split(", "))
        return words("cli.usage.command", name=facts["value"], nearest=", ".join(close))
    if kind == "value":
        kind = facts["type"] if facts["type"] in _TYPES else "whole"
    return words(f"cli.usage.{kind}", **facts, largest=LARGEST_SEED)


def _unquoted(listed: str) -> str:
    """`'a', 'b'` without its quotes."""
    return re.sub(r"(?:^|(?<=, ))(['\"])(.*?)\1(?=, |$)", r"\2", listed)
