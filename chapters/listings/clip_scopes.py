"""Three ways to clip one gradient: as a whole, by value, and layer by layer

The gradient of a three-layer network, here drawn at random with one loud layer.
"""

import numpy as np


def norm_of(arrays):
    return np.sqrt(sum(np.sum(a * a) for a in arrays))


def clip_globally(layers, tau):
    """One norm over everything: the direction is kept."""
    norm = norm_of(g for layer in layers for g in layer)
    scale = tau / norm if norm >= tau else 1.0
    return [[scale * g for g in layer] for layer in layers]


def clip_by_value(layers, tau):
    """Every entry limited to [-tau, tau]: the direction turns."""
    return [[np.clip(g, -tau, tau) for g in layer] for layer in layers]


def clip_per_layer(layers, tau):
    """One norm a layer: kept inside each layer, not between them."""
    return [layer for one in layers for layer in clip_globally([one], tau)]


def flat(layers):
    return np.concatenate([g.ravel() for layer in layers for g in layer])


rng = np.random.default_rng(0)
loudness = (0.1, 1.0, 20.0)
layers = [[s * rng.standard_normal((4, 4)), s * rng.standard_normal(4)] for s in loudness]
g = flat(layers)

results = {}
for name, rule in {"global": clip_globally, "value": clip_by_value, "layer": clip_per_layer}.items():
    clipped = rule(layers, tau=1.0)
    c = flat(clipped)
    cosine = g @ c / (np.linalg.norm(g) * np.linalg.norm(c))
    results[name] = (np.linalg.norm(c), cosine)
    norms = "  ".join(f"{norm_of(layer):6.3f}" for layer in clipped)
    print(f"{name:7} length {np.linalg.norm(c):6.3f}   cosine {cosine:.4f}   layers {norms}")
norms = "  ".join(f"{norm_of(layer):6.3f}" for layer in layers)
print(f"before  length {np.linalg.norm(g):6.3f}   cosine 1.0000   layers {norms}")
