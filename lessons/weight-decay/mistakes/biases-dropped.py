from solution import decayed_loss


def decayed_grads(grads, params, weight_decay_lambda):
    return {name: grad + weight_decay_lambda * params[name] for name, grad in grads.items() if name.startswith("W")}
