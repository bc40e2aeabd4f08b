def cast_params(params, dtype):
    found = {name: value.copy() for name, value in params.items()}
    for value in found.values():
        value[...] = value.astype(dtype)
    return found
