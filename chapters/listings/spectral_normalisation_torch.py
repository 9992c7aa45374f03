"""Spectral normalisation with PyTorch"""

import numpy as np
import torch

rng = np.random.default_rng(0)
N = 64
W = torch.from_numpy(rng.standard_normal((N, N)) / np.sqrt(N))

sigma = torch.linalg.svdvals(W)[0].item()
rho = torch.linalg.eigvals(W).abs().max().item()
print(f"largest singular value {sigma:.6f}; spectral radius {rho:.6f}")


def longest(W, steps):
    """The spectral norm of W, W^2, ..., W^steps."""
    return np.array([torch.linalg.matrix_norm(torch.linalg.matrix_power(W, n), 2).item() for n in range(1, steps + 1)])


by_norm, by_radius = longest(W / sigma, 50), longest(W / rho, 50)
print(f"W / sigma_max: the most amplification in up to 50 steps is {by_norm.max():.3f}, after 50 steps "
      f"{by_norm[-1]:.2e}")
print(f"W / rho:       the most amplification in up to 50 steps is {by_radius.max():.3f}, after 50 steps "
      f"{by_radius[-1]:.2e}")

# the library keeps W normalised while it is trained, by power iteration at every forward pass
torch.manual_seed(0)
layer = torch.nn.Linear(N, N, bias=False, dtype=torch.float64)
layer.weight.data.copy_(W)
layer = torch.nn.utils.parametrizations.spectral_norm(layer, n_power_iterations=300)
library = torch.linalg.svdvals(layer.weight.detach())[0].item()
print(f"largest singular value of the library's layer: {library:.6f}")
