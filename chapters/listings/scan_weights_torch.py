"""The same scan with PyTorch, on the same weights"""

import matplotlib.pyplot as plt
import numpy as np
import torch

N, T = 32, 50
rng = np.random.default_rng(0)
limit = 1 / np.sqrt(N)
W_h = rng.uniform(-limit, limit, (N, N))
w_x = rng.uniform(-limit, limit, N)
inputs = torch.tensor(rng.standard_normal(T)).reshape(1, T, 1)
direction = rng.standard_normal((N, N))
direction /= np.linalg.norm(direction)

network = torch.nn.RNN(1, N, bias=False, batch_first=True, dtype=torch.float64)
with torch.no_grad():
    network.weight_ih_l0.copy_(torch.tensor(w_x[:, None]))


def gradient_norm(W_h):
    """Norm of dL/dW_h for L = the mean of the last state."""
    with torch.no_grad():
        network.weight_hh_l0.copy_(torch.tensor(W_h))
    network.zero_grad()
    _, h_T = network(inputs)
    h_T.mean().backward()
    return network.weight_hh_l0.grad.norm().item()


places = np.linspace(-0.5, 0.5, 200)
scans = {
    gain: np.array([gradient_norm(gain * W_h + s * direction) for s in places])
    for gain in (1, 3, 5)
}

for gain, norms in scans.items():
    spike = places[norms.argmax()]
    ratio = norms.max() / norms.min()
    print(f"weights times {gain}: ratio {ratio:10.2f}, spike at s = {spike:+.3f}")
    plt.semilogy(places, norms, label=f"weights times {gain}")
plt.xlabel("s, distance along the direction")
plt.ylabel("norm of the gradient")
plt.legend()
plt.show()
