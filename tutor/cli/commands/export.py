"""`gradlings export`: what was passed, as a package that stands on its own."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from tutor.cli.codes import PASSED
from tutor.cli.context import PARTIAL, CommandContext
from tutor.cli.export_folder import package_name, refuse_to_overwrite, write
from tutor.cli.faults import unusable
from tutor.cli.package import Package, packaged
from tutor.cli.package_files import files_of
from tutor.text.messages import Words


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help=words("cli.help.export-dir"))


def run(context: CommandContext, given: Namespace) -> int:
    name = package_name(given.folder)
    learner = context.study_if_any
    package = packaged(learner, name) if learner else Package(name, ())
    if not package.modules:
        raise unusable("cli.export.unknown" if any(key in PARTIAL for key in context.heard) else "cli.export.nothing")
    files = files_of(package, context.words)
    refuse_to_overwrite(given.folder, files)
    write(given.folder, files)
    _tell(context, package, given.folder)
    return PASSED


def _tell(context: CommandContext, package: Package, folder: Path) -> None:
    context.say("cli.export.done", lessons=len(package.by("learner")), name=package.name, folder=folder)
    if models := package.by("model"):
        context.say("cli.export.with-models", lessons=", ".join(module.lesson for module in models))
    if package.borrowed:
        context.say("cli.export.with-engine", names=", ".join(package.borrowed))
    if package.others:
        context.say("cli.export.with-others", names=", ".join(package.others))
    context.say("cli.export.install", folder=folder)
