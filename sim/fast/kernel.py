"""The loops of ``kernel.c``, compiled to WebAssembly: what takes the place of BLAS in the browser.

``HERE`` is false where NumPy has BLAS, and where the compiled file is missing or does not give what NumPy gives; the
callers then use NumPy. All arrays are float64; results go into arrays that the caller brings.
"""

import ctypes
import sys
from pathlib import Path

import numpy as np

from sim.arrays import Array

COMPILED = Path(__file__).with_name("kernel.wasm")
ACTIVATIONS = {name: code for code, name in enumerate(("tanh", "sigmoid", "relu", "identity"))}  # as in kernel.c
SMALL = 4096  # products of two numbers; fewer cost NumPy less than a call costs here
_INT, _ARRAY = ctypes.c_int, ctypes.c_void_p
SIGNATURES = {
    "forward": [*[_INT] * 5, *[_ARRAY] * 2],
    "backward": [*[_INT] * 5, *[_ARRAY] * 4],
    "outer": [*[_INT] * 5, *[_ARRAY] * 3],
    "apply": [*[_INT] * 5, *[_ARRAY] * 3],
    "unfold": [_INT, _INT, ctypes.c_double, *[_ARRAY] * 5],
}


def load(path: Path = COMPILED) -> ctypes.CDLL | None:
    """Return the library at a path, or None if there is none that computes as it should."""
    try:
        library = ctypes.CDLL(str(path))
        for name, types in SIGNATURES.items():
            function = getattr(library, name)
            function.argtypes, function.restype = types, None
    except (OSError, AttributeError):
        return None
    return library if _agrees(library) else None


def _agrees(library: ctypes.CDLL) -> bool:
    """Whether a small product is NumPy's: a file that was cut or changed is not worth a wrong figure."""
    v, W, out = np.arange(15.0).reshape(1, 1, 3, 5), np.arange(35.0).reshape(1, 5, 7), np.zeros((1, 1, 3, 7))
    library.apply(1, 1, 3, 7, 5, *map(_address, (W, v, out)))
    return np.array_equal(out, v @ W)


def _address(a: Array) -> int:
    return int(a.__array_interface__["data"][0])


_library = load() if sys.platform == "emscripten" else None
HERE = _library is not None


def forward(activation: str, W_h: Array, h: Array) -> None:
    """Let h_t = f(W_h h_{t-1} + u_t) replace u_t, in h (T+1, R, B, N) whose first place is h_0; W_h is (R, N, N)."""
    W_T = np.ascontiguousarray(W_h.swapaxes(-1, -2))
    _call("forward", ACTIVATIONS[activation], len(h) - 1, *h.shape[1:], W_T, h)


def backward(activation: str, W_h: Array, h: Array, dh: Array, delta: Array) -> None:
    """Add to dh (T+1, R, B, N), which holds what arrives, what travels back, and write delta (T, R, B, N)."""
    W_h, h = np.ascontiguousarray(W_h), np.ascontiguousarray(h)
    _call("backward", ACTIVATIONS[activation], *delta.shape, W_h, h, dh, delta)


def outer(delta: Array, h: Array, out: Array | None = None) -> Array:
    """Return Σ_t delta_t h_tᵀ (R, M, K), summed over the batch too, for delta (T, R, B, M) and h (T, R, B, K)."""
    T, R, B, M = delta.shape
    sums = np.zeros((R, M, h.shape[-1])) if out is None or not out.flags.c_contiguous else out
    sums[...] = 0.0
    _call("outer", T, R, B, M, h.shape[-1], np.ascontiguousarray(delta), np.ascontiguousarray(h), sums)
    if out is not None and sums is not out:
        out[...] = sums
    return sums if out is None else out


def apply(W_T: Array, v: Array, out: Array) -> Array:
    """Write W v for every row v into out (S, R, B, M), for contiguous v (S, R, B, K) and W_T (R, K, M)."""
    R, K, M = W_T.shape
    B = v.shape[-2]
    out[...] = 0.0
    _call("apply", v.size // max(1, R * B * K), R, B, M, K, W_T, v, out)
    return out


def unfold(w: Array, b: Array, T: int, x_0: float) -> tuple[Array, Array]:
    """Return minus x_T at points w, b of one shape, and its derivatives by them (2, ...)."""
    minus_x, total = np.empty(w.shape), np.empty((2, *w.shape))
    w, b = np.ascontiguousarray(w), np.ascontiguousarray(b)
    _call("unfold", w.size, T, x_0, w, b, minus_x, total[0], total[1])
    return minus_x, total


def takes(W: Array, v: Array, out: Array) -> bool:
    """Whether ``apply`` can and should compute this product."""
    return (
        HERE
        and out.size * W.shape[-1] >= SMALL
        and v.flags.c_contiguous
        and out.flags.c_contiguous
        and v.dtype == out.dtype == np.float64
        and v.shape[-3:-2] == W.shape[:1]
    )


def _call(name: str, *arguments: float | Array) -> None:
    function = getattr(_library, name)
    function(*(_address(a) if isinstance(a, np.ndarray) else a for a in arguments))
