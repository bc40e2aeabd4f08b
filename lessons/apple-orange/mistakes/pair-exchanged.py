from solution import Shopping as Right


class Shopping(Right):
    def backward(self, dprice=1):
        dtax, dtogether = self.mul_tax.backward(dprice)
        dapples, doranges = self.add.backward(dtogether)
        return *self.mul_apple.backward(dapples), *self.mul_orange.backward(doranges), dtax
