"""Refuses a site that its own policy would break: inline styles and handlers, and files from elsewhere."""

import re
from collections.abc import Iterator

from builder.base.errors import AuthoringError
from builder.site.pages import Site, Tag, tags

_LINKED = ("href", "xlink:href")
_FETCHED = {
    "script": ("src",),
    "img": ("src", "srcset"),
    "iframe": ("src",),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "image": _LINKED,
    "use": _LINKED,
    "track": ("src",),
    "input": ("src",),
    "form": ("action",),
}
_LINKS_FETCHED = {
    "stylesheet",
    "preload",
    "modulepreload",
    "prefetch",
    "preconnect",
    "dns-prefetch",
    "icon",
    "manifest",
    "apple-touch-icon",
}
_FOREIGN = re.compile(r"\s*(?:[a-z]+:)?//", re.I)
_CANDIDATE = re.compile(r"[\s,]*(\S+?)(?:,+(?=\s|$)|\s[^,]*|$)")  # of a srcset: an address may hold commas
_CSS_FOREIGN = re.compile(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//[^)\"';]*")
_REFUSED_TAGS = {"style", "base"}


def inspect(site: Site) -> None:
    """Raises an error that names the page, the line and the tag of the first thing refused."""
    for page in site.pages:
        for tag in tags(page.text):
            for fault in _faults(tag):
                raise AuthoringError(f"{page.name}:{tag.line}: <{tag.name}>: {fault}")
    for sheet in site.folder.rglob("*.css"):
        if found := _CSS_FOREIGN.search(sheet.read_text("utf-8")):
            raise AuthoringError(f"{sheet.relative_to(site.folder)}: {found[0]!r} would be fetched from elsewhere")


def _faults(tag: Tag) -> Iterator[str]:
    if tag.name in _REFUSED_TAGS:
        yield "this element is refused; expected style sheets of our own"
    for name, value in tag.attributes.items():
        if name == "style" or name.startswith("on"):
            yield f"attribute {name}={value[:60]!r} is refused; expected a class or a module"
        if value.strip().lower().startswith("javascript:"):
            yield f"{name}={value[:60]!r} is a script"
    for name in _fetched(tag):
        value = tag.attributes.get(name, "")
        if any(map(_FOREIGN.match, _CANDIDATE.findall(value) if name == "srcset" else [value])):
            yield f"{name}={tag.attributes[name]!r} would be fetched from elsewhere"


def _fetched(tag: Tag) -> tuple[str, ...]:
    if tag.name == "link":
        return ("href",) if set(tag.attributes.get("rel", "").split()) & _LINKS_FETCHED else ()
    return _FETCHED.get(tag.name, ())
