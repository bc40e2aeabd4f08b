from mine import AddLayer, MulLayer


class Shopping:
    """price = (apple * apple_num + orange * orange_num)
    * tax, all of them single numbers
    """

    def __init__(self):
        self.mul_apple = MulLayer()
        self.mul_orange = MulLayer()
        self.add = AddLayer()
        self.mul_tax = MulLayer()

    def forward(self, apple, apple_num, orange, orange_num, tax):
        """->  the price"""
        raise NotImplementedError

    def backward(self, dprice=1):
        """->  dapple, dapple_num, dorange, dorange_num,
            dtax
        """
        raise NotImplementedError
