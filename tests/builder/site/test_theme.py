"""What the course patches in the theme is there, as often as expected. A new version of the theme is met here first.

When a test fails after an update: read what it names in `builder/site/theme.py` or `templates/assets/js/theme/`, decide
whether the patch is still needed, change pattern and count here, and run the browser tests.
"""

import re
from importlib.metadata import version
from pathlib import Path

import material
import pytest

from builder.site import theme
from builder.site.pages import Page

THEME = Path(material.__file__).parent / "templates"
(SCRIPT,) = THEME.glob("assets/javascripts/bundle.*.min.js")
MAIN, PALETTE = sorted(THEME.glob("assets/stylesheets/*.css"))

# Texts of the theme's script on which `early.js` and `pages.js` build: each with its count, and what is done about it.
SCRIPT_TEXTS = {
    "window.document$=": (1, "the observable of pages that pages.js waits for"),
    ".outerHTML,": (1, "early.js: elements of the head are compared by it, so links answer with absolute addresses"),
    'name:"color-scheme"': (1, "early.js: the second word on colour schemes is dropped"),
    "document.head.appendChild(": (5, "early.js: the function that drops it"),
    '__md_get("__palette")': (1, "early.js: the palette is settled before the theme asks"),
    'parseFromString(o,"text/xml")': (1, "early.js: the site map speaks of the address where the site is served"),
}


def test_the_version_is_the_one_that_is_patched():
    assert version("mkdocs-material").startswith("9.8."), "read the patches against the new version, then change this"


def test_there_are_source_maps_and_languages_to_remove():
    assert {len(list(THEME.glob(pattern))) > 0 for pattern in theme.UNNEEDED} == {True}
    assert SCRIPT.read_text("utf-8").count(theme.MAP) == 1
    assert "sourceMappingURL" not in MAIN.read_text("utf-8") + PALETTE.read_text("utf-8")


def test_the_base_template_has_what_pages_are_changed_by():
    base = (THEME / "base.html").read_text("utf-8")
    assert base.count(theme.CHARSET) == 1
    assert base.count('<link rel="stylesheet" href="{{ \'assets/stylesheets/') == 2
    assert base.count("<script src=\"{{ 'assets/javascripts/bundle.") == 1
    assert base.count("{{ script | script_tag }}") == 2


def test_the_style_sheets_have_the_rules_that_restyle_a_page():
    assert len(theme.SWITCHING.findall(PALETTE.read_text("utf-8"))) == 1
    assert PALETTE.read_text("utf-8").count("data-md-color-switching") == 3
    assert MAIN.read_text("utf-8").count(theme.ANY_LINK) == 10
    both = theme.without_restyling(MAIN.read_text("utf-8") + PALETTE.read_text("utf-8"))
    assert "switching" not in both and theme.ANY_LINK not in both and both.count(":any-link") >= 10


@pytest.mark.parametrize("text", SCRIPT_TEXTS)
def test_the_script_still_does_what_is_patched(text):
    count, patched = SCRIPT_TEXTS[text]
    assert SCRIPT.read_text("utf-8").count(text) == count, patched


HEAD = """<head>
      <meta charset="utf-8">
      <link rel="stylesheet" href="../assets/stylesheets/main.1.min.css">
        <link rel="stylesheet" href="../assets/stylesheets/palette.2.min.css">
      <link rel="stylesheet" href="../assets/css/text.css">
</head><script src="../assets/javascripts/bundle.3.min.js"></script>"""


def test_a_page_gets_one_link_where_its_first_sheet_was():
    page = Page("a/index.html", HEAD)
    assert theme.base(page) == "../"
    assert theme.sheets(page)[0] == "assets/stylesheets/main.1.min.css" and len(theme.sheets(page)) == 3
    theme.put_in_place_of_sheets(page, '<link href="one">\n')
    assert page.text.splitlines()[2:4] == ['      <link href="one">', "</head>" + HEAD.partition("</head>")[2]]


def test_the_script_is_fetched_and_not_run():
    page = Page("a/index.html", HEAD)
    theme.fetch_script_when_idle(page)
    assert '<link rel="prefetch" as="script" href="../assets/javascripts/bundle.3.min.js">' in page.text
    assert "<script" not in page.text


def test_a_page_without_the_place_of_the_policy_is_named():
    with pytest.raises(ValueError, match=re.escape("b.html: no <meta charset")):
        theme.put_after_charset(Page("b.html", "<p>"), "x")
