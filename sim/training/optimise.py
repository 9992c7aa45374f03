"""Optimisers and schedules. Parameters and gradients are dicts of arrays with a leading axis R.

Each optimiser changes the parameters in place; the step size is a number or (R,), one a network.
"""

from collections.abc import Callable

import numpy as np

from sim.arrays import Mask, Numbers, Params
from sim.training.parameters import per_network


class SGD:
    """θ ← θ - alpha g."""

    def __init__(self, params: Params) -> None:
        pass  # nothing of them is remembered

    def step(self, params: Params, grads: Params, alpha: Numbers) -> None:
        """Take one step of size ``alpha``."""
        for name, p in params.items():
            p -= per_network(alpha, p) * grads[name]

    def forget(self, networks: Mask) -> None:
        """Drop whatever is remembered of these networks (boolean (R,)); plain SGD remembers nothing."""


class Momentum:
    """v ← μ v + g, θ ← θ - alpha v (Polyak's heavy ball, PyTorch's convention)."""

    def __init__(self, params: Params, mu: float = 0.9) -> None:
        self.mu, self.v = mu, {name: np.zeros_like(p) for name, p in params.items()}

    def step(self, params: Params, grads: Params, alpha: Numbers) -> None:
        """Take one step of size ``alpha``."""
        for name, p in params.items():
            v = self.v[name]
            v *= self.mu
            v += grads[name]
            p -= per_network(alpha, p) * v

    def forget(self, networks: Mask) -> None:
        """Set the velocity of these networks (boolean (R,)) to zero."""
        for v in self.v.values():
            v[networks] = 0.0


class Adam:
    """Adam (Kingma and Ba 2015) with bias correction: θ ← θ - alpha m̂ / (√v̂ + ε)."""

    def __init__(self, params: Params, beta1: float = 0.9, beta2: float = 0.999, epsilon: float = 1e-8) -> None:
        self.beta1, self.beta2, self.epsilon, self.t = beta1, beta2, epsilon, 0
        self.m = {name: np.zeros_like(p) for name, p in params.items()}
        self.v = {name: np.zeros_like(p) for name, p in params.items()}

    def step(self, params: Params, grads: Params, alpha: Numbers) -> None:
        """Take one step of size ``alpha``."""
        self.t += 1
        for name, p in params.items():
            g, m, v = grads[name], self.m[name], self.v[name]
            m += (1 - self.beta1) * (g - m)
            v += (1 - self.beta2) * (g * g - v)
            m_hat, v_hat = m / (1 - self.beta1**self.t), v / (1 - self.beta2**self.t)
            p -= per_network(alpha, p) * m_hat / (np.sqrt(v_hat) + self.epsilon)

    def forget(self, networks: Mask) -> None:
        """Set both averages of these networks (boolean (R,)) to zero."""
        for average in (*self.m.values(), *self.v.values()):
            average[networks] = 0.0


OPTIMISERS: dict[str, type[SGD] | type[Momentum] | type[Adam]] = {"sgd": SGD, "momentum": Momentum, "adam": Adam}


def constant(step: int) -> float:
    """Keep the step size: factor 1."""
    return 1.0


def warm_up(steps: int) -> Callable[[int], float]:
    """Return the schedule that rises linearly to 1 over the first ``steps`` steps."""
    return lambda step: min(1.0, (step + 1) / steps)
