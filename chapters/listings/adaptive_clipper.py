"""A threshold that follows the running average of the norms

The threshold comes first and the average is fed what passed, so that a spike cannot raise its own limit.
"""

import numpy as np


class AdaptiveClipper:
    """Clips at `factor` times a running average of the norms that passed."""

    def __init__(self, factor=3.0, decay=0.95):
        self.factor, self.decay, self.mean = factor, decay, None

    def __call__(self, grads):
        """Return the clipped arrays, the norm before, and the threshold used."""
        norm = np.sqrt(sum(np.sum(g * g) for g in grads))
        if not np.isfinite(norm):
            raise FloatingPointError(f"the gradient has norm {norm}; skip this batch and look at it")
        if self.mean is None:
            self.mean = norm
        tau = self.factor * self.mean
        passed = min(norm, tau)
        self.mean = self.decay * self.mean + (1 - self.decay) * passed
        return [g * (passed / norm if norm > tau else 1.0) for g in grads], norm, tau


rng = np.random.default_rng(0)
clipper = AdaptiveClipper()
thresholds, passed = [], []
for step in range(60):
    g = rng.standard_normal(25) / 5  # norm about 1
    if step == 40:
        g *= 50000
    (g,), norm, tau = clipper([g])
    thresholds.append(tau)
    passed.append(np.linalg.norm(g))
    if 38 <= step <= 43:
        print(f"step {step}   norm {norm:10.2f}   threshold {tau:5.2f}   passes {passed[-1]:5.2f}")

growth = 0.95 + 0.05 * 3
print(f"a clipped step raises the next threshold by the factor {thresholds[41] / thresholds[40]:.3f} = {growth:.3f}")
