"""Train the learner's own network on all of MNIST, to the digits that it misreads; then fool it by its own backward."""

from functools import cache

import numpy as np
from mine import Affine, Relu, SoftmaxWithLoss, softmax

from engine.datasets import load_mnist
from engine.figures import Bars, Board, Checkpoint, Lines, Note, Pixels, Series
from engine.training.live import latest

VIEWS = ("train", "fool")
BATCH = 100
ROWS = 500  # of many digits at a time
PARTS = 6  # of an epoch: a measurement after each
SHOWN = 3  # digits in a row
CURVES = ("epoch", "loss", "train", "test")
QUICK = 200  # batches that are enough to have something to fool
CERTAIN = 0.95  # of the right digit to begin with, of the wrong one in the end
NUDGES = 60  # at most
MIDDLE = slice(4, 24)  # of 28 pixels, where the strokes are: small enough for any screen

trained = {}  # parameters by name: moving a control of the other experiment trains nothing anew


@cache
def digits():
    return load_mnist(normalize=True, flatten=True, one_hot_label=True)


def lab(module, draw, settings):
    yield Note("loading")
    train, test = digits()
    np.random.seed(draw.seed)
    network = module.TwoLayerNet(784, 50, 10, weight_init_std=settings.std)
    if settings.view == VIEWS.index("train"):
        yield from training(network, train, test, draw, settings)
    else:
        yield from quickly_trained(network, train, draw, settings)
        yield from fooled(network.params, *test, draw, settings)


def training(network, train, test, draw, settings):
    """Epoch after epoch, with the curves and a digit in every frame; at the end some that are misread."""
    samples = tuple(array[::30].copy() for array in train), tuple(array[::5].copy() for array in test)  # 2,000 of each
    curves, done = restored(network, settings.checkpoint)
    if not done:
        measure(network, *samples, curves, 0)
    for epoch in range(done, int(settings.epochs)):
        order = draw.rng(f"order of epoch {epoch}").permutation(len(train[0]))
        learning = measured(descent(network, *train, order, settings.lr), network, samples, curves, epoch)
        for share in latest(learning):
            pictures = (*plots(curves), sample(network, *test, len(curves["epoch"])))
            yield Board((*pictures, note(network, test, curves, epoch, share, settings)), columns=3)
        trained.update({name: value.copy() for name, value in network.params.items()})
        yield Checkpoint(epoch + 1, kept(network, curves))
    yield misread(network, *test)


def quickly_trained(network, train, draw, settings):
    """The parameters that a training has reached; where there was none, those of a short one."""
    found = trained or (settings.checkpoint.arrays if settings.checkpoint else {})
    for name, value in network.params.items():
        value[...] = found.get(name, value)
    rows = draw.rng("short training").permutation(len(train[0]))[: QUICK * BATCH]
    for _ in () if found else latest(descent(network, *train, rows, settings.lr)):
        yield Note("short", {"share": float(network.accuracy(*(array[::60] for array in train)))})
    trained.update(network.params)


def fooled(params, x, t, draw, settings):
    """The pixels of one digit, nudged again and again the way that lowers the loss of a wrong answer."""
    digit, target = int(settings.digit), int(settings.target)
    layers = layers_of(params)
    first = sure_of(layers, x, t, digit, target)
    picture, goal = first.copy(), np.eye(10)[[target]]
    for nudges in range(NUDGES + 1):
        p = probabilities(layers, picture)[0]
        facts = {"nudges": nudges, "digit": digit, "target": target, "most": float(np.max(np.abs(picture - first)))}
        facts |= {"p": p[digit], "q": p[target]}
        if p[target] >= CERTAIN:
            break
        yield nudged(first, picture, p, target, Note("nudged", facts))
        picture = np.clip(picture - settings.step * np.sign(gradient_of(layers, picture, goal)), 0.0, 1.0)
    chance = first + facts["most"] * np.sign(draw("directions", first.shape))
    facts["by_chance"] = probabilities(layers, np.clip(chance, 0.0, 1.0))[0, digit]
    yield nudged(first, picture, p, target, Note("fooled" if p[target] >= CERTAIN else "withstood", facts))


def layers_of(params):
    """The learner's own layers, on the parameters that training has reached."""
    return Affine(params["W1"], params["b1"]), Relu(), Affine(params["W2"], params["b2"])


def forward(layers, x):
    for layer in layers:
        x = layer.forward(x)
    return x


def probabilities(layers, x):
    return softmax(forward(layers, x))


def gradient_of(layers, x, t):
    """dL/dx: where training takes dW and db and drops this, the picture itself is what moves."""
    last = SoftmaxWithLoss()
    last.forward(forward(layers, x), t)
    dout = last.backward(1)
    for layer in reversed(layers):
        dout = layer.backward(dout)
    return dout


def sure_of(layers, x, t, digit, target):
    """Of the digits never seen that are this one, and read so without much doubt, the nearest to the target, (1, 784)."""
    some = x[:3000][t[:3000].argmax(axis=1) == digit]
    p = probabilities(layers, some)
    near = np.where(p[:, digit] >= min(CERTAIN, p[:, digit].max()), p[:, target], 0.0).argmax()
    return some[near : near + 1].astype(np.float64)


def nudged(first, picture, p, target, words):
    """The picture as it is now, what was added to it, and what the network makes of it."""
    now = Pixels(box(picture), title="picture", low=0.0, high=1.0)
    added = Pixels(box(picture - first), title="added", palette="diverging", low=-0.25, high=0.25)
    return Board((now, added, Bars(tuple("0123456789"), p, title="read", marked=target, high=1.0), words), columns=SHOWN)


def box(x):
    return x.reshape(28, 28)[MIDDLE, MIDDLE]


def restored(network, checkpoint):
    """The curves and the number of epochs done; the network's arrays filled in place, as its layers hold the same ones."""
    if checkpoint is None:
        return {name: [] for name in CURVES}, 0
    for name, value in network.params.items():
        value[...] = checkpoint.arrays[name]
    return {name: list(checkpoint.arrays[name]) for name in CURVES}, checkpoint.step


def kept(network, curves):
    """Copies, as training goes on in the arrays themselves."""
    return {name: np.array(value) for name, value in [*network.params.items(), *curves.items()]}


def descent(network, x, t, order, lr):
    """Plain SGD over the rows in this order; after each batch, the share of them that is done."""
    for start in range(0, len(order), BATCH):
        batch = order[start : start + BATCH]
        gradients = network.gradient(x[batch], t[batch])
        for name, gradient in gradients.items():
            network.params[name] -= lr * gradient  # in place: the layers hold this very array
        yield (start + BATCH) / len(order)


def measured(shares, network, samples, curves, epoch):
    """The same shares, with a measurement after each part: the curves are no matter of how fast the machine is."""
    parts = 0
    for share in shares:
        if PARTS * share >= parts + 1:
            parts += 1
            measure(network, *samples, curves, epoch + share)
        yield share


def measure(network, train, test, curves, epoch):
    curves["epoch"].append(epoch)
    curves["loss"].append(float(network.loss(*train)))
    curves["train"].append(float(network.accuracy(*train)))
    curves["test"].append(float(network.accuracy(*test)))


def plots(curves):
    def series(name, label):
        return Series(label, np.array(curves["epoch"]), np.array(curves[name]))

    loss = Lines((series("loss", "loss"),), title="loss", x_label="epochs", log_y=True)
    accuracy = Lines(
        (series("train", "seen"), series("test", "unseen")), title="accuracy", x_label="epochs", y_limits=(0.85, 1.0)
    )
    return loss, accuracy


def note(network, test, curves, epoch, share, settings):
    facts = {"epoch": epoch + 1, "epochs": int(settings.epochs), "loss": curves["loss"][-1]}
    if share < 1:
        return Note("running", {**facts, "share": share, "test": curves["test"][-1]})
    return Note("epoch", {**facts, "test": share_read(network, *test)})


def share_read(network, x, t):
    """Accuracy, some rows at a time: all at once would be 60 MB of float64, which cost more to make than to multiply."""
    parts = range(0, len(x), ROWS)
    return float(np.mean([network.accuracy(x[k : k + ROWS], t[k : k + ROWS]) for k in parts]))


def sample(network, x, t, number):
    """One digit of those never seen, another in each frame, under what it is read as now."""
    return digit(x[number], network.predict(x[number : number + 1])[0].argmax(), t[number].argmax())


def misread(network, x, t):
    """Digits that the network gets wrong, and the count of those it gets right."""
    read, labels = network.predict(x).argmax(axis=1), t.argmax(axis=1)
    wrong = np.flatnonzero(read != labels)
    right = len(x) - len(wrong)
    facts = {"right": right, "wrong": len(wrong), "share": right / len(x)}
    shown = [digit(x[i], read[i], labels[i]) for i in wrong[:SHOWN]]
    return Board((*shown, Note("digits", facts)), columns=SHOWN, title="misread" if shown else "")


def digit(pixels, read, label):
    title = f"{read}" if read == label else f"{read} != {label}"
    return Pixels(box(pixels), title=title, low=0.0, high=1.0)
