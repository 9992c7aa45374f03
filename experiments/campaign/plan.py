"""Which runs are made once and stored: every task at every length with every remedy."""

from dataclasses import dataclass
from typing import NamedTuple

from sim.tasks.arithmetic import Addition, Multiplication
from sim.tasks.pattern import Letters, Pattern
from sim.tasks.temporal_order import TemporalOrder


class Remedy(NamedTuple):
    """What is done against explosion and vanishing: threshold of the norm (or none), strength of Omega."""

    words: str
    tau: float | None
    lam: float


class Setting(NamedTuple):
    """How a task is trained: at which lengths, with how many units, sequences a batch, updates, at which rate.

    `start` is what the initialiser gets. `rounded` trains with rounded weights, so that every machine gets the same.
    """

    task: type
    words: str
    lengths: tuple[int, ...]
    N: int
    B: int
    alpha: float
    updates: int
    start: dict
    rounded: bool


REMEDIES = {
    "none": Remedy("no clipping", None, 0.0),
    "tau1": Remedy("τ = 1", 1.0, 0.0),
    "tau5": Remedy("τ = 5", 5.0, 0.0),
    "tau20": Remedy("τ = 20", 20.0, 0.0),
    "tau1omega": Remedy("τ = 1 and Ω", 1.0, 2.0),
}

WIDE = {"std_x": 1.0}  # input weights of standard deviation 1, as in the course's figures of these two tasks

SETTINGS = {
    "letters": Setting(Letters, "fixed letters, softmax", (10, 20, 40), 16, 1, 0.1, 2000, WIDE, True),
    "pattern": Setting(Pattern, "fixed pattern, squared error", (5, 10, 20, 40), 16, 1, 0.3, 3000, WIDE, True),
    "addition": Setting(Addition, "addition", (10, 20), 32, 20, 0.1, 2000, {}, False),
    "multiplication": Setting(Multiplication, "multiplication", (10, 20), 32, 20, 0.1, 2000, {}, False),
    "temporal_order": Setting(TemporalOrder, "temporal order", (10, 20, 30, 40, 50), 32, 20, 0.1, 2000, {}, False),
}

SEEDS = 64
SOLVED_ERROR = 0.01  # share of wrong sequences below which a task is solved (paper, section 4.1)
SOLVED_LOSS = 0.1  # for one fixed sequence: share of the loss at chance below which it is learnt
WORSE = 1.5  # times the first loss


@dataclass(frozen=True)
class Condition:
    """One entry of the plan: a task, a length and a remedy, for seeds 0 to `seeds` - 1."""

    task: str
    T: int
    remedy: str
    seeds: int = SEEDS

    @property
    def name(self) -> str:
        """The condition's file name, without ending."""
        return f"{self.task}-T{self.T}-{self.remedy}"


def conditions(seeds: int = SEEDS) -> list[Condition]:
    """Return every condition, the cheap ones first."""
    return [
        Condition(task, T, remedy, seeds)
        for task, setting in SETTINGS.items()
        for T in setting.lengths
        for remedy in REMEDIES
    ]
