"""Which runs reproduce the paper: figure 7 (temporal order, four methods, three starts) and its other tasks.

Settings of section 4.1: 50 units, 20 sequences a batch, learning rate .01, threshold 1, strength of Ω 4.
Ω is the mean over steps and sequences of the squared ratio minus one, as in the authors' code, which agrees with
`sim.training.regularise` term by term. What differs from that code: float64 for float32; a network that becomes
non-finite stops, where the code shrinks W_h by 2 %; the smart start counts 15 incoming weights a unit, as the text
has it, where the code counts outgoing ones; success is below 1 % of errors, as in the text, where the code waits for 0.
"""

from dataclasses import dataclass
from typing import NamedTuple

from sim.tasks.arithmetic import Addition, Multiplication
from sim.tasks.memorisation import Memorisation
from sim.tasks.permutation import RandomPermutation
from sim.tasks.temporal_order import TemporalOrder, TemporalOrder3
from sim.training.initialise import PAPER
from sim.training.loop import Config

N, B, ALPHA, TAU, LAM, SEEDS, CAP = 50, 20, 0.01, 1.0, 4.0, 5, 100_000
LENGTHS = (20, 50, 100, 150, 200)
TASKS = {
    "temporal_order": TemporalOrder,
    "temporal_order3": TemporalOrder3,
    "addition": Addition,
    "multiplication": Multiplication,
    "permutation": RandomPermutation,
    "memorisation": Memorisation,
}


class Method(NamedTuple):
    """What is done against exploding and vanishing gradients: threshold of the norm (or none), strength of Ω."""

    words: str
    tau: float | None
    lam: float


METHODS = {
    "none": Method("no clipping", None, 0.0),
    "clipped": Method("clipped", TAU, 0.0),
    "clipped_omega": Method("clipped, with Ω", TAU, LAM),
    "omega": Method("Ω, no clipping", None, LAM),
}
STARTS = {name.replace(" ", "_"): name for name in PAPER}


@dataclass(frozen=True)
class Run:
    """One network: a task of T steps (or of T to T_max), a start, a method and a seed."""

    task: str
    T: int
    start: str
    method: str
    seed: int
    T_max: int | None = None

    @property
    def name(self) -> str:
        """The name of the run's file, without ending."""
        length = f"T{self.T}" if self.T_max is None else f"T{self.T}to{self.T_max}"
        return f"{self.task}-{length}-{self.start}-{self.method}-seed{self.seed}"

    @property
    def cost(self) -> float:
        """About how many milliseconds one update takes on one idle core."""
        per_step = 0.027 if METHODS[self.method].lam else 0.02
        return 0.1 + per_step * ((self.T + self.T_max) / 2 if self.T_max else self.T)

    def config(self) -> Config:
        """Return what the training depends on."""
        method, start = METHODS[self.method], STARTS[self.start]
        return Config(
            TASKS[self.task](self.T, self.T_max),
            (self.seed,),
            N=N,
            B=B,
            activation="sigmoid" if start == "sigmoid" else "tanh",
            start=start_of(start),
            alpha=ALPHA,
            clip="none" if method.tau is None else "norm",
            tau=method.tau or TAU,
            lam=method.lam,
        )

    def parameters(self) -> dict:
        """Return everything that the run depends on besides its seed, for its record."""
        config = self.config()
        given = {name: getattr(config, name) for name in ("N", "B", "activation", "alpha", "clip", "tau", "lam")}
        return {"task": self.task, "T": self.T, "T_max": self.T_max, "start": self.start, "method": self.method} | given


def start_of(start: str) -> dict:
    """Return the arguments of the initialiser for one of the paper's starts; its N(0, s) are standard deviations."""
    std = PAPER[start]
    scheme = {"scheme": "sparse", "gain": 0.95} if start == "smart tanh" else {"gain": std * N**0.5}
    return scheme | {"std_x": std, "std_y": std}


def figure7(lengths: tuple[int, ...] = LENGTHS, seeds: int = SEEDS) -> list[Run]:
    """Return every run of figure 7, in an order in which a part of it is already a table.

    Cheap ones first: the first seed of every condition at the shortest length; a longer one counts as more seeds,
    and so does the sigmoid start, whose runs mostly last to the end.
    """
    runs = [
        Run("temporal_order", T, start, method, seed)
        for seed in range(seeds)
        for T in lengths
        for start in STARTS
        for method in METHODS
    ]
    return sorted(runs, key=lambda run: (run.T * (run.seed + 1) * (5 if run.start == "sigmoid" else 1), run.T))


def other_tasks(seeds: int = SEEDS) -> list[Run]:
    """Return the runs of the paper's other tasks, clipped and with Ω, from the basic tanh start.

    Lengths of 50 to 200 are drawn anew for every batch; memorisation has one length, permutation too.
    """
    varied = ("temporal_order", "temporal_order3", "addition", "multiplication")
    how = ("basic_tanh", "clipped_omega")
    return [
        run
        for seed in range(seeds)
        for run in (
            *(Run(task, T, *how, seed) for T in (50, 100) for task in ("memorisation", "permutation")),
            *(Run(task, 50, *how, seed, T_max=200) for task in varied),
        )
    ]
