from solution import Neuron as Right


class Neuron(Right):
    def backward(self):
        da = self.y * (1 - self.y)
        self.dw, self.db = da * self.x, da
        return da * self.w
