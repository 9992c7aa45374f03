"""The full recipe: LSTM, orthogonal W_h, open forget gates, Adam, clipping

Of these, clipping by the global norm is the paper's. The rest is older (LSTM) or later practice. The task: the first
input is +1 or -1, then comes noise; after T steps the network must say which it was.
"""

import numpy as np


def orthogonal(rng, n):
    Q, R = np.linalg.qr(rng.standard_normal((n, n)))
    return Q * np.sign(np.diag(R))


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def loss_and_gradients(p, x, y):
    """Squared error of the read-out at the last step; gates in the order i, f, g, o."""
    T, B, N = len(x), x.shape[1], p["W_h"].shape[1]
    h, c, gates = np.zeros((T + 1, B, N)), np.zeros((T + 1, B, N)), np.zeros((T, B, 4, N))
    for t in range(T):
        z = (h[t] @ p["W_h"].T + x[t] @ p["W_x"].T + p["b"]).reshape(B, 4, N)
        gates[t] = sigmoid(z)
        gates[t, :, 2] = np.tanh(z[:, 2])
        i, f, g, o = gates[t].swapaxes(0, 1)
        c[t + 1] = f * c[t] + i * g
        h[t + 1] = o * np.tanh(c[t + 1])
    miss = h[T] @ p["W_y"].T - y
    grads = {name: np.zeros_like(w) for name, w in p.items()}
    grads["W_y"] = 2 * miss.T @ h[T] / B
    dh, dc = 2 * miss @ p["W_y"] / B, np.zeros((B, N))
    for t in range(T - 1, -1, -1):
        i, f, g, o = gates[t].swapaxes(0, 1)
        tanh_c = np.tanh(c[t + 1])
        dc = dc + dh * o * (1 - tanh_c**2)
        by_gate = [dc * g * i * (1 - i), dc * c[t] * f * (1 - f), dc * i * (1 - g**2), dh * tanh_c * o * (1 - o)]
        delta = np.concatenate(by_gate, axis=1)
        grads["W_h"] += delta.T @ h[t]
        grads["W_x"] += delta.T @ x[t]
        grads["b"] += delta.sum(axis=0)
        dh, dc = delta @ p["W_h"], dc * f  # dc * f is the additive path: no matrix stands in it
    return np.mean(miss**2), grads


def clip(grads, tau):
    norm = np.sqrt(sum(np.sum(g**2) for g in grads.values()))
    return {name: g * min(1, tau / norm) for name, g in grads.items()}, norm


rng = np.random.default_rng(0)
N, T, B = 16, 50, 16
params = {
    "W_h": np.concatenate([orthogonal(rng, N) for _ in range(4)]),  # each gate's block by itself
    "W_x": rng.standard_normal((4 * N, 1)),
    "b": np.zeros(4 * N),
    "W_y": rng.standard_normal((1, N)) / np.sqrt(N),
}
params["b"][N : 2 * N] = 1.0  # forget bias, once: there is only one bias here

m = {name: np.zeros_like(w) for name, w in params.items()}
v = {name: np.zeros_like(w) for name, w in params.items()}
losses, norms = [], []
for step in range(1, 61):
    sign = np.where(rng.random(B) < 0.5, -1.0, 1.0)
    x = rng.uniform(-0.3, 0.3, (T, B, 1))
    x[0, :, 0] = sign
    loss, grads = loss_and_gradients(params, x, sign[:, None])
    grads, norm = clip(grads, tau=5.0)
    losses.append(loss)
    norms.append(norm)
    for name, g in grads.items():  # Adam
        m[name] += 0.1 * (g - m[name])
        v[name] += 0.001 * (g**2 - v[name])
        corrected = m[name] / (1 - 0.9**step), np.sqrt(v[name] / (1 - 0.999**step))
        params[name] -= 0.01 * corrected[0] / (corrected[1] + 1e-8)
    if step % 20 == 0 or step == 1:
        print(f"update {step:3}: loss {loss:.6f}, norm before clipping {norm:.4f}")
