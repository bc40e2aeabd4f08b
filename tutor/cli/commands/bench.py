"""`gradlings bench gpu`: from which size on this machine's GPU is faster than its processor."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from tutor.cli.arguments import add_json, positive
from tutor.cli.codes import NOT_PASSED, PASSED
from tutor.cli.context import CommandContext
from tutor.model import Message
from tutor.text.messages import Words

if TYPE_CHECKING:
    from engine.backend import NoGpu

ROWS = 22  # of the picture


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    parser.add_argument("what", metavar="gpu", choices=("gpu",), help=words("cli.help.bench-what"))
    parser.add_argument("--largest", type=positive, metavar="N", help=words("cli.help.largest"))
    add_json(parser, words)


def run(context: CommandContext, given: Namespace) -> int:
    from engine import backend

    try:
        gpu = backend.gpu()
    except backend.NoGpu as fault:
        return _none(context, fault, given.as_json)
    measure(context, gpu, given)
    return PASSED


def _none(context: CommandContext, fault: NoGpu, as_json: bool) -> int:
    """There is nothing to measure: why, and what to install."""
    from tutor.cli.gpu import advice, drivers, why_none

    said = context.words.say(Message("bench.nothing", {"why": why_none(fault), "advice": advice(drivers())}))
    if as_json:
        context.print_json({"device": None, "why": said})
    else:
        context.print(said)
    return NOT_PASSED


def measure(context: CommandContext, gpu: object, given: Namespace) -> None:
    from tutor.cli.gpu_bench import SIZES, WORKS, as_object, pays_from, picture, readings
    from tutor.figures_text import as_text

    sizes, found = [size for size in SIZES if size <= (given.largest or SIZES[-1])] or [SIZES[0]], []
    for reading in readings(gpu, sizes):
        found.append(reading)
        if not given.as_json:
            facts = {"size": reading.size, "cpu": 1e6 * reading.cpu, "gpu": 1e6 * reading.gpu}
            context.say(f"bench.{reading.work}", **facts)
    device = device_of(gpu)
    if given.as_json:
        context.print_json(as_object(found, device))
        return
    paper = context.terminal
    words = {name: context.words(f"bench.label.{name}") for name in (*WORKS, "cpu", "gpu", "size")}
    text = as_text(picture(found), paper.width - 1, ROWS, paper.colour, ascii=not paper.utf8, words=words)
    context.print(["", *text.rstrip().splitlines(), ""])
    for work in WORKS:
        size = pays_from(found, work)
        key, facts = ("bench.pays", {"size": size}) if size else ("bench.never", {"largest": found[-1].size})
        context.say(key, work=words[work], device=device, **facts)


def device_of(gpu: object) -> str:
    """What the driver calls the GPU; the module's name where it has none."""
    try:
        return str(gpu.cuda.runtime.getDeviceProperties(0)["name"].decode())  # type: ignore[attr-defined]
    except (AttributeError, KeyError):
        return str(getattr(gpu, "__name__", gpu))
