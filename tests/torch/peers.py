"""The same networks in PyTorch, one for each of the R networks of a case, gradients by autograd."""

import numpy as np
import torch

torch.set_num_threads(1)

CELLS = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}


def tensor(a):
    return torch.tensor(np.ascontiguousarray(a), dtype=torch.float64)


def network(cell, params, r, activation="tanh"):
    """torch.nn's cell with the weights of network r; our single bias goes into b_ih, b_n into b_hh."""
    N, I = params["W_h"].shape[-1], params["W_x"].shape[-1]
    options = {"nonlinearity": activation} if cell == "rnn" else {}
    net = CELLS[cell](I, N, **options).double()
    b_hh = np.zeros_like(params["b"][r])
    if cell == "gru":
        b_hh[2 * N :] = params["b_n"][r]
    values = (params["W_x"][r], params["W_h"][r], params["b"][r], b_hh)
    with torch.no_grad():
        for p, value in zip(net.parameters(), values, strict=True):
            p.copy_(tensor(value))
    return net


def gradients(cell, net):
    """The gradients of such a network by our names."""
    W_x, W_h, b, b_hh = (p.grad.numpy() for p in net.parameters())
    grads = {"W_h": W_h, "W_x": W_x, "b": b}
    return grads | ({"b_n": b_hh[-W_h.shape[1] :]} if cell == "gru" else {})


def assert_close(ours, theirs, rtol, floor=1e-12):
    """Largest error relative to the largest entry, above an absolute floor that saturated units need."""
    error, size = np.abs(ours - theirs).max(), np.abs(theirs).max()
    assert error <= rtol * size + floor, f"error {error:.3g} at size {size:.3g}"
