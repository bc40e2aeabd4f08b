"""Arguments that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

AnyLesson = Annotated[str | None, typer.Argument(metavar="[ID]", help="A lesson; without it, where you left off.")]
OneLesson = Annotated[str, typer.Argument(metavar="ID", help="A lesson: its id, the beginning of it, or its file.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
FilePath = Annotated[Path | None, typer.Option(metavar="PATH", help="Check this file; nothing is written or recorded.")]
Seed = Annotated[int | None, typer.Option(min=0, max=2**32 - 1, help="Draw the same inputs again.")]
