"""Numbers about the cliff: the wall of the one-unit network, products of Jacobians, and the scan of the weights."""

import contextlib
import io
import runpy
from functools import cache
from pathlib import Path

import numpy as np

from experiments import jacobian_products, weight_scan
from sim.analysis import spectra
from sim.one_unit import dynamics, surface, wall

LISTINGS = Path(__file__).parents[1] / "listings"
LENGTHS = np.arange(20, 101, 10)  # the lengths T at which slopes are fitted


def power(rho: float, n: int) -> float:
    """A factor rho applied n times: rho to the power n."""
    return rho**n


def start_value() -> float:
    """The slope of the wall line: sigma(x_0) at the start x_0 = 0.5."""
    return float(dynamics.sigma(dynamics.X_0))


def start_slope() -> float:
    """The growth per step for each unit of w on the wall: sigma'(x_0) at the start x_0 = 0.5."""
    return float(dynamics.sigma_prime(dynamics.X_0))


def smallest_w() -> float:
    """The weight above which the one-unit network has a wall: 1 / sigma'(x_0)."""
    return 1 / start_slope()


def wall_at(w: float) -> float:
    """The bias b* at which the start is the unstable fixed point, for a weight w."""
    return float(wall.wall_b(w))


def multiplier(w: float) -> float:
    """The growth mu = w sigma'(x_0) of a small deviation in one step on the wall."""
    return float(wall.multiplier(w))


def peak(w: float, T: int) -> float:
    """The largest gradient norm on the wall of the one-unit network, for a weight w and T steps."""
    return float(wall.wall_peak(w, T).norm)


def width(w: float, T: int) -> float:
    """The width of the wall in b: where the gradient norm is at least half its peak."""
    return float(wall.wall_width(w, T))


def error(w: float, b: float, T: int) -> float:
    """The error E_T of the one-unit network at (w, b)."""
    return float(dynamics.loss(w, b, T))


def gradient(w: float, b: float, T: int) -> float:
    """The gradient norm of the one-unit network at (w, b)."""
    return float(np.hypot(*dynamics.gradient(w, b, T)))


def peak_growth(w: float) -> float:
    """The factor by which the peak grows with each step of T, fitted over T = 20 to 100."""
    return float(np.exp(_slope([peak(w, T) for T in LENGTHS])))


def width_growth(w: float) -> float:
    """The factor by which the width shrinks with each step of T, fitted over T = 20 to 100."""
    return float(np.exp(_slope([width(w, T) for T in LENGTHS])))


def curvature_growth(w: float) -> float:
    """The factor by which the largest curvature in b grows with each step of T, fitted over T = 20 to 60."""
    lengths = LENGTHS[LENGTHS <= 60]
    return float(np.exp(_slope([_largest_curvature(w, T) for T in lengths], lengths)))


def peak_times_width(w: float, T: int) -> float:
    """The peak of the gradient norm times the width of the wall."""
    return peak(w, T) * width(w, T)


def seen_by_grid(spacing: float) -> float:
    """The largest gradient norm that a grid of this spacing in b from -3 to -2 sees at w = 5, T = 50."""
    b = np.arange(round(-3 / spacing), round(-2 / spacing) + 1) * spacing
    seen = surface.surface(5.0, b, 50)
    return float(np.hypot(seen.dE_dw, seen.dE_db).max())


def fold(w: float, which: int) -> float:
    """A bifurcation value of b for a weight w: 0 where the lower fixed points meet, 1 where the upper ones do."""
    return float(dynamics.folds(w).at[which])


def gradient_at_fold(w: float, T: int, which: int) -> float:
    """The gradient norm at a bifurcation value of b, numbered as in `fold`."""
    return gradient(w, fold(w, which), T)


def tanh_product(rho: float) -> float:
    """The median over 64 tanh networks of the norm of the product of 100 Jacobians, without input."""
    return float(np.median([jacobian_products.results(rho, 0, seed)["product"] for seed in range(64)]))


def driven_product(rho: float, strength: float) -> float:
    """The median over 64 driven tanh networks of the norm of the product of 100 Jacobians."""
    return float(np.median([jacobian_products.results(rho, strength, seed)["product"] for seed in range(64)]))


def mean_slope(rho: float) -> float:
    """The median over 64 tanh networks without input of the mean slope f'(z) of their units over 100 steps."""
    return float(np.median([jacobian_products.results(rho, 0, seed)["mean_slope"] for seed in range(64)]))


def alternating(steps: int) -> float:
    """The norm of a product of `steps` matrices that are diag(2, 0.1) and diag(0.1, 2) in turn, so that eta is 2."""
    pair = np.diag([2.0, 0.1]) @ np.diag([0.1, 2.0])
    return float(spectra.spectral_norm(np.linalg.matrix_power(pair, steps // 2)))


def listing_ratio(gain: int) -> float:
    """The largest over the smallest gradient norm in the listing's scan, for weights times the gain."""
    norms = _listing()["scans"][gain]
    return float(norms.max() / norms.min())


def scan_ratio(gain: float) -> float:
    """The median over 24 networks of 16 units of the largest over the smallest gradient norm along a direction."""
    return float(np.median([weight_scan.ratio(gain, seed) for seed in range(24)]))


def _slope(values, lengths=LENGTHS):
    return np.polyfit(lengths, np.log(values), 1)[0]


def _largest_curvature(w, T):
    offsets = np.sinh(np.linspace(-4, 4, 2001)) / wall.geometric_sum(wall.multiplier(w), T)
    return np.abs(dynamics.curvature(w, wall.wall_b(w) + offsets, T)).max()


@cache
def _listing():
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(LISTINGS / "scan_weights.py"))
