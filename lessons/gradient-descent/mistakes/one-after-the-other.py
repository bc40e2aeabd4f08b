from mine import numerical_gradient


def gradient_descent(f, init_x, lr=0.01, step_num=100):
    x = init_x.copy()
    for _ in range(step_num):
        for i in range(x.size):
            x[i] -= lr * numerical_gradient(f, x)[i]
    return x
