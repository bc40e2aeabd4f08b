"""Why a value is off: symptoms, one family a file, and `explain`, which asks them in turn."""
