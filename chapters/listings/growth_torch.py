"""How a repeated factor grows."""

import torch

rho = torch.tensor([0.9, 1.0, 1.1], dtype=torch.float64)
for n in range(0, 101, 10):
    print(n, rho**n)
