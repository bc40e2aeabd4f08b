import numpy as np


def NAND(x1, x2):
    """0 if x1 and x2 are both 1, else 1"""
    raise NotImplementedError


def OR(x1, x2):
    """1 if at least one of x1 and x2 is 1, else 0"""
    raise NotImplementedError
