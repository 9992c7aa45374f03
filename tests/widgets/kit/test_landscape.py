"""The window of the relief: what lies in it, and where a step leaves it."""

import numpy as np
import pytest

from widgets.kit.landscape import B, W, edge, inside


def test_the_border_lies_in_the_window():
    points = np.array([[W[0], B[0]], [W[1], B[1]], [5, -2.7], [W[1] + 1e-9, -2.7], [5, B[0] - 1e-9], [np.nan, -2.7]])
    np.testing.assert_array_equal(inside(points), [True, True, True, False, False, False])


@pytest.mark.parametrize(
    ("end", "leaves_at"),
    [
        ((7, -2.7), (W[1], -2.7)),
        ((5, -4.5), (5, B[0])),
        ((3.8, -1.5), (4.4, -2.1)),
        ((-1e300, -2.7), (W[0], -2.7)),
    ],
)
def test_a_step_leaves_at_the_first_border_that_it_meets(end, leaves_at):
    np.testing.assert_allclose(edge(np.array([5, -2.7]), np.array(end, float)), leaves_at)
