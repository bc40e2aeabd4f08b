"""Layers written by many hands: right ones in many styles, and wrong backwards that a careless check lets through."""

from __future__ import annotations

from dataclasses import dataclass, field
from textwrap import dedent, indent
from types import ModuleType
from typing import Any

import numpy as np

D, M = 4, 5

LAYERS = {
    "Affine": """
    class Layer:
        def __init__(self, W, b):
            self.W, self.b = W, b
            self.dW = self.db = None
        def forward(self, x):
            self.x = x
            return x @ self.W + self.b
        def backward(self, dout):
    {backward}
    """,
    "MatMul": """
    class Layer:
        def __init__(self, W):
            self.params, self.grads = [W], [np.zeros_like(W)]
        def forward(self, x):
            self.x = x
            return x @ self.params[0]
        def backward(self, dout):
            W, x = self.params[0], self.x
    {backward}
    """,
    "Relu": """
    class Layer:
        def forward(self, x):
            self.mask = x <= 0
            y = x.copy()
            y[self.mask] = 0
            self.x, self.y = x, y
            return y
        def backward(self, dout):
    {backward}
    """,
    "Sigmoid": """
    class Layer:
        def forward(self, x):
            self.x, self.y = x, 1 / (1 + np.exp(-x))
            return self.y
        def backward(self, dout):
            x, y = self.x, self.y
    {backward}
    """,
    "Softmax": """
    class Layer:
        def forward(self, x):
            e = np.exp(x - x.max(axis=-1, keepdims=True))
            self.x, self.y = x, e / e.sum(axis=-1, keepdims=True)
            return self.y
        def backward(self, dout):
            x, y = self.x, self.y
    {backward}
    """,
}

ARGS: dict[str, dict[str, Any]] = {
    "Affine": {"args": {"x": (3, D), "W": (D, M), "b": (M,)}, "grads": {"W": "dW", "b": "db"}},
    "MatMul": {"args": {"x": (3, D), "W": (D, M)}, "grads": {"W": "dW"}},
    "Relu": {"args": {"x": (3, D)}},
    "Sigmoid": {"args": {"x": (3, D)}},
    "Softmax": {"args": {"x": (3, D)}},
}

RIGHT = {
    "Affine": "self.dW = self.x.T @ dout; self.db = dout.sum(axis=0); return dout @ self.W.T",
    "MatMul": "self.grads[0][...] = x.T @ dout; return dout @ W.T",
    "Relu": "return np.where(self.mask, 0, dout)",
    "Sigmoid": "return dout * y * (1 - y)",
    "Softmax": "dx = y * dout; return dx - y * dx.sum(axis=-1, keepdims=True)",
}

WRONG: dict[str, list[str]] = {
    "Affine": [
        "self.dW = self.x.T @ dout; self.db = dout.sum(axis=0); return dout @ self.W.T * 2",
        "self.dW = self.x.T @ dout; self.db = dout.sum(axis=0); return -dout @ self.W.T",
        "self.dW = self.x.T @ dout; self.db = dout.mean(axis=0); return dout @ self.W.T",
        "self.dW = self.x.T @ dout; self.db = dout[0]; return dout @ self.W.T",
        "self.dW = self.x.T @ dout; self.db = np.full(5, dout.sum()); return dout @ self.W.T",
        "self.dW = self.x.T @ dout; self.db = np.ones(5) * len(dout); return dout @ self.W.T",
        "self.dW = self.x.T @ dout; self.db = np.zeros(5); return dout @ self.W.T",
        "self.dW = self.x.T @ dout; self.db = dout.sum(axis=0) * 1.001; return dout @ self.W.T",
        "self.dW = self.x.T @ dout; self.db = dout.sum(axis=0) + 1e-4; return dout @ self.W.T",
        "self.dW = self.x.T @ dout / len(dout); self.db = dout.sum(axis=0); return dout @ self.W.T",
        "self.dW = self.x.T @ np.ones_like(dout); self.db = dout.sum(axis=0); return dout @ self.W.T",
        "self.dW = (dout.T @ self.x); self.db = dout.sum(axis=0); return dout @ self.W.T",
        "self.dW = (dout.T @ self.x).reshape(4, 5); self.db = dout.sum(axis=0); return dout @ self.W.T",
        "self.dW = self.x.T @ dout; self.dW[0, 0] = 0; self.db = dout.sum(axis=0); return dout @ self.W.T",
        "self.dW = self.x.T @ dout; self.dW[-1] *= 1.01; self.db = dout.sum(axis=0); return dout @ self.W.T",
        "self.dW = self.x.T @ dout; self.db = dout.sum(axis=0); return (dout @ self.W.T)[::-1]",
        "self.dW = self.x.T @ dout; self.db = dout.sum(axis=0); return dout @ np.ones_like(self.W.T)",
        "self.dW = self.x.T @ dout; self.db = dout.sum(axis=0); return np.ones_like(dout) @ self.W.T",
        "self.dW = self.x.T @ dout; self.db = dout.sum(axis=0, keepdims=True); return dout @ self.W.T",
        "self.dW = self.x.T @ dout; self.db = dout.sum(axis=0); return None",
        "self.dW = self.x.T @ dout; return dout @ self.W.T",
        "self.dW = self.x.T @ dout + (0 if self.dW is None else self.dW); self.db = dout.sum(0); return dout @ self.W.T",
        "self.dW = self.x.T @ dout; self.db = dout.sum(axis=0); dx = dout @ self.W.T; self.x *= 2; return dx",
        "self.dW = self.x.T @ dout; self.db = dout.sum(axis=0); self.W -= 0.1 * self.dW; return dout @ self.W.T",
        "self.dW = self.x.T @ dout; self.db = dout.sum(axis=0); return self.dW, self.db",
    ],
    "MatMul": [
        "self.grads[0][...] += x.T @ dout; return dout @ W.T",
        "self.grads[0] = dout.T @ x; return dout @ W.T",
        "self.grads[0][...] = x.T @ dout; return dout @ W.T / len(x)",
        "return dout @ W.T",
    ],
    "Relu": [
        "return dout",
        "return np.where(self.mask, dout, 0)",
        "return np.where(self.mask, 0, 1.0)",
        "return self.y * dout",
        "return np.where(dout <= 0, 0, dout)",
        "return np.where(self.mask, 0.01 * dout, dout)",
        "return np.where(self.mask, 0, dout) + 1e-3",
    ],
    "Sigmoid": [
        "return y * (1 - y)",
        "return dout * x * (1 - x)",
        "return dout * y * (1 + y)",
        "return dout * (1 - y)",
        "return dout * y",
        "return dout * (1 - y ** 2)",
    ],
    "Softmax": [
        "return dout * y * (1 - y)",
        "return y * dout",
        "dx = y * dout; return dx - y * dx.sum()",
        "dx = y * dout; return dx - y * dx.sum(axis=0)",
        "return y - dout",
        "return dout * y - y.sum(axis=-1, keepdims=True)",
    ],
}

OTHER_HANDS: dict[str, tuple[str, str]] = {
    "Affine with loops": (
        "Affine",
        """
        N, M = dout.shape
        dx = np.zeros_like(self.x)
        self.dW, self.db = np.zeros_like(self.W), np.zeros_like(self.b)
        for n in range(N):
            for j in range(M):
                self.db[j] += dout[n, j]
                for i in range(dx.shape[1]):
                    self.dW[i, j] += self.x[n, i] * dout[n, j]
                    dx[n, i] += dout[n, j] * self.W[i, j]
        return dx
        """,
    ),
    "Affine by einsum": (
        "Affine",
        """
        self.dW, self.db = np.einsum('ni,nj->ij', self.x, dout), np.einsum('nj->j', dout)
        return np.einsum('nj,ij->ni', dout, self.W)
        """,
    ),
    "Affine by np.dot": (
        "Affine",
        "self.dW = np.dot(self.x.T, dout); self.db = np.sum(dout, 0); return np.dot(dout, self.W.T)",
    ),
    "Affine by Book 2": (
        "Affine",
        "self.params, self.grads = [self.W, self.b], [self.x.T @ dout, dout.sum(0)]; return dout @ self.W.T",
    ),
    "Affine in place on arrays of its own": (
        "Affine",
        """
        if self.dW is None:
            self.dW, self.db = np.empty_like(self.W), np.empty_like(self.b)
        np.matmul(self.x.T, dout, out=self.dW)
        np.sum(dout, axis=0, out=self.db)
        return dout @ self.W.T
        """,
    ),
    "Affine in Fortran order": (
        "Affine",
        "self.dW = np.asfortranarray(self.x.T @ dout); self.db = dout.T.sum(1); return (self.W @ dout.T).T",
    ),
    "Relu by a factor": ("Relu", "return dout * (self.x > 0)"),
    "Relu with its slope at 0": ("Relu", "return dout * (self.x >= 0)"),
    "Relu of Book 1, into dout": ("Relu", "dout[self.mask] = 0; return dout"),
    "Relu by halves of signs": ("Relu", "return dout * (np.sign(self.x) + 1) / 2"),
    "Sigmoid by the input": ("Sigmoid", "return dout * np.exp(-x) / (1 + np.exp(-x)) ** 2"),
    "Sigmoid in another order": ("Sigmoid", "return dout * (1.0 - y) * y"),
    "Softmax by its Jacobian": (
        "Softmax",
        "return np.stack([(np.diag(row) - np.outer(row, row)) @ d for row, d in zip(y, dout)])",
    ),
    "Softmax in place": ("Softmax", "dx = dout * y; dx -= y * np.sum(dx, axis=1, keepdims=True); return dx"),
}


@dataclass(frozen=True)
class Written:
    """Somebody's layer."""

    name: str
    layer: str
    backward: str = field(repr=False)

    def make(self) -> Any:
        body = indent(dedent(self.backward).strip(), " " * 12)
        module = ModuleType("written")
        exec("import numpy as np\n" + dedent(LAYERS[self.layer].replace("    {backward}", body)), module.__dict__)
        return module.Layer


SOLUTIONS = {layer: Written(f"right {layer}", layer, backward) for layer, backward in RIGHT.items()}
WRONG_ONES = [Written(f"{layer}: {text}", layer, text) for layer, texts in WRONG.items() for text in texts]
RIGHT_ONES = [Written(name, layer, text) for name, (layer, text) in OTHER_HANDS.items()] + list(SOLUTIONS.values())

assert np  # the layers use it
