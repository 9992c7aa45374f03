"""The numbers of chapter 0: what each experiment told there shows."""

import pytest

from builder.chapter import numbers
from experiments.interventions import damage, fork


def number(name, **arguments):
    return numbers.value(f"catastrophe.{name}", arguments)


def test_the_crash_told_is_lower_than_the_early_spikes_that_the_run_survived():
    crash = number("result", what="loss_at_crash")
    for update in (20, 24, 25):
        assert number("loss_at", updates=update) > crash > number("loss_at", updates=0)
        assert number("loss_at", updates=update + 7) < number("loss_at", updates=0)


def test_the_run_clipped_from_its_start_is_elsewhere_at_the_crash():
    assert number("fork_clipped", at=0) == 34 and number("fork_last_clipped", at=0) == 37
    assert number("fork_distance", at=0, updates=62) == pytest.approx(3.14, abs=0.01)


def test_clipped_from_the_best_update_three_cuts_spare_the_run():
    assert number("fork_clipped", at=62) == 3
    assert number("fork_loss", at=62, updates=64) == number("loss_at", updates=64)
    assert number("fork_loss", at=62, updates=160) < 1e-2


def test_even_after_the_crash_short_steps_lead_back_and_ten_updates_later_they_do_not():
    assert number("fork_loss", at=66, updates=66) > number("loss_at", updates=0)
    assert number("fork_loss", at=66, updates=160) < 1e-2
    assert number("fork_loss", at=76, updates=160) > 10


def test_the_step_of_the_crash_passes_over_a_ravine():
    start, lowest, landing = (number("slice_loss", update=64, what=what) for what in ("start", "lowest", "landing"))
    assert lowest < start / 7 and landing > 3 * start
    assert number("slice_lowest_at", update=64) / number("step_length") == pytest.approx(1 / 15, rel=0.1)
    before = [number("slice_loss", update=63, what=what) for what in ("start", "lowest", "landing")]
    assert before[1] < before[0] < before[2] == pytest.approx(start, rel=1e-9)


@pytest.mark.parametrize("update", [45, 50, 61])
def test_the_kept_curvatures_are_those_of_the_run_and_above_the_limit(update):
    again = damage.curvature(damage.remember(fork.signs(), update + 1), update)
    assert number("curvature", updates=update) == pytest.approx(again, rel=1e-3)
    assert again > number("stable_curvature")


def test_few_that_end_worse_had_ever_learned():
    assert number("worse") == 45 and number("worse", what="worse_that_had_learnt") == 7
    assert sum(number("fate", which=which) for which in ("never", "lost", "survived")) == 64


def test_the_controls_diverge_without_any_recurrent_training():
    assert number("worse", trained="frozen_W_h") > 30 > number("worse", trained="readout") > 0
    assert number("worse", alpha=0.2, gain=2, trained="readout") == 17
    assert number("worse", alpha=0.2, gain=2) == 26
    assert number("fate", which="lost", trained="readout") == 0


def test_the_larger_learning_rate_loses_a_larger_share_of_those_that_learned():
    assert number("lost_of_learned", end="low") > number("lost_of_learned", alpha=0.2, end="high")


def test_the_radius_goes_with_learning_and_not_with_loss():
    at_best = {fate: number("radius", when="at best", fate=fate) for fate in ("never", "lost", "survived")}
    assert at_best["survived"] == pytest.approx(at_best["lost"], rel=0.05)
    assert at_best["never"] < 0.8 * at_best["survived"]


def test_forty_steps_are_learned_by_half_of_the_clipped_and_by_none_of_the_others():
    assert number("count", what="learnt", alpha=0.2, T=40) == 0
    assert number("count", what="learnt", alpha=0.2, T=40, clip="1") > 20
