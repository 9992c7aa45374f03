"""The loops of ``kernel.c``, compiled to WebAssembly: what takes the place of BLAS in the browser.

``HERE`` is false where NumPy has BLAS, and where the compiled file is missing or does not give what NumPy gives; the
callers then use NumPy. All arrays are float64; results go into arrays that the caller brings.
"""

import ctypes
import sys
from operator import is_
from pathlib import Path
from typing import Any, cast

import numpy as np

from sim.arrays import Array

COMPILED = Path(__file__).with_name("kernel.wasm")
ACTIVATIONS = {name: code for code, name in enumerate(("tanh", "sigmoid", "relu", "identity"))}  # as in kernel.c
SMALL = 4096  # products of two numbers; fewer cost NumPy less than a call costs here
_INT, _ARRAY = ctypes.c_int, ctypes.c_void_p
Known = dict[str, tuple[Any, ...]]  # of each function the last call: sizes, arrays, and what was made of them
_NOTHING = ctypes.c_char * 0
SIGNATURES = {
    "forward": [*[_INT] * 9, *[_ARRAY] * 6],
    "backward": [*[_INT] * 11, *[_ARRAY] * 9],
    "outer": [*[_INT] * 5, *[_ARRAY] * 3],
    "apply": [*[_INT] * 5, *[_ARRAY] * 3],
    "surface": [_INT, _INT, ctypes.c_double, ctypes.c_double, *[_ARRAY] * 5],
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
    """The address of an array's first number: by its buffer, or, three times as slow, where that is read-only."""
    try:
        return ctypes.addressof(_NOTHING.from_buffer(cast(Any, a)))
    except (TypeError, ValueError):
        return int(a.__array_interface__["data"][0])


_library = load() if sys.platform == "emscripten" else None
HERE = _library is not None


def forward(
    f: str, W_h: Array, W_x: Array, b: Array, x: Array, h: Array, work: Array, known: Known | None = None
) -> bool:
    """Write h_t = f(W_h h_{t-1} + W_x x_t + b) into h (T+1, R, B, N), whose first place is h_0, for x (T, R, B, I).

    Weights are (R, N, N), (R, N, I), (R, N); work holds N (N + I) numbers. Return False, with nothing done, where the
    weights of a network do not lie one after the other.
    """
    x = np.ascontiguousarray(x)
    sizes = (ACTIVATIONS[f], *x.shape[:3], W_h.shape[-1], x.shape[-1])
    return _repeat("forward", sizes, (W_h, W_x, b), (x, h, work), known)


def backward(
    f: str,
    W_h: Array,
    x: Array,
    h: Array,
    arriving: Array,
    dh: Array,
    delta: Array,
    grads: tuple[Array, ...],
    known: Known | None = None,
) -> bool:
    """Write dh (T+1, R, B, N), delta (T, R, B, N) and the gradients by W_h, W_x, b, from the errors that arrive.

    Return False, with nothing done, where the numbers of a network do not lie one after the other.
    """
    x, h, arriving = np.ascontiguousarray(x), np.ascontiguousarray(h), np.ascontiguousarray(arriving)
    sizes = (ACTIVATIONS[f], len(x), len(arriving), *h.shape[1:], x.shape[-1])
    return _repeat("backward", sizes, (W_h, *grads), (x, h, arriving, dh, delta), known)


def _repeat(
    name: str, sizes: tuple[int, ...], networks: tuple[Array, ...], arrays: tuple[Array, ...], known: Known | None
) -> bool:
    """Call a function with sizes, strides and addresses, which are looked up only where another array has come."""
    known = {} if known is None else known
    kept = known.get(name)
    if not (kept and kept[0] == sizes and all(map(is_, kept[1], (*networks, *arrays)))):
        if not all(a.size == 0 or a[0].flags.c_contiguous for a in networks):
            return False
        strides = [a.strides[0] // a.itemsize for a in networks]
        kept = known[name] = sizes, (*networks, *arrays), (*sizes, *strides, *map(_address, (*networks, *arrays)))
    getattr(_library, name)(*kept[2])
    return True


def outer(delta: Array, h: Array, out: Array | None = None) -> Array:
    """Return Σ_t delta_t h_tᵀ (R, M, K), summed over the batch too, for delta (T, R, B, M) and h (T, R, B, K)."""
    T, R, B, M = delta.shape
    sums = np.empty((R, M, h.shape[-1])) if out is None or not out.flags.c_contiguous else out
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


def surface(w: Array, b: Array, T: int, x_0: float, target: float) -> tuple[Array, Array, Array]:
    """Return E = (σ(x_T) - target)² and its derivatives by w and b, at points w, b of one shape."""
    out = np.empty(w.shape), np.empty(w.shape), np.empty(w.shape)
    _call("surface", w.size, T, x_0, target, np.ascontiguousarray(w), np.ascontiguousarray(b), *out)
    return out


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
    getattr(_library, name)(*(_address(a) if isinstance(a, np.ndarray) else a for a in arguments))
