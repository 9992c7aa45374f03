"""The fork is the intervention's, and clipping from update 62 on spares the run with three cut steps."""

import numpy as np

from experiments.clipped_from import UPDATES, branches
from experiments.interventions import fork
from widgets import fork as widget
from widgets.kit.controls import resolve


def numbers(**given):
    return widget.scene(**resolve(widget.CONTROLS, given)).numbers


def test_a_branch_is_the_fork_of_the_intervention():
    one = fork.fork(fork.signs(), 62, 60, fork.clip_on(1.0))
    found = branches()
    np.testing.assert_allclose(one.loss[1], found.loss[62:122, 62], rtol=1e-12)
    np.testing.assert_allclose(one.loss[0], found.loss[62:122, -1], rtol=1e-12)
    np.testing.assert_allclose(one.distance[:60], found.distance[62:122, 62], rtol=1e-12)


def test_three_cut_steps_spare_the_run():
    n = numbers(at=62, updates=160)
    assert (n["clipped"], n["first_clipped"], n["crash"]) == (3, 64, None)
    assert n["loss"] < 1e-3 < 0.3 < branches().loss[64, -1]


def test_clipped_from_the_start_it_never_comes_near_the_crash():
    n = numbers(at=0, updates=120)
    assert n["last_clipped"] < 40 and n["distance_at_62"] > 3


def test_clipped_after_the_crash_it_comes_back():
    n = numbers(at=66, updates=160)
    assert n["crash"] == 65 and n["loss"] < 1e-2
    assert not branches().loss[UPDATES, -1] < 1e6
