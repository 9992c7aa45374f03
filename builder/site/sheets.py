"""One style sheet for all pages: the theme's and ours, in the order in which pages name them."""

import hashlib

from builder.base.templates import render
from builder.site import theme
from builder.site.pages import Site


def join(site: Site, text_font: str) -> None:
    """Write `assets/css/course-HASH.css`, let every page link to it alone, and remove what it is made of.

    A page asks for the text font, a file of `assets/fonts` or "", at once: with `font-display: optional` it comes
    before the first word, or not at all.
    """
    names = list(dict.fromkeys(name for page in site.pages for name in theme.sheets(page)))
    if not names:
        return
    whole = theme.without_restyling("".join((site.folder / name).read_text("utf-8") for name in names))
    target = f"assets/css/course-{hashlib.sha256(whole.encode()).hexdigest()[:10]}.css"
    for page in site.pages:
        theme.put_in_place_of_sheets(page, _links(theme.base(page), target, text_font))
    for name in names:
        (site.folder / name).unlink()
    (site.folder / target).write_text(whole, "utf-8")


def _links(base: str, target: str, text_font: str) -> str:
    preload = render("preload", address=f"{base}assets/fonts/{text_font}") + "\n" if text_font else ""
    return f'{preload}<link rel="stylesheet" href="{base}{target}">\n'
