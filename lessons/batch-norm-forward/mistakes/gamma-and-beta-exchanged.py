from solution import BatchNormalization as Right


class BatchNormalization(Right):
    def stretch(self, xn):
        return self.beta * xn + self.gamma
