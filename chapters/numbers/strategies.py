"""Numbers about strategies of clipping: norm against value, running thresholds, scopes of the norm, and the cost."""

import hashlib
import json
import math
import time
from functools import cache
from pathlib import Path

from experiments import spike_stream
from experiments.clipped_vectors import results_in_plane, results_of_scopes
from sim.fast import rnn
from sim.tasks.temporal_order import TemporalOrder
from sim.training import clip, initialise
from sim.training.loop import Config, Training

LAB = Config(TemporalOrder(50), N=64)


def example(what: str, g1: float = 10, g2: float = 1, tau: float = 5) -> float:
    """A result of clipping the vector (g1, g2) by norm and by value: see the numbers of the figure."""
    return _number(results_in_plane(g1, g2, tau)[what])


def ratio(rule: str) -> float:
    """The ratio of the two entries of (10, 1) after clipping at 5 by "norm" or by "value"."""
    return example(f"{rule}_1") / example(f"{rule}_2")


def parameters(N: int = 16) -> int:
    """The number of entries in the gradient of the sign network: W_h, W_x, b, W_y and b_y."""
    drawn = initialise.network([0], N, 1, 1)
    return sum(p.size for p in drawn.values())


def value_bound(entries: int, tau: float = 1.0) -> float:
    """The largest norm that clipping by value at tau lets pass for a gradient with so many entries."""
    return tau * math.sqrt(entries)


def burst(what: str, size: float = 1000, length: int = 3) -> float:
    """A result of the stream of norms with a burst of this size and length: see the numbers of the figure."""
    return _number(spike_stream.results(size, length)[what])


def naive_share(factor: float = 3, decay: float = 0.95) -> float:
    """The share of a spike that the naive running threshold lets pass: factor times (1 - decay)."""
    return factor * (1 - decay)


def naive_rest(factor: float = 3, decay: float = 0.95) -> float:
    """What the average itself adds to the naive running threshold: factor times decay."""
    return factor * decay


def guarded_growth(factor: float = 3, decay: float = 0.95) -> float:
    """The factor by which a clipped step raises the guarded threshold: decay + factor (1 - decay)."""
    return decay + factor * (1 - decay)


def scope(what: str, n1: float = 0.3, n2: float = 2, n3: float = 40, tau: float = 1) -> float:
    """A result of clipping a three-layer gradient at three scopes: see the numbers of the figure."""
    return results_of_scopes(n1, n2, n3, tau)[what]


def turn(scope_name: str) -> float:
    """The angle in degrees by which a scope turns the three-layer gradient of the figure's first state."""
    return math.degrees(math.acos(scope(f"{scope_name}_cosine")))


def cost_counted(T: int = 50, B: int = 1) -> float:
    """The share of a training step that clipping takes, counted: 3 operations an entry against 6 T B."""
    return 3 / (6 * T * B + 3)


def cost_measured() -> float:
    """The share of a training step that clipping takes, timed once: a network of 64 units, 50 steps, 1 sequence."""
    sources = b"".join(Path(module.__file__).read_bytes() for module in (clip, rnn)) + Path(__file__).read_bytes()
    kept = Path.home() / ".cache" / "cliffwalk" / f"clip-cost-{hashlib.sha256(sources).hexdigest()[:16]}.json"
    if not kept.is_file():
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(_time_share()))
    return json.loads(kept.read_text())


@cache
def _time_share():
    training = Training(LAB)
    training.advance()
    step, clipping = (
        min(_seconds(call) for _ in range(200))
        for call in (training.advance, lambda: clip.clip_by_global_norm(training.grads.parts, 1e-3))
    )
    return clipping / (step + clipping)


def _seconds(call):
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def _number(value):
    return math.nan if value is None else value
