def cast_params(params, dtype):
    return {name: value.view(dtype) for name, value in params.items()}
