"""The learner's own network learns digits; in the end what it reached and what it cost, for the record of runs."""

import time
import tracemalloc

import numpy as np

from engine.datasets import load_mnist
from engine.figures import Board, Lines, Note, Series
from engine.networks.cost import multiply_adds
from engine.optimizers import Adam
from engine.training.live import latest

BATCH = 100
SEEN = 20  # batches: the loss is their mean


def lab(module, draw, settings):
    yield Note("loading")
    (x, t), test = load_mnist(flatten=False, one_hot_label=True)
    rows = draw.rng("digits").permutation(len(x))[: 1000 * int(settings.digits)]
    network = module.build((1, 28, 28), draw.rng("weights"))
    optimizer, losses, clock = Adam(settings.lr), [], [0.0]
    for epoch in range(int(settings.epochs)):
        order = draw.rng(f"order of epoch {epoch}").permutation(rows)
        for share in latest(descent(network, optimizer, x, t, order, losses, clock)):
            facts = {"epoch": epoch + 1, "epochs": int(settings.epochs), "share": share}
            facts |= {"loss": float(np.mean(losses[-SEEN:])), "seconds": clock[0]}
            yield Board((curve(losses), Note("running", facts)), columns=1)
    yield Board((curve(losses), Note("result", result(network, test, x, t, clock[0], settings))), columns=1)


def descent(network, optimizer, x, t, order, losses, clock):
    """One epoch; after each batch the share of it that is done."""
    for start in range(0, len(order), BATCH):
        batch = order[start : start + BATCH]
        began = time.perf_counter()
        optimizer.update(network.params, network.gradient(x[batch], t[batch]))
        clock[0] += time.perf_counter() - began
        losses.append(float(network.loss(x[batch], t[batch])))
        yield min(1.0, (start + BATCH) / len(order))


def result(network, test, x, t, seconds, settings):
    return {
        "accuracy": accuracy(network, *test),
        "parameters": int(sum(np.size(value) for value in network.params.values())),
        "operations": multiply_adds(network, x[:1]),
        "seconds": seconds,
        "megabytes": megabytes(lambda: network.gradient(x[:BATCH], t[:BATCH])),
        "digits": 1000 * int(settings.digits),
        "epochs": int(settings.epochs),
    }


def accuracy(network, x, t):
    read = np.concatenate([network.predict(x[at : at + BATCH]).argmax(axis=1) for at in range(0, len(x), BATCH)])
    return float(np.mean(read == t.argmax(axis=1)))


def megabytes(step):
    """The most that is held at a time while a step is made."""
    tracemalloc.start()
    step()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


def curve(losses):
    """Means of as many batches as make 200 points at most."""
    width = max(1, len(losses) // 200)
    means = [float(np.mean(losses[at : at + width])) for at in range(0, len(losses), width)]
    return Lines((Series("train", width * np.arange(len(means)), np.array(means)),), title="loss", log_y=True)
