"""Every page for everybody: no barrier that axe finds, wide and narrow, light and dark; no sideways scroll."""

import json

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from visits import figure_of, live, paths, visiting

AXE = """(options) => axe.run(document, {...options, resultTypes: ['violations']}).then(({violations}) =>
  violations.flatMap(({id, nodes}) => nodes.map((node) => `${id}: ${node.target} ${node.html.slice(0, 160)}`)))"""
SCHEMES = {"light": {}, "dark": {"runOnly": {"type": "tag", "values": ["cat.color"]}}}  # the rest sees no colour
METERED = "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
OPEN_ALL = """() => {
  for (const part of document.querySelectorAll('details:not([hidden])')) part.open = true;
}"""
TRIM = """() => {
  for (const part of document.querySelectorAll('tbody tr:nth-child(n+7), svg path, svg rect, math *')) part.remove();
  const seen = {};
  for (const token of document.querySelectorAll('code span[class]')) {
    seen[token.className] = (seen[token.className] ?? 0) + 1;
    if (seen[token.className] > 3) token.replaceWith(...token.childNodes);
  }
}"""
TOO_WIDE = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const beyond = (part) => part.getBoundingClientRect().right > room + 1;
  const holds = (part) => getComputedStyle(part).overflowX !== 'visible' && !beyond(part);
  const boxed = (part) => part && (holds(part) || boxed(part.parentElement));
  const parts = [...document.querySelectorAll('.md-content *')].filter(beyond);
  const loose = parts.filter((part) => !boxed(part.parentElement)).slice(0, 5);
  const names = loose.map((part) => `${part.tagName.toLowerCase()}.${part.className}`);
  return [`scrolls sideways: ${document.documentElement.scrollWidth} px ${names}`];
}"""
WIDTHS = (320, 1280)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_page_has_a_barrier(browser, course, scheme):
    folder, address = course
    with visiting(browser, address, color_scheme=scheme, reduced_motion="reduce") as visit:
        visit.context.add_init_script(METERED)  # figures stay as drawn: their pages are many, and Python takes its time
        page = visit.context.new_page()
        found = {}
        for path in paths(folder):
            visit.open(path, page)
            faults = barriers(page, SCHEMES[scheme])
            found |= {f"{path} at {width}": faults[width] for width in WIDTHS if faults[width]}
        assert not found, json.dumps(found, indent=1)


def barriers(page, options=None) -> dict[int, list[str]]:
    """What is wrong with a page at each width, everything that opens being open; `options` are those of axe.

    Before axe looks, thousands of rows, strokes and coloured words go that differ from others by their content only.
    """
    page.evaluate(AXE_SCRIPT)
    page.evaluate(OPEN_ALL)
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        wide = page.evaluate(TOO_WIDE)
        page.evaluate(TRIM)
        found[width] = wide + page.evaluate(AXE, options or {})
    return found


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_live_figure_has_no_barrier(browser, address, scheme):
    with visiting(browser, address, color_scheme=scheme) as visit:
        page = visit.open("/training_lab/")
        live(figure_of(page))
        assert barriers(page, SCHEMES[scheme]) == {width: [] for width in WIDTHS}


def test_a_barrier_is_found(browser, address):
    """The measure itself: a page with a picture without a name, faint words and a line too long for it is refused."""
    with visiting(browser, address) as visit:
        page = visit.open("/")
        page.evaluate("""() => {
          const bad = document.querySelector('.md-content__inner').appendChild(document.createElement('div'));
          bad.append(document.createElement('img'), 'x'.repeat(400));
          Object.assign(bad.style, {color: '#eee', whiteSpace: 'nowrap'});
        }""")
        faults = barriers(page)
    assert {fault.split(":")[0] for fault in faults[1280]} >= {"image-alt", "color-contrast"}
    assert any(fault.startswith("scrolls sideways") for fault in faults[320])
