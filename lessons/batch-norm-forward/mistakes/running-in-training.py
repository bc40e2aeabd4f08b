from solution import BatchNormalization as Right


class BatchNormalization(Right):
    def statistics(self, x, train_flg):
        super().statistics(x, train_flg)
        return self.running_mean, self.running_var
