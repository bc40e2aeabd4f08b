"""The tutor around the engine: it shows a lesson, runs what a learner writes, and says what is wrong with it.

`model` holds the values that all rooms pass around, `errors` the faults that carry their own sentence; everything else lives
in a room. Imports go one way: faces (`cli`, `ui`) -> `session` -> `judge`, `storage`, `course`, `text` -> `model`.
"""
