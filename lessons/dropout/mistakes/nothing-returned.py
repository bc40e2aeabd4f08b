from solution import Dropout as Right


class Dropout(Right):
    def forward(self, x, train_flg=True):
        y = super().forward(x, train_flg)
        return None if train_flg else y
