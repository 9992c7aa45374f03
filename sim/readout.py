"""The linear read-out y = W_y h + b_y, the same for every cell."""

from sim import contract
from sim.quiet import quiet
from sim.workspace import Workspace


@quiet
def forward(params, h, work=None):
    """Return y = W_y h + b_y, shape (S, R, B, O), for states h (S, R, B, N)."""
    O = params["W_y"].shape[-2]
    y = (work or Workspace()).array("y", h.shape[:-1] + (O,))
    contract.operator(params["W_y"])(h, y)
    y += params["b_y"][:, None]
    return y


@quiet
def backward(params, h, dy, work=None, grads=None):
    """Return ({W_y, b_y}, dh) for the errors dy = ∂E/∂y (S, R, B, O) at states h (S, R, B, N)."""
    grads = {"W_y": None, "b_y": None} if grads is None else grads
    sums = contract.Sums(dy)
    grads["W_y"] = sums.outer(h, grads["W_y"])
    grads["b_y"] = sums.plain(grads["b_y"])
    dh = (work or Workspace()).array("arriving", h.shape)
    contract.operator(contract.transpose(params["W_y"]))(dy, dh)
    return grads, dh
