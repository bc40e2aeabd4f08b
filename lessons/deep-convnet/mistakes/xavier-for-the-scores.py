import numpy as np
from solution import DeepConvNet as Right


class DeepConvNet(Right):
    def __init__(self, *args, **named):
        super().__init__(*args, **named)
        self.params["W8"] *= np.sqrt(1 / 2)
