from solution import BatchNormalization as Right


class BatchNormalization(Right):
    def mix(self, old, new):
        return 0.9 * old + 0.1 * new
