from solution import AddLayer as Right


class AddLayer(Right):
    def backward(self, dout):
        return dout / 2, dout / 2
