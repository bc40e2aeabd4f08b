from solution import Shopping as Right


class Shopping(Right):
    def __init__(self):
        super().__init__()
        self.mul_apple = self.mul_orange = self.mul_tax
