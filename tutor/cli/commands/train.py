"""`gradlings train`: one of the books' networks on MNIST, with the engine."""

from __future__ import annotations

import gc
import os
import shlex
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from tutor.cli.arguments import add_json, add_path, positive, seed
from tutor.cli.codes import INTERRUPTED, PASSED
from tutor.cli.context import CommandContext
from tutor.cli.faults import unusable
from tutor.cli.terminal import linked
from tutor.cli.training import Reporter
from tutor.session.board import board, lines
from tutor.text.line_breaking import filled
from tutor.text.messages import Words

if TYPE_CHECKING:
    from engine.training.recipes import Trained

WIDTH = 80  # of what stands below the board


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    parser.add_argument("network", metavar="NETWORK", nargs="?", help=words("cli.help.network"))
    parser.add_argument("--epochs", type=positive, metavar="N", help=words("cli.help.epochs"))
    parser.add_argument("--seed", type=seed, default=0, metavar="N", help=words("cli.help.train-seed"))
    add_path(parser, "--checkpoint", words("cli.help.checkpoint"))
    add_path(parser, "--save", words("cli.help.save"))
    parser.add_argument("--board", action="store_true", help=words("cli.help.board"))
    add_json(parser, words)


def run(context: CommandContext, given: Namespace) -> int:
    if given.board:
        return _compare(context, given)
    if given.as_json:
        raise unusable("cli.train.json-alone")
    if given.network is None:
        raise unusable("cli.train.which", known=_known())
    return _train(context, given)


def _compare(context: CommandContext, given: Namespace) -> int:
    """The runs of the learner's own network; no workspace is made for it."""
    extra = next((value for value in (given.network, given.epochs, given.checkpoint, given.save) if value is not None), None)
    if extra is not None:
        raise unusable("cli.train.board-alone", given=extra)
    found = board(context.study_if_any) if context.study_if_any else ()
    if given.as_json:
        context.print_json([run._asdict() | {"at": run.at.isoformat()} for run in found])
        return PASSED
    rows, below = lines(found, context.words)
    context.print([context.words("board.title"), "", *rows, *([""] if rows else [])])
    context.print(line for text in below for line in filled(text, WIDTH))
    return PASSED


def _train(context: CommandContext, given: Namespace) -> int:
    from engine.training.recipes import recipe_of

    try:
        name, recipe = recipe_of(given.network)
    except ValueError:
        raise unusable("cli.train.unknown", name=given.network, known=_known()) from None
    _refuse_what_cannot_be_written(given.checkpoint, given.save)
    reporter = Reporter(context, redraws=sys.stdout.isatty() and os.environ.get("TERM", "dumb") not in ("", "dumb"))
    try:
        context.say("cli.train.begin", network=name, epochs=given.epochs or recipe.epochs, seed=given.seed, goal=recipe.goal)
        if given.checkpoint and given.checkpoint.exists():
            context.say("cli.train.resumed", file=given.checkpoint)
        trained = _trained(given, reporter)
    except KeyboardInterrupt:
        reporter.wipe()
        _say_how_to_go_on(context, given)
        return INTERRUPTED
    _tell(context, trained, given.save)
    return PASSED


def _known() -> str:
    from engine.training.recipes import RECIPES

    return ", ".join(RECIPES)


def _refuse_what_cannot_be_written(*files: Path | None) -> None:
    """Before hours of training, not after them."""
    for file in filter(None, files):
        if file.is_dir() or not os.access(file.parent, os.W_OK):
            raise unusable("cli.train.unwritable", file=str(file))


def _trained(given: Namespace, reporter: Reporter) -> Trained:
    """Raises Unusable for a checkpoint of something else: the engine says of what."""
    from engine.training.recipes import train_named

    gc.enable()
    try:
        return train_named(given.network, epochs=given.epochs, seed=given.seed, report=reporter, checkpoint=given.checkpoint)
    except ValueError as error:
        raise unusable("cli.train.refused", why=str(error)) from error


def _say_how_to_go_on(context: CommandContext, given: Namespace) -> None:
    """On standard error: standard output holds the run alone."""
    if given.checkpoint is None or not given.checkpoint.exists():
        key = "cli.train.lost" if given.checkpoint is None else "cli.train.too-early"
        sys.stderr.write(context.words(key) + "\n")
        return
    again = ["gradlings", "train", given.network, "--seed", str(given.seed), "--checkpoint", str(given.checkpoint)]
    again += ["--epochs", str(given.epochs)] if given.epochs else []
    again += ["--save", str(given.save)] if given.save else []
    facts = {"file": given.checkpoint, "command": shlex.join(again)}
    sys.stderr.write(linked(context.words("cli.train.stopped", **facts), facts, sys.stderr) + "\n")


def _tell(context: CommandContext, trained: Trained, save: Path | None) -> None:
    reached = "cli.train.reached" if trained.accuracy >= trained.goal else "cli.train.missed"
    facts = {"network": trained.name, "accuracy": trained.accuracy, "goal": trained.goal}
    context.say("cli.train.done", minutes=trained.seconds / 60, seed=trained.seed, **facts)
    context.say(reached, **facts)
    if save is not None:
        trained.network.save(save)
        context.say("cli.train.saved", file=save)
