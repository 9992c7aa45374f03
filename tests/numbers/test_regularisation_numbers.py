"""The numbers of chapter 4: latched or learned by heart, units of strength, clipping, surfaces."""

import numpy as np
import pytest

from builder.chapter import numbers
from experiments import latch_fates, latch_surface, stored
from experiments.interventions import latching
from sim.analysis.intervals import difference


def number(name, **arguments):
    return numbers.value(f"regularisation.{name}", arguments)


def differs(one, other, what="latched"):
    """Whether the 95 % interval of the difference of two shares of the 96 networks is above zero."""
    counts = [number("latched", what=what, **how) for how in (one, other)]
    of = number("networks")
    return difference(counts[0], of, counts[1], of).low > 0


def test_half_of_those_that_fit_without_omega_are_wrong_on_fresh_sequences():
    fit, heart = number("latched", what="solved"), number("latched", what="memorised")
    assert 0.4 < heart / fit < 0.6
    assert number("wrong") > 0.4


def test_those_that_fit_and_fail_go_by_the_noise_and_those_that_latched_by_the_sign():
    assert number("follows", which="memorised") < 0.15 and number("follows", which="latched") > 0.95
    assert number("follows", which="memorised", lam=1) > 0.8


@pytest.mark.parametrize("fresh", [False, True])
def test_with_omega_more_latch_than_without(fresh):
    assert differs({"lam": 1, "fresh": fresh}, {"fresh": fresh})
    assert number("latched_share", lam=1, fresh=fresh, end="low") > 0.8
    assert number("latched_share", fresh=fresh, end="high") < 0.42


def test_the_training_loss_hides_most_of_the_gain():
    gained = number("latched", lam=1) - number("latched")
    assert gained > 1.5 * (number("latched", what="solved", lam=1) - number("latched", what="solved"))


def test_on_fresh_data_nothing_is_learned_without_omega():
    assert number("latched", fresh=True) == number("latched", what="solved", fresh=True) == 0
    assert np.median(latch_fates.fates(0, True, True).loss) == pytest.approx(number("chance"), rel=0.01)


def test_a_strength_of_four_latches_fewer_than_one():
    assert differs({"lam": 1}, {"lam": 4})


@pytest.mark.parametrize(("lam", "fresh"), [(1, False), (1, True), (4, True)])
def test_clipping_helps_to_latch_in_three_of_the_four_cases_with_omega(lam, fresh):
    assert number("clipping_gains", end="low", lam=lam, fresh=fresh) > 0


def test_the_fourth_case_is_open_and_without_omega_unclipped_networks_latch_more():
    assert number("clipping_gains", end="low", lam=4) < 0 < number("clipping_gains", end="high", lam=4)
    assert number("clipping_gains", end="high", lam=0) < 0


def test_unclipped_with_omega_does_not_usually_fail():
    assert number("latched_share", lam=1, fresh=True, clip=False, end="low") > 0.5


def test_the_kept_counts_are_those_of_the_networks_that_are_kept():
    kept = stored.cause("latch_or_memorise")
    for fresh in (False, True):
        for lam in latch_fates.STRENGTHS:
            for clip in (False, True):
                name = f"{'fresh' if fresh else 'fixed'}_lam_{lam}_{'clipped' if clip else 'unclipped'}"
                for what in ("solved", "latched"):
                    assert number("latched", what=what, lam=lam, fresh=fresh, clip=clip) == kept[name][what], name


def test_a_few_networks_trained_now_meet_the_fates_that_are_kept():
    for lam in (0.0, 1.0):
        now = latching.latch(50, lam, 300, seeds=range(12))
        kept = latch_fates.fates(lam, False, True)
        assert ((now.wrong < latching.GOOD) != kept.latched[:12]).sum() <= 3


def test_the_sum_of_lengths_needs_a_tenth_of_the_strength_of_the_mean_of_squares():
    assert number("strength", what="ratio", lam=0.1, summed=True) == pytest.approx(
        number("strength", what="ratio", lam=1), abs=0.02
    )
    assert (
        number("strength", what="latched", lam=0.1, summed=True)
        >= 20
        > 10
        > number("strength", what="latched", lam=0.1)
    )
    assert number("exchange", ratio=0.6) == pytest.approx(10, rel=0.05)


def test_the_exchange_is_the_ratio_of_the_slopes_of_both_taxes():
    r, T, step = 0.6, 20, 1e-6
    summed = ((r + step - 1) ** 2 - (r - step - 1) ** 2) / (2 * step)
    mean = (number("tax", ratio=r + step) - number("tax", ratio=r - step)) / (2 * step) / T
    assert number("exchange", ratio=r, T=T) == pytest.approx(summed / mean, rel=1e-6)


def test_a_small_strength_works_in_one_unit_and_not_in_the_other():
    none, mean, summed = (
        number("strength", what="latched", lam=lam, summed=unit, updates=100)
        for lam, unit in ((0, False), (0.01, False), (0.01, True))
    )
    seeds = number("seeds")
    assert difference(summed, seeds, none, seeds).low > 0 > difference(mean, seeds, none, seeds).low


def test_far_too_strong_a_penalty_costs_fit():
    assert number("times", lam=32, over=1) > 5
    assert number("figure", result="loss_after", lam=32) > 5 * number("figure", result="loss_after", lam=1)


def test_surfaces_are_told_of_pairs_that_both_solve():
    assert number("surfaces", what="solved") == 29 and number("surfaces", what="steeper") == 22
    assert number("surfaces", what="low") > 0.5 and 1.2 < number("surfaces", what="factor") < 1.5


def test_only_omega_opens_the_path():
    none, decay, omega, spectral = (
        number("restraint", result=f"reach_{way}") for way in ("none", "decay", "omega", "spectral")
    )
    assert omega > 0.1 > none > spectral > decay
    assert number("restraint", result="norm_omega") < 1.2 * number("restraint", result="norm_none")


def test_the_worked_example():
    assert number("worked", what="ratio") == pytest.approx(0.4)
    assert number("worked", what="tax") == pytest.approx(0.84**2)
    assert number("worked", what="tax_of_lengths") == pytest.approx(0.36)


@pytest.mark.parametrize("seed", [0, 15])
def test_the_surfaces_counted_have_the_size_of_those_drawn(seed):
    sizes = [number("surface_size", what=what) for what in ("units", "sequences", "steps", "updates")]
    drawn = max(found.slope.max() for found in latch_surface.slices(2.0, seed))
    counted = latching.steepness(seeds=range(seed, seed + 1))
    assert sizes == [6, 2, 20, 40]
    assert not counted.solved[0] or max(counted.without[0], counted.with_penalty[0]) == pytest.approx(drawn)


def test_the_surfaces_shown_are_of_pairs_that_both_solve():
    for seed in (15, 61):
        assert all(found.loss < latching.SOLVED for found in latch_surface.slices(2.0, seed))
