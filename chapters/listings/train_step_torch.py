"""The same training step with PyTorch"""

import numpy as np
import torch

T, N = 20, 16
rng = np.random.default_rng(7)
target = torch.tensor(0.8 * rng.choice([-1.0, 1.0], size=T))
pulse = torch.eye(T, dtype=torch.float64)[0]
drawn = {
    "W_h": rng.standard_normal((N, N)) / np.sqrt(N),
    "w_x": rng.standard_normal(N),
    "b": np.zeros(N),
    "w_y": rng.standard_normal(N) / np.sqrt(N),
}
params = {name: torch.nn.Parameter(torch.tensor(a)) for name, a in drawn.items()}
optimiser = torch.optim.SGD(params.values(), lr=0.1)


def outputs(params):
    h, y = torch.zeros(N, dtype=torch.float64), []
    for t in range(T):
        h = torch.tanh(params["W_h"] @ h + params["w_x"] * pulse[t] + params["b"])
        y.append(h @ params["w_y"])
    return torch.stack(y)


def train_step(tau):
    """One update. Returns the loss and the norm of the gradient before clipping."""
    optimiser.zero_grad()
    loss = torch.mean((outputs(params) - target) ** 2)
    loss.backward()
    norm = torch.nn.utils.clip_grad_norm_(params.values(), max_norm=tau)  # after backward, before step
    optimiser.step()
    return loss.item(), norm.item()


log = [train_step(tau=1.0) for _ in range(400)]
for step in range(0, 400, 50):
    loss, norm = log[step]
    print(f"step {step:3d}   loss {loss:8.5f}   norm before clipping {norm:6.3f}   {'clipped' if norm >= 1 else ''}")
