from solution import BatchNormalization as Right


class BatchNormalization(Right):
    def forward(self, x, train_flg=True):
        return super().forward(x, True)
