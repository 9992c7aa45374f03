"""What a page loads first: one style sheet, the theme's and ours in the order of the pages, and the theme's script."""

import hashlib
import re
from pathlib import Path

from builder.site.pages import pages

_LINK = re.compile(r'[ \t]*<link rel="stylesheet" href="((?:[^"]*/)?)(assets/(?:stylesheets|css)/[\w.-]+\.css)">\n?')
_SWITCHING = re.compile(r"\[data-md-color-switching\] \*[^{}]*\{[^{}]*\}")  # restyles a whole page, twice, as it starts
_HINT = "//# allFunctionsCalledOnLoad\n"  # Chromium compiles it at once then, beside the first layout
_THEME = re.compile(r'<script src=("[^"]*assets/javascripts/bundle\.[^"]*")></script>')


def bundle(site: Path) -> None:
    """Write `assets/css/course-HASH.css`, let every page link to it alone, and remove what it is made of.

    The theme's script is fetched when the browser is idle; `theme/early.js` starts it once there is a reader.
    """
    texts = {page: page.read_text("utf-8") for page in pages(site)}
    names = list(dict.fromkeys(name for text in texts.values() for _, name in _LINK.findall(text)))
    if not names:
        return
    whole = "".join((site / name).read_text("utf-8") for name in names)
    whole = _SWITCHING.sub("", whole)
    whole = whole.replace("[href]", ":any-link")  # the theme writes every href anew, which restyled every link
    target = f"assets/css/course-{hashlib.sha256(whole.encode()).hexdigest()[:10]}.css"
    for page, text in texts.items():
        page.write_text(_linked(text, target), "utf-8")
    for name in names:
        (site / name).unlink()
    (site / target).write_text(whole, "utf-8")
    for script in site.glob("assets/javascripts/bundle.*.js"):
        script.write_text(_HINT + script.read_text("utf-8"), "utf-8")


def _linked(text: str, target: str) -> str:
    """The page with one link in place of the first, and none in place of the others."""
    links = iter([lambda found: f'<link rel="stylesheet" href="{found[1]}{target}">\n'])
    text = _THEME.sub(r'<link rel="prefetch" as="script" href=\1>', text)
    return _LINK.sub(lambda found: next(links, lambda _: "")(found), text)
