"""How dear a change is: the rarer the slip that it takes back, the dearer."""

AT_ONCE, LIKELY, COMMON, MISSING, RARE, FAR, DONATED = 0, 1, 2, 3, 4, 7, 20
