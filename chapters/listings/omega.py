"""The penalty and its immediate gradient for a vanilla RNN

Omega asks each backward step to keep the length of the error. Only W_h itself is differentiated: the states and the
errors are held at the values that the forward and the backward pass have already computed.
"""

import numpy as np


def forward(W_h, W_x, x):
    h = np.zeros((len(x) + 1, len(W_h)))
    for t in range(len(x)):
        h[t + 1] = np.tanh(W_h @ h[t] + W_x @ x[t])
    return h


def backward(W_h, h, error):
    """Send the error at the last state back: errors dL/dh_t and delta_t = f'(z_t) * dL/dh_t."""
    errors, deltas = np.zeros_like(h), np.zeros_like(h)
    errors[-1] = error
    for t in range(len(h) - 1, 0, -1):
        deltas[t] = (1 - h[t] ** 2) * errors[t]
        errors[t - 1] = W_h.T @ deltas[t]
    return errors, deltas


def omega(W_h, errors, deltas):
    """Mean of (ratio of squared lengths - 1) squared, and its gradient with the errors and deltas frozen."""
    value, gradient, T = 0.0, np.zeros_like(W_h), len(errors) - 1
    for t in range(1, T + 1):
        moved, length = W_h.T @ deltas[t], errors[t] @ errors[t]
        ratio = moved @ moved / length
        value += (ratio - 1) ** 2 / T
        gradient += 4 * (ratio - 1) / length * np.outer(deltas[t], moved) / T
    return value, gradient


rng = np.random.default_rng(0)
N, T = 8, 20
W_h, W_x = 0.6 * rng.standard_normal((N, N)) / np.sqrt(N), rng.standard_normal((N, 1))
x, error = 0.3 * rng.standard_normal((T, 1)), rng.standard_normal(N)
errors, deltas = backward(W_h, forward(W_h, W_x, x), error)

value, gradient = omega(W_h, errors, deltas)
step = np.zeros_like(W_h)
step[2, 5] = 1e-6
by_differences = (omega(W_h + step, errors, deltas)[0] - omega(W_h - step, errors, deltas)[0]) / 2e-6
print(f"Omega = {value:.6f}")
print(f"one entry of its gradient: {gradient[2, 5]:.9f}, by differences {by_differences:.9f}")

trained = W_h.copy()
for _ in range(200):
    errors, deltas = backward(trained, forward(trained, W_x, x), error)
    trained -= 0.05 * omega(trained, errors, deltas)[1]
errors, deltas = backward(trained, forward(trained, W_x, x), error)
ratios = np.linalg.norm(errors[:-1], axis=1) / np.linalg.norm(errors[1:], axis=1)
print(f"after 200 steps against it: Omega = {omega(trained, errors, deltas)[0]:.6f}, mean ratio {ratios.mean():.3f}")
