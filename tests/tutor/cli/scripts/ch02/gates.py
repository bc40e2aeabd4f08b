"""Chapter 2: the truth tables of four gates."""

from and_gate import AND
from nand_gate import NAND
from or_gate import OR
from xor_gate import XOR

INPUTS = [(0, 0), (1, 0), (0, 1), (1, 1)]
for gate, table in ((AND, [0, 0, 0, 1]), (OR, [0, 1, 1, 1]), (NAND, [1, 1, 1, 0]), (XOR, [0, 1, 1, 0])):
    assert [gate(*inputs) for inputs in INPUTS] == table, gate
