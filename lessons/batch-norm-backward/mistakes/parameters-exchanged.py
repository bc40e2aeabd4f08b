from solution import BatchNormalization as Right


class BatchNormalization(Right):
    def backward(self, dout):
        dx = super().backward(dout)
        self.dgamma, self.dbeta = self.dbeta, self.dgamma
        return dx
