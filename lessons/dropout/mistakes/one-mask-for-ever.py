from solution import Dropout as Right


class Dropout(Right):
    def forward(self, x, train_flg=True):
        if self.mask is None or not train_flg:
            return super().forward(x, train_flg)
        return x * (self.mask if self.mask.shape == x.shape else 1)
