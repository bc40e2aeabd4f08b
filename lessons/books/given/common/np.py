import numpy as np

GPU = False
