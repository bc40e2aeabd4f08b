"""What outlives a visit: the learner's files, the record in SQLite, the settings, and the lock against a second tutor.

Every write is whole or not at all. Other rooms use `store`, `workspace`, `settings` and the values of `records`; the rest is
theirs to call.
"""
