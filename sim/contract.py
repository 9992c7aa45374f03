"""The matrix products of the engine, and the one place that chooses how they are computed.

With BLAS, ``np.matmul`` is fastest at every size. NumPy in WebAssembly has none; there einsum with the
summed axis last in both operands is fastest from about 24 units on, and batched matmul below.
"""

import sys

import numpy as np

try:
    from numpy._core.multiarray import c_einsum as einsum  # spares np.einsum's microsecond of parsing
except ImportError:
    einsum = np.einsum

HAS_BLAS = sys.platform != "emscripten"
SMALL = 24  # units; below this, matmul beats einsum without BLAS too


def transpose(W):
    """Swap the last two axes: (..., M, K) to (..., K, M), as a view."""
    return W.swapaxes(-1, -2)


def operator(W):
    """Prepare W (R, M, K) and return ``apply(v, out)``, which writes W v for every row v.

    v is (..., R, B, K) and out is (..., R, B, M).
    """
    if HAS_BLAS or min(W.shape[-2:]) < SMALL:
        W_T = transpose(W)
        return lambda v, out: np.matmul(v, W_T, out=out)
    W = np.ascontiguousarray(W)
    if len(W) == 1:
        return lambda v, out: _apply_single(W[0], v, out)
    return lambda v, out: einsum("...rbk,rmk->...rbm", v, W, out=out)


def _apply_single(W, v, out):
    rows, target = v.reshape(-1, v.shape[-1]), out.reshape(-1, out.shape[-1])
    einsum("bk,mk->bm", rows, W, out=target)
    return out


def apply(W, v):
    """Return W v for every row v: W (R, M, K), v (..., R, B, K), result (..., R, B, M)."""
    return operator(W)(v, np.empty(v.shape[:-1] + W.shape[-2:-1]))


def sum_of_outer(delta, h, out=None):
    """Return the sum over time and batch of delta hᵀ, a weight gradient.

    delta is (T, R, B, M), h is (T, R, B, K), the result (R, M, K).
    """
    R, M, K = delta.shape[1], delta.shape[-1], h.shape[-1]
    if out is None:
        out = np.empty((R, M, K))
    if not HAS_BLAS and max(M, K) < SMALL:  # matmul wants the summed axis contiguous in both
        return np.matmul(_columns_by_network(delta), transpose(_columns_by_network(h)), out=out)
    delta, h = _rows_by_network(delta), _rows_by_network(h)
    if HAS_BLAS:
        return np.matmul(transpose(delta), h, out=out)
    for r in range(R):
        if K < M:  # einsum's inner loop runs over the last axis: let it be the longer one
            out[r] = einsum("sk,sm->km", h[r], delta[r]).T
        else:
            einsum("sm,sk->mk", delta[r], h[r], out=out[r])
    return out


def _rows_by_network(a):
    """Gather (T, R, B, K) into (R, T*B, K); free of charge for one network."""
    T, R, B, K = a.shape
    return a.swapaxes(0, 1).reshape(R, T * B, K)


def _columns_by_network(a):
    """Gather (T, R, B, K) into (R, K, T*B), a copy that is contiguous along the sum."""
    T, R, B, K = a.shape
    return np.ascontiguousarray(a.transpose(1, 3, 0, 2)).reshape(R, K, T * B)
