from solution import Shopping as Right


class Shopping(Right):
    def backward(self, dprice=1):
        return super().backward(1)
