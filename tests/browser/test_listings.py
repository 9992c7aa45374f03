"""Listings that readers change and run: what they print, how they fail, and what they cannot do."""

import contextlib
import io
import itertools
import re
import runpy

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from builder.base import paths
from builder.chapter import listings
from tests.support.visits import LIVE_MS, SCHEMES, Visit, figure_of, live, visiting, wear

NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?")
ENDLESS = "print('on and on')\nwhile True: pass"
PLOT = """import matplotlib.pyplot as plt
plt.plot([1, 2, 4], label="squares")
plt.title("Growth")
plt.xlabel("time")
plt.show()
print("between")
plt.semilogy([1, 10, 100])
"""


class Cell:
    """One listing of the page."""

    def __init__(self, page, name=None):
        self.element = page.locator(f"code-cell[data-name={name}]" if name else "code-cell").first
        self.text, self.output = self.part("text"), self.part("output")

    def part(self, name):
        return self.element.locator(f"[data-part={name}]")

    def expect(self, state, timeout=LIVE_MS):
        expect(self.element).to_have_attribute("data-state", state, timeout=timeout)

    def start(self, code):
        self.text.fill(code)
        self.part("run").click()

    def run(self, code):
        """What a text prints, once it has ended."""
        self.start(code)
        self.expect("done")
        return self.output.inner_text() if self.output.is_visible() else ""


@pytest.fixture(scope="module")
def page(browser, address):
    """A page with every listing; its worker serves all tests."""
    with visiting(browser, address) as visit:
        yield visit.open("/all-listings/")


@pytest.fixture
def cell(page):
    """The first listing, as it was published."""
    cell = Cell(page)
    cell.part("reset").evaluate("button => button.click()")
    cell.expect("idle")
    return cell


def printed(name):
    """What a listing prints here."""
    with contextlib.redirect_stdout(io.StringIO()) as out:
        runpy.run_path(str(paths.chapters("listings", f"{name}.py")), run_name="__main__")
    return out.getvalue()


@pytest.mark.parametrize("name", listings.names())
def test_a_listing_prints_in_the_page_what_it_prints_at_home(page, name):
    cell = Cell(page, name)
    cell.part("run").click()
    cell.expect("done")
    expect(cell.part("status")).to_have_text(re.compile("^done in"))
    ours, theirs = printed(name).rstrip(), cell.output.text_content().rstrip()
    assert NUMBER.sub("#", theirs) == NUMBER.sub("#", ours)
    numbers = [np.array(NUMBER.findall(text), float) for text in (theirs, ours)]
    np.testing.assert_allclose(*numbers, rtol=1e-6, atol=1e-9)


def test_the_value_of_a_last_expression_is_shown_and_names_are_new(cell):
    assert cell.run("x = 6\nx * 7") == "42\n"
    cell.start("x")
    cell.expect("done")
    expect(cell.output).to_contain_text("NameError: name 'x' is not defined")


def test_the_engine_of_the_course_can_be_imported(cell):
    assert "clip_by_global_norm" in cell.run("from sim.training import clip\n[n for n in dir(clip) if 'global' in n]")


def test_lines_appear_while_the_program_runs(cell):
    cell.start(ENDLESS)
    expect(cell.output).to_have_text("on and on\n", timeout=LIVE_MS)
    cell.expect("running")
    cell.part("stop").click()


def test_plots_appear_where_they_are_shown(cell):
    cell.run(PLOT)
    pictures = cell.output.locator("img")
    expect(pictures).to_have_count(2)
    expect(pictures.first).to_have_attribute("alt", "Figure. Growth; across: time; squares.")
    sizes = pictures.first.evaluate("i => i.decode().then(() => [i.naturalWidth, i.width, i.height])")
    assert sizes[0] > 600 and sizes[1] > 300 and sizes[2] > 100
    assert cell.output.evaluate("box => [...box.children].map(child => child.tagName)") == ["IMG", "PRE", "IMG"]


def test_a_plot_takes_the_colours_of_the_page(cell, page):
    colours = []
    for scheme in reversed(SCHEMES):
        wear(page, scheme)
        code = "import matplotlib\nmatplotlib.rcParams['figure.facecolor'], matplotlib.rcParams['text.color']"
        colours.append(cell.run(code).strip())
        ground = page.evaluate("getComputedStyle(document.body).getPropertyValue('--cw-ground').trim()")
        assert ground in colours[-1]
    assert colours[0] != colours[1]


def test_matplotlib_is_fetched_only_when_it_is_imported(browser, address):
    with visiting(browser, address) as visit:
        asked = []
        visit.context.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
        cell = Cell(visit.open("/all-listings/"))
        cell.run("1 + 1")
        assert "rest.zip" in asked and "matplotlib.zip" not in asked
        cell.run("import matplotlib")
        assert asked.count("matplotlib.zip") == 1


def test_edits_survive_a_reload_and_reset_brings_the_listing_back(browser, address):
    with visiting(browser, address) as visit:
        page = visit.open("/all-listings/")
        cell = Cell(page)
        original = cell.text.input_value()
        assert original == cell.part("code").text_content()
        cell.text.fill("print('mine')")
        page.reload()
        expect(cell.text).to_have_value("print('mine')")
        expect(cell.part("code")).to_have_text("print('mine')")
        cell.part("reset").click()
        expect(cell.text).to_have_value(original)
        page.reload()
        expect(cell.text).to_have_value(original)
        expect(cell.part("code").locator(".kn, .k").first).to_be_visible()


def test_undo_takes_a_reset_back(browser, address):
    with visiting(browser, address) as visit:
        page = visit.open("/all-listings/")
        cell = Cell(page)
        original = cell.text.input_value()
        cell.text.fill("print('mine')")
        at = page.evaluate("scrollY")
        cell.part("reset").click()
        expect(cell.text).to_have_value(original)
        expect(cell.part("status")).to_contain_text("brings your text back")
        expect(cell.text).to_be_focused()
        assert page.evaluate("scrollY") == at
        page.keyboard.press("ControlOrMeta+Z")
        expect(cell.text).to_have_value("print('mine')")
        page.reload()
        expect(cell.text).to_have_value("print('mine')")


def test_reset_ends_a_run_and_leaves_nothing_of_it(cell):
    cell.start(ENDLESS)
    cell.expect("running")
    cell.part("reset").click()
    cell.element.page.wait_for_timeout(200)
    cell.expect("idle")
    expect(cell.part("status")).to_contain_text("as published")
    expect(cell.output).to_be_hidden()
    assert cell.run("1 + 1") == "2\n"


def test_blocked_storage_is_told_and_survived(browser, address):
    with visiting(browser, address) as visit:
        visit.context.add_init_script("Storage.prototype.setItem = () => { throw new Error('blocked'); }")
        cell = Cell(visit.open("/all-listings/"))
        cell.text.fill("1")
        expect(cell.part("status")).to_have_text("edited; this browser does not let the page keep it")


def test_the_colours_hold_the_same_text(cell, page):
    for name in listings.names():
        other = Cell(page, name)
        odd = "\ns = '''a\n\"b\" \\' # c''' # d\nx = .5e-3 + 0x_ff\nprint(f'{s!r}', \"open\n\n"
        text = other.text.input_value() + odd
        other.text.fill(text)
        assert other.part("code").text_content().rstrip("\n") == text.rstrip("\n")
        other.part("reset").click()


def test_stop_ends_an_endless_loop_at_once_while_the_figures_answer(cell, page):
    cell.start(ENDLESS)
    cell.expect("running")
    figure = live(figure_of(page))
    figure.evaluate("figure => figure.set({})")
    state = cell.part("stop").evaluate("""async (button) => {
      button.click();
      await Promise.resolve().then(() => {}).then(() => {});
      return button.closest('code-cell').dataset.state; }""")
    assert state == "stopped"  # before anything else could happen: no time passes
    expect(cell.part("status")).to_have_text("stopped")
    assert cell.run("print('again')") == "again\n"
    figure.evaluate("figure => figure.set({})")


def test_programs_run_one_after_the_other(cell, page):
    other = Cell(page, listings.names()[1])
    cell.start(ENDLESS)
    cell.expect("running")
    other.start("print('second')")
    other.expect("waiting")
    expect(other.part("status")).to_contain_text("waits")
    cell.part("stop").click()
    other.expect("done")
    expect(other.output).to_have_text("second\n")
    other.part("reset").click()


@pytest.mark.parametrize(
    ("code", "line", "words"),
    [
        ("x = 1\nif x\n    pass", 2, "SyntaxError: expected ':'"),
        ("def f(x):\n    return 1 / x\n\nf(0)", 2, "ZeroDivisionError: division by zero"),
        ("import numpy as np\nnp.linalg.inv(np.ones(3))", 2, "LinAlgError"),
        ("import torch", 1, "there are NumPy, matplotlib, sim"),
    ],
)
def test_errors_name_the_readers_line(cell, code, line, words):
    cell.start(code)
    cell.expect("done")
    expect(cell.part("status")).to_have_text(f"ended by an error in line {line}")
    expect(cell.output).to_contain_text(f'File "<listing>", line {line}')
    expect(cell.output).to_contain_text(words)
    assert not re.search(r"\.py|cell", cell.output.text_content())


def test_hostile_output_stays_text(cell, page):
    hostile = "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script>"
    code = f"import sys\nprint({hostile!r})\nprint({hostile!r}, file=sys.stderr)\n{hostile!r}"
    assert cell.run(code).count("<img") == 3
    cell.run(f"import matplotlib.pyplot as plt\nplt.plot([1]), plt.title({hostile!r})")
    assert cell.output.locator("script, img[onerror]").count() == 0
    assert page.title() != "broken"


def test_much_output_is_cut(cell):
    text = cell.run("for i in range(10**5): print(i)")
    assert text.count("\n") < 10_100 and "Only the first 10,000 lines" in text


def test_another_origin_cannot_be_reached(browser, address):
    with visiting(browser, address) as visit:
        cell = Cell(visit.open("/all-listings/"))
        fetch = "request.open('GET', '{}', False)\nrequest.send()\nprint(request.status)\n"
        start = "import js\nrequest = js.XMLHttpRequest.new()\n"
        assert cell.run(start + fetch.format(f"{address}/sitemap.xml")) == "200\n"
        cell.start(start + fetch.format("http://127.0.0.2:9/"))
        cell.expect("done")
        expect(cell.output).to_contain_text("NetworkError")
        assert "failed: http://127.0.0.2:9/ csp" in visit.problems
        visit.problems.clear()


def test_the_worker_has_no_page(cell):
    assert cell.run("import js\nhasattr(js, 'document'), hasattr(js, 'localStorage')") == "(False, False)\n"


def test_a_file_that_does_not_come_is_named_and_run_tries_again(browser, address):
    with visiting(browser, address) as visit:
        visit.context.route("**/listing_runner-*.zip", lambda route: route.fulfill(status=404, body="gone"))
        cell = Cell(visit.open("/all-listings/"))
        cell.start("1 + 1")
        cell.expect("failed")
        expect(cell.part("status")).to_contain_text("did not arrive (status 404). Run tries again.")
        assert visit.problems and all("404" in problem for problem in visit.problems)
        visit.problems.clear()
        visit.context.unroute("**/listing_runner-*.zip")
        assert cell.run("1 + 1") == "2\n"


def test_leaving_the_page_ends_the_program(browser, address):
    with visiting(browser, address) as visit:
        page = visit.open("/all-listings/")
        cell = Cell(page)
        cell.start(ENDLESS)
        cell.expect("running")
        page.locator(".md-header .md-logo").click()
        expect(page.locator("code-cell")).to_have_count(0)
        page.go_back()
        assert Cell(page).run("print('back')") == "back\n"


def test_the_keyboard_is_enough(cell, page):
    cell.part("run").evaluate("button => button.closest('code-cell').querySelector('textarea').focus()")
    before = cell.text.input_value()
    page.keyboard.press("Tab")
    expect(cell.part("run")).to_be_focused()  # Tab passes a text that nobody has touched
    page.keyboard.press("Shift+Tab")
    expect(cell.text).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("if True:\nprint(1)\nprint(2)")
    assert cell.text.input_value() == "if True:\n    print(1)\n    print(2)"
    page.keyboard.press("Shift+ArrowUp")
    page.keyboard.press("Tab")
    assert cell.text.input_value() == "if True:\n        print(1)\n        print(2)"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Control+Enter")
    cell.expect("done")
    expect(cell.output).to_have_text("1\n2\n")
    for _ in range(4):
        page.keyboard.press("Control+Z")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(cell.part("run")).to_be_focused()
    page.keyboard.press("Enter")
    cell.expect("done")
    expect(cell.part("run")).to_be_focused()
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert cell.text.input_value() == before


def test_a_cell_that_has_run_is_accessible(browser, address):
    with visiting(browser, address) as visit:
        page = visit.open("/all-listings/")
        cell = Cell(page)
        cell.run(PLOT + "import sys\nprint('x' * 200, file=sys.stderr)\nlen('a')")
        cell.text.focus()
        page.evaluate("for (const other of [...document.querySelectorAll('code-cell')].slice(1)) other.remove()")
        for scheme, width in itertools.product(SCHEMES, (1280, 320)):
            wear(page, scheme)
            page.set_viewport_size({"width": width, "height": 900})
            found = Axe().run(page, context="code-cell:has([data-part=output] img)").response["violations"]
            assert [(problem["id"], [node["html"] for node in problem["nodes"]]) for problem in found] == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_copy_takes_the_text_as_the_reader_left_it(browser, address):
    with visiting(browser, address, permissions=["clipboard-read", "clipboard-write"]) as visit:
        page = visit.open("/all-listings/")
        cell = Cell(page)
        cell.text.fill("mine = 1")
        copy = cell.element.locator("[data-copy]")
        copy.click()
        expect(copy).to_have_text("Copied")
        assert page.evaluate("navigator.clipboard.readText()") == "mine = 1"
        page.locator(".tabbed-labels label").nth(1).click()
        other = page.locator(".tabbed-block").nth(1)
        other.locator("[data-copy]").click()
        expect(other.locator("[data-copy]")).to_have_text("Copied")
        assert "import torch" in page.evaluate("navigator.clipboard.readText()")


def test_a_chosen_tab_is_chosen_in_every_listing_and_on_later_pages(browser, address):
    with visiting(browser, address) as visit:
        page = visit.open("/all-listings/")
        Cell(page).text.fill("lower = 'than what PyTorch says'")
        label = page.locator(".tabbed-labels label", has_text="PyTorch").last
        page.evaluate("document.documentElement.style.overflowAnchor = 'none'")  # not every browser has anchors
        label.scroll_into_view_if_needed()
        page.locator("html.cw-whole").wait_for()  # what was only about as high as it is, is laid out now
        before = label.bounding_box()["y"]
        label.click()
        chosen = page.locator("input[value=PyTorch]")
        expect(page.locator("input[value=PyTorch]:checked")).to_have_count(chosen.count())
        assert abs(label.bounding_box()["y"] - before) < 2
        page.reload()
        expect(page.locator("input[value=PyTorch]:checked")).to_have_count(chosen.count())


def test_without_javascript_the_listing_is_there_to_read(browser, address):
    with visiting(browser, address, java_script_enabled=False) as visit:
        cell = Cell(visit.open("/all-listings/"))
        expect(cell.part("code").locator(".kn").first).to_be_visible()
        expect(cell.text).to_be_hidden()
        expect(cell.part("bar")).to_be_hidden()
        expect(cell.output).to_be_hidden()


def focused_tab(page):
    """The first listing's tab in use, focused as by the keyboard."""
    tab = page.locator(".cw-listing:has(code-cell) .tabbed-set > input").first
    tab.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    return tab


def test_a_tab_shows_the_focus_by_more_than_a_colour(page):
    focused_tab(page)
    outlines = page.locator(".cw-listing:has(code-cell) .tabbed-labels").first.evaluate(
        "labels => [...labels.children].map((label) => getComputedStyle(label).outlineStyle)"
    )
    assert outlines == ["solid", "none"]


def test_the_keyboard_enters_a_listing_at_its_beginning(browser, address):
    with visiting(browser, address) as visit:
        page = visit.open("/all-listings/")
        cell = Cell(page)
        cell.expect("idle")
        focused_tab(page)
        page.keyboard.press("Tab")
        expect(cell.text).to_be_focused()
        assert cell.text.evaluate("text => [text.selectionStart, text.selectionEnd]") == [0, 0]
        top = cell.element.locator(".cw-cell-code").evaluate("box => [box.scrollTop, box.getBoundingClientRect().top]")
        assert top[0] == 0 and 0 <= top[1] < 900


def test_a_listing_offline_says_that_the_connection_failed(browser, address):
    visit = Visit(browser, address)
    page = visit.open("/all-listings/")
    cell = Cell(page)
    cell.expect("idle")
    visit.context.set_offline(True)
    cell.start("1")
    cell.expect("failed")
    expect(cell.part("status")).to_have_text("Python could not be loaded: the connection failed. Run tries again.")
    visit.context.close()
