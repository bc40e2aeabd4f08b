from solution import Shopping as Right


class Shopping(Right):
    def backward(self, dprice=1):
        *fruit, dtax = super().backward(dprice)
        return *(gradient / 2 for gradient in fruit), dtax
