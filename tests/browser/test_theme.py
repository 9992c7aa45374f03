"""The theme starts with the reader: nothing that one sees waits for it, and nothing is loaded or laid out anew."""

import re
from pathlib import Path

import material
import pytest
from playwright.sync_api import expect

from tests.support.visits import visiting

STARTED = "() => [!!window.document$, document.querySelectorAll('script[src*=bundle]').length]"
THEME = Path(material.__file__).parent / "templates"
SWITCH = "[data-md-component=palette] label:visible"


def themed(page):
    """The page, once its theme has started for a reader who moved the pointer."""
    page.mouse.move(3, 3)
    page.evaluate("() => theme.then(() => {})")
    return page


def test_the_theme_waits_for_a_reader(visit):
    page = visit.open("/cliff_1d/")
    assert page.evaluate(STARTED) == [False, 0]
    assert themed(page).evaluate(STARTED) == [True, 1]


@pytest.mark.parametrize("system, scheme", [("light", "default"), ("dark", "slate")])
def test_a_page_wears_what_the_system_prefers_before_the_theme_starts(browser, address, system, scheme):
    with visiting(browser, address, color_scheme=system) as visit:
        page = visit.open("/cliff_1d/")
        body, switch = page.locator("body"), page.locator(SWITCH)
        expect(body).to_have_attribute("data-md-color-scheme", scheme)
        name = switch.get_attribute("title")
        assert page.evaluate(STARTED) == [False, 0]
        themed(page)
        expect(body).to_have_attribute("data-md-color-scheme", scheme)
        expect(switch).to_have_attribute("title", name)


def test_the_first_touch_may_choose_the_colour_scheme(browser, address):
    with visiting(browser, address, color_scheme="light", has_touch=True) as visit:
        page = visit.open("/cliff_1d/")
        page.locator(SWITCH).tap()
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
        page.reload()
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_sheet_fonts_and_theme_are_loaded_once_a_visit(visit):
    loaded = []
    visit.context.on("request", lambda request: loaded.append(request.url))
    page = themed(visit.open("/cliff_1d/"))
    page.evaluate("document.querySelector('link[rel=stylesheet]').kept = true")
    page.locator("article a[href*='norm_or_value']").first.click()
    expect(page.locator("article h1")).to_contain_text("norm_or_value")
    assert page.evaluate("[...document.querySelectorAll('link[rel=stylesheet]')].map(({kept}) => kept)") == [True]
    lasting = [url for url in loaded if url.endswith((".css", ".woff2"))]
    assert len(lasting) == len({*lasting}) > 1


def test_the_theme_starts_compiled_and_without_a_reason_to_restyle_the_page(visit):
    page = themed(visit.open("/cliff_1d/"))
    assert page.evaluate("document.querySelectorAll('meta[name=color-scheme]').length") == 1
    rules = page.evaluate("[...document.styleSheets].flatMap(({cssRules}) => [...cssRules]).map(rule => rule.cssText)")
    assert [rule for rule in rules if "[href]" in rule or "[data-md-color-switching]" in rule] == []
    theme = page.evaluate("fetch(document.querySelector('script[src*=bundle]').src).then(answer => answer.text())")
    hint, _, script = theme.partition("\n")
    assert hint.startswith("//# "), "the script does not begin with the word to the browser that compiles it at once"
    whole = [bundle.read_text("utf-8") for bundle in THEME.glob("assets/javascripts/bundle.*.js")]
    assert script.strip() in {re.sub(r"//# sourceMappingURL=\S+", "", text).strip() for text in whole}
