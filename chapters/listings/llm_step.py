"""A training step in mixed precision: scale, unscale, clip, step

The error on its way back is rounded to sixteen bits, as on a graphics card. Scaling the loss keeps small errors from
becoming zero; the scale is halved when they overflow, and that update is skipped.
"""

import numpy as np

TAU, ALPHA, GROWTH = 1.0, 0.2, 50  # after so many good updates the scale is doubled
rng = np.random.default_rng(0)
X = rng.standard_normal((4096, 8))
target = 3.0 * np.tanh(X @ rng.standard_normal(8)) + np.sin(3.0 * X[:, 0])
W = rng.standard_normal((16, 8)) / np.sqrt(8)
w = rng.standard_normal(16) / 4
scale, good, log = 2.0**27, 0, []


def half(a):
    """Rounded to sixteen bits: above 65504 infinite, below about 0.00000003 zero."""
    with np.errstate(over="ignore"):
        return a.astype(np.float32).astype(np.float16).astype(np.float64)  # by way of 32 bits, as the library rounds


def scaled_gradients(scale):
    """The loss, the gradients of scale times the loss, and the error of the hidden layer in sixteen bits."""
    h = np.tanh(X @ W.T)
    y = half(h) @ w
    dy = scale * 2 * (y - target) / len(X)
    dh = half(np.outer(dy, w))
    return np.mean((y - target) ** 2), [((1 - h * h) * dh).T @ X, half(h).T @ dy], dh


for _ in range(200):
    with np.errstate(invalid="ignore"):  # an infinite error times zero
        loss, grads, _ = scaled_gradients(scale)  # 1. backward from the scaled loss
    grads = [g / scale for g in grads]  # 2. unscale
    norm = np.sqrt(sum(np.sum(g * g) for g in grads))  # the true norm: log it
    if np.isfinite(norm):
        shrink = min(1.0, TAU / (norm + 1e-6))  # 3. clip
        W -= ALPHA * shrink * grads[0]  # 4. step
        w -= ALPHA * shrink * grads[1]
        good += 1
        if good == GROWTH:
            scale, good = 2 * scale, 0
    else:
        scale, good = scale / 2, 0  # 4. or skip the step
    log.append((loss, norm, scale))

losses, norms, scales = np.array(log).T
for step in (0, 1, 2, 3, 4, 10, 50, 100, 199):
    print(f"update {step:3d}  loss {losses[step]:7.4f}  norm {norms[step]:7.4f}  scale 2^{np.log2(scales[step]):.0f}")
print(f"skipped {np.sum(~np.isfinite(norms))}, clipped {np.sum(norms >= TAU)} of {len(log)} updates")

lost = np.mean(scaled_gradients(1.0)[2] == 0)
print(f"without a scale {100 * lost:.2f} % of the errors are zero in sixteen bits, with it "
      f"{100 * np.mean(scaled_gradients(scale)[2] == 0):.2f} %")
print(f"clipped before unscaling, the last gradient would have been {min(norms[-1] * scale, TAU) / scale:.1e} long")
