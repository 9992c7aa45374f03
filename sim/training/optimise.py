"""Optimisers and schedules. Parameters and gradients are dicts of arrays with a leading axis R.

Each optimiser changes the parameters in place; the step size is a number or (R,), one a network.
"""

import numpy as np

from sim.training.parameters import per_network


class SGD:
    """θ ← θ - alpha g."""

    def __init__(self, params):
        pass  # nothing of them is remembered

    def step(self, params, grads, alpha):
        """Take one step of size ``alpha``."""
        for name, p in params.items():
            p -= per_network(alpha, p) * grads[name]

    def forget(self, networks):
        """Drop whatever is remembered of these networks (boolean (R,)); plain SGD remembers nothing."""


class Momentum:
    """v ← μ v + g, θ ← θ - alpha v (Polyak's heavy ball, PyTorch's convention)."""

    def __init__(self, params, mu=0.9):
        self.mu, self.v = mu, {name: np.zeros_like(p) for name, p in params.items()}

    def step(self, params, grads, alpha):
        """Take one step of size ``alpha``."""
        for name, p in params.items():
            v = self.v[name]
            v *= self.mu
            v += grads[name]
            p -= per_network(alpha, p) * v

    def forget(self, networks):
        """Set the velocity of these networks (boolean (R,)) to zero."""
        for v in self.v.values():
            v[networks] = 0.0


class Adam:
    """Adam (Kingma and Ba 2015) with bias correction: θ ← θ - alpha m̂ / (√v̂ + ε)."""

    def __init__(self, params, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.beta1, self.beta2, self.epsilon, self.t = beta1, beta2, epsilon, 0
        self.m = {name: np.zeros_like(p) for name, p in params.items()}
        self.v = {name: np.zeros_like(p) for name, p in params.items()}

    def step(self, params, grads, alpha):
        """Take one step of size ``alpha``."""
        self.t += 1
        for name, p in params.items():
            g, m, v = grads[name], self.m[name], self.v[name]
            m += (1 - self.beta1) * (g - m)
            v += (1 - self.beta2) * (g * g - v)
            m_hat, v_hat = m / (1 - self.beta1**self.t), v / (1 - self.beta2**self.t)
            p -= per_network(alpha, p) * m_hat / (np.sqrt(v_hat) + self.epsilon)

    def forget(self, networks):
        """Set both averages of these networks (boolean (R,)) to zero."""
        for average in (*self.m.values(), *self.v.values()):
            average[networks] = 0.0


OPTIMISERS = {"sgd": SGD, "momentum": Momentum, "adam": Adam}


def constant(step):
    """Keep the step size: factor 1."""
    return 1.0


def inverse_time(half_life):
    """Return the schedule 1 / (1 + step/half_life), which falls like 1/t."""
    return lambda step: 1.0 / (1.0 + step / half_life)


def exponential(half_life):
    """Return the schedule that halves the step size every ``half_life`` steps."""
    return lambda step: 0.5 ** (step / half_life)


def warm_up(steps):
    """Return the schedule that rises linearly to 1 over the first ``steps`` steps."""
    return lambda step: min(1.0, (step + 1) / steps)


class Plateau:
    """Halve the step size of each network whose loss has not improved for ``patience`` observations."""

    def __init__(self, patience, factor=0.5):
        self.patience, self.factor = patience, factor
        self.best = self.waited = self.scale = None

    def observe(self, loss):
        """Take the losses (R,) in and return the factors (R,) by which to multiply the step size."""
        if self.best is None:
            self.best, self.waited, self.scale = loss.copy(), np.zeros(loss.shape, int), np.ones(loss.shape)
            return self.scale
        better = loss < self.best
        self.best = np.where(better, loss, self.best)
        self.waited = np.where(better, 0, self.waited + 1)
        due = self.waited >= self.patience
        self.scale = np.where(due, self.scale * self.factor, self.scale)
        self.waited[due] = 0
        return self.scale
