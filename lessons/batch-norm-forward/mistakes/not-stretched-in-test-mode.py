from solution import BatchNormalization as Right


class BatchNormalization(Right):
    def forward(self, x, train_flg=True):
        y = super().forward(x, train_flg)
        return y if train_flg else self.xn
