"""Runs against any module that defines DeepConvNet: the first weights, a thin network as a whole, one of other sizes.

Dropout is the checks' own while they run: each number's fate depends on its place only, so that right answers agree. It
scales in training, so it does not matter whether a network skips it in test mode or tells it that nobody trains.
"""

import sys
from contextlib import contextmanager

import numpy as np

from engine.checking import Observation, beyond, check_call
from engine.checking.networks import NetworkCase, network_case
from engine.checking.observations import attempt, reset_random
from engine.checking.starts import size_of_draws

N, HIDDEN, K = 4, 12, 4  # so many that no draw has only scores above 0, or drops only what is 0 already
IMAGE = (1, 4, 5)  # small, so that kinks are few; no square, and what is left in the end is 4 x 4, on which the page counts
FILTERS = (2, 3, 2, 4, 3, 64)  # thin, but for the last layer: the page counts on its 64
SIDES = (5, 3, 5, 3, 5, 3)
PADS = (4, 1, 4, 1, 4, 1)  # 4, 8, 8, pooled to 4, and so on; no window is of padding alone, which would make ties
METHODS = {"y": "predict", "y in training": "scores_in_training", "loss": "loss_told", "accuracy": "accuracy"}
TOLERANCE = {"rtol": 1e-6, "atol": 1e-9}
MADE = 6  # networks, so that the 144 numbers of the first filters become enough
WAYS = 6  # standard deviations that the spread of random weights may be off, of so many numbers
OTHER = ((2, 17, 22), ((3, 3, 0, 1), (2, 5, 2, 1), (4, 3, 1, 1), (3, 1, 0, 1), (2, 3, 2, 2), (5, 3, 1, 1)))


def checks(module, draw):
    labels = draw.one_hot("t", N, K)
    yield from whole(module, draw, "thin", labels, sizes(IMAGE, zip(FILTERS, SIDES, PADS, [1] * 6, strict=True)))
    yield from reading(module, draw)
    yield from start(module)
    yield from beyond(whole_forward(module, draw, "other sizes", sizes(*OTHER)))
    yield from beyond(labelled(module, draw))


def sizes(image, params):
    named = {
        f"conv_param_{i}": dict(zip(("filter_num", "filter_size", "pad", "stride"), p, strict=True))
        for i, p in enumerate(params, 1)
    }
    return {"input_dim": image, **named, "hidden_size": HIDDEN, "output_size": K}


def start(module):
    """Shapes and spread of the first weights, as the network makes them when nobody says anything.

    Of few numbers no spread can be told closely: several networks are made, and told is which power of 2 is nearest.
    """

    def make():
        reset_random()
        return [module.DeepConvNet().params for _ in range(MADE)]

    def params():
        return made[0]

    made, case = attempt(make), "start"
    count = lambda: sum(np.size(value) for value in params().values())
    for i in range(1, 9):
        only_shape = attempt(lambda i=i: np.zeros(np.shape(params()[f"W{i}"]), np.int8))
        yield Observation(f"{case}/W{i}/shape", "contract", "like", only_shape)
    yield from check_call(count, case=case, variable="numbers to learn")
    for i in range(1, 9):
        yield from check_call(
            lambda i=i: size_of_draws([one[f"W{i}"] for one in made]),
            case=case,
            variable=f"power of 2 nearest to W{i}.var() * inputs",
        )
    for i in range(1, 9):
        found = attempt(lambda i=i: params()[f"W{i}"])
        off = WAYS / np.sqrt(2 * max(np.size(found), 2)) if isinstance(found, np.ndarray) else 1.0
        yield Observation(f"{case}/W{i}.std()/value", "forward", "same", attempt(lambda w=found: float(np.std(w))), off)
    for i in range(1, 9):
        yield from check_call(lambda i=i: float(np.max(np.abs(params()[f"b{i}"]))), case=case, variable=f"b{i}.max()")


def whole(module, draw, case, t, sizes):
    """Scores in both modes, the loss, and all gradients."""
    x = draw.at(case)("x", (len(t), *sizes["input_dim"]))
    yield from network_case(Case(lambda: Net(module.DeepConvNet, sizes), x, t), case, draw, TOLERANCE, METHODS, slopes=False)


def reading(module, draw):
    """The share in several batches: every other image is labelled as a first guess of ours says that it is read."""
    shape = sizes(IMAGE, zip(FILTERS, SIDES, PADS, [1] * 6, strict=True))
    source = draw.at("batches of 4")
    net = Case(lambda: Net(module.DeepConvNet, shape), source("x", (12, *IMAGE)), None)

    def share():
        built = net.holding(net.weights(source))
        read = np.argmax(built.predict(net.x.copy()), axis=1)
        return built.accuracy(net.x.copy(), np.eye(K)[(read + np.arange(12) % 2) % K], batch_size=4)

    return check_call(share, case="batches of 4", variable="accuracy")


def whole_forward(module, draw, case, sizes):
    """Scores only."""
    x = draw.at(case)("x", (2, *sizes["input_dim"]))
    net = Case(lambda: Net(module.DeepConvNet, sizes), x, None)
    return check_call(lambda: net.holding(net.weights(draw.at(case))).predict(x.copy()), case=case)


def labelled(module, draw):
    """Answers as class numbers."""
    shape = sizes(IMAGE, zip(FILTERS, SIDES, PADS, [1] * 6, strict=True))
    x, t = draw.at("labels")("x", (2, *IMAGE)), draw.labels("labels", 2, K)
    net = Case(lambda: Net(module.DeepConvNet, shape), x, t)
    return check_call(
        lambda: net.holding(net.weights(draw.at("labels"))).gradient(x.copy(), t.copy())["b8"], case="labels", variable="db8"
    )


class Case(NetworkCase):
    """Weights of He's size: eight layers of any other size would drown the scores, or blow them up."""

    def weights(self, draw):
        return {name: scale(np.shape(value)) * draw(name, np.shape(value)) for name, value in self.make().params.items()}


def scale(shape):
    if len(shape) < 2:
        return 0.3
    return np.sqrt(2 / np.prod(shape[1:] if len(shape) == 4 else shape[:1]))


class Net:
    """The network under check, with the checks' dropout in the place of everybody's."""

    def __init__(self, kind, sizes):
        self.kind = kind
        with own_dropout(kind):
            self.net = kind(**sizes)

    @property
    def params(self):
        return self.net.params

    def predict(self, x):
        with own_dropout(self.kind):
            return self.net.predict(x)

    def scores_in_training(self, x, t):
        with own_dropout(self.kind):
            return self.net.predict(x, True)

    def loss(self, x, t):
        return cross_entropy(self.scores_in_training(x, t), t)

    def loss_told(self, x, t):
        """The network's own loss. With dropout or without: networks differ in that, and both are of use."""
        with own_dropout(self.kind):
            told = self.net.loss(x, t)
        without = cross_entropy(self.predict(x), t)
        return self.loss(x, t) if np.ndim(told) == 0 and np.isclose(told, without, rtol=1e-5) else told

    def accuracy(self, x, t, batch_size=2):
        with own_dropout(self.kind):
            return self.net.accuracy(x, t, batch_size=batch_size)

    def gradient(self, x, t):
        with own_dropout(self.kind):
            return self.net.gradient(x, t)


def cross_entropy(scores, t):
    shifted = scores - scores.max(axis=1, keepdims=True)
    return float(-np.sum(t * (shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True)))) / len(scores))


class Dropout:
    """Drops the same places each time."""

    differs_in_training = True  # by which the engine's networks know it

    def __init__(self, dropout_ratio=0.5, *_, dropout_ration=None, **__):
        self.dropout_ratio = dropout_ratio if dropout_ration is None else dropout_ration
        self.mask = 1.0

    def forward(self, x, train_flg=True):
        if not train_flg:
            return x
        chance = np.random.Generator(np.random.PCG64(x.size)).random(x.shape)
        self.mask = (chance > self.dropout_ratio) / (1 - self.dropout_ratio)
        return x * self.mask

    def backward(self, dout):
        return dout * self.mask


@contextmanager
def own_dropout(kind):
    """Whatever the class and its bases find under the name Dropout is the checks' for as long as this lasts."""
    classes = getattr(kind, "func", kind).__mro__  # of a partial, as the engine is asked: its class
    functions = [value for one in classes for value in vars(one).values() if hasattr(value, "__globals__")]
    spaces = [vars(sys.modules["mine"]), *(function.__globals__ for function in functions)]
    before = [(space, space["Dropout"]) for space in spaces if "Dropout" in space and space["Dropout"] is not Dropout]
    for space, _ in before:
        space["Dropout"] = Dropout
    try:
        yield
    finally:
        for space, given in reversed(before):
            space["Dropout"] = given
