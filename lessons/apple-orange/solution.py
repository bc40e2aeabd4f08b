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
        apples = self.mul_apple.forward(apple, apple_num)
        oranges = self.mul_orange.forward(orange, orange_num)
        together = self.add.forward(apples, oranges)
        return self.mul_tax.forward(together, tax)

    def backward(self, dprice=1):
        """->  dapple, dapple_num, dorange, dorange_num,
        dtax
        """
        dtogether, dtax = self.mul_tax.backward(dprice)
        dapples, doranges = self.add.backward(dtogether)
        dorange, dorange_num = self.mul_orange.backward(doranges)
        dapple, dapple_num = self.mul_apple.backward(dapples)
        return dapple, dapple_num, dorange, dorange_num, dtax
