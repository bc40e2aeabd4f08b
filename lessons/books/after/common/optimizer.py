from common.containers import take_both as _take_both

for _name in ("SGD", "Momentum", "Nesterov", "AdaGrad", "RMSprop", "Adam"):  # dicts of Book 1 and lists of Book 2
    globals()[_name] = _take_both(globals()[_name])
