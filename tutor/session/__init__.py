"""A learner at work, without a screen: `update` decides, `runner` carries out, `context` is all that is this learner's.

`update` and `events` are pure and know nobody. Faces call `runner`, `experiment`, `milestones` and `versions`, and show what
they answer.
"""
