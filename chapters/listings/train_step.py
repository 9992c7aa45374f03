"""A training step that returns the loss and the norm before clipping

A small recurrent network learns to recite 20 signs; the only input is a pulse at the first step.
"""

import numpy as np

T, N = 20, 16
rng = np.random.default_rng(7)
target = 0.8 * rng.choice([-1.0, 1.0], size=T)
pulse = np.eye(T)[0]
params = {
    "W_h": rng.standard_normal((N, N)) / np.sqrt(N),
    "w_x": rng.standard_normal(N),
    "b": np.zeros(N),
    "w_y": rng.standard_normal(N) / np.sqrt(N),
}


def forward(params):
    """States h (T + 1, N), with h[0] = 0, and outputs y (T,)."""
    h = np.zeros((T + 1, N))
    for t in range(T):
        h[t + 1] = np.tanh(params["W_h"] @ h[t] + params["w_x"] * pulse[t] + params["b"])
    return h, h[1:] @ params["w_y"]


def gradient(params):
    """The loss and its gradient, by backpropagation through time."""
    h, y = forward(params)
    dy = 2 * (y - target) / T
    grads = {name: np.zeros_like(p) for name, p in params.items()}
    grads["w_y"] = dy @ h[1:]
    dh = np.zeros(N)
    for t in reversed(range(T)):
        dz = (dh + dy[t] * params["w_y"]) * (1 - h[t + 1] ** 2)
        grads["W_h"] += np.outer(dz, h[t])
        grads["w_x"] += dz * pulse[t]
        grads["b"] += dz
        dh = params["W_h"].T @ dz
    return np.mean((y - target) ** 2), grads


def train_step(params, alpha, tau):
    """One update, in place. Returns the loss and the norm of the gradient before clipping."""
    loss, grads = gradient(params)
    norm = np.sqrt(sum(np.sum(g * g) for g in grads.values()))
    scale = tau / norm if norm >= tau else 1.0
    for name, p in params.items():
        p -= alpha * scale * grads[name]
    return loss, norm


log = [train_step(params, alpha=0.1, tau=1.0) for _ in range(400)]
for step in range(0, 400, 50):
    loss, norm = log[step]
    print(f"step {step:3d}   loss {loss:8.5f}   norm before clipping {norm:6.3f}   {'clipped' if norm >= 1 else ''}")
losses, norms = np.array(log).T
print(f"clipped in {np.sum(norms >= 1)} of {len(norms)} steps, largest norm {norms.max():.2f}")
