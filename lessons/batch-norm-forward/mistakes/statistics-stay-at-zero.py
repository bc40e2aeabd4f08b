from solution import BatchNormalization as Right


class BatchNormalization(Right):
    def mix(self, old, new):
        return self.momentum * old * (1 - self.momentum) * new
