"""Native time of the error surface with gradient: the engine against PyTorch, in turns within one run."""

import numpy as np

from benchmarks._steps import surface_case
from benchmarks._turns import against_torch
from sim.one_unit.surface import surface


def with_torch(w: np.ndarray, b: np.ndarray, T: int) -> tuple[np.ndarray, ...]:
    """E, dE/dw and dE/db on the grid by PyTorch's automatic differentiation, three arrays (K, M)."""
    import torch

    grid = (torch.from_numpy(np.array(axis)) for axis in np.broadcast_arrays(w, b))
    weight, bias = (axis.requires_grad_() for axis in grid)
    x = torch.full_like(weight, 0.5)
    for _ in range(T):
        x = torch.addcmul(bias, weight, torch.sigmoid(x))
    E = (torch.sigmoid(x) - 0.7) ** 2
    gradient = torch.autograd.grad(E.sum(), (weight, bias))
    return tuple(array.detach().numpy() for array in (E, *gradient))


def measure(points: int = 256, rounds: int = 15) -> dict:
    """Medians in ms of both, their ratio, and the largest relative difference of the results.

    The rounds alternate, after one call each to warm up, so that a busy machine slows both alike. PyTorch keeps
    its default number of threads, which is reported. Needs the optional torch.
    """
    import torch

    w, b, T = surface_case(points)
    ours, theirs = surface(w, b, T), with_torch(w, b, T)
    gap = max(np.abs(x - y).max() / np.abs(y).max() for x, y in zip(ours, theirs, strict=True))
    timed = against_torch(lambda: surface(w, b, T), lambda: with_torch(w, b, T), rounds)
    return timed | {
        "points": points,
        "T": T,
        "torch_threads": torch.get_num_threads(),
        "largest_relative_difference": float(gap),
    }


if __name__ == "__main__":
    print(measure())
