from solution import BatchNormalization as Right


class BatchNormalization(Right):
    def mix(self, old, new):
        return new
