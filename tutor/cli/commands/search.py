"""`gradlings search`: the hyperparameter search of its lesson on the engine, in several processes or on a cluster."""

from __future__ import annotations

import gc
import sys
from argparse import ArgumentParser, Namespace
from concurrent.futures.process import BrokenProcessPool

from tutor.cli.arguments import add_json, positive, seed
from tutor.cli.codes import INTERRUPTED, PASSED
from tutor.cli.context import CommandContext
from tutor.cli.faults import unusable
from tutor.text.messages import Words

BACKENDS = ("loky", "dask", "ray")
LEAST = 3  # trials: two to narrow by, one to run there


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    parser.add_argument("--trials", type=positive, default=45, metavar="N", help=words("cli.help.trials"))
    parser.add_argument("--backend", choices=BACKENDS, help=words("cli.help.backend"))
    parser.add_argument("--scheduler", metavar="ADDRESS", help=words("cli.help.scheduler"))
    parser.add_argument("--jobs", type=positive, metavar="N", help=words("cli.help.jobs"))
    parser.add_argument("--seed", type=seed, default=0, metavar="N", help=words("cli.help.search-seed"))
    parser.add_argument("--fresh", action="store_true", help=words("cli.help.fresh"))
    add_json(parser, words)


def run(context: CommandContext, given: Namespace) -> int:
    from tutor.cli.clusters import Cluster, take_one_thread

    take_one_thread()
    from tutor.cli.searching import Plan, found, shown
    from tutor.cli.trials import KeptTrials

    if given.trials < LEAST:
        raise unusable("cli.search.too-few", trials=given.trials, least=LEAST)
    if given.scheduler and given.backend == "loky":
        raise unusable("cli.search.no-scheduler")
    cluster = Cluster(given.backend or ("dask" if given.scheduler else "loky"), given.scheduler, given.jobs)
    plan = Plan(given.trials, given.seed)
    kept = KeptTrials(context.searches / plan.name)
    if given.fresh:
        kept.forget()
    gc.enable()
    try:
        result = found(context, plan, kept, cluster, quiet=given.as_json)
    except KeyboardInterrupt:
        sys.stderr.write("\n" + context.words("cli.search.stopped", done=len(kept.read()), trials=plan.trials) + "\n")
        return INTERRUPTED
    except BrokenProcessPool:
        raise unusable("cli.search.killed", done=len(kept.read()), trials=plan.trials) from None
    shown(context, plan, result, as_json=given.as_json)
    return PASSED
