from solution import MultiLayerNet as Right


class MultiLayerNet(Right):
    def gradient(self, x, t):
        right, n = super().gradient(x, t), self.count + 1
        return {f"{name[0]}{n - int(name[1:])}": value for name, value in right.items()}
