"""The same three ways with PyTorch"""

import copy

import numpy as np
import torch
from torch.nn.utils import clip_grad_norm_, clip_grad_value_

rng = np.random.default_rng(0)
network = torch.nn.Sequential(*(torch.nn.Linear(4, 4).double() for _ in range(3)))
for layer, loudness in zip(network, (0.1, 1.0, 20.0), strict=True):
    layer.weight.grad = torch.tensor(loudness * rng.standard_normal((4, 4)))
    layer.bias.grad = torch.tensor(loudness * rng.standard_normal(4))


def flat(network):
    return torch.cat([p.grad.ravel() for p in network.parameters()])


def clip_per_layer(network, tau):
    for layer in network:
        clip_grad_norm_(layer.parameters(), tau)


rules = {
    "global": lambda network: clip_grad_norm_(network.parameters(), 1.0),
    "value": lambda network: clip_grad_value_(network.parameters(), 1.0),
    "layer": lambda network: clip_per_layer(network, 1.0),
}
g, results = flat(network), {}
for name, rule in rules.items():
    twin = copy.deepcopy(network)
    for p, q in zip(twin.parameters(), network.parameters(), strict=True):
        p.grad = q.grad.clone()
    rule(twin)
    c = flat(twin)
    results[name] = (c.norm().item(), (g @ c / (g.norm() * c.norm())).item())
    print(f"{name:7} length {results[name][0]:6.3f}   cosine {results[name][1]:.4f}")
