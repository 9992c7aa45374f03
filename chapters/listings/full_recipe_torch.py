"""The full recipe with PyTorch"""

import numpy as np
import torch

torch.set_num_threads(1)  # fastest for so small a network


def orthogonal(rng, n):
    Q, R = np.linalg.qr(rng.standard_normal((n, n)))
    return Q * np.sign(np.diag(R))


rng = np.random.default_rng(0)
N, T, B = 16, 50, 16
W_h = np.concatenate([orthogonal(rng, N) for _ in range(4)])  # orthogonal_ on the whole (4N, N) would not do this
W_x, W_y = rng.standard_normal((4 * N, 1)), rng.standard_normal((1, N)) / np.sqrt(N)

lstm = torch.nn.LSTM(1, N, dtype=torch.float64)
readout = torch.nn.Linear(N, 1, bias=False, dtype=torch.float64)
with torch.no_grad():
    lstm.weight_hh_l0.copy_(torch.from_numpy(W_h))
    lstm.weight_ih_l0.copy_(torch.from_numpy(W_x))
    readout.weight.copy_(torch.from_numpy(W_y))
    lstm.bias_ih_l0.zero_()
    lstm.bias_hh_l0.zero_()
    lstm.bias_ih_l0[N : 2 * N] = 1.0  # in one of the two biases only: in both it would make 2
lstm.bias_hh_l0.requires_grad_(False)  # one bias is enough

params = [w for w in [*lstm.parameters(), *readout.parameters()] if w.requires_grad]
adam = torch.optim.Adam(params, lr=0.01)
losses, norms = [], []
for step in range(1, 61):
    sign = np.where(rng.random(B) < 0.5, -1.0, 1.0)
    x = rng.uniform(-0.3, 0.3, (T, B, 1))
    x[0, :, 0] = sign
    h, _ = lstm(torch.from_numpy(x))
    loss = torch.mean((readout(h[-1]) - torch.from_numpy(sign)[:, None]) ** 2)
    adam.zero_grad()
    loss.backward()
    norm = torch.nn.utils.clip_grad_norm_(params, max_norm=5.0)
    adam.step()
    losses.append(loss.item())
    norms.append(norm.item())
    if step % 20 == 0 or step == 1:
        print(f"update {step:3}: loss {loss:.6f}, norm before clipping {norm:.4f}")
