"""Texts of a learner for affine-layer and and-gate."""

RIGHT = """\
import numpy as np


class Affine:
    def __init__(self, W, b):
        self.W = W
        self.b = b
        self.dW = None
        self.db = None

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        self.dW = self.x.T @ dout
        self.db = dout.sum(axis=0)
        return dout @ self.W.T
"""
AVERAGED = RIGHT.replace("dout.sum(axis=0)", "dout.mean(axis=0)")
ENDLESS = RIGHT.replace("        self.x = x\n", "        self.x = x\n        while True:\n            pass\n")
ENDLESS_LINES = (13, 14)  # of `while True:` and `pass`
