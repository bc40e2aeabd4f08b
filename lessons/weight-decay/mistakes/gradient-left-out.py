from solution import decayed_loss as decayed_loss


def decayed_grads(grads, params, weight_decay_lambda):
    return {name: weight_decay_lambda * params[name] if name.startswith("W") else grad for name, grad in grads.items()}
