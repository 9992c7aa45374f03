"""Native time of the error surface with gradient: the engine against PyTorch, in turns within one run."""

import statistics
import time

import numpy as np

from bench._steps import surface_case
from sim.surface import surface


def with_torch(w, b, T):
    """E, dE/dw and dE/db on the grid by PyTorch's automatic differentiation, three arrays (K, M)."""
    import torch

    grid = (torch.from_numpy(np.array(axis)) for axis in np.broadcast_arrays(w, b))
    w, b = (axis.requires_grad_() for axis in grid)
    x = torch.full_like(w, 0.5)
    for _ in range(T):
        x = torch.addcmul(b, w, torch.sigmoid(x))
    E = (torch.sigmoid(x) - 0.7) ** 2
    gradient = torch.autograd.grad(E.sum(), (w, b))
    return tuple(array.detach().numpy() for array in (E, *gradient))


def milliseconds(call):
    """Wall-clock time of one call."""
    start = time.perf_counter()
    call()
    return 1e3 * (time.perf_counter() - start)


def measure(points=256, rounds=15):
    """Medians in ms of both, their ratio, and the largest relative difference of the results.

    The rounds alternate, after one call each to warm up, so that a busy machine slows both alike. PyTorch keeps
    its default number of threads, which is reported. Needs the optional torch.
    """
    import torch

    w, b, T = surface_case(points)
    ours, theirs = surface(w, b, T), with_torch(w, b, T)
    gap = max(np.abs(x - y).max() / np.abs(y).max() for x, y in zip(ours, theirs, strict=True))
    calls = {"numpy": lambda: surface(w, b, T), "torch": lambda: with_torch(w, b, T)}
    times = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            times[name].append(milliseconds(call))
    numpy_ms, torch_ms = (statistics.median(times[name]) for name in calls)
    return {
        "points": points,
        "T": T,
        "numpy_ms": numpy_ms,
        "torch_ms": torch_ms,
        "numpy_over_torch": numpy_ms / torch_ms,
        "torch_threads": torch.get_num_threads(),
        "largest_relative_difference": float(gap),
    }


if __name__ == "__main__":
    print(measure())
