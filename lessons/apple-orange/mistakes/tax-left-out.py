from solution import Shopping as Right


class Shopping(Right):
    def backward(self, dprice=1):
        _, dtax = self.mul_tax.backward(dprice)
        dapples, doranges = self.add.backward(dprice)
        return *self.mul_apple.backward(dapples), *self.mul_orange.backward(doranges), dtax
