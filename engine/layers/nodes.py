"""The smallest nodes of a computational graph: one operation each, with its derivative beside it.

A network's layers are made of these; here each can be watched alone (B1 5.4, B2 1.3.4).
"""

from __future__ import annotations

from engine import expect
from engine.backend import Array, xp_of


class Mul:
    """z = x y.  x, y: numbers or arrays of one shape -> z   (B1 5.4.1)

    dL/dx = dL/dz y, dL/dy = dL/dz x: each gets the other's value.
    """

    def __init__(self) -> None:
        self.x: Array = None
        self.y: Array = None

    def forward(self, x: Array, y: Array) -> Array:
        _check_same_shape("Mul", x, y)
        self.x, self.y = x, y
        return x * y

    def backward(self, dout: Array) -> tuple[Array, Array]:
        x = expect.remembered("Mul", self.x)
        return dout * self.y, dout * x


class Add:
    """z = x + y.  x, y: numbers or arrays of one shape -> z   (B1 5.4.2)

    dL/dx = dL/dy = dL/dz: a sum hands its gradient on.
    """

    def forward(self, x: Array, y: Array) -> Array:
        _check_same_shape("Add", x, y)
        return x + y

    def backward(self, dout: Array) -> tuple[Array, Array]:
        return dout * 1, dout * 1  # two copies, so that changing one cannot change the other


class Div:
    """z = x / y.  x, y: numbers or arrays of one shape -> z

    dL/dx = dL/dz / y, dL/dy = -dL/dz x / y^2 = -dL/dz z / y.
    """

    def __init__(self) -> None:
        self.y: Array = None
        self.z: Array = None

    def forward(self, x: Array, y: Array) -> Array:
        _check_same_shape("Div", x, y)
        self.y, self.z = y, x / y
        return self.z

    def backward(self, dout: Array) -> tuple[Array, Array]:
        dx = dout / expect.remembered("Div", self.y)
        return dx, -dx * self.z


class Exp:
    """y = e^x.  x: any shape -> y: the same shape

    dL/dx = dL/dy y: the exponential is its own derivative.
    """

    def __init__(self) -> None:
        self.out: Array = None

    def forward(self, x: Array) -> Array:
        self.out = xp_of(x).exp(x)
        return self.out

    def backward(self, dout: Array) -> Array:
        return dout * expect.remembered("Exp", self.out)


class Log:
    """y = log x.  x > 0: any shape -> y: the same shape

    dL/dx = dL/dy / x.
    """

    def __init__(self) -> None:
        self.x: Array = None

    def forward(self, x: Array) -> Array:
        self.x = x
        return xp_of(x).log(x)

    def backward(self, dout: Array) -> Array:
        return dout / expect.remembered("Log", self.x)


class Repeat:
    """y = N copies of one row.  x: (1, D) -> y: (N, D)   (B2 1.3.4.3)

    dL/dx = the sum of dL/dy over the copies: (1, D).
    """

    def __init__(self, n: int) -> None:
        if n < 1:
            raise ValueError(f"Repeat: n is {n}: it must be at least 1")
        self.n = n

    def forward(self, x: Array) -> Array:
        if x.ndim != 2 or len(x) != 1:
            raise ValueError(f"Repeat: x is {x.shape} but must be (1, D)")
        return xp_of(x).repeat(x, self.n, axis=0)

    def backward(self, dout: Array) -> Array:
        if dout.ndim != 2 or len(dout) != self.n:
            raise ValueError(f"Repeat: dout is {dout.shape} but must be ({self.n}, D)")
        return dout.sum(axis=0, keepdims=True)


class Sum:
    """y = the sum of all rows.  x: (N, D) -> y: (1, D)   (B2 1.3.4.4)

    dL/dx = dL/dy copied N times: (N, D). Sum and Repeat are each other's backward.
    """

    def __init__(self) -> None:
        self.n: int | None = None

    def forward(self, x: Array) -> Array:
        expect.ndim("Sum", x, "(N, D)")
        self.n = len(x)
        return x.sum(axis=0, keepdims=True)

    def backward(self, dout: Array) -> Array:
        return xp_of(dout).repeat(dout, expect.remembered("Sum", self.n), axis=0)


def _check_same_shape(where: str, x: Array, y: Array) -> None:
    """Broadcasting would give gradients of the wrong shape; Repeat says openly what is copied."""
    shapes = getattr(x, "shape", ()), getattr(y, "shape", ())
    if shapes[0] != shapes[1]:
        raise ValueError(f"{where}: x is {shapes[0]} but y is {shapes[1]}: they must have one shape; Repeat makes it so")
