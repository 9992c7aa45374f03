"""Titles, units and legends have room: what does not fit beside a title stands below it."""

import numpy as np
import pytest

from widgets.kit import Line, Panel, Scene, linear
from widgets.kit.layout import layouts


def scene(title, unit, **options):
    t = np.linspace(0.0, 1.0, 3)
    panels = tuple(Panel(title, linear("t", 0, 1), linear(unit, 0, 1), (Line(t, t, "loss"),)) for _ in range(2))
    return Scene(panels, "A line.", {}, **options)


@pytest.mark.parametrize(
    ("title", "unit", "raised"),
    [
        ("Loss", "log scale", {"wide": 0, "narrow": 0}),
        ("Gradient norm before clipping", "norm, log scale", {"wide": 0, "narrow": 16}),
        ("A title that is far too long for anything to stand beside it", "", {"wide": 0, "narrow": 0}),
    ],
)
def test_a_unit_without_room_stands_below_its_title(title, unit, raised):
    for width, layout in layouts(scene(title, unit)).items():
        assert [box["raised"] for box in layout["boxes"]] == [raised[width]] * 2


def test_the_panels_themselves_keep_their_height():
    scenes = [scene("Gradient norm before clipping", unit) for unit in ("norm, log scale", "")]
    boxes = [layouts(each)["narrow"]["boxes"][0] for each in scenes]
    assert boxes[0]["raised"] != boxes[1]["raised"]
    inner = [box["height"] - box["margins"]["top"] - box["margins"]["bottom"] for box in boxes]
    assert inner[0] == inner[1]


def test_panels_side_by_side_keep_one_line():
    boxes = layouts(scene("Size of the term of step t", "per unit of error", side_by_side=True))["wide"]["boxes"]
    assert {box["raised"] for box in boxes} == {16}
    assert len({box["margins"]["top"] for box in boxes}) == 1


def test_the_last_number_below_a_panel_fits():
    t = np.array([0.0, 3000.0])
    panel = Panel("Loss", linear("updates", 0, 3000), linear("", 0, 1), (Line(t, t / 3000, "loss"),))
    last = panel.x.ticks[-1].text
    (box,) = layouts(Scene((panel,), "A line.", {}))["narrow"]["boxes"]
    assert last == "3,000" and box["margins"]["right"] >= 6.6 * len(last) / 2
