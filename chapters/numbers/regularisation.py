"""Numbers of chapter 4: the penalty Ω, what it costs, what it does to ratios, training and the error surface."""

from functools import cache

import numpy as np

from experiments import latch, latch_fates, latch_surface
from experiments import restraint as four_ways
from experiments.campaign.store import result
from experiments.interventions import latching
from sim.analysis import spectra
from sim.analysis.intervals import difference, wilson_interval
from sim.tasks.latch import Latch
from sim.training import initialise, loop, losses, regularise

ERROR, JACOBIAN = np.array([3.0, 4.0]), np.array([[0.4, 0.0], [0.0, 0.4]])


def worked(what: str) -> float:
    """The worked example: an error (3, 4) and a Jacobian that shrinks to 0.4; lengths, ratio or tax."""
    before, after = np.linalg.norm(ERROR), np.linalg.norm(ERROR @ JACOBIAN)
    ratio = after / before
    return {
        "before": before,
        "after": after,
        "ratio": ratio,
        "tax": tax(ratio),
        "tax_of_lengths": (ratio - 1) ** 2,
    }[what]


def tax(ratio: float) -> float:
    """The tax (ratio² - 1)² on one step."""
    return (ratio**2 - 1) ** 2


def product(ratio: float, steps: int) -> float:
    """A ratio kept for so many steps: ratio to the power steps."""
    return ratio**steps


@cache
def _networks(gain: float, seeds: int = 20):
    """Latch networks at their start with forward and backward pass, and Ω's immediate and exact gradient in W_h."""
    state = loop.Training(loop.Config(Latch(20), tuple(range(seeds)), N=8, B=4, start={"gain": gain}))
    step = loop.gradient(loop.CELLS["rnn"], losses.squared_error, state.params, *state.dataset)
    W_y = state.params["W_y"]

    def curvature(change):
        felt = losses.squared_error_curvature(step.y, change[-1:] @ W_y.swapaxes(-1, -2))
        return felt @ W_y

    exact = regularise.omega_gradient(state.params, step.run, step.back, curvature)["W_h"]
    return state, step, regularise.omega(state.params, step.run, step.back).gW_h, exact


def immediate_cosine(gain: float) -> float:
    """Median cosine between the paper's immediate derivative of Ω and its exact gradient in W_h, 20 starts."""
    *_, immediate, exact = _networks(gain)
    return _median_cosine(immediate, exact)


def differences_cosine(gain: float) -> float:
    """Median cosine between central differences of Ω in W_h and its exact gradient, 20 starts."""
    state, *_, exact = _networks(gain)

    def value(W_h):
        moved = loop.gradient(loop.CELLS["rnn"], losses.squared_error, state.params | {"W_h": W_h}, *state.dataset)
        return regularise.omega(state.params | {"W_h": W_h}, moved.run, moved.back).value

    by_differences = regularise.omega_by_differences(value, state.params["W_h"])
    return _median_cosine(by_differences, exact)


def _median_cosine(a, b):
    return float(np.median((a * b).sum(axis=(1, 2)) / (spectra.norm(a) * spectra.norm(b))))


def differences_passes(N: int) -> int:
    """How many forward and backward passes central differences need for an N by N matrix: two an entry."""
    return 2 * N**2


def networks() -> int:
    """How many networks were trained in each condition of the figure "Latched or learned by heart"."""
    return len(latch_fates.fates(0, False, True).loss)


def limit(which: str) -> float:
    """Below which training loss a network "fits", or below which share of wrong signs it "latched"."""
    return {"fits": latching.SOLVED, "latched": latching.GOOD}[which]


def task(what: str) -> float:
    """The largest "noise" of the latch task after its first input, or the "level" of its answers."""
    return {"noise": Latch.noise, "level": Latch.level}[what]


def latched(what: str = "latched", lam: float = 0, fresh: bool = False, clip: bool = True) -> int:
    """How many of 96 networks (T = 50, 300 updates) "solved" their training data, "latched", or "memorised" it.

    Latched: less than a twentieth of a thousand fresh sequences end with the wrong sign. Memorised: solved without it.
    """
    return int(getattr(latch_fates.fates(lam, fresh, clip), what).sum())


def latched_share(end: str, what: str = "latched", lam: float = 0, fresh: bool = False, clip: bool = True) -> float:
    """An end, "low" or "high", of the 95 % Wilson interval of the share of those 96 networks."""
    low, high = wilson_interval(latched(what, lam, fresh, clip), networks())
    return float({"low": low, "high": high}[end])


def wrong(lam: float = 0, fresh: bool = False, clip: bool = True) -> float:
    """The share of a thousand fresh sequences that the median of those 96 networks answers with the wrong sign."""
    return float(np.median(latch_fates.fates(lam, fresh, clip).wrong))


def first_ratio(T: int = 50) -> float:
    """The median over 24 untrained latch networks of the mean ratio of the error's lengths over one step."""
    return float(np.median(latching.latch(T, 0.0, 0).ratio))


def follows(which: str, lam: float = 0) -> float:
    """The mean share of training sequences whose answer turns when only their first input is negated.

    Over the networks trained on one batch with clipping that "memorised" or that "latched".
    """
    found = latch_fates.fates(lam, False, True)
    return float(found.follows[getattr(found, which)].mean())


def clipping_gains(end: str, lam: float, fresh: bool = False) -> float:
    """The share of latched networks with clipping minus that without: "value", or an end of its 95 % interval."""
    clipped, unclipped = (latch_fates.fates(lam, fresh, clip).latched for clip in (True, False))
    return getattr(difference(int(clipped.sum()), len(clipped), int(unclipped.sum()), len(unclipped)), end)


@cache
def _trained(lam: float, summed: bool, updates: int) -> latching.Latched:
    return latching.latch(20, lam, updates, unit=latching.UNITS[summed])


def strength(what: str, lam: float, summed: bool = False, updates: int = 30) -> float:
    """Of 24 seeds after so many updates, T = 20: the median "ratio", "loss" or "wrong" share, or how many "latched".

    Ω is the mean of the taxes on squared lengths or, if summed, the sum of the taxes on lengths.
    """
    found = _trained(lam, summed, updates)
    return int((found.wrong < latching.GOOD).sum()) if what == "latched" else float(np.median(getattr(found, what)))


def times(lam: float, over: float) -> float:
    """The median training loss at one strength of Ω over that at another, after thirty updates at T = 20."""
    return strength("loss", lam) / strength("loss", over)


def exchange(ratio: float, T: int = 20) -> float:
    """By what factor the slope of the summed tax on lengths exceeds that of the mean tax on squared lengths."""
    return T / (2 * ratio * (1 + ratio))


def surface_size(what: str) -> int:
    """The size of the networks whose surfaces are compared: units, training sequences, steps or updates."""
    sizes = (latch_surface.N, latch_surface.B, latch_surface.T, latch_surface.UPDATES)
    return dict(zip(("units", "sequences", "steps", "updates"), sizes, strict=True))[what]


def surfaces(what: str, lam: float = 2, count: int = 40) -> float:
    """Of 40 seeds: how many "solved" both ways, how many of those are "steeper" with Ω, and by what median "factor".

    "low" and "high" are the ends of the 95 % interval of the share that is steeper.
    """
    found = _steepness(lam, count)
    ratio = found.with_penalty / found.without
    solved, steeper = int(found.solved.sum()), int((ratio > 1).sum())
    low, high = wilson_interval(steeper, solved)
    return {
        "solved": solved,
        "steeper": steeper,
        "factor": float(np.median(ratio)),
        "low": float(low),
        "high": float(high),
    }[what]


@cache
def _steepness(lam: float, count: int) -> latching.Steepness:
    return latching.steepness(lam, range(count))


def measured_solved(task: str, T: int, remedy: str) -> int:
    """How many seeds solved a task of the study, from the record of its runs: tau1, tau5 or tau1omega."""
    return result(task, T, remedy).solved.count


def measured_seeds(task: str, T: int, remedy: str) -> int:
    """How many seeds that condition of the study has."""
    return result(task, T, remedy).solved.of


def seeds() -> int:
    """How many seeds the shares and medians of this chapter are taken over."""
    return latch.SEEDS


def chance() -> float:
    """The loss of a latch network that has learnt nothing."""
    return Latch.chance


def figure(result: str, **params) -> float:
    """A number that the figure of the tax on amplification states."""
    return latch.tax_results(latch.tax(**(latch.TAXED | params)))[result]


def restraint(result: str, **params) -> float:
    """A number that the figure of weight decay against the penalty states."""
    return four_ways.results(**params)[result]


def same_norm(kind: str, what: str = "reach") -> float:
    """Three 16 by 16 networks of one Frobenius norm: an orthogonal one, a shift, and the orthogonal one saturated."""
    N, steps, norm = 16, 50, 4.8
    W = initialise.orthogonal(initialise.generator(0), N) if kind != "shift" else np.eye(N, k=1)
    W = W * norm / spectra.norm(W)
    if what == "norm":
        return float(spectra.norm(W))
    slope = 1 - np.tanh(2.0) ** 2 if kind == "saturated" else 1.0
    return float(spectra.spectral_norm(np.linalg.matrix_power(slope * W, steps)))


@cache
def _by_radius(count: int = 20):
    drawn = np.stack([initialise.gaussian(initialise.generator(seed), 128) for seed in range(count)])
    W = regularise.radius_normalise(drawn)
    product, peak = W, spectra.spectral_norm(W)
    first = peak.copy()
    for _ in range(30):
        product = product @ W
        peak = np.maximum(peak, spectra.spectral_norm(product))
    return first, peak


def radius_sigma() -> float:
    """Mean largest singular value of 20 Gaussian 128 by 128 matrices divided by their spectral radius."""
    return float(_by_radius()[0].mean())


def radius_peak() -> float:
    """Mean over those 20 matrices of the largest norm among their first 31 powers."""
    return float(_by_radius()[1].mean())


def shear(steps: int) -> float:
    """Norm of the shear [[1, 10], [0, 1]], whose spectral radius is 1, to the power steps."""
    return float(spectra.spectral_norm(np.linalg.matrix_power(np.array([[1.0, 10.0], [0.0, 1.0]]), steps)))
