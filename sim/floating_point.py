"""Overflow is content here, not an accident: it is seen in the numbers, not in warnings."""

import sys
from collections.abc import Callable
from typing import TypeVar

import numpy as np

Function = TypeVar("Function", bound=Callable[..., object])


def ignore_fp_warnings(function: Function) -> Function:
    """Return ``function``, run without floating-point warnings. WebAssembly has none, so nothing is paid there."""
    if sys.platform == "emscripten":
        return function
    return np.errstate(over="ignore", invalid="ignore", divide="ignore")(function)
