def step_function(x):
    above = x > 0
    x[above] = 1
    x[~above] = 0
    return x
