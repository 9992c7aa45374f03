"""Pages change without a reload: one Python for the visit, and figures that come back to life."""

from playwright.sync_api import expect

from tests.support.visits import figure_of, follow, live, visiting, wait_until
from widgets.kit.registry import names

PAGES = ["norm_or_value", "cliff_1d"]


def go(page, name):
    """Follows a link in the text, as a reader does."""
    page.locator(f"article a[href*='{name}']").first.click()
    expect(page.locator("article h1")).to_contain_text(name)


def test_30_navigations_keep_one_python(visit):
    assert set(PAGES) <= set(names())
    page = visit.open("/cliff_1d/")
    live(figure_of(page))
    page.evaluate("() => { self.kept = true; }")
    for i in range(30):
        go(page, PAGES[i % 2])
    live(figure_of(page))
    assert page.evaluate("() => [self.kept, workers.length]") == [True, 1]
    figure_of(page).evaluate("figure => figure.set({T: 20})")
    assert "T = 20 steps" in figure_of(page).evaluate("figure => figure.scene.reading")


def test_back_and_forward_bring_figures_back(visit):
    page = visit.open("/cliff_1d/")
    live(figure_of(page))
    go(page, "norm_or_value")
    live(figure_of(page))
    page.go_back()
    expect(page.locator("article h1")).to_contain_text("cliff_1d")
    live(figure_of(page))
    assert page.evaluate("() => workers.length") == 1


def test_a_figure_that_is_left_while_it_draws_says_nothing_more(visit):
    figure = live(figure_of(visit.open("/cliff_1d/")))
    assert (
        figure.evaluate("""async figure => {
      let scene = figure.scene, said = 0;
      figure.addEventListener('scene', () => (said += 1));
      const left = new Promise((resolve) => Object.defineProperty(figure, 'scene', {
        get: () => scene,
        set: (value) => {
          scene = value;
          if (value) queueMicrotask(() => { figure.remove(); setTimeout(resolve, 300); });
        },
      }));
      figure.set({T: 60});
      await left;
      return said;
    }""")
        == 0
    )


def test_a_state_link_sets_the_figure_without_leaving_the_page(visit):
    page = visit.open("/cliff_1d/")
    figure = live(figure_of(page))
    page.evaluate("() => { self.kept = true; }")
    figure.locator(".cw-try a").first.click()
    wait_until(lambda: figure.evaluate("figure => figure.params.at") == 0, "the preset did nothing")
    assert "#w.cliff_1d=" in page.url and page.evaluate("() => self.kept")
    page.reload()
    assert live(figure_of(page)).evaluate("figure => figure.params.at") == 0


def test_link_to_this_state_comes_back_after_a_reload(visit):
    page = visit.open("/cliff_1d/")
    figure = live(figure_of(page))
    figure.evaluate("figure => figure.set({T: 33, at: 0.26})")
    figure.locator("[data-part=link]").click()
    page.reload()
    assert live(figure_of(page)).evaluate("figure => [figure.params.T, figure.params.at]") == [33, 0.26]


def test_a_link_out_of_range_is_moved_into_range_and_says_so(visit):
    page = visit.open("/cliff_1d/#w.cliff_1d=T:100000,w:%3Cscript%3E,at:__proto__,constructor:1")
    figure = live(figure_of(page))
    assert figure.evaluate("figure => figure.params") == {"T": 100, "at": -0.1, "w": 5, "zoom": 1}
    expect(figure.locator("[data-part=status]")).to_contain_text("T moved to 100, the nearest value allowed")


def test_a_link_between_two_steps_is_moved_to_the_nearest_and_says_so(visit):
    page = visit.open("/cliff_1d/#w.cliff_1d=T:50.5,at:0.0993,zoom:5.5")
    figure = live(figure_of(page))
    assert figure.evaluate("figure => figure.params") == {"T": 51, "at": 0.1, "w": 5, "zoom": 5.5}
    assert figure.evaluate("figure => figure.scene.reading").count("T = 51 steps") == 1
    words = "at moved to 0.1, the nearest value allowed; T moved to 51, the nearest value allowed"
    expect(figure.locator("[data-part=status]")).to_have_text(words)


def top(element):
    return element.evaluate("element => element.getBoundingClientRect().top")


def test_a_jump_lands_on_its_heading(browser, course):
    _, address = course
    with visiting(browser, address, viewport={"width": 390, "height": 844}) as visit:
        typed, followed = visit.open("/7-connections/"), visit.open("/7-connections/#questions")
        typed.evaluate("location.hash = 'questions'")
        for heading in (page.locator("h2#questions") for page in (typed, followed)):
            wait_until(lambda at=heading: 40 < top(at) < 100, "the jump ends elsewhere")


def test_nothing_starts_before_a_sign_of_a_reader(visit):
    visit.context.clock.install()
    page = visit.open("/cliff_1d/")
    figure = page.locator("course-widget")
    page.evaluate("dispatchEvent(new PointerEvent('pointermove'))")  # a pointer that lies still
    page.clock.run_for(3000)
    assert page.evaluate("() => workers.length") == 0
    expect(figure).to_have_attribute("data-state", "still")
    page.mouse.wheel(0, 10)
    live(figure)


def test_a_page_that_stays_open_starts_by_itself(visit):
    visit.context.clock.install()
    page = visit.open("/cliff_1d/")
    page.clock.run_for(8000)
    live(page.locator("course-widget"))


def test_nothing_starts_on_a_metered_line_before_a_touch(visit):
    visit.context.add_init_script("Object.defineProperty(Navigator.prototype, 'connection', {value: {saveData: true}})")
    visit.context.clock.install()
    page = visit.open("/cliff_1d/")
    figure = figure_of(page)
    page.wait_for_timeout(300)  # an observer of what is in view is called by frames, not by the clock
    page.clock.run_for(10_000)
    assert page.evaluate("() => workers.length") == 0
    expect(figure).to_have_attribute("data-state", "still")
    figure.locator("input[name=T]").press("ArrowRight")
    assert live(figure).evaluate("figure => figure.params.T") == 51


ROUND = ["/1-the-cliff/", "/2-clipping/", "/3-strategies/", "/5-vanishing/"]
ROUNDS = 3
MOST_KEPT = 1000  # nodes; a page has about 10,000


def held(session) -> int:
    """How many nodes there are when all that can be collected has been."""
    for _ in range(3):
        session.send("HeapProfiler.collectGarbage")
    return {metric["name"]: metric["value"] for metric in session.send("Performance.getMetrics")["metrics"]}["Nodes"]


def test_pages_that_were_left_are_forgotten(browser, course):
    _, address = course
    with visiting(browser, address) as visit:
        page = visit.open(ROUND[-1])
        session = visit.context.new_cdp_session(page)
        session.send("Performance.enable")
        nodes = []
        for path in ROUNDS * ROUND:
            live(figure_of(follow(visit, path)))
            page.evaluate("() => new Promise((rested) => requestIdleCallback(rested))")
            nodes.append(held(session))
        assert nodes[-1] - nodes[len(ROUND) - 1] < MOST_KEPT, nodes
        page.go_back()
        expect(page.locator("article h1")).to_contain_text("Clipping strategies")
        live(figure_of(page))
