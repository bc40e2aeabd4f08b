"""Practice that comes back: exercises generated anew each time, and which passed lessons and drills are due for review.

Everything here is computed from values; take exercises from `drill` and due items from `review`, the rest is theirs alone.
"""
