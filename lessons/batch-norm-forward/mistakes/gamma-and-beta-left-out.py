from solution import BatchNormalization as Right


class BatchNormalization(Right):
    def forward(self, x, train_flg=True):
        super().forward(x, train_flg)
        return self.xn
