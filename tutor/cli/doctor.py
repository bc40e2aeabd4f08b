"""What this machine and this installation offer, and what is wrong with them: findings for `gradlings doctor`."""

from __future__ import annotations

import asyncio
import hashlib
import os
import platform
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from tutor.cli.gpu import advice, drivers, installed
from tutor.course.catalog import BadLesson, Catalog
from tutor.errors import Fault
from tutor.model import Message
from tutor.storage.settings import load_settings, settings_path
from tutor.storage.workspace import Workspace, locate

MNIST_SHA256 = "9154e7bcfd384314482aa38c9d3d8d0ee31e6edd2d75e1aa6ea849f560550b81"
WORKER_SECONDS = 5.0
PACKAGES = ("gradlings", "numpy", "textual", "plotext", "texicode")


class Health(StrEnum):
    """FINE needs nothing, NOTE is worth knowing, ILL hinders the tutor."""

    FINE = "fine"
    NOTE = "note"
    ILL = "ill"


@dataclass(frozen=True, slots=True)
class Symptom:
    """One thing looked at. `topic` names the group that it is shown in."""

    topic: str
    health: Health
    message: Message


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the terminal can do, as the caller has found out."""

    interactive: bool
    colour: bool
    utf8: bool
    columns: int
    rows: int


def examine(around: Surroundings, workspace: str | None, environ: Mapping[str, str] = os.environ) -> Iterator[Symptom]:
    """Everything, a finding at a time. Makes no workspace; a damaged record is rebuilt, as at every start."""
    yield from _terminal(around, environ)
    yield from _confinement()
    yield from _gpu()
    yield from _data()
    yield from _course()
    yield from _workspace(Workspace(locate(workspace, environ)))
    yield from _settings(environ)
    yield from _versions()


def _fine(topic: str, key: str, **facts: object) -> Symptom:
    return Symptom(topic, Health.FINE, Message(f"doctor.{key}", facts))


def _note(topic: str, key: str, **facts: object) -> Symptom:
    return Symptom(topic, Health.NOTE, Message(f"doctor.{key}", facts))


def _ill(topic: str, key: str, **facts: object) -> Symptom:
    return Symptom(topic, Health.ILL, Message(f"doctor.{key}", facts))


def _terminal(around: Surroundings, environ: Mapping[str, str]) -> Iterator[Symptom]:
    term = environ.get("TERM", "")
    size = {"columns": around.columns, "rows": around.rows}
    if not around.interactive:
        yield _note("terminal", "terminal.none")
    elif term in ("", "dumb"):
        yield _note("terminal", "terminal.dumb", term=term)
    elif around.columns < 80 or around.rows < 24:
        yield _note("terminal", "terminal.small", **size)
    else:
        yield _fine("terminal", "terminal.size", term=term, **size)
    yield _colours(around.colour, environ)
    yield _fine("terminal", "utf8") if around.utf8 else _note("terminal", "utf8.none", encoding=sys.stdout.encoding)


def _colours(colour: bool, environ: Mapping[str, str]) -> Symptom:
    if environ.get("NO_COLOR"):
        return _note("terminal", "colours.off")
    if not colour:
        return _note("terminal", "colours.none")
    true = environ.get("COLORTERM") in ("truecolor", "24bit")
    return _fine("terminal", "colours.true") if true else _note("terminal", "colours.few")


def _confinement() -> Iterator[Symptom]:
    from tutor.judge.confinement.confine import Level, probe
    from tutor.judge.confinement.said import describe

    level = probe()
    for number, message in enumerate(describe(level)):
        lacks = message.key.startswith("confine.lacks") or (number == 0 and level is not Level.FULL)
        yield Symptom("confinement", Health.NOTE if lacks else Health.FINE, message)
    yield from _in_force()


def _in_force() -> Iterator[Symptom]:
    """What a worker says: the kernel may refuse a layer that it has offered."""
    try:
        weaker = asyncio.run(_weaker())
    except (RuntimeError, OSError) as error:
        yield _ill("confinement", "worker", why=str(error))
    else:
        if weaker:
            yield Symptom("confinement", Health.ILL, weaker)


async def _weaker() -> Message | None:
    from tutor.judge.pool import Pool

    job = {"runs": [{"name": "try", "file": "nothing.py", "text": ""}], "mine": [], "defines": [], "expression": ""}
    async with Pool(spares=0) as pool:
        await pool.evaluate(job, WORKER_SECONDS)
        return pool.weaker


def _gpu() -> Iterator[Symptom]:
    """Whether CuPy is installed, else what fits the driver; CuPy is not loaded, which takes seconds."""
    package = installed()
    if package:
        yield _fine("gpu", "gpu", package=package)
    else:
        yield _note("gpu", "gpu.none")
        yield Symptom("gpu", Health.NOTE, advice(drivers()))


def _data() -> Iterator[Symptom]:
    from engine import datasets

    file = Path(datasets.__file__).with_name("mnist.npz")
    if not file.is_file():
        yield _ill("data", "data.missing", place=str(file))
    elif hashlib.sha256(file.read_bytes()).hexdigest() != MNIST_SHA256:
        yield _ill("data", "data.changed", place=str(file))
    else:
        yield _fine("data", "data", place=str(file))


def _course() -> Iterator[Symptom]:
    try:
        catalog = Catalog()
    except BadLesson as error:
        yield _ill("course", "course.bad", fault=str(error))
    else:
        yield _fine("course", "course", lessons=len(catalog.course.order), place=str(catalog.folder))


def _workspace(workspace: Workspace) -> Iterator[Symptom]:
    place = str(workspace.root)
    if not workspace.root.exists():
        yield _note("workspace", "workspace.none", place=place)
        return
    try:
        workspace.prepare()
        yield _fine("workspace", "workspace", place=place)
    except Fault as error:
        yield Symptom("workspace", Health.ILL, error.message)
        return
    yield from _drafts(workspace)
    yield from _store(workspace)


def _drafts(workspace: Workspace) -> Iterator[Symptom]:
    """What was typed and is not in its file."""
    for path in workspace.drafts.all():
        draft = workspace.drafts.find(path)
        if draft and draft.newer:
            yield _note("workspace", "draft", place=str(path), at=draft.when)


def _store(workspace: Workspace) -> Iterator[Symptom]:
    from tutor.storage.store import open_store

    if not workspace.database.exists():
        yield _note("workspace", "store.none", place=str(workspace.database))
        return
    try:
        course = Catalog().course.id
        opened = open_store(workspace.database, lambda: workspace.survivors(course))
    except BadLesson:
        return  # said already, of the lessons
    except Fault as error:
        yield Symptom("workspace", Health.ILL, error.message)
        return
    passed = sum(one.passed for one in opened.store.all_progress().values())
    opened.store.close()
    yield _fine("workspace", "store", place=str(workspace.database), passed=passed)
    yield from (Symptom("workspace", Health.NOTE, notice) for notice in opened.notices)


def _settings(environ: Mapping[str, str]) -> Iterator[Symptom]:
    file = settings_path(environ)
    _, faults = load_settings(file)
    yield from (Symptom("settings", Health.ILL, fault) for fault in faults)
    if not faults:
        yield _fine("settings", "settings" if file.exists() else "settings.none", place=str(file))


def _versions() -> Iterator[Symptom]:
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    yield _fine("versions", "python", version=platform.python_version(), system=system)
    for name in PACKAGES:
        try:
            yield _fine("versions", "package", name=name, version=version(name))
        except PackageNotFoundError:
            yield _ill("versions", "package.none", name=name)
