"""Near misses: small changes of the learner's own text, and the one that would make it right."""
