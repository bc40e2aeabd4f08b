from solution import BatchNormalization as Right


class BatchNormalization(Right):
    def statistics(self, x, train_flg):
        seen = super().statistics(x, True)
        return seen if train_flg else (self.running_mean, self.running_var)
