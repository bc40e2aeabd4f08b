from solution import Neuron as Right


class Neuron(Right):
    def backward(self):
        da = self.y - self.t
        self.dw, self.db = da * self.x, da
        return da * self.w
