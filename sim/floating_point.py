"""Overflow is content here, not an accident: it is seen in the numbers, not in warnings."""

import sys

import numpy as np


def ignore_fp_warnings(function):
    """Run ``function`` without floating-point warnings. WebAssembly has none, so nothing is paid there."""
    if sys.platform == "emscripten":
        return function
    return np.errstate(over="ignore", invalid="ignore", divide="ignore")(function)
