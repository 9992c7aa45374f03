"""A preset moves the picture over to its state; for readers who want less motion it is cut."""

import pytest

from tests.support.visits import figure_of, follow, live, wait_until

PAINTED = """() => { window.painted = 0;
  const clear = CanvasRenderingContext2D.prototype.clearRect;
  CanvasRenderingContext2D.prototype.clearRect = function (...all) { window.painted++; return clear.apply(this, all); };
}"""
COUNT = "figure => { painted = 0; figure.drawn = 0; figure.addEventListener('scene', () => figure.drawn++); }"


@pytest.fixture
def figure(visit):
    page = follow(visit, "/unrolled/")
    page.evaluate(PAINTED)
    figure = live(figure_of(page))
    figure.evaluate("figure => figure.set({T: 19})")
    return figure


@pytest.mark.parametrize("motion, moves", [("no-preference", True), ("reduce", False)])
def test_a_preset_moves_over_or_is_cut(figure, motion, moves):
    page = figure.page
    page.emulate_media(reduced_motion=motion)
    figure.evaluate(COUNT)
    figure.get_by_role("link", name="It is carried").click()
    wait_until(lambda: figure.evaluate("figure => figure.drawn") == 1, "the preset is not drawn")
    assert figure.evaluate("figure => figure.params.w") == 1
    assert (page.evaluate("painted") > 2) == moves
    figure.evaluate(COUNT)
    figure.evaluate("figure => figure.set({w: 1.2})")  # as a slider does: at once
    assert page.evaluate("painted") <= 2
