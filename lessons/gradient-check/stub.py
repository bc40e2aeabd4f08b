import numpy as np
from mine import numerical_gradient


def gradient_check(f, x, grad):
    """How far `grad` is from the numerical gradient
    of f at x

    f: a function of x that returns one number. x: floats
    of any shape, given back as it was. grad: as x
    ->  max |grad - numerical| / max(|grad|, |numerical|),
        one number; 0 if both are 0. A right grad is
        far below 1e-4.
    """
    raise NotImplementedError
