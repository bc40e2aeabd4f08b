from solution import AddLayer as Right


class AddLayer(Right):
    def backward(self, dout):
        return dout * 1
