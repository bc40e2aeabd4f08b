import solution


class SGD(solution.SGD):
    def update(self, params, grads):
        for key in params:
            params[key] -= 0.01 * grads[key]
