"""Adaptive gradient clipping with PyTorch, in place, between backward and step"""

import numpy as np
import torch


@torch.no_grad()
def agc_(params, lam, floor=1e-3):
    """Clip the gradient of every row of every parameter but the last."""
    for p in list(params)[:-1]:
        limit = lam * torch.linalg.vector_norm(p, dim=1, keepdim=True).clamp(min=floor)
        norm = torch.linalg.vector_norm(p.grad, dim=1, keepdim=True).clamp(min=1e-300)
        p.grad.mul_((limit / norm).clamp(max=1.0))


rng = np.random.default_rng(0)
sizes = [0.01, 1.0, 100.0, 1.0]
params = [torch.nn.Parameter(torch.tensor(size * rng.standard_normal((6, 8)))) for size in sizes]
for param in params:
    param.grad = torch.tensor(0.3 * rng.standard_normal((6, 8)))  # as after loss.backward()
with torch.no_grad():
    params[1][0] = 0.0

before = [param.grad.clone() for param in params]
agc_(params, lam=0.2)
clipped = [param.grad for param in params]

for layer, (G, left) in enumerate(zip(before, clipped, strict=True), 1):
    share = torch.linalg.vector_norm(left, dim=1) / torch.linalg.vector_norm(G, dim=1)
    print(f"layer {layer}: AGC leaves {np.round(share.numpy(), 4)}")
