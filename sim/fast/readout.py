"""The read-out of ``sim.cells.readout``, tuned: its results live in buffers."""

from typing import Any

from sim.arrays import Array, Params
from sim.cells.passes import transpose
from sim.fast import matmul
from sim.fast.buffers import Buffers
from sim.fast.rnn import Grads
from sim.floating_point import ignore_fp_warnings


@ignore_fp_warnings
def forward(params: Params, h: Array, work: Buffers | None = None) -> Array:
    """Return y = W_y h + b_y, shape (S, R, B, O), for states h (S, R, B, N)."""
    O = params["W_y"].shape[-2]
    y = (work or Buffers()).array("y", h.shape[:-1] + (O,))
    matmul.operator(params["W_y"])(h, y)
    y += params["b_y"][:, None]
    return y


@ignore_fp_warnings
def backward(
    params: Params, h: Array, dy: Array, work: Buffers | None = None, grads: Grads | None = None
) -> tuple[Params, Array]:
    """Return ({W_y, b_y}, dh) for the errors dy = ∂E/∂y (S, R, B, O) at states h (S, R, B, N)."""
    made: Any = {"W_y": None, "b_y": None} if grads is None else grads
    sums = matmul.Sums(dy)
    made["W_y"] = sums.outer(h, made["W_y"])
    made["b_y"] = sums.plain(made["b_y"])
    dh = (work or Buffers()).array("arriving", h.shape)
    matmul.operator(transpose(params["W_y"]))(dy, dh)
    return made, dh
