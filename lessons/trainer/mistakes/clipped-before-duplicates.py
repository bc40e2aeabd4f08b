from mine import clip_grads
from solution import Trainer as Right
from solution import remove_duplicate


class Trainer(Right):
    def step(self, x, t, max_grad=None):
        loss = self.model.forward(x, t)
        self.model.backward()
        if max_grad is not None:
            clip_grads(self.model.grads, max_grad)
        params, grads = remove_duplicate(self.model.params, self.model.grads)
        self.optimizer.update(params, grads)
        return loss
