from solution import Dropout as Right


class Dropout(Right):
    def forward(self, x, train_flg=True):
        return super().forward(x) / (1 - self.dropout_ratio) if train_flg else x
