"""What the training lab says about a run: where it stands, which pattern its norms show by which rule, what helps."""

from experiments.lab import Run
from sim.analysis import diagnosis
from sim.analysis.diagnosis import Diagnosis
from widgets.kit.format import number_text

RULES = {
    "near zero": "the median norm is {m}, below 0.05, while the loss has hardly moved",
    "rare massive spikes": "{m} of the last {n} norms exceed ten times the median around them",
    "slow steady growth": "the median norm of the last quarter of {n} updates is {m} times that of the first, above 2",
    "wild oscillation": "{m} % of the last {n} norms differ from the one before by more than a factor of 2, above 40 %",
    "stable or slowly falling": "the median norm of the last quarter of {n} updates is {m} times that of the first, "
    "not above 2",
    "too early": "the rules need 30 norms after the first 10",
    "not finite": "the last loss or norm is not a finite number",
}
HELP = {
    "near zero": "The gradient has vanished: a larger gain, an orthogonal start, Ω or a gated cell can help; clipping "
    "cannot.",
    "rare massive spikes": "There are walls nearby: clip by norm near the usual norm.",
    "slow steady growth": "Walls may be coming closer: keep clipping on and go on looking.",
    "wild oscillation": "The steps are too long: lower α, or τ.",
    "stable or slowly falling": "Nothing to do.",
    "too early": "Train on.",
    "not finite": "Start again with clipping or a smaller α.",
}
UNSOLVED = (
    "The norm cannot show more. If the loss does not fall, the distant terms may have vanished: a gated cell, "
    "an orthogonal start or Ω can help; or a step threw the network off: start with a lower τ."
)


def reading(run: Run, found: Diagnosis) -> str:
    """The state of a Run and its Diagnosis as sentences."""
    return " ".join(filter(None, (_state(run), _length(run), _omega(run), _diagnosis(run, found))))


def _state(run: Run) -> str:
    chance = number_text(run.config.task.chance)
    if run.ended:
        before = f"Before, {_cut(run)}." if run.ended.step else "No update was made."
        return (
            f"At update {run.ended.step} training ended: the first value that is not finite is in "
            f"{run.ended.tensor}. {before}"
        )
    solved = ", which counts as solved (below a tenth of that)" if run.solved else ""
    return (
        f"After {run.updates} updates the loss is {number_text(run.loss[-1])}, where knowing nothing costs "
        f"{chance}{solved}; the gradient is {number_text(run.norm[-1])} long and {_cut(run)}."
    )


def _cut(run: Run) -> str:
    if run.config.clip == "none":
        return "no step was clipped"
    return f"{number_text(100 * run.clipped.mean(), 2)} % of the steps were clipped"


def _length(run: Run) -> str:
    if run.settings.T < run.config.task.T:
        return f"This task needs at least {run.config.task.T} steps, so T = {run.config.task.T} here."
    return ""


def _omega(run: Run) -> str:
    if run.settings.lam and not run.config.lam:
        return "Ω is defined for the vanilla RNN; here it is off."
    return ""


def _diagnosis(run: Run, found: Diagnosis) -> str:
    n = min(run.updates - diagnosis.IGNORED, diagnosis.WINDOW)
    measured = found.measured * 100 if found.name == "wild oscillation" else found.measured
    rule = RULES[found.name].format(m=number_text(measured, 2), n=n)
    calm = found.name == "stable or slowly falling"
    return f"Pattern: {found.name}, because {rule}. {UNSOLVED if calm and not run.solved else HELP[found.name]}"
