from solution import decayed_loss as decayed_loss


def decayed_grads(grads, params, weight_decay_lambda):
    for name in grads:
        if name.startswith("W"):
            grads[name] += weight_decay_lambda * params[name]
