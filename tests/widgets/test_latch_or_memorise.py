"""Latch or memorise: the figure shows the kept networks."""

import numpy as np
import pytest

from experiments.latch_fates import fates
from widgets import latch_or_memorise
from widgets.kit.controls import resolve
from widgets.kit.layers import Points


def scene(**params):
    return latch_or_memorise.scene(**resolve(latch_or_memorise.CONTROLS, params))


@pytest.mark.parametrize("lam", ["0", "1", "4"])
@pytest.mark.parametrize("data", ["fixed", "fresh"])
@pytest.mark.parametrize("clip", [False, True])
def test_every_network_is_drawn_once(lam, data, clip):
    marks = [layer for layer in scene(lam=lam, data=data, clip=clip).panels[0].layers if isinstance(layer, Points)]
    assert sum(len(mark.x) for mark in marks) == 96


def test_presets_do_what_their_words_ask():
    plain, taxed, fresh, both = (scene(**preset.params).numbers for preset in latch_or_memorise.PRESETS)
    assert taxed["latched"] > 2 * plain["latched"] and plain["memorised"] > 4 * taxed["memorised"]
    assert fresh["fit"] == fresh["latched"] == 0
    assert both["latched"] > scene(lam="1", data="fresh", clip=False).numbers["latched"] > 48


def test_the_shares_are_those_of_the_strengths_with_their_intervals():
    lines = scene().panels[1].layers
    share = lines[3].y
    assert share == pytest.approx([100 * fates(lam, False, True).latched.mean() for lam in (0, 1, 4)])
    low, high = np.reshape(lines[2].y, (3, 3))[:, :2].T
    assert (low < share).all() and (share < high).all()
