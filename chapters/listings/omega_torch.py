"""The penalty and its immediate gradient with PyTorch"""

import numpy as np
import torch

rng = np.random.default_rng(0)
N, T = 8, 20
W_h, W_x = 0.6 * rng.standard_normal((N, N)) / np.sqrt(N), rng.standard_normal((N, 1))
x, error = 0.3 * rng.standard_normal((T, 1)), rng.standard_normal(N)
W_h, W_x, x, error = map(torch.from_numpy, (W_h, W_x, x, error))


def errors_of(W_h):
    """States and errors dL/dh_t, by automatic differentiation, both cut off from the graph."""
    h = [torch.zeros(N, dtype=torch.float64, requires_grad=True)]
    for x_t in x:
        h.append(torch.tanh(W_h @ h[-1] + W_x @ x_t))
    errors = torch.autograd.grad(h[-1] @ error, h)
    return torch.stack(h).detach(), torch.stack(errors).detach()


def omega(W_h, h, errors):
    """Mean of (ratio of squared lengths - 1) squared; only W_h carries a gradient."""
    deltas = (1 - h[1:] ** 2) * errors[1:]
    moved = deltas @ W_h
    ratio = (moved**2).sum(dim=1) / (errors[1:] ** 2).sum(dim=1)
    return ((ratio - 1) ** 2).mean()


W = W_h.clone().requires_grad_()
penalty = omega(W, *errors_of(W_h))
penalty.backward()
value, gradient = penalty.item(), W.grad.numpy()
print(f"Omega = {value:.6f}")
print(f"one entry of its gradient: {gradient[2, 5]:.9f}")

trained = W_h.clone()
for _ in range(200):
    trained.requires_grad_()
    penalty = omega(trained, *errors_of(trained))
    (slope,) = torch.autograd.grad(penalty, trained)
    trained = (trained - 0.05 * slope).detach()
h, errors = errors_of(trained)
ratios = errors[:-1].norm(dim=1) / errors[1:].norm(dim=1)
print(f"after 200 steps against it: Omega = {omega(trained, h, errors):.6f}, mean ratio {ratios.mean():.3f}")
