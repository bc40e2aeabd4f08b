import numpy as np

from common import optimizer as optimizers

KNOWN = {
    "sgd": "SGD",
    "momentum": "Momentum",
    "nesterov": "Nesterov",
    "adagrad": "AdaGrad",
    "rmsprop": "RMSprop",
    "adam": "Adam",
}


class Book1Trainer:
    """Book 1's trainer: mini-batches drawn at random, accuracies after each epoch."""

    def __init__(
        self,
        network,
        x_train,
        t_train,
        x_test,
        t_test,
        epochs=20,
        mini_batch_size=100,
        optimizer="SGD",
        optimizer_param=None,
        evaluate_sample_num_per_epoch=None,
        verbose=True,
    ):
        self.network, self.verbose = network, verbose
        self.train_data, self.test_data = (x_train, t_train), (x_test, t_test)
        self.epochs, self.batch_size, self.seen = epochs, mini_batch_size, evaluate_sample_num_per_epoch
        self.optimizer = getattr(optimizers, KNOWN[optimizer.lower()])(**(optimizer_param or {"lr": 0.01}))
        self.iter_per_epoch = max(len(x_train) // mini_batch_size, 1)
        self.train_loss_list, self.train_acc_list, self.test_acc_list = [], [], []

    def train_step(self):
        x, t = self.train_data
        rows = np.random.choice(len(x), self.batch_size)
        self.optimizer.update(self.network.params, self.network.gradient(x[rows], t[rows]))
        self.train_loss_list.append(self.network.loss(x[rows], t[rows]))

    def train(self):
        for epoch in range(1, self.epochs + 1):
            for _ in range(self.iter_per_epoch):
                self.train_step()
            self._look(epoch)
        if self.verbose:
            print(f"test accuracy: {self.network.accuracy(*self.test_data):.4f}")

    def _look(self, epoch):
        seen = slice(self.seen)
        for data, accuracies in ((self.train_data, self.train_acc_list), (self.test_data, self.test_acc_list)):
            accuracies.append(self.network.accuracy(data[0][seen], data[1][seen]))
        if self.verbose:
            print(f"epoch {epoch}: train {self.train_acc_list[-1]:.4f}, test {self.test_acc_list[-1]:.4f}")


def either(of_book2):
    """A trainer for both books: `Trainer(model, optimizer)` is Book 2's, with data it is Book 1's."""

    def trainer(*given, **named):
        return (of_book2 if len(given) + len(named) <= 2 else Book1Trainer)(*given, **named)

    return trainer
