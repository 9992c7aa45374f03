"""Times two calls in turns: what is next to each other in time meets the same machine."""

import time
from collections.abc import Callable
from statistics import median
from typing import Any

Call = Callable[[], Any]


def against_torch(ours: Call, theirs: Call, rounds: int = 40) -> dict[str, float]:
    """Return the medians of the rounds, in ms, of a call to the engine and of its peer, and of their ratio."""
    numpy_ms, torch_ms = interleaved({"numpy": ours, "torch": theirs}, rounds).values()
    ratios = [a / b for a, b in zip(numpy_ms, torch_ms, strict=True)]
    return {
        "numpy_ms": round(median(numpy_ms), 4),
        "torch_ms": round(median(torch_ms), 4),
        "numpy_over_torch": round(median(ratios), 3),
    }


def interleaved(calls: dict[str, Call], rounds: int = 40, slice_ms: float = 10) -> dict[str, list[float]]:
    """Return the ms of each call in every round; a turn repeats the call for about ``slice_ms``."""
    repeats = {name: max(1, round(slice_ms / milliseconds(call, 2))) for name, call in calls.items()}
    times: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            times[name].append(milliseconds(call, repeats[name]))
    return times


def milliseconds(call: Call, repeats: int = 1) -> float:
    """Return the mean wall-clock time of one call."""
    start = time.perf_counter()
    for _ in range(repeats):
        call()
    return 1e3 * (time.perf_counter() - start) / repeats
