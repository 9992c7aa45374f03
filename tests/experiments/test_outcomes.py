"""The reproductions at reduced size: shares with their 95 % intervals against the shares of the full runs.

A reduced run is accepted when its interval and the full run's overlap, and when with and without clipping
differ by disjoint intervals where the full runs do.
"""

import numpy as np
import pytest

from experiments.letters_lab import letters_lab, spiked
from experiments.outcomes import share
from experiments.pattern_lab import pattern_lab
from experiments.silent_relu import silent_relu
from experiments.temporal_order import temporal_order
from experiments.wall_table import wall_table
from sim.analysis.intervals import wilson_interval


def overlap(flags, successes, n):
    """Whether the share of ``flags`` is compatible with ``successes`` out of ``n`` in a full run."""
    _, low, high = share(flags)
    full_low, full_high = wilson_interval(successes, n)
    return low <= full_high and full_low <= high


def apart(fewer, more):
    """Whether the share of ``fewer`` is below that of ``more`` with disjoint intervals."""
    return share(fewer)[2] < share(more)[1]


def test_the_wall():
    by_weight, by_length = wall_table()
    peaks = [80, 316, 1396, 6773, 34_242, 173_678, 19_588_924]
    np.testing.assert_allclose([row.peak for row in by_weight], peaks, rtol=2e-3)
    widths = [0.066, 8.0e-3, 1.4e-3, 5.1e-5, 9.0e-7, 1.6e-8]
    np.testing.assert_allclose([row.width for row in by_length], widths, rtol=3e-2)
    growth = np.diff(np.log([row.peak for row in by_length])) / np.diff([row.T for row in by_length])
    np.testing.assert_allclose(np.exp(growth[3:]), by_length[0].mu, rtol=1e-3)


@pytest.mark.slow
@pytest.mark.parametrize("T, steps, seeds, full", [(20, 1200, 10, 8), (30, 1500, 8, 0)])
def test_temporal_order_needs_clipping(T, steps, seeds, full):
    """Full runs, 32 seeds and 2,000 updates: 25 % without clipping at T = 20, 0 % at 30; 100 % with τ = 1 at both."""
    free, clipped = (temporal_order(T, tau, seeds=seeds, steps=steps, held_out=500) for tau in (None, 1.0))
    assert overlap(free.solved, full, 32) and overlap(clipped.solved, 32, 32)
    assert apart(free.solved, clipped.solved)
    assert not free.non_finite.any()  # failure is a return to chance, never nan
    assert (free.loss[-1][~free.solved] < 3.0).all() and not free.clipped.any()


@pytest.mark.slow
def test_the_nan_lab():
    """Full runs, 64 seeds and 3,000 updates: 62.5 % non-finite without clipping, 0 % and all solved with τ = 1."""
    free, clipped = (pattern_lab(tau=tau, steps=1500, seeds=range(48)) for tau in (None, 1.0))
    assert overlap(free.non_finite, 40, 64) and overlap(clipped.non_finite, 0, 64)
    assert apart(clipped.non_finite, free.non_finite) and apart(free.solved, clipped.solved)
    assert clipped.solved.all() and 0.002 < clipped.clipped.mean() < 0.1
    assert len(free.events) == free.non_finite.sum()


@pytest.mark.slow
def test_the_nan_comes_from_the_readout():
    recurrent, readout = (pattern_lab(trained=part, steps=1500, seeds=range(32)) for part in ("recurrent", "readout"))
    assert not recurrent.non_finite.any() and recurrent.solved.mean() > 0.5
    assert overlap(readout.non_finite, 3, 64)


def test_a_small_step_is_safe_without_clipping():
    """The learning rate 0.02 is often told to fail unclipped at T = 20; no run does."""
    gentle = pattern_lab(alpha=0.02, steps=300, seeds=range(32))
    assert not gentle.non_finite.any() and not gentle.worse.any()


@pytest.mark.slow
def test_the_letters_lab():
    """Full runs, 64 seeds and 2,000 updates: 3.1 % solved without clipping, 96.9 % with τ = 1; never nan."""
    free, clipped = (letters_lab(tau=tau, steps=1500, seeds=range(24)) for tau in (None, 1.0))
    assert overlap(free.solved, 2, 64) and overlap(clipped.solved, 62, 64) and apart(free.solved, clipped.solved)
    assert not free.non_finite.any() and not clipped.non_finite.any()
    assert apart(spiked(clipped.loss), spiked(free.loss))


@pytest.mark.slow
def test_silent_relu():
    free, clipped = (silent_relu(tau=tau, steps=200, seeds=12) for tau in (None, 1.0))
    assert (free.silent == 1).mean() > 0.5 and not (clipped.silent == 1).any()
    assert not free.outcome.solved.any() and not clipped.outcome.solved.any()
    assert np.nanmedian(np.nanmax(free.outcome.norm, axis=0)) > 1e6
    assert np.nanmedian(free.outcome.loss[-50:].mean(axis=0)) == pytest.approx(1 / 24, rel=0.1)
