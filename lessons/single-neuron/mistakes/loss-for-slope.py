from solution import Neuron as Right


class Neuron(Right):
    def backward(self):
        da = 0.5 * (self.y - self.t) ** 2 * self.y * (1 - self.y)
        self.dw, self.db = da * self.x, da
        return da * self.w
