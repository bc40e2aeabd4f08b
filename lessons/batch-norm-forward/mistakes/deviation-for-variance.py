from solution import BatchNormalization as Right


class BatchNormalization(Right):
    def watch(self, mean, var):
        super().watch(mean, var**0.5)
