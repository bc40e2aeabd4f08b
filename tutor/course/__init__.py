"""The course as values: what the lessons' files say, read and looked over, and what follows from it.

Nothing here knows a learner or runs a lesson's code. Read from anywhere; change it with the form of lessons.
"""
