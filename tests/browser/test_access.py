"""Every page for everybody: no barrier that axe finds, wide and narrow, light and dark; no sideways scroll."""

import json

from axe_playwright_python.base import AXE_SCRIPT

from tests.support.visits import SCHEMES, figure_of, live, paths, visiting, wear

AXE = """(options) => axe.run(document, {...options, resultTypes: ['violations']}).then(({violations}) =>
  violations.flatMap(({id, nodes}) => nodes.map((node) => `${id}: ${node.target} ${node.html.slice(0, 160)}`)))"""
METERED = "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
OPEN_ALL = """() => {
  for (const part of document.querySelectorAll('details:not([hidden])')) part.open = true;
}"""
TRIM = """() => {
  for (const part of document.querySelectorAll('tbody tr:nth-child(n+7), svg path, svg rect, math *')) part.remove();
}"""
ALIKE = """() => {
  const seen = {};
  const kind = (part) => `${part.tagName}.${part.getAttribute('class') ?? ''} ${part.dataset.state ?? ''}`;
  const look = (part) => part === document.body ? '' : `${look(part.parentElement)} > ${kind(part)}`;
  for (const part of [...document.querySelectorAll('body *')].reverse()) {
    const count = seen[look(part)] = (seen[look(part)] ?? 0) + 1;
    if (count > 3 && !part.childElementCount) part.remove();
  }
}"""
FRAME = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
SHAPES = {"rules": {"color-contrast": {"enabled": False}}}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
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


def test_no_page_has_a_barrier(browser, course):
    folder, address = course
    with visiting(browser, address, reduced_motion="reduce") as visit:
        visit.context.add_init_script(METERED)  # figures stay as drawn: their pages are many, and Python takes its time
        page = visit.context.new_page()
        faults = {path: barriers(visit.open(path, page)) for path in paths(folder)}
        assert not any(faults.values()), json.dumps(faults, indent=1)


def barriers(page) -> list[str]:
    """What is wrong with a page, everything that opens being open, at each width and in each scheme.

    Before axe looks for the first time, rows and strokes go that differ from others by their content only; before it
    looks at colours, everything that has the tag, the classes and the ancestors of three others.
    """
    page.keyboard.press("Shift")  # the first sign of a reader: from now on all of the page is laid out
    page.wait_for_selector("html.cw-whole")
    page.evaluate(AXE_SCRIPT)
    page.evaluate(OPEN_ALL)
    wide = [f"at {width} px {fault}" for width in WIDTHS for fault in resized(page, width).evaluate(TOO_WIDE)]
    page.evaluate(TRIM)
    misshapen = [fault for width in reversed(WIDTHS) for fault in found(page, width, SHAPES)]
    page.evaluate(ALIKE)
    return (
        wide
        + misshapen
        + [fault for scheme in SCHEMES for width in WIDTHS for fault in found(wear(page, scheme), width, COLOURS)]
    )


def resized(page, width):
    """The page, laid out at a width."""
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_function("width => innerWidth === width", arg=width)
    page.evaluate(FRAME)
    return page


def found(page, width, options) -> list[str]:
    """What axe finds at a width; `options` are its own."""
    scheme = page.locator("body").get_attribute("data-md-color-scheme")
    return [f"at {width} px, {scheme}: {fault}" for fault in resized(page, width).evaluate(AXE, options)]


def test_a_live_figure_has_no_barrier(browser, address):
    with visiting(browser, address) as visit:
        page = visit.open("/training_lab/")
        live(figure_of(page))
        assert barriers(page) == []


def test_a_barrier_is_found(browser, address):
    """The measure itself: a page with a picture without a name, faint words and a line too long for it is refused."""
    with visiting(browser, address) as visit:
        page = visit.open("/")
        page.evaluate("""() => {
          const bad = document.querySelector('.md-content__inner').appendChild(document.createElement('div'));
          bad.append(document.createElement('img'), 'x'.repeat(400));
          Object.assign(bad.style, {color: '#eee', whiteSpace: 'nowrap'});
        }""")
        faults = "\n".join(barriers(page))
    for fault in ("at 1280 px, default: image-alt", "at 320 px scrolls sideways", "at 320 px, default: color-contrast"):
        assert fault in faults
