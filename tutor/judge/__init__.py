"""From a text to a verdict: `assess` asks, `pool` runs it in a confined worker, `compare` and `verdicts` say what came.

Other rooms use `assess` and `pool` alone. What runs beside a learner's code is in `child`, which nobody here imports.
"""
