"""When the time of each picture of a run is: from start to end, in order, and slow where the gradient is long."""

import numpy as np
import pytest

from tests.support.scenes import native
from widgets import catastrophe, clipping_on_cliff
from widgets.kit.controls import resolve
from widgets.kit.pace import SLOWEST, evenly, paced, slow_where_long
from widgets.kit.registry import load, names
from widgets.kit.scene import Scene

RUNS = [name for name in names() if hasattr(load(name), "run") and getattr(load(name), "SECONDS", 6)]


def moments(stays):
    return [scene.moment for scene in paced([Scene((), "A picture.")] * len(stays), stays)]


def test_a_picture_stays_as_long_as_is_said():
    assert moments(np.array([1.0, 3.0, 1.0])) == [(0.0, 3), (0.25, 3), (1.0, 3)]
    assert moments(evenly(1)) == [(0.0, 1)]
    with pytest.raises(ValueError, match="longer"):
        list(paced([Scene((), "A picture.")], evenly(2)))


def test_the_longest_gradient_stays_longest_and_what_is_not_finite_as_long_as_most():
    stays = slow_where_long(np.array([1.0, 2.0, 1.5, 6000.0, 1.0, np.nan]))
    assert stays.argmax() == 3 and stays[3] == pytest.approx(SLOWEST) and stays[5] == 1
    assert (slow_where_long(np.ones(5)) == 1).all()


@pytest.mark.parametrize("module", [catastrophe, clipping_on_cliff])
def test_a_run_is_slow_where_its_gradient_is_longest(module):
    frames = list(module.run(**resolve(module.CONTROLS, {})))
    at = np.array([frame.moment[0] for frame in frames])
    assert at[0] == 0 and at[-1] == 1 and (np.diff(at) > 0).all()
    assert 40 <= len(frames) <= 200 and np.diff(at).max() > 4 * np.median(np.diff(at))


@pytest.mark.parametrize("name", RUNS)
def test_every_run_says_when_its_pictures_are_due_and_a_scene_does_not(name):
    module = load(name)
    first = next(iter(module.run(**resolve(module.CONTROLS, {}))))
    assert first.moment[0] == 0 and 10 <= first.moment[1] <= 250
    assert native(name, {})["moment"] is None
