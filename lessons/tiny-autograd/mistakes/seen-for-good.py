import math


class Value:
    """A number that remembers what it was made of"""

    def __init__(self, data, parents=(), slopes=()):
        self.data = data
        self.grad = 0.0
        self.parents = parents  # the Values it was made of
        self.slopes = slopes  # how it follows each of them

    def __add__(self, other):
        """self + other, a Value or a number  ->  Value"""
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, (self, other), (1.0, 1.0))

    def __mul__(self, other):
        """self * other, a Value or a number  ->  Value"""
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, (self, other), (other.data, self.data))

    def tanh(self):
        """->  Value"""
        y = math.tanh(self.data)
        return Value(y, (self,), (1 - y * y,))

    def order(self, seen=set()):
        seen.add(self)
        found = []
        for parent in self.parents:
            if parent not in seen:
                found += parent.order(seen)
        return [*found, self]

    def backward(self):
        """Leaves d(self)/d(value) in each value.grad"""
        order = self.order()
        for value in order:
            value.grad = 0.0
        self.grad = 1.0
        for value in reversed(order):
            for parent, slope in zip(value.parents, value.slopes, strict=True):
                parent.grad += slope * value.grad

    # --- given: more operations, some of them made of yours ---

    def __pow__(self, power):
        slope = power * self.data ** (power - 1)
        return Value(self.data**power, (self,), (slope,))

    def relu(self):
        slope = 1.0 if self.data > 0 else 0.0
        return Value(max(self.data, 0.0), (self,), (slope,))

    def exp(self):
        y = math.exp(self.data)
        return Value(y, (self,), (y,))

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + -other

    def __rsub__(self, other):
        return other + -self

    def __truediv__(self, other):
        return self * other**-1

    def __rtruediv__(self, other):
        return other * self**-1
