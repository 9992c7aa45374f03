"""Every page of the course opens without an error, a lost request or a stranger's, and under its security policy."""

from tests.support.visits import figure_of, follow, live, paths, visiting

PROBES = """async () => {
  const tried = {
    eval: () => eval('1'),
    function: () => new Function('return 1')(),
    foreign: () => fetch('https://example.org/'),
  };
  const passed = [];
  await new Promise((next) => setTimeout(next, 10)); // what a debugger calls itself is exempt from the policy
  for (const [name, act] of Object.entries(tried)) {
    try { await act(); passed.push(name); } catch {}
  }
  return passed;
}"""


def test_every_page_is_quiet_and_every_figure_comes_alive(browser, course):
    folder, address = course
    with visiting(browser, address) as visit:
        for path in paths(folder):
            page = follow(visit, path)
            page.mouse.move(3, 3)
            for figure in page.locator("course-widget").all():
                figure.scroll_into_view_if_needed()
                live(figure)
            page.evaluate("() => scrollTo({top: document.body.scrollHeight, behavior: 'instant'})")
            page.wait_for_load_state("networkidle")


def test_the_policy_holds_on_the_page_and_in_the_worker(browser, address):
    with visiting(browser, address) as visit:
        page = visit.open("/cliff_1d/")
        live(figure_of(page))
        worker = next(worker for worker in page.workers if worker.url.startswith("blob:"))
        assert page.evaluate(PROBES) == []
        assert worker.evaluate(PROBES) == []
        assert visit.problems, "the browser reports what it blocks"
        visit.problems.clear()
