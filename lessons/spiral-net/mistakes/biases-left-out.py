from solution import TwoLayerNet as Right


class TwoLayerNet(Right):
    def __init__(self, *sizes):
        super().__init__(*sizes)
        self.params, self.grads = self.params[::2], self.grads[::2]

    def backward(self, dout=1):
        dx = self.loss_layer.backward(dout)
        for layer in reversed(self.layers):
            dx = layer.backward(dx)
        self.grads[0][...], self.grads[1][...] = self.layers[0].dW, self.layers[2].dW
        return dx
