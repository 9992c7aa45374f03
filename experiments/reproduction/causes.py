"""The full numbers behind each cause that the course tells: `python -m experiments.reproduction.causes [NAME ...]`.

Each is an intervention of `experiments.interventions` at full size; its file says the parameters, seeds and versions.
"""

import json
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from experiments.interventions import adam_clipping, chaos, damage, fates, folds, fork, latching, memory
from experiments.reproduction.sitting import versions, write_whole
from experiments.reproduction.store import FOLDER
from experiments.stored import rounded
from sim.analysis.intervals import difference
from sim.training.initialise import generator


def clipping_at_the_crash() -> dict:
    """Seed 654, clip on at update 62, beside α to a third at 58, one weight moved at 58, another batch at 58."""
    changes = {
        "clip_on_at_62": (62, 300, fork.clip_on(1.0)),
        "clip_on_at_0": (0, 72, fork.clip_on(1.0)),
        "alpha_a_third_at_58": (58, 200, fork.alpha_times(1 / 3)),
        "one_weight_by_a_thousandth_at_58": (58, 200, fork.one_weight("W_h", (0, 0), 1e-3)),
        "another_pattern_at_58": (58, 200, fork.another_batch(1)),
    }
    return {name: _fork(*how) for name, how in changes.items()}


def _fork(at: int, updates: int, change: Callable) -> dict:
    run = fork.fork(fork.signs(), at, updates, change)
    return {
        "clipped_at": (at + np.flatnonzero(run.clipped[1])).tolist(),
        "last_loss": _plain(run.loss[:, -1]),
        "longest_gradient": _plain(run.norm.max(axis=1)),
        "distance_after": {k: _plain(run.distance[k]) for k in (1, 3, 10, 50, 62) if k <= updates},
    }


def damage_of_the_crash() -> dict:
    """Seed 654: loss along the step of update 64 with both landings, curvature along the run beside 2/α."""
    run = damage.remember(fork.signs(), 72)
    cut = damage.slice_of(run, 64, 0.0, 1.0, 1001)
    at = (20, 30, 40, 45, 50, 54, 58, 60, 61, 62, 63, 64)
    loss = damage.losses(run, run.theta)[0]
    lowest = int(cut.loss.argmin())
    return {
        "step_length": cut.length,
        "landings": _plain(cut.loss[[0, -1]]),
        "lowest": {"at": cut.s[lowest] * cut.length, "loss": cut.loss[lowest]},
        "two_over_alpha": 2 / 0.3,
        "curvature": {k: damage.curvature(run, k) for k in at},
        "loss": {k: loss[k] for k in at},
    }


def census() -> dict:
    """64 networks each: three fates, with W_h frozen, and with the read-out alone trained."""
    settings = {
        "alpha_0.3_gain_1": {},
        "alpha_0.2_gain_1": {"alpha": 0.2},
        "alpha_0.2_gain_2": {"alpha": 0.2, "gain": 2.0},
    }
    report: dict[str, Any] = {}
    for name, how in settings.items():
        report |= {f"{name}_{part}": _fates(how | {"trained": part}) for part in fates.PARTS}
    return report | {"alpha_0.3_gain_1_clipped": _fates({"tau": 1.0})}


def _fates(how: dict[str, Any]) -> dict:
    loss = fates.census(**how)
    found = fates.fates(loss)
    worse = found.worse
    with np.errstate(invalid="ignore"):
        best_at = np.nanargmin(loss[:, worse], axis=0) if worse.any() else np.array([np.nan])
    return {name: int(getattr(found, name).sum()) for name in ("never", "lost", "survived", "worse", "early")} | {
        "worse_that_had_learnt": int((worse & ~found.never).sum()),
        "median_best_loss_of_worse": _plain(np.median(found.best[worse])) if worse.any() else None,
        "median_update_of_it": _plain(np.median(best_at)),
    }


def chaos_or_wall(seeds: int = 12, steps: int = 3000) -> dict:
    """Largest exponents over 12 networks and the verdict on a scan along one direction of each."""
    return {f"N_{N}_gain_{gain}": _chaos(N, gain, seeds, steps) for N in (16, 32) for gain in (1, 2, 3, 4, 5)}


def _chaos(N: int, gain: float, seeds: int, steps: int) -> dict:
    nets = [chaos.library_network(gain, seed, N) for seed in range(seeds)]
    W_h, W_x = (np.array([net[k] for net in nets]) for k in (0, 1))
    exponents = chaos.network_exponent(W_h, W_x, generator((0, 1)).standard_normal((steps + 100, 1)))
    scans, gradients = [], []
    for W, X, D, rng in nets:
        inputs = rng.standard_normal((50, 1))
        scans.append(chaos.roughness(lambda s, W=W, X=X, D=D[0], i=inputs: chaos.scan(W, X, D, i, s)[0], -0.5, 0.5))
        gradients.append(np.median(chaos.scan(W, X, D[0], inputs, np.linspace(-0.5, 0.5, 161))[1]))
    return {
        "median_exponent": float(np.median(exponents)),
        "positive": int((exponents > 0).sum()),
        "verdicts": {word: sum(scan.verdict == word for scan in scans) for word in ("smooth", "wall", "chaos")},
        "median_growth": float(np.median([scan.growth for scan in scans])),
        "median_gradient": float(np.median(gradients)),
    }


def fold_and_border() -> dict:
    """Peaks of |∇E| at the fold from x_0 = -1.5 and at the basin's border from 0.5, both fits, and ∂x_50/∂x_0."""
    report = {"fold": folds.at_fold(), "border": folds.at_border((20, 30, 50, 75, 100))}
    return {name: {k: _plain(v) for k, v in found._asdict().items()} for name, found in report.items()} | {
        "at_b_-2.7": folds.sensitivity(5.0, -2.7, 50)._asdict(),
        "linked_state_b_-2.344_x_-1.5": folds.sensitivity(5.0, -2.344, 50, -1.5)._asdict(),
    }


def latch_or_memorise(seeds: int = 96) -> dict:
    """T = 50, 300 updates, 96 seeds: fixed and fresh data, with and without Ω and clipping; judged on fresh ones."""
    report: dict[str, Any] = {}
    for fresh in (False, True):
        for lam in (0.0, 1.0, 4.0):
            for tau in (1.0, None):
                found = latching.latch(lam=lam, tau=tau, fresh=fresh, seeds=range(seeds))
                name = f"{'fresh' if fresh else 'fixed'}_lam_{lam:g}_{'clipped' if tau else 'unclipped'}"
                each = {
                    "loss": rounded(found.loss),
                    "wrong": rounded(found.wrong),
                    "follows": rounded(latching.follows_the_sign(found)),
                }
                report[name] = _latched(found) | each
    for name in [name for name in report if name.endswith("_clipped")]:
        pair = [report[name], report[name.replace("_clipped", "_unclipped")]]
        for what in ("solved", "latched"):
            report[f"{name}_minus_unclipped_{what}"] = difference(
                *(x for p in pair for x in (p[what], seeds))
            )._asdict()
    return report


def strength_of_omega() -> dict:
    """T = 20, 24 seeds, after 30 and 100 updates, for both units of Ω."""
    return {
        f"{unit}, lam {lam:g}, {updates} updates": _latched(latching.latch(20, lam, updates, unit=unit))
        for unit in latching.UNITS
        for lam in (0.0, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0)
        for updates in (30, 100)
    }


def _latched(found: latching.Latched) -> dict:
    return {
        "solved": int((found.loss < latching.SOLVED).sum()),
        "latched": int((found.wrong < latching.GOOD).sum()),
        "median_wrong": float(np.median(found.wrong)),
        "median_ratio": float(np.median(found.ratio)),
        "median_loss": float(np.median(found.loss)),
        "seeds": len(found.loss),
    }


def surfaces() -> dict:
    """40 seeds, 6 units, 2 sequences, λ = 2: the steeper slice where both networks solve the task."""
    found = latching.steepness()
    ratio = found.with_penalty / found.without
    return {
        "both_solve": int(found.solved.sum()),
        "steeper": int((ratio > 1).sum()),
        "median_ratio": float(np.median(ratio)),
    }


def echo_memory() -> dict:
    """Median memory of 8 reservoirs of 40 units by ρ and ridge."""
    rhos, ridges = (0.3, 0.6, 0.9, 0.95, 1.2, 1.5), (1e-3, 1e-6, 1e-9, 1e-12)
    table = memory.memory_by_ridge(rhos, ridges)
    return {
        f"rho {rho:g}": {f"ridge {r:g}": float(v) for r, v in zip(ridges, row, strict=True)}
        for rho, row in zip(rhos, table, strict=True)
    }


def adam() -> dict:
    """A spike of 100 among gradients of 1, by β₂ and threshold; the loss times a constant, with a threshold or none."""
    responses = {
        f"beta2 {b:g}, tau {tau}": adam_clipping.spike_response(100.0, tau, b)
        for b in (0.9, 0.99, 0.999)
        for tau in (None, 5.0, 1.0)
    }
    report: dict[str, Any] = {
        k: {"longest": float(r.steps.max()), "shortest": float(r.steps.min()), "recovery": r.recovery}
        for k, r in responses.items()
    }
    for tau in (None, 1.0):
        one, eight = (adam_clipping.loss_times(c, tau=tau) for c in (1.0, 8.0))
        report[f"loss times 8, tau {tau}: largest difference of losses"] = float(np.abs(one - eight).max())
    return report


CAUSES = {f.__name__: f for f in (clipping_at_the_crash, damage_of_the_crash, census, chaos_or_wall, fold_and_border)}
CAUSES |= {f.__name__: f for f in (latch_or_memorise, strength_of_omega, surfaces, echo_memory, adam)}


def main(names: list[str], folder: Path = FOLDER / "causes") -> None:
    """Measure these causes, or all, and write a file each."""
    for name in names or CAUSES:
        began = time.process_time()
        numbers = CAUSES[name]()
        record = {
            "cause": name,
            "about": CAUSES[name].__doc__,
            "command": f"python -m experiments.reproduction.causes {name}",
            "versions": versions(),
            "seconds": round(time.process_time() - began, 1),
            "numbers": numbers,
        }
        write_whole(folder / f"{name}.json", _text(record).encode())
        print(name, record["seconds"], "s", flush=True)


def _text(record: dict) -> str:
    """JSON with a list on one line."""
    text = json.dumps(record, indent=1, ensure_ascii=False, default=float)
    return re.sub(r"\[[^\[\]{}]*\]", lambda found: " ".join(found[0].split()), text) + "\n"


def _plain(value: Any) -> Any:
    """Numbers as JSON has them: lists of floats, None for what is not finite."""
    value = np.asarray(value, float)
    rounded = [float(f"{v:.6g}") if np.isfinite(v) else None for v in value.ravel()]
    return rounded[0] if value.ndim == 0 else rounded


if __name__ == "__main__":
    main(sys.argv[1:])
