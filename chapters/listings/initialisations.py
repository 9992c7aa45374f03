"""Four ways to draw a recurrent matrix, and what they set

The spectral radius rho says how a state or an error grows in the long run of a linear network; the largest singular
value says how much one step can amplify at most. For matrices that are not normal the two differ.
"""

import numpy as np


def small(rng, n):
    return 0.01 * rng.standard_normal((n, n))  # standard deviation 0.01, not variance


def xavier(rng, n):
    limit = np.sqrt(6 / (n + n))
    return rng.uniform(-limit, limit, (n, n))


def orthogonal(rng, n):
    Q, R = np.linalg.qr(rng.standard_normal((n, n)))
    return Q * np.sign(np.diag(R))  # without the signs, Q would not be uniformly distributed


def identity_plus_noise(rng, n):
    return np.eye(n) + 0.001 * rng.standard_normal((n, n))


n, seeds = 128, range(10)
print(f"n = {n}, median over {len(seeds)} seeds          rho      sigma_max")
radius, largest = {}, {}
for scheme in (small, xavier, orthogonal, identity_plus_noise):
    drawn = [scheme(np.random.default_rng(seed), n) for seed in seeds]
    radius[scheme.__name__] = np.median([np.abs(np.linalg.eigvals(W)).max() for W in drawn])
    largest[scheme.__name__] = np.median([np.linalg.svd(W, compute_uv=False)[0] for W in drawn])
    print(f"{scheme.__name__:36} {radius[scheme.__name__]:8.3f} {largest[scheme.__name__]:12.3f}")
