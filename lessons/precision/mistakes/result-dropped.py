def cast_params(params, dtype):
    found = dict(params)
    for value in found.values():
        value.astype(dtype)
    return found
