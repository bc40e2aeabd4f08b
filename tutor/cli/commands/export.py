"""`gradlings export`: what was passed, as a package that stands on its own, or as the books' own package."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from tutor.cli.books import books
from tutor.cli.books_files import files_of_books
from tutor.cli.codes import PASSED
from tutor.cli.context import CommandContext
from tutor.cli.export_folder import package_name, refuse_to_overwrite, write
from tutor.cli.faults import unusable
from tutor.cli.package import Package, packaged
from tutor.cli.package_files import files_of
from tutor.text.messages import Words


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help=words("cli.help.export-dir"))
    parser.add_argument("--books", action="store_true", help=words("cli.help.export-books"))


def run(context: CommandContext, given: Namespace) -> int:
    return _as_books(context, given.folder) if given.books else _as_package(context, given.folder)


def _as_books(context: CommandContext, folder: Path) -> int:
    """The books' own package, whole: model answers stand in for what has not passed."""
    learner = context.learner
    found = books(learner)
    own = {module.lesson for module in found.package.by("learner")}
    if not own and context.partial:
        raise unusable("cli.export.unknown")
    files = files_of_books(found, learner.catalog.folder / "books", context.words)
    refuse_to_overwrite(folder, files)
    write(folder, files)
    context.tell("cli.export.books-done", own=len(own), folder=folder)
    if models := dict.fromkeys(module.lesson for module in found.package.by("model")):
        context.tell("cli.export.with-models", lessons=", ".join(models))
    if found.package.others:
        context.tell("cli.export.with-others", names=", ".join(found.package.others))
    context.tell("cli.export.books-run", folder=folder)
    return PASSED


def _as_package(context: CommandContext, folder: Path) -> int:
    name = package_name(folder)
    learner = context.study_if_any
    package = packaged(learner, name) if learner else Package(name, ())
    if not package.modules:
        raise unusable("cli.export.unknown" if context.partial else "cli.export.nothing")
    files = files_of(package, context.words)
    refuse_to_overwrite(folder, files)
    write(folder, files)
    _tell(context, package, folder)
    return PASSED


def _tell(context: CommandContext, package: Package, folder: Path) -> None:
    context.tell("cli.export.done", lessons=len(package.by("learner")), name=package.name, folder=folder)
    if models := package.by("model"):
        context.tell("cli.export.with-models", lessons=", ".join(module.lesson for module in models))
    if package.borrowed:
        context.tell("cli.export.with-engine", names=", ".join(package.borrowed))
    if package.others:
        context.tell("cli.export.with-others", names=", ".join(package.others))
    context.tell("cli.export.install", folder=folder)
