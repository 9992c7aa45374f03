"""One Content-Security-Policy for the whole site, as the first thing in every page, and no page that it would break.

With instant navigation a page runs under the policy of the page that was opened first, so every page carries the same
policy, with the hashes of the inline scripts of all of them. Refused are inline styles and handlers, and files from
elsewhere.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator

from builder.base.errors import AuthoringError
from builder.base.templates import render
from builder.site import theme
from builder.site.pages import Site, Tag, tags

_POLICY = {
    "default-src": ["'self'"],  # Firefox asks it for what a page fetches ahead; everything else has a word of its own
    "script-src": ["'self'", "'wasm-unsafe-eval'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:", "blob:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "worker-src": ["'self'", "blob:"],
    "manifest-src": ["'self'"],
    "base-uri": ["'self'"],
    "form-action": ["'self'"],
    "frame-src": ["'none'"],
    "media-src": ["'none'"],
    "object-src": ["'none'"],
}
_DATA = ("application/json", "application/ld+json")
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


def enforce(site: Site) -> str:
    """Put the policy into every page and write `security-headers.txt` for hosts; returns the policy.

    Raises `AuthoringError` with the page, the line and the tag of the first thing that the policy would block.
    """
    found = {page.name: tags(page.text) for page in site.pages}
    for name, page_tags in found.items():
        _refuse(name, page_tags)
    _refuse_sheets(site)
    policy = policy_for(tag for page_tags in found.values() for tag in page_tags)
    for page in site.pages:
        theme.put_after_charset(page, str(render("policy", policy=policy)))
    (site.folder / "security-headers.txt").write_text(
        f"Content-Security-Policy: {policy}; frame-ancestors *\nX-Content-Type-Options: nosniff\n", "utf-8"
    )
    return policy


def policy_for(found: Iterable[Tag]) -> str:
    """Return the policy that lets exactly the inline scripts among these tags run."""
    hashes = sorted({script_hash(tag.text) for tag in found if _runs_inline(tag)})
    directives = _POLICY | {"script-src": _POLICY["script-src"] + hashes}
    return "; ".join(f"{name} {' '.join(values)}" for name, values in directives.items())


def script_hash(text: str) -> str:
    """Return the source expression of an inline script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _runs_inline(tag: Tag) -> bool:
    return tag.name == "script" and "src" not in tag.attributes and tag.attributes.get("type") not in _DATA


def _refuse(page: str, found: list[Tag]) -> None:
    for tag in found:
        for fault in _faults(tag):
            raise AuthoringError(f"{page}:{tag.line}: <{tag.name}>: {fault}")


def _refuse_sheets(site: Site) -> None:
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
