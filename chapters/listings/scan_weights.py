"""Scan a recurrent weight matrix along one random direction

The norm of the gradient at 200 places within 0.5 of the start,
for weights drawn as a library draws them, and scaled up.
"""

import numpy as np

N, T = 32, 50
rng = np.random.default_rng(0)
limit = 1 / np.sqrt(N)
W_h = rng.uniform(-limit, limit, (N, N))  # the usual start
w_x = rng.uniform(-limit, limit, N)
inputs = rng.standard_normal(T)
direction = rng.standard_normal((N, N))
direction /= np.linalg.norm(direction)


def gradient_norm(W_h):
    """Norm of dL/dW_h for L = the mean of the last state."""
    h = np.zeros((T + 1, N))
    for t in range(T):
        h[t + 1] = np.tanh(W_h @ h[t] + w_x * inputs[t])
    dh, grad = np.full(N, 1 / N), np.zeros((N, N))
    for t in reversed(range(T)):
        dz = dh * (1 - h[t + 1] ** 2)  # f'(z) = 1 - h^2 for tanh
        grad += np.outer(dz, h[t])
        dh = W_h.T @ dz
    return np.linalg.norm(grad)


places = np.linspace(-0.5, 0.5, 200)
scans = {
    gain: np.array([gradient_norm(gain * W_h + s * direction) for s in places])
    for gain in (1, 3, 5)
}

for gain, norms in scans.items():
    spike = places[norms.argmax()]
    ratio = norms.max() / norms.min()
    print(f"weights times {gain}: ratio {ratio:10.2f}, spike at s = {spike:+.3f}")

# The scan of the largest weights, one row a power of ten
columns = np.log10(scans[5].reshape(-1, 4).max(axis=1))
for power in range(int(columns.max()), int(columns.min()) - 1, -1):
    print(f"10^{power:+d} " + "".join("#" if c >= power else " " for c in columns))
