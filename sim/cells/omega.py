"""The paper's Ω against vanishing gradients, for the vanilla network (section 3.3, eqs. 9 and 10).

    Ω = mean over steps t and sequences of ( ‖∂E/∂h_t · ∂h_t/∂h_{t-1}‖² / ‖∂E/∂h_t‖² - 1 )²

It asks the error signal to keep its length on its way back. The squares of the norms are eq. 10's and the authors'
code's; ``squared=False`` gives eq. 9. The paper sums over steps; the mean, which the authors' code takes, makes the
strength λ independent of T. Sequences whose error is below the floor contribute nothing and do not count.
"""

from typing import NamedTuple

import numpy as np

from sim.arrays import Array, Params
from sim.cells.passes import Backward, outer, times, transpose
from sim.cells.rnn import Trajectory
from sim.floating_point import ignore_fp_warnings

FLOOR = 1e-20  # of ‖∂E/∂h_t‖², as in the authors' code


class Omega(NamedTuple):
    """Ω (R,), its immediate derivative by W_h (R, N, N), and the ratios (T, R, B), nan where not counted."""

    value: Array
    gW_h: Array
    ratio: Array


@ignore_fp_warnings
def omega(params: Params, run: Trajectory, back: Backward, squared: bool = True) -> Omega:
    """Return Ω and the derivative the paper uses: states and errors held constant, only W_h itself moves."""
    dh = back.dh[1:]
    dh_J = times(transpose(params["W_h"]), back.delta)  # ∂E/∂h_t · ∂h_t/∂h_{t-1} = W_hᵀ delta_t
    counted = (dh**2).sum(axis=-1) >= FLOOR
    power = 2 if squared else 1
    ratio = np.where(counted, (norm(dh_J) / norm(dh)) ** power, np.nan)
    count = np.maximum(counted.sum(axis=(0, 2)), 1)  # (R,)
    value = np.nansum((ratio - 1) ** 2, axis=(0, 2)) / count
    slope = 2 * (ratio - 1) / count[:, None] * power * ratio / norm(dh_J) ** 2  # dΩ/d(dh_J) = slope · dh_J
    gW_h = outer(back.delta, np.nan_to_num(slope)[..., None] * dh_J)
    return Omega(value, gW_h, ratio)


def norm(v: Array) -> Array:
    """Return the lengths (...) of vectors v (..., N)."""
    return np.sqrt((v**2).sum(axis=-1))
