"""One BPTT training step: the engine natively against PyTorch, and in the browser against careful JavaScript.

The step is a forward pass over T steps with an error at the last state only, and the gradients by W_h, W_x, b.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import _steps
from benchmarks._page import result_of
from benchmarks._steps import CASES, case, numpy_step
from benchmarks._turns import against_torch

PAGE = Path(__file__).parent / "engine_page"
Step = Callable[[], dict[str, Any]]  # one training step, which gives the gradients

ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def torch_step(T: int, N: int, B: int, R: int) -> Step:
    """The same in PyTorch: nn.RNN for one network, batched products under autograd for an ensemble."""
    import torch

    params, inputs, arriving = case(T, N, B, R)
    W_h, W_x, b = (torch.tensor(params[name]) for name in ("W_h", "W_x", "b"))
    x, last = torch.tensor(inputs), torch.tensor(arriving[0])
    if R == 1:
        return _torch_single(W_h[0], W_x[0], b[0], x[:, 0], last)
    W_h, W_x, b = (p.requires_grad_() for p in (W_h, W_x, b))

    leaves: dict[str, Any] = {"W_h": W_h, "W_x": W_x, "b": b}

    def step() -> dict[str, Any]:
        for leaf in leaves.values():
            leaf.grad = None
        drive, h = x @ W_x.mT + b[:, None], torch.zeros_like(last)
        for z in drive:
            h = torch.tanh(torch.baddbmm(z, h, W_h.mT))
        h.backward(last)
        return {name: p.grad.numpy() for name, p in leaves.items()}

    return step


def _torch_single(W_h: Any, W_x: Any, b: Any, x: Any, last: Any) -> Step:
    import torch

    net: Any = torch.nn.RNN(W_x.shape[1], len(W_h)).double()
    with torch.no_grad():
        for p, value in zip(net.parameters(), (W_x, W_h, b, torch.zeros_like(b)), strict=True):
            p.copy_(value)

    def step() -> dict[str, Any]:
        net.zero_grad()
        net(x)[1].backward(last)
        named = zip(("W_x", "W_h", "b"), net.parameters(), strict=False)
        return {name: p.grad.numpy()[None] for name, p in named}

    return step


def native_times() -> dict:
    """Return {case: {numpy_ms, torch_ms, numpy_over_torch}} and the largest difference of the gradients."""
    import numpy as np
    import torch

    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", torch.get_num_threads())))
    results = {}
    for name, sizes in CASES.items():
        ours, theirs = numpy_step(*sizes), torch_step(*sizes)
        gap = max(np.abs(g - theirs()[key]).max() / np.abs(g).max() for key, g in ours().items())
        results[name] = against_torch(ours, theirs) | {"largest_relative_difference": float(gap)}
    return results


def browser_times(rounds: int = 30, pages: int = 11) -> dict:
    """Return {case: {numpy_ms, js_ms, numpy_over_js, ...}} and training steps a second, in Chromium.

    Medians over so many pages: each compiles both sides anew, which moves a ratio by a tenth either way.
    """
    results = [result_of(_steps.__file__, PAGE, rounds) for _ in range(pages)]
    return {name: _usual([result[name] for result in results]) for name in results[0]}


def _usual(values: list) -> Any:
    """Return the median of numbers, to four digits, or of each number in dicts that are alike."""
    if isinstance(values[0], dict):
        return {key: _usual([value[key] for value in values]) for key in values[0]}
    return float(f"{median(values):.4g}")


def measure() -> dict:
    """Return the native times with one thread each, measured in a process of their own, and those in the browser."""
    command = [
        sys.executable,
        "-c",
        "import json; from benchmarks.engine import native_times; print(json.dumps(native_times()))",
    ]
    done = subprocess.run(command, env=os.environ | ONE_THREAD, check=True, capture_output=True, text=True)
    return {"native, one thread each": json.loads(done.stdout), "Chromium": browser_times()}
