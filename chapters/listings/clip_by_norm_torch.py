"""Clip a gradient by its global norm with PyTorch"""

import numpy as np
import torch

rng = np.random.default_rng(0)
grads = [6 * rng.standard_normal((2, 2)), 6 * rng.standard_normal(2)]  # a matrix and a bias


def with_gradients(arrays):
    """Parameters whose .grad holds the arrays, as after loss.backward()."""
    params = [torch.nn.Parameter(torch.zeros(a.shape, dtype=torch.float64)) for a in arrays]
    for param, a in zip(params, arrays, strict=True):
        param.grad = torch.tensor(a)
    return params


params = with_gradients(grads)
norm = torch.nn.utils.clip_grad_norm_(params, max_norm=5.0)  # returns the norm before clipping
clipped = [param.grad for param in params]
after = torch.sqrt(sum(torch.sum(g * g) for g in clipped))

params = with_gradients(grads)
torch.nn.utils.clip_grad_norm_(params, max_norm=100.0)
untouched = [param.grad for param in params]

print(f"norm before   {norm:.6f}")
print(f"norm after    {after:.9f}")
print(f"max_norm = 100 changes nothing: {torch.equal(untouched[0], torch.tensor(grads[0]))}")
