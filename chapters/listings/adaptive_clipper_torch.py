"""The same adaptive threshold with PyTorch"""

import numpy as np
import torch


class AdaptiveClipper:
    """Clips at `factor` times a running average of the norms that passed; call it between backward() and step()."""

    def __init__(self, params, factor=3.0, decay=0.95):
        self.params, self.factor, self.decay, self.mean = list(params), factor, decay, None

    def __call__(self):
        """Clip the .grad of the parameters in place; return the norm before and the threshold used."""
        tau = np.inf if self.mean is None else self.factor * self.mean
        norm = torch.nn.utils.clip_grad_norm_(self.params, tau, error_if_nonfinite=True).item()
        if self.mean is None:
            self.mean, tau = norm, self.factor * norm
        self.mean = self.decay * self.mean + (1 - self.decay) * min(norm, tau)
        return norm, tau


rng = np.random.default_rng(0)
param = torch.nn.Parameter(torch.zeros(25, dtype=torch.float64))
clipper = AdaptiveClipper([param])
thresholds, passed = [], []
for step in range(60):
    param.grad = torch.tensor(rng.standard_normal(25) / 5)
    if step == 40:
        param.grad *= 50000
    norm, tau = clipper()
    thresholds.append(tau)
    passed.append(param.grad.norm().item())
    if 38 <= step <= 43:
        print(f"step {step}   norm {norm:10.2f}   threshold {tau:5.2f}   passes {passed[-1]:5.2f}")
