"""The commands, each a function of its own file, put together."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.main import get_command

from tutor.cli.commands import COMMANDS
from tutor.cli.desk import Desk


def command() -> Any:
    """The whole command line, ready to be given arguments."""
    app = typer.Typer(
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(invoke_without_command=True)(gradlings)
    for name, function in COMMANDS.items():
        app.command(name)(function)
    return get_command(app)


def gradlings(
    context: typer.Context,
    workspace: Annotated[str | None, typer.Option(help="The folder of your files.", metavar="FOLDER")] = None,
    language: Annotated[str | None, typer.Option(help="en or ja.", metavar="LANGUAGE")] = None,
) -> None:
    """A terminal tutor for deep learning from scratch. Without a command, the full-screen tutor opens."""
    desk: Desk = context.obj
    desk.workspace, desk.language = workspace, _known(language)
    if context.invoked_subcommand is None:
        from tutor.ui.app import run

        raise typer.Exit(run(workspace, None))


def _known(language: str | None) -> str | None:
    from tutor.catalog import LANGUAGES

    if language is not None and language not in LANGUAGES:
        raise typer.BadParameter(f"{language}; write one of {', '.join(LANGUAGES)}", param_hint="--language")
    return language
