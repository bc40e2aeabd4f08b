"""What runs in the worker, beside a learner's code. The judge itself imports none of it."""
