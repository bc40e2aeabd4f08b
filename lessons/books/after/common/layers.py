import sys as _sys

from common.both_books import lend_both_names as _lend_both_names

_lend_both_names(_sys.modules[__name__])  # W, b, dW, db of Book 1 and params, grads of Book 2, whichever was written
