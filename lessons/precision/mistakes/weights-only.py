def cast_params(params, dtype):
    return {name: value.astype(dtype) if name.startswith("W") else value.copy() for name, value in params.items()}
