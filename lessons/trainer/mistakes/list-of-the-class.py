from solution import Trainer as Right

shared = []


class Trainer(Right):
    def __init__(self, model, optimizer):
        super().__init__(model, optimizer)
        self.loss_list = shared
