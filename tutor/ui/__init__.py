"""The full-screen face: a Textual app whose screens show what `session` says and pass on what the learner does.

Nothing is decided here, no learner's Python runs here, and nothing but `tutor.ui` imports it.
"""
