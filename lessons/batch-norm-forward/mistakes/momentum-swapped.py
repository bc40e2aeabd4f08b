from solution import BatchNormalization as Right


class BatchNormalization(Right):
    def mix(self, old, new):
        return (1 - self.momentum) * old + self.momentum * new
