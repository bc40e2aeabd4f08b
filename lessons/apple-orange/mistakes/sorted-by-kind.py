from solution import Shopping as Right


class Shopping(Right):
    def backward(self, dprice=1):
        dapple, dapple_num, dorange, dorange_num, dtax = super().backward(dprice)
        return dapple, dorange, dapple_num, dorange_num, dtax
