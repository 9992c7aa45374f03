"""Still pictures: a relief writes every face once and is light enough for a page, and hollow marks are rings."""

import re

import numpy as np
import pytest

from builder.figure import element, svg
from widgets.kit import Mesh, Panel, Points, Scene, linear
from widgets.kit.wire import as_json

CORNERS = np.array([[0.0, 1.0, 1.0, 0.0], [0.25, 0.5, 0.75, 0.5]])
HEIGHTS = np.array([[0.0, 0.0, 2.0, 2.0], [0.5, 1.5, 0.5, 0.25]])


def panel(levels=(7, 7)):
    mesh = Mesh(CORNERS, HEIGHTS, np.array(levels, np.uint8))
    return Panel("Relief", linear("", 0, 1), linear("", 0, 2), (mesh,))


def corners(outline):
    """The absolute corners of the faces of a path, as shares of the panel."""
    for face in outline.split("z")[:-1]:
        start, steps = re.fullmatch(r"M(.+)l(.+)", face).groups()
        ways = np.array([start.split(), *np.array(re.findall(r"-?\d+", steps)).reshape(-1, 2)], int)
        yield np.cumsum(ways, axis=0) / svg.FINE


def test_the_path_of_a_face_goes_through_its_corners():
    ((_, outline),) = svg.faces(panel(), panel().layers[0])
    found = np.array(list(corners(outline)))
    np.testing.assert_allclose(found[..., 0], CORNERS, atol=0.51 / svg.FINE)
    np.testing.assert_allclose(found[..., 1], HEIGHTS / 2, atol=0.51 / svg.FINE)


def test_only_neighbours_of_one_colour_share_a_path():
    assert len(svg.faces(panel((7, 8)), panel((7, 8)).layers[0])) == 2


def test_faces_are_written_once_and_used_by_the_narrow_picture():
    pictures = svg.pictures(Scene((panel(),), "A relief."), "some")
    (name,) = re.findall(r'id="([^"]+)" class="cw-faces"', pictures["wide"])
    assert f'href="#{name}"' in pictures["narrow"] and "cw-faces" not in pictures["narrow"]


@pytest.mark.parametrize("name", ["cliff_surface", "descent_on_cliff"])
def test_a_relief_keeps_the_page_light(name):
    assert len(element.render_widget(name, {}).encode()) < 92_000


@pytest.mark.parametrize("hollow, marker", [(False, "square"), (True, "ring")])
def test_both_painters_are_given_the_same_mark(hollow, marker):
    at = np.array([0.5])
    scene = Scene(
        (Panel("One", linear("", 0, 1), linear("", 0, 1), (Points(at, at, "clipped", hollow=hollow),)),), "One."
    )
    assert f"cw-mark--{marker}" in svg.pictures(scene, "one")["wide"]
    assert as_json(scene)["panels"][0]["layers"][0]["marker"] == marker
