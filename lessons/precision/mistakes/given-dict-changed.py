def cast_params(params, dtype):
    for name in params:
        params[name] = params[name].astype(dtype)
    return params
