from solution import Dropout as Right


class Dropout(Right):
    def backward(self, dout):
        return dout
