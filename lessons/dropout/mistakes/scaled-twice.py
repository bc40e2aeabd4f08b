from solution import Dropout as Right


class Dropout(Right):
    def forward(self, x, train_flg=True):
        y = super().forward(x, train_flg)
        return y / (1 - self.dropout_ratio) if train_flg else y

    def backward(self, dout):
        return super().backward(dout) / (1 - self.dropout_ratio)
