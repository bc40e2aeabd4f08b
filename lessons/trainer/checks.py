"""Runs against any module that defines Trainer; yields what came out, by name.

The model and the optimizer are small ones of our own that write down what is asked of them. Nobody can say in which
order a right answer takes the rows; what holds of every right answer is counted. Where order must not matter, one batch has
all rows.
"""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np

from engine.checking import Observation, Raised, check_call
from engine.checking.observations import announce_repeats, attempt, beyond, reset_random

N, BATCH, EPOCHS, EVERY, ACROSS, ODD = 40, 5, 3, 4, 3, 5  # of an epoch's eight batches some go on into the next one
BATCHES = N // BATCH
D, K = 3, 2
BETWEEN = "number of losses between the entries of loss_list"
LEFT_OVER = "number of entries of loss_list for what an epoch leaves over"


@dataclass
class Diary:
    """What a training asked for: the rows of each batch by x and by t, the losses told, and each update."""

    rows: list[Any] = field(default_factory=list)
    answers: list[Any] = field(default_factory=list)
    losses: list[float] = field(default_factory=list)
    updates: list[Any] = field(default_factory=list)


class Listed:
    """A model in Book 2's form: lists, filled in place. Its loss depends on nothing but how often it was asked."""

    def __init__(self, diary, told, shared=False, turned=False, alike=False):
        W, b = np.ones((D, K)), np.ones(K)
        self.params = [W, b, W] if shared else [W, b, W.T] if turned else [W, b]
        if alike:
            self.params = [np.zeros((D, K)), np.zeros(K), np.zeros((K, D))]
        self.grads = [np.zeros_like(p) for p in self.params]
        self.diary, self.told = diary, told

    def forward(self, x, t):
        self.x, self.t = np.array(x), np.array(t)
        return tell(self.diary, self.told)

    def backward(self, dout=1):
        note_rows(self.diary, self.x, self.t)
        for number, p in enumerate(self.params):
            self.grads[number][...] = gradient_of(p, self.x, self.t) * (number + 1)


class Named:
    """A model in Book 1's form: dicts, loss(x, t) and gradient(x, t)."""

    def __init__(self, diary, told):
        self.params = {"W1": np.ones((D, K)), "b1": np.ones(K)}
        self.diary, self.told = diary, told

    def loss(self, x, t):
        return tell(self.diary, self.told) + np.shape(x)[1]

    def gradient(self, x, t):
        note_rows(self.diary, x, t)
        return {name: gradient_of(p, np.array(x), np.array(t)) for name, p in self.params.items()}


class Noting:
    """An optimizer that notes what it gets, and takes a step in place."""

    def __init__(self, diary):
        self.diary = diary

    def update(self, params, grads):
        keys = params if isinstance(params, dict) else range(len(params))
        pairs = [(params[key], grads[key]) for key in keys]
        self.diary.updates.append([np.array(g) for _, g in pairs])
        for p, g in pairs:
            p -= 0.1 * g


def tell(diary, told):
    diary.losses.append(float(told[len(diary.losses) % len(told)]))
    return np.float64(diary.losses[-1])


def note_rows(diary, x, t):
    diary.rows.append(np.rint(np.asarray(x)[:, 0]).astype(int))
    diary.answers.append(np.rint(np.asarray(t)[:, 0]).astype(int))


def gradient_of(p, x, t):
    """Something of p's shape that a batch decides and the order of its rows does not."""
    if p.ndim == 1:
        return t.mean(axis=0)
    full = x.T @ t / len(x)
    return full if p.shape == full.shape else full.T


def checks(module, draw):
    source = Source(module, draw)
    yield from epochs(source)
    yield announce_repeats("one batch")
    yield from one_update(source, "one batch", {})
    yield from losses(source)
    yield from defaults(source)
    yield from one_update(source, "max_grad=1", {"max_grad": 1.0})
    yield from one_update(source, "max_grad=1e6", {"max_grad": 1e6})
    yield from shared(source, "a shared W", shared=True)
    yield from shared(source, "a shared W, max_grad=1", max_grad=1.0, shared=True)
    yield from beyond(last_batch(source))
    yield from beyond(few_rows(source))
    yield from beyond(zeros_alike(source))
    yield from beyond(shared(source, "a shared W, transposed", turned=True))
    yield from beyond(named(source))


@dataclass
class Source:
    """The module under check, and data whose row number can be read off x, and off t as well."""

    module: Any
    draw: Any

    def data(self, rows):
        numbers = np.arange(float(rows))
        x = np.column_stack([numbers, self.draw("x", (rows, D - 1))])
        return x, np.column_stack([numbers, self.draw("t", (rows, K - 1))])

    def told(self):
        """Losses, all different, and so are the means of any of them."""
        return 1 + np.abs(self.draw("losses", 4 * N * EPOCHS))

    def fit(self, model, diary, data, **plan):
        """The trainer after a fit, or what it raised."""

        def run():
            reset_random()
            trainer = self.module.Trainer(model, Noting(diary))
            trainer.fit(*data, **plan)
            return trainer

        return attempt(run)


def count(case, what, number):
    return check_call(lambda: number, case=case, variable=what)


def one_update(source, case, plan):
    """One batch of all rows: what the optimizer gets, and what becomes of the model's own arrays."""
    diary, data = Diary(), source.data(N)
    model = Listed(diary, source.told())
    trainer = source.fit(model, diary, data, max_epoch=1, batch_size=N, **plan)
    if isinstance(trainer, Raised):
        yield Observation(f"{case}/fit/value", "forward", "same", trainer)
        return
    yield from count(case, "number of updates", len(diary.updates))
    for number, name in enumerate(("dW", "db")):
        yield Observation(f"{case}/{name}/value", "forward", "same", given(diary, number), rtol=2e-6)
    for number, name in enumerate(("W", "b")):
        yield Observation(f"{case}/{name} after fit/value", "forward", "same", model.params[number], rtol=2e-6)


def given(diary, number):
    """The gradient with this number that the optimizer got first; None where it got none."""
    first = diary.updates[0] if diary.updates else []
    return first[number] if number < len(first) else None


def epochs(source):
    """Several epochs of several batches: which rows come when, told by counts."""
    case = f"{EPOCHS} epochs"
    diary, data = Diary(), source.data(N)
    lent = tuple(array.copy() for array in data)
    plan = {"max_epoch": EPOCHS, "batch_size": BATCH}
    trainer = source.fit(Listed(diary, source.told()), diary, lent, **plan)
    if isinstance(trainer, Raised):
        yield Observation(f"{case}/fit/value", "forward", "same", trainer)
        return
    yield from count(case, "number of batches", len(diary.rows))
    yield from count(case, "size of the first batch", len(diary.rows[0]) if diary.rows else 0)
    for name, before, after in zip(("x", "t"), data, lent, strict=True):
        yield Observation(f"{case}/{name}/unchanged", "purity", "same", np.array_equal(before, after))
    if [len(rows) for rows in diary.rows] != EPOCHS * BATCHES * [BATCH]:
        return
    rows, answers = np.array(diary.rows), np.array(diary.answers)
    yield from count(case, "rows with an answer that is not theirs", int(np.sum(rows != answers) > 0))
    yield from order(case, rows)
    yield from count(case, "number of updates", len(diary.updates))


def order(case, rows):
    """rows: (batches, BATCH)"""
    sets = [set(batch) for batch in rows.tolist()]
    within = sum(len(batch) < BATCH for batch in sets)
    yield from count(case, "batches with the same row twice", int(within > 0))
    follow = sum(len(one & other) >= BATCH - 1 for one, other in pairwise(sets[:BATCHES]))
    yield from count(case, "batches that nearly repeat the one before", int(follow > 0))
    seen = [len(np.unique(epoch)) for epoch in rows.reshape(EPOCHS, N)]
    yield from count(case, "epochs that leave rows out", sum(number < N for number in seen))
    flat = rows.reshape(EPOCHS, N)
    yield from count(case, "epochs in the order of the data", sum(bool((epoch == np.arange(N)).all()) for epoch in flat))
    alike = sum(bool((one == other).all()) for one, other in pairwise(flat))
    yield from count(case, "epochs in the order of the one before", alike)


def losses(source):
    """What loss_list keeps: with eval_interval=1 each loss; else means, of which the widest is counted."""
    yield Observation("eval_interval=1/loss_list/value", "forward", "same", kept(source, 1)[0])
    case = f"eval_interval={EVERY}"
    found = attempt(lambda: widest(*kept(source, EVERY)))
    what = "number of losses in the widest mean of loss_list"
    yield Observation(f"{case}/{what}/value", "forward", "same", found)
    fresh = attempt(lambda: len(source.module.Trainer(Listed(Diary(), ()), Noting(Diary())).loss_list))
    yield Observation(f"{case}/length of the loss_list of a new Trainer/value", "forward", "same", fresh)
    across = kept(source, ACROSS)
    found = attempt(lambda: skipped(*across))
    yield Observation(f"eval_interval={ACROSS}/{BETWEEN}/value", "forward", "same", found)
    found = attempt(lambda: sum(end % BATCHES == 0 for _, end in short(*kept(source, ODD), ODD)))
    yield Observation(f"eval_interval={ODD}/{LEFT_OVER}/value", "forward", "same", found)
    yield from beyond(short_means(across))


def kept(source, interval):
    """loss_list after a fit with this eval_interval, and the losses that were told on the way."""
    diary = Diary()
    plan = {"max_epoch": EPOCHS, "batch_size": BATCH, "eval_interval": interval}
    trainer = source.fit(Listed(diary, source.told()), diary, source.data(N), **plan)
    return listed(trainer), diary.losses


def short_means(across):
    """The collecting goes on from one epoch to the next. Book 2's own trainer makes shorter means at the borders, and its
    very first one is of one loss."""
    found = attempt(lambda: len(short(*across, ACROSS)[1:]))
    case, what = f"epochs of {BATCHES} batches, eval_interval={ACROSS}", f"fewer than {ACROSS} losses"
    return count(case, f"number of entries after the first of {what}", found)


def short(found, told, interval):
    """From which loss to which the means go that are made of fewer than there ought to be."""
    return [(begin, end) for begin, end in spans(found, told) if end - begin < interval]


def defaults(source):
    """Plans left out: as many batches in each epoch as two entries of loss_list take."""
    case, diary = "defaults", Diary()
    trainer = source.fit(Listed(diary, source.told()), diary, source.data(2 * 20 * 32))
    yield from count(case, "number of updates", trainer if isinstance(trainer, Raised) else len(diary.updates))
    yield from count(case, "size of the first batch", len(diary.rows[0]) if diary.rows else 0)
    what = "number of losses in the widest mean of loss_list"
    yield Observation(f"{case}/{what}/value", "forward", "same", attempt(lambda: widest(listed(trainer), diary.losses)))


def listed(trainer):
    """loss_list as an array, (n,)"""
    return (
        trainer
        if isinstance(trainer, Raised)
        else attempt(lambda: np.array([float(np.asarray(v)) for v in trainer.loss_list]))
    )


def widest(found, told):
    """Of how many losses in a row the widest mean is made; 0 where an entry is no such mean."""
    return max((end - begin for begin, end in spans(found, told)), default=0)


def skipped(found, told):
    """How many losses no mean holds though one begins behind them."""
    between = pairwise([(0, 0), *spans(found, told)])
    return sum(begin - end for (_, end), (begin, _) in between)


def spans(found, told):
    """From which loss to which each mean goes; none where an entry is no such mean.

    The books' own trainer has the very first loss by itself, and hands what an epoch leaves over to the next one.
    """
    totals = np.concatenate([[0.0], np.cumsum(told)])
    lengths = np.subtract.outer(np.arange(len(totals)), np.arange(len(totals)))  # row: end, column: beginning
    means = np.subtract.outer(totals, totals) / np.where(lengths > 0, lengths, np.nan)
    made, begin = [], 0
    for value in found:
        ends, starts = np.nonzero(np.abs(means[:, begin:] - value) <= 1e-6 * abs(value))
        if len(ends) == 0:
            return []
        made.append((begin + int(starts[0]), int(ends[0])))
        begin = int(ends[0])
    return made


def shared(source, case, max_grad=None, **how):
    """Two layers that share one array, or one and its transpose: one update of it, by the sum of both gradients."""
    diary = Diary()
    plan = {"max_epoch": 1, "batch_size": N, **({} if max_grad is None else {"max_grad": max_grad})}
    trainer = source.fit(Listed(diary, source.told(), **how), diary, source.data(N), **plan)
    if isinstance(trainer, Raised):
        yield Observation(f"{case}/fit/value", "forward", "same", trainer)
        return
    yield from count(case, "number of arrays for the optimizer", len(diary.updates[0]) if diary.updates else 0)
    yield Observation(f"{case}/dW/value", "forward", "same", given(diary, 0), rtol=2e-6)


def last_batch(source):
    """Two rows more than fill the batches: Book 2 drops them."""
    case, rows = "the last batch", 2 * BATCH + 2
    diary = Diary()
    trainer = source.fit(Listed(diary, source.told()), diary, source.data(rows), max_epoch=1, batch_size=BATCH)
    seen = trainer if isinstance(trainer, Raised) else len(set(np.concatenate([[], *diary.rows])))
    yield Observation(f"{case}/number of rows seen/value", "forward", "same", seen)


def few_rows(source):
    """Fewer rows than one batch holds: in Book 2 nothing is trained, and nothing said."""
    diary = Diary()
    trainer = source.fit(Listed(diary, source.told()), diary, source.data(3), max_epoch=2, batch_size=BATCH)
    seen = trainer if isinstance(trainer, Raised) else len(diary.updates)
    yield Observation("fewer rows than a batch/number of updates/value", "forward", "same", seen)


def zeros_alike(source):
    """(D, K) and (K, D), all zeros and no more: equal numbers are not one array."""
    diary = Diary()
    model = Listed(diary, source.told(), alike=True)
    trainer = source.fit(model, diary, source.data(N), max_epoch=1, batch_size=N)
    arrays = trainer if isinstance(trainer, Raised) else len(diary.updates[0]) if diary.updates else 0
    yield Observation("two arrays of zeros/number of arrays for the optimizer/value", "forward", "same", arrays)


def named(source):
    """Book 1's networks: dicts of params and grads."""
    case, diary = "dicts", Diary()
    model = Named(diary, source.told())
    plan = {"max_epoch": 1, "batch_size": N, "eval_interval": 1, "max_grad": 1.0}
    trainer = source.fit(model, diary, source.data(N), **plan)
    if isinstance(trainer, Raised):
        yield Observation(f"{case}/fit/value", "forward", "same", trainer)
        return
    yield Observation(f"{case}/W1 after fit/value", "forward", "same", model.params["W1"], rtol=2e-6)
    yield Observation(f"{case}/loss_list/value", "forward", "same", listed(trainer))
