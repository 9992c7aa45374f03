"""The first screen in a browser: the push, by key and without motion, and formulas right on the first visit."""

import pytest
from playwright.sync_api import expect

from tests.support.visits import serving, visiting, wait_until

PAGE = """# The cliff

{{ hero() }}

**Without clipping** it is thrown.
{: .cw-outcome }

**With clipping** it comes down.
{: .cw-outcome }

The error is \\(x_t = w \\sigma(x)\\).
"""
SHIFTS = """() => {
  self.shifts = 0;
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) self.shifts += entry.value; })
    .observe({ type: 'layout-shift', buffered: true });
}"""


LOADED = """() => [...document.fonts].some(
  ({ family, status }) => family.includes('Cliffwalk Math') && status === 'loaded')"""


@pytest.fixture
def place(build_site):
    """The address of a site whose only page has the cliff."""
    with serving(build_site({"index.md": PAGE})) as (_, address):
        yield address


def pushed(visit):
    """A page whose ball has been pushed with the keyboard."""
    page = visit.open("/")
    button = page.get_by_role("button", name="Push the ball")
    expect(button).to_be_visible()
    expect(page.locator(".cw-outcome").first).to_be_hidden()
    button.focus()
    page.keyboard.press("Enter")
    return page


def over(page):
    """What is spoken once the ball has come to rest."""
    expect(page.locator("cliff-push")).to_have_attribute("data-state", "done")
    for outcome in page.locator(".cw-outcome").all():
        expect(outcome).to_be_visible()
    return page.locator("cliff-push [role=status]").inner_text()


def test_the_ball_is_thrown_and_then_comes_down_clipped(browser, place):
    with visiting(browser, place) as visit:
        page = pushed(visit)
        ball, whole = page.locator("cliff-push [data-part=ball]"), page.locator("[data-way=unclipped]")
        last = whole.get_attribute("data-points")
        wait_until(lambda: (whole.get_attribute("data-points") or "") != "", "the ball does not roll")
        end = (last or whole.get_attribute("data-points")).split()[-1].replace(",", " ")
        wait_until(lambda: ball.get_attribute("transform") == f"translate({end})", "the ball is not thrown")
        said = over(page)
        assert "it is thrown" in said
        assert "it comes down" in said
        rest = page.locator("[data-way=clipped]").get_attribute("data-points").split()[-1].replace(",", " ")
        assert ball.get_attribute("transform") == f"translate({rest})"


def test_without_motion_both_ends_are_there_at_once(browser, place):
    with visiting(browser, place, reduced_motion="reduce") as visit:
        page = pushed(visit)
        for way in page.locator("[data-way]").all():
            assert way.get_attribute("points").count(" ") > 10
        assert page.locator("cliff-push").get_attribute("data-state") == "done"


def test_without_scripts_both_ways_are_drawn(browser, place):
    with visiting(browser, place, java_script_enabled=False) as visit:
        page = visit.open("/")
        for way in page.locator("[data-way]").all():
            expect(way).to_be_visible()
        expect(page.locator(".cw-outcome").first).to_be_visible()


def test_formulas_wear_their_font_on_the_first_page_of_a_visit_and_nothing_jumps(browser, place):
    with visiting(browser, place) as visit:
        visit.context.add_init_script(f"({SHIFTS})()")
        page = visit.open("/")
        wait_until(lambda: page.evaluate(LOADED), "the font of the formulas does not come")
        assert page.evaluate("self.shifts") < 0.01
