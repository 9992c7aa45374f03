"""All that the build knows of the theme's files and markup, mkdocs-material 9.8, and every patch of them.

`tests/builder/site/test_theme.py` holds each pattern against the installed theme. What is patched while it runs is
in `templates/assets/js/theme/`.
"""

import re
from pathlib import Path

from builder.site.pages import Page

CHARSET = '<meta charset="utf-8">'  # the first thing in the head of every page
UNNEEDED = ("assets/javascripts/**/*.map", "assets/stylesheets/**/*.map", "assets/javascripts/lunr/**/*")
MAP = "//# sourceMappingURL="
SHEET = re.compile(
    r'(?P<indent>[ \t]*)<link rel="stylesheet" href="(?P<base>(?:[^"]*/)?)'
    r'(?P<name>assets/(?:stylesheets|css)/[\w.-]+\.css)">\n?'
)
SCRIPT = re.compile(r'<script src=("[^"]*assets/javascripts/bundle\.[^"]*")></script>')
SWITCHING = re.compile(r"\[data-md-color-switching\] \*[^{}]*\{[^{}]*\}")  # restyles a whole page, twice, as it starts
ANY_LINK = "[href]"  # the theme writes every href anew, which restyled every link
COMPILED_AT_ONCE = "//# allFunctionsCalledOnLoad\n"  # by Chromium, beside the first layout


def prune(folder: Path) -> None:
    """Remove what no reader needs, source maps and search support for other languages, and what refers to it."""
    for path in [path for pattern in UNNEEDED for path in folder.glob(pattern) if path.is_file()]:
        path.unlink()
    for languages in sorted(folder.glob("assets/javascripts/lunr/**/"), reverse=True):
        languages.rmdir()
    for script in folder.glob("assets/javascripts/**/*.js"):
        lines = script.read_text("utf-8").splitlines(keepends=True)
        script.write_text("".join(line for line in lines if not line.startswith(MAP)), "utf-8")


def hurry_script(folder: Path) -> None:
    """Let the theme's script be compiled before it runs."""
    for script in folder.glob("assets/javascripts/bundle.*.js"):
        script.write_text(COMPILED_AT_ONCE + script.read_text("utf-8"), "utf-8")


def fetch_script_when_idle(page: Page) -> None:
    """Let the page fetch the theme's script when the browser is idle; `early.js` starts it once there is a reader."""
    page.text = SCRIPT.sub(r'<link rel="prefetch" as="script" href=\1>', page.text)


def without_restyling(css: str) -> str:
    """Return the theme's style sheets without the rules that style a whole page anew while it starts."""
    return SWITCHING.sub("", css).replace(ANY_LINK, ":any-link")


def sheets(page: Page) -> list[str]:
    """Return the addresses of the style sheets of a page, seen from the folder of the site."""
    return [found["name"] for found in SHEET.finditer(page.text)]


def base(page: Page) -> str:
    """Return what leads from a page to the folder of the site, as the theme writes it; "" also for a bare page."""
    found = SHEET.search(page.text)
    return found["base"] if found else ""


def put_in_place_of_sheets(page: Page, html: str) -> None:
    """Put `html` where the page links its first style sheet, and leave out the links of all of them."""
    if first := SHEET.search(page.text):
        head, rest = page.text[: first.end("indent")], page.text[first.end("indent") :]
        page.text = head + html + SHEET.sub("", rest)


def put_after_charset(page: Page, html: str) -> None:
    """Put `html` at the earliest place where a page may have it; raises `ValueError` if there is none."""
    if CHARSET not in page.text:
        raise ValueError(f"{page.name}: no {CHARSET} to put the policy after")
    page.text = page.text.replace(CHARSET, CHARSET + html, 1)
