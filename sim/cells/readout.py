"""The linear read-out y = W_y h + b_y, the same for every cell."""

from sim.arrays import Array, Params
from sim.cells.passes import outer, times, transpose
from sim.floating_point import ignore_fp_warnings


@ignore_fp_warnings
def forward(params: Params, h: Array) -> Array:
    """Return y = W_y h + b_y, shape (S, R, B, O), for states h (S, R, B, N)."""
    return times(params["W_y"], h) + params["b_y"][:, None]


@ignore_fp_warnings
def backward(params: Params, h: Array, dy: Array) -> tuple[Params, Array]:
    """Return ({W_y, b_y}, dh) for the errors dy = ∂E/∂y (S, R, B, O) at states h (S, R, B, N)."""
    return {"W_y": outer(dy, h), "b_y": dy.sum(axis=(0, 2))}, times(transpose(params["W_y"]), dy)
