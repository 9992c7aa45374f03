"""One style sheet for all pages: the theme's and ours, in the order in which pages name them."""

import hashlib

from builder.base.templates import render
from builder.site import theme
from builder.site.pages import Site


def join(site: Site, hurried: list[str]) -> None:
    """Write `assets/css/course-HASH.css`, let every page link to it alone, and remove what it is made of.

    A page asks at once for the fonts `hurried`, files of `assets/fonts`: the text font, with `font-display: optional`,
    comes before the first word or not at all, and formulas are right on the first page of a visit.
    """
    names = list(dict.fromkeys(name for page in site.pages for name in theme.sheets(page)))
    if not names:
        return
    whole = theme.without_restyling("".join((site.folder / name).read_text("utf-8") for name in names))
    target = f"assets/css/course-{hashlib.sha256(whole.encode()).hexdigest()[:10]}.css"
    for page in site.pages:
        theme.put_in_place_of_sheets(page, _links(theme.base(page), target, hurried))
    for name in names:
        (site.folder / name).unlink()
    (site.folder / target).write_text(whole, "utf-8")


def _links(base: str, target: str, hurried: list[str]) -> str:
    preload = "".join(render("preload", address=f"{base}assets/fonts/{font}") + "\n" for font in hurried)
    return f'{preload}<link rel="stylesheet" href="{base}{target}">\n'
