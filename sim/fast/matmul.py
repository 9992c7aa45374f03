"""The matrix products of the engine, and the one place that chooses how they are computed.

With BLAS, ``np.matmul`` is fastest at every size. NumPy in WebAssembly has none; there the kernel is, and without it
einsum from about 24 units on, where the summed axis is the last and contiguous in both operands, and batched matmul
below.
"""

import sys
from collections.abc import Callable

import numpy as np

from sim.arrays import Array
from sim.cells.passes import transpose
from sim.fast import kernel

try:
    from numpy._core.multiarray import c_einsum as einsum  # spares np.einsum's microsecond of parsing
except ImportError:
    einsum = np.einsum

HAS_BLAS = sys.platform != "emscripten"
SMALL = 24  # units; below this, matmul beats einsum without BLAS too
CACHED = 2**16  # numbers that stay in the cache while they are transposed, which reads each of its lines many times


def operator(W: Array) -> Callable[[Array, Array], Array]:
    """Prepare W (R, M, K) and return ``apply(v, out)``, which writes W v for every row v.

    v is (..., R, B, K) and out is (..., R, B, M).
    """
    if kernel.HERE:
        return _kernel_operator(W)
    M, K = W.shape[-2:]
    if HAS_BLAS or M < SMALL:
        W_T = transpose(W)
        return lambda v, out: np.matmul(v, W_T, out=out)
    if K < SMALL:  # einsum's inner loop runs over the last axis: let it be the longer one
        W_T = np.ascontiguousarray(transpose(W))
        return lambda v, out: einsum("...rbk,rkm->...rbm", v, W_T, out=out)
    W = np.ascontiguousarray(W)
    return lambda v, out: einsum("...rbk,rmk->...rbm", v, W, out=out)


def _kernel_operator(W: Array) -> Callable[[Array, Array], Array]:
    W_T = np.ascontiguousarray(transpose(W))
    return lambda v, out: kernel.apply(W_T, v, out) if kernel.takes(W, v, out) else np.matmul(v, W_T, out=out)


def apply(W: Array, v: Array) -> Array:
    """Return W v for every row v: W (R, M, K), v (..., R, B, K), result (..., R, B, M)."""
    return operator(W)(v, np.empty(v.shape[:-1] + W.shape[-2:-1]))


class Sums:
    """Sums over time and batch of delta (T, R, B, M), gathered once: the gradients by weights and biases."""

    def __init__(self, delta: Array) -> None:
        self._delta, self._gathered = delta, delta if kernel.HERE else _by_network(delta)

    def outer(self, h: Array, out: Array | None = None) -> Array:
        """Return the sum of delta hᵀ (R, M, K), for h (T, R, B, K)."""
        if kernel.HERE:
            return kernel.outer(self._delta, h, out)
        delta, h = self._gathered, _by_network(h)
        if HAS_BLAS:
            return np.matmul(transpose(delta), h, out=out)
        if max(delta.shape[1], h.shape[1]) < SMALL:
            return np.matmul(delta, transpose(h), out=out)
        return einsum("rms,rks->rmk", delta, h, out=np.empty(delta.shape[:2] + h.shape[1:2]) if out is None else out)

    def plain(self, out: Array | None = None) -> Array:
        """Return the sum of delta itself (R, M)."""
        if HAS_BLAS or kernel.HERE:
            return self._delta.sum(axis=(0, 2), out=out)
        return self._gathered.sum(axis=2, out=out)


def _by_network(a: Array) -> Array:
    """Gather (T, R, B, K) into a matrix for each network: (R, T*B, K), a view for one, or (R, K, T*B) without BLAS."""
    T, R, B, K = a.shape
    if HAS_BLAS:
        return a.swapaxes(0, 1).reshape(R, T * B, K)
    steps, a = max(1, CACHED // max(1, R * B * K)), a.transpose(1, 3, 0, 2)
    if steps >= T:
        return np.ascontiguousarray(a).reshape(R, K, T * B)
    gathered = np.empty((R, K, T, B))
    for t in range(0, T, steps):
        gathered[:, :, t : t + steps] = a[:, :, t : t + steps]
    return gathered.reshape(R, K, T * B)
