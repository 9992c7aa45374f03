"""Four ways to draw a recurrent matrix with PyTorch"""

import numpy as np
import torch

n, seeds = 128, range(10)


def drawn_by_numpy(scheme, seed):
    """The matrices of the NumPy tab."""
    rng = np.random.default_rng(seed)
    if scheme == "small":
        return 0.01 * rng.standard_normal((n, n))
    if scheme == "xavier":
        limit = np.sqrt(6 / (n + n))
        return rng.uniform(-limit, limit, (n, n))
    if scheme == "orthogonal":
        Q, R = np.linalg.qr(rng.standard_normal((n, n)))
        return Q * np.sign(np.diag(R))
    return np.eye(n) + 0.001 * rng.standard_normal((n, n))


def drawn_by_torch(scheme):
    """The same distributions by the library."""
    W = torch.empty(n, n, dtype=torch.float64)
    if scheme == "small":
        return torch.nn.init.normal_(W, std=0.01)
    if scheme == "xavier":
        return torch.nn.init.xavier_uniform_(W)
    if scheme == "orthogonal":
        return torch.nn.init.orthogonal_(W)
    return torch.nn.init.eye_(W) + torch.nn.init.normal_(torch.empty_like(W), std=0.001)


def sizes(matrices):
    """Median spectral radius and median largest singular value of a stack of matrices."""
    radius = torch.linalg.eigvals(matrices).abs().amax(dim=1)
    return radius.quantile(0.5).item(), torch.linalg.svdvals(matrices)[:, 0].quantile(0.5).item()


torch.manual_seed(0)
radius, largest, library = {}, {}, {}
for scheme in ("small", "xavier", "orthogonal", "identity_plus_noise"):
    matrices = torch.stack([torch.from_numpy(drawn_by_numpy(scheme, seed)) for seed in seeds])
    radius[scheme], largest[scheme] = sizes(matrices)
    library[scheme] = sizes(torch.stack([drawn_by_torch(scheme) for _ in seeds]))
    print(f"{scheme:20} rho {radius[scheme]:.3f}, sigma_max {largest[scheme]:.3f}; "
          f"drawn by the library {library[scheme][0]:.3f}, {library[scheme][1]:.3f}")
