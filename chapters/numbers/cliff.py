"""Numbers about the cliff: the wall of the one-unit network, products of Jacobians, and the scan of the weights."""

import contextlib
import io
import runpy
from functools import cache
from pathlib import Path

import numpy as np

from experiments import crash_terms, exponents, jacobian_products, stored, weight_scan
from experiments.interventions import folds
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


def hand(what: str, t: int = 3) -> float:
    """Three steps by hand, h_t = tanh(1.5 h_(t-1)) from h_0 = 0.4 with error (h_3 - 1)²/2: a quantity at step t.

    "state", "slope" of tanh, "factor" of the step, "delta" (∂L/∂z_t), "term" δ_t h_(t-1) of ∂L/∂w; "sum" of all terms.
    """
    w, h = 1.5, [0.4]
    for _ in range(3):
        h.append(float(np.tanh(w * h[-1])))
    slope = [0.0, *(1 - v**2 for v in h[1:])]
    delta = {3: (h[3] - 1) * slope[3]}
    for step in (2, 1):
        delta[step] = delta[step + 1] * w * slope[step]
    term = {k: delta[k] * h[k - 1] for k in delta}
    if what == "sum":
        return sum(term.values())
    if what == "state":
        return h[t]
    return {"slope": slope[t], "factor": w * slope[t], "delta": delta[t], "term": term[t]}[what]


def hand_difference(step: float = 1e-5) -> float:
    """The derivative of the three steps' error by w as a difference of two errors, to check the sum of the terms."""

    def error(w):
        h = 0.4
        for _ in range(3):
            h = np.tanh(w * h)
        return (h - 1) ** 2 / 2

    return float((error(1.5 + step) - error(1.5 - step)) / (2 * step))


def linear_case(what: str, w: float, T: int, x_0: float = 1.0) -> float:
    """The linear unit x_T = x_0 w^T: its "state", its "slope" by w, or its "curvature" by w."""
    return {"state": x_0 * w**T, "slope": T * x_0 * w ** (T - 1), "curvature": T * (T - 1) * x_0 * w ** (T - 2)}[what]


def term_share(updates: int, first: int, last: int) -> float:
    """The share of the crashing network's ∂L/∂W_h that the steps first to last of the sequence contribute."""
    return crash_terms.share(updates, first, last)


def on_wall(T: int, w: float = 5) -> float:
    """∂E/∂b exactly on the wall: the geometric sum times the slope of the error."""
    return float(wall.gradient_at_wall(w, T)[1])


def geometric(T: int, w: float = 5) -> float:
    """The sum 1 + μ + ... + μ^(T-1) for the multiplier on the wall."""
    return float(wall.geometric_sum(wall.multiplier(w), T))


def error_slope() -> float:
    """E′ = 2 (σ(x_0) - 0.7) σ′(x_0), the slope of the error by the last state on the wall."""
    return float(2 * (dynamics.sigma(dynamics.X_0) - dynamics.TARGET) * dynamics.sigma_prime(dynamics.X_0))


def state_derivative(b: float, T: int = 50, x_0: float = 0.5, w: float = 5) -> float:
    """∂x_T/∂x_0 of the one-unit network at (w, b): what the last state still knows of the first."""
    return abs(folds.sensitivity(w, b, T, x_0).state)


def parameter_derivative(b: float, T: int = 50, x_0: float = 0.5, w: float = 5) -> float:
    """∂E/∂b of the one-unit network at (w, b), to which every step adds a term of its own."""
    return folds.sensitivity(w, b, T, x_0).parameter


def fold_peak(T: int) -> float:
    """The largest |∇E| along b beside the fold, from x_0 = -1.5, at w = 5; kept for T = 50, 100, 200 and 400."""
    found = stored.cause("fold_and_border")["fold"]
    return float(found["peak"][found["T"].index(T)])


def fold_place(T: int) -> float:
    """The b at which the gradient beside the fold is longest, from x_0 = -1.5, at w = 5; kept."""
    found = stored.cause("fold_and_border")["fold"]
    return float(found["b"][found["T"].index(T)])


def fold_power() -> float:
    """The power p of T^p that fits the peaks beside the fold for T = 50 to 400; kept."""
    return float(stored.cause("fold_and_border")["fold"]["power"])


def fold_gradient(b: float, x_0: float = -1.5, T: int = 50, w: float = 5) -> float:
    """The gradient norm at (w, b) from a start x_0."""
    return float(np.hypot(*dynamics.gradient(w, b, T, x_0)))


def exponent(gain: int, N: int = 16) -> float:
    """The median largest Lyapunov exponent, per step, of 12 driven networks with weights times the gain; kept."""
    return float(stored.cause("chaos_or_wall")[f"N_{N}_gain_{gain}"]["median_exponent"])


def chaotic(gain: int, N: int = 16) -> int:
    """In how many of 12 driven networks with weights times the gain the largest exponent is positive; kept."""
    return int(stored.cause("chaos_or_wall")[f"N_{N}_gain_{gain}"]["positive"])


def verdicts(gain: int, word: str, N: int = 16) -> int:
    """How many of 12 scans are "smooth", one "wall", or rough at every scale ("chaos"); kept."""
    return int(stored.cause("chaos_or_wall")[f"N_{N}_gain_{gain}"]["verdicts"][word])


def scan_median(gain: int, N: int = 16) -> float:
    """The median gradient norm along a scan, of the median over 12 networks with weights times the gain; kept."""
    return float(stored.cause("chaos_or_wall")[f"N_{N}_gain_{gain}"]["median_gradient"])


def networks() -> int:
    """How many networks the exponents are measured in."""
    return exponents.NETWORKS


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
