"""The same step with PyTorch's own calls

The model rounds to sixteen bits where the NumPy version does. For a large model write
`with torch.autocast("cuda", dtype=torch.float16):` around the forward pass instead, and GradScaler("cuda").
"""

import numpy as np
import torch

TAU, ALPHA, GROWTH = 1.0, 0.2, 50
rng = np.random.default_rng(0)
X = rng.standard_normal((4096, 8))
target = torch.tensor(3.0 * np.tanh(X @ rng.standard_normal(8)) + np.sin(3.0 * X[:, 0]))
W = torch.nn.Parameter(torch.tensor(rng.standard_normal((16, 8)) / np.sqrt(8)))
w = torch.nn.Parameter(torch.tensor(rng.standard_normal(16) / 4))
X = torch.tensor(X)

optimiser = torch.optim.SGD([W, w], lr=ALPHA)
scaler = torch.amp.GradScaler("cpu", init_scale=2.0**27, growth_interval=GROWTH)
log = []

for _ in range(200):
    optimiser.zero_grad()
    h = torch.tanh(X @ W.T).half().double()  # rounded, and so is the error that comes back
    loss = torch.mean((h @ w - target) ** 2)
    scaler.scale(loss).backward()  # 1. backward from the scaled loss
    scaler.unscale_(optimiser)  # 2. unscale
    norm = torch.nn.utils.clip_grad_norm_([W, w], max_norm=TAU)  # 3. clip; returns the true norm
    scaler.step(optimiser)  # 4. step, skipped if a gradient is not finite
    scaler.update()
    log.append((loss.item(), norm.item(), scaler.get_scale()))

losses, norms, scales = np.array(log).T
for step in (0, 1, 2, 3, 4, 10, 50, 100, 199):
    print(f"update {step:3d}  loss {losses[step]:7.4f}  norm {norms[step]:7.4f}  scale 2^{np.log2(scales[step]):.0f}")
print(f"skipped {np.sum(~np.isfinite(norms))}, clipped {np.sum(norms >= TAU)} of {len(log)} updates")
