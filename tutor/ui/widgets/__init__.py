"""Widgets that know nothing of lessons: an editor, prose, matrices, lists. Any app could use them."""
