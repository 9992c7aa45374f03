"""Hosts that know no types for our files, or wrong ones: the figures go live all the same."""

import pytest

from tests.support.server import HOSTS
from tests.support.visits import figure_of, live, serving, visiting


@pytest.mark.parametrize("host", HOSTS)
def test_a_figure_goes_live_whatever_types_the_host_gives(browser, site, host):
    with serving(site, f"--{host}") as (_, address), visiting(browser, address) as visit:
        figure = live(figure_of(visit.open("/cliff_1d/")))
        figure.evaluate("figure => figure.set({T: 20})")
        assert "T = 20 steps" in figure.evaluate("figure => figure.scene.reading")
