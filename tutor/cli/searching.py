"""A hyperparameter search as it goes and when it is over: a bar, a table, a plot, or one JSON object."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from tutor.cli.clusters import Cluster
from tutor.cli.context import CommandContext
from tutor.cli.training import BACK, bar, clock
from tutor.cli.trials import KeptTrials

if TYPE_CHECKING:
    from engine.figures import Lines
    from engine.search import Drawn, Space, Trial

KEEP = 5  # best coarse trials, whose span the fine ones are drawn from
SHOWN = 10  # rows of the table
PLOT_ROWS = 18
BANDS = {"poor": 0.0, "fair": 0.3, "good": 0.6, "best": 0.8}  # the least accuracy of each


@dataclass(frozen=True, slots=True)
class Plan:
    """How many trials, and the seed of all that is drawn: two thirds coarse, the rest fine."""

    trials: int
    seed: int

    @property
    def coarse(self) -> int:
        return max(2, round(self.trials * 2 / 3))

    @property
    def name(self) -> str:
        """Of the folder where its trials are kept."""
        return f"seed-{self.seed}-trials-{self.trials}"


@dataclass(frozen=True, slots=True)
class Found:
    """What a search has found: its trials by number, the coarse ones first, and the spaces they were drawn from."""

    coarse: Mapping[int, Trial]
    fine: Mapping[int, Trial]
    space: Space
    narrowed: Space

    @property
    def numbered(self) -> dict[int, Trial]:
        return {**self.coarse, **self.fine}


def found(context: CommandContext, plan: Plan, kept: KeptTrials, cluster: Cluster, *, quiet: bool) -> Found:
    """Run what is not kept yet, the coarse trials before the fine ones, and keep each as soon as it is done."""
    from engine.search import LogUniform, best_first, draw_trials, few_digits, narrow

    space: Space = {"lr": LogUniform(1e-4, 1.0), "weight_decay_lambda": LogUniform(1e-8, 1.0)}
    data = few_digits(plan.seed)
    progress = Progress(context, plan, quiet=quiet)
    with Run(kept, cluster, data, progress) as run:
        coarse = run.all(draw_trials(space, range(plan.coarse), plan.seed))
        narrowed = narrow(space, best_first(coarse.values())[:KEEP])
        fine = run.all(draw_trials(narrowed, range(plan.coarse, plan.trials), plan.seed))
    progress.end()
    return Found(coarse, fine, space, narrowed)


class Run:
    """Runs trials on a cluster, and keeps each. A context manager: the cluster is there from the first trial to the end."""

    def __init__(self, kept: KeptTrials, cluster: Cluster, data: tuple[Any, ...], progress: Progress) -> None:
        self._kept = kept
        self._cluster = cluster
        self._data = data
        self._progress = progress
        self._open = ExitStack()
        self._begun = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def all(self, drawn: Mapping[int, Drawn]) -> dict[int, Trial]:
        """The trials by number, those that are kept already among them."""
        from engine.search import digits_score, run_trials

        done = self._kept.of(drawn)
        self._progress.resume(done)
        left = {number: one for number, one in drawn.items() if number not in done}
        if left and not self._begun:
            self._open.enter_context(self._cluster.running(self._data))
            self._begun = True
        for number, trial in run_trials(digits_score, left, self._data):
            self._kept.keep(number, trial)
            done[number] = trial
            self._progress.add(number, trial)
        return dict(sorted(done.items()))


class Progress:
    """A bar on a terminal that can redraw a line, else a line for each trial."""

    def __init__(self, context: CommandContext, plan: Plan, *, quiet: bool) -> None:
        self._desk = context
        self._plan = plan
        self._quiet = quiet
        self._redraws = sys.stdout.isatty() and os.environ.get("TERM", "dumb") not in ("", "dumb")
        self._started = time.monotonic()
        self._done = self._resumed = 0
        self._best = 0.0

    def resume(self, kept: Mapping[int, Trial]) -> None:
        """Trials of an earlier run."""
        self._done += len(kept)
        self._resumed += len(kept)
        self._best = max([self._best, *(trial.score for trial in kept.values())])
        if kept and not self._quiet:
            self._wipe()
            coarse = min(kept) < self._plan.coarse
            self._desk.say("cli.search.resumed", done=len(kept), round=_round(self._desk, coarse))

    def add(self, number: int, trial: Trial) -> None:
        """A trial that is done."""
        self._done += 1
        self._best = max(self._best, trial.score)
        if self._quiet:
            return
        if self._redraws:
            sys.stdout.write(BACK + self._line()[: self._desk.terminal.width - 1])
            sys.stdout.flush()
        else:
            self._desk.say("cli.search.trial", number=number + 1, **_facts(trial))

    def end(self) -> None:
        if not self._quiet:
            self._wipe()

    def _line(self) -> str:
        spent = time.monotonic() - self._started
        left = spent / (self._done - self._resumed) * (self._plan.trials - self._done)
        facts = {"done": self._done, "trials": self._plan.trials, "best": self._best}
        said = self._desk.words("cli.search.bar", time=clock(spent), left=clock(left), **facts)
        return f"{bar(self._desk, self._done / self._plan.trials)} {said}"

    def _wipe(self) -> None:
        if self._redraws:
            sys.stdout.write(BACK)
            sys.stdout.flush()


def shown(context: CommandContext, plan: Plan, result: Found, *, as_json: bool) -> None:
    """The result on standard output."""
    if as_json:
        context.print_json(as_object(plan, result))
        return
    from tutor.figures_text import as_text

    context.print(table(context, plan, result))
    paper = context.terminal
    words = {key: context.words(f"cli.search.{key}") for key in (*BANDS, "lr", "decay", "plot")}
    drawn = as_text(plot(result), paper.width - 1, PLOT_ROWS, paper.colour, ascii=not paper.utf8, words=words)
    context.print(["", *drawn.rstrip().splitlines(), ""])
    coarse, fine = ([trial.score for trial in trials.values()] for trials in (result.coarse, result.fine))
    facts = {"coarse": len(coarse), "fine": len(fine), "coarse_good": _good(coarse), "fine_good": _good(fine)}
    context.say("cli.search.done", **facts)


def table(context: CommandContext, plan: Plan, result: Found) -> list[str]:
    """The best trials, a row each."""
    ranked = sorted(result.numbered.items(), key=lambda item: item[1].score, reverse=True)[:SHOWN]
    head = context.words("cli.search.head")
    rows = [_row(context, number, trial, number < plan.coarse) for number, trial in ranked]
    return [head, *rows]


def _row(context: CommandContext, number: int, trial: Trial, coarse: bool) -> str:
    facts = {**_facts(trial), "number": number + 1}
    return context.words("cli.search.row", round=_round(context, coarse), **facts)


def _round(context: CommandContext, coarse: bool) -> str:
    return context.words("cli.search.coarse" if coarse else "cli.search.fine")


def _facts(trial: Trial) -> dict[str, float]:
    return {
        "accuracy": trial.score,
        "lr": trial.settings["lr"],
        "decay": trial.settings["weight_decay_lambda"],
        "seconds": trial.seconds,
    }


def plot(result: Found) -> Lines:
    """Every trial at its learning rate and its weight decay, marked by its accuracy."""
    from engine.figures import Lines, Series

    marked: dict[str, list[Trial]] = {name: [] for name in BANDS}
    for trial in result.numbered.values():
        marked[[name for name, least in BANDS.items() if trial.score >= least][-1]].append(trial)
    series = tuple(
        Series(name, [t.settings["lr"] for t in some], [t.settings["weight_decay_lambda"] for t in some], "points")
        for name, some in marked.items()
    )
    return Lines(series, "plot", "lr", "decay", log_x=True, log_y=True, x_limits=(1e-4, 1.0), y_limits=(1e-8, 1.0))


def _good(scores: list[float]) -> int:
    return sum(score >= BANDS["best"] for score in scores)


def as_object(plan: Plan, result: Found) -> dict[str, Any]:
    """The object that `--json` prints."""
    trials = [_trial_object(number, trial, plan) for number, trial in result.numbered.items()]
    spaces = {"coarse": result.space, "fine": result.narrowed}
    ranges = {name: {key: [axis.low, axis.high] for key, axis in space.items()} for name, space in spaces.items()}  # type: ignore[union-attr]
    return {"seed": plan.seed, "space": ranges, "trials": trials, "best": max(trials, key=lambda one: one["accuracy"])}


def _trial_object(number: int, trial: Trial, plan: Plan) -> dict[str, Any]:
    facts = {"number": number + 1, "round": "coarse" if number < plan.coarse else "fine", **trial.settings}
    return {**facts, "seed": trial.seed, "accuracy": trial.score, "seconds": round(trial.seconds, 3)}
