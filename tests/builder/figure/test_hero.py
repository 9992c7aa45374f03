"""The first screen's picture is the surface and the descents that the engine computes."""

import numpy as np
import pytest

from builder.figure.hero import HEIGHT, WIDTH, W, hero, place, section
from chapters.numbers import landing
from experiments.cliff_descents import PUSH, T
from sim.one_unit.surface import descend, surface


def points(text: str) -> np.ndarray:
    """The points of a polyline."""
    return np.array([pair.split(",") for pair in text.split()], float)


@pytest.fixture(scope="module")
def picture():
    return hero()


@pytest.mark.parametrize(("way", "tau"), [("unclipped", np.inf), ("clipped", PUSH["tau"])])
def test_a_way_is_the_descent_of_the_engine(picture, way, tau):
    descent = descend((PUSH["w"], PUSH["b"]), PUSH["alpha"], 30, tau, T)
    there = place(descent.path[:, 0], descent.path[:, 1], descent.E)
    drawn = points(getattr(picture, way))[:-1][:31]  # the last one lies beyond the picture
    assert len(drawn) > 20
    assert drawn == pytest.approx(there[: len(drawn)], abs=0.51)


def test_the_unclipped_ball_leaves_the_picture_and_the_clipped_one_stays(picture):
    assert points(picture.unclipped)[-1][0] > WIDTH
    stays = points(picture.clipped)
    assert ((stays > 0) & (stays < (WIDTH, HEIGHT))).all()


def test_a_section_falls_at_the_wall_as_deep_as_the_surface():
    w = W[0] + 0.5
    drop = np.diff(section(w)[:, 1]).max()
    b = np.linspace(-3.7, -1.6, 4001)
    E = surface(w, b, T).E
    assert drop == pytest.approx(np.abs(np.diff(E)).max() / 0.49 * 0.4 * HEIGHT, rel=0.1)


def test_the_sentences_say_what_the_picture_shows():
    assert landing.thrown() > 10 * landing.before()
    assert landing.kept() <= PUSH["alpha"] * max(PUSH["tau"], 1)
    assert landing.end() < landing.start()


def test_the_picture_stays_light(picture):
    assert len("".join([*picture.sections, picture.clipped, picture.unclipped])) < 15_000
