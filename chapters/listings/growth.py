"""How a repeated factor grows.

A first listing, to see the page built.
"""

import numpy as np

rho = np.array([0.9, 1.0, 1.1])
steps = np.arange(0, 101, 10)
for n in steps:
    print(n, rho**n)
