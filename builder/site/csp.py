"""One Content-Security-Policy for the whole site, as the first thing in every page.

With instant navigation a page runs under the policy of the page that was opened first, so every page carries the same
policy, with the hashes of the inline scripts of all of them.
"""

import base64
import hashlib
from collections.abc import Iterable

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


def apply(site: Site) -> str:
    """Put the policy into every page and write `security-headers.txt` for hosts; returns it."""
    policy = policy_for(page.text for page in site.pages)
    for page in site.pages:
        theme.put_after_charset(page, _meta(policy))
    (site.folder / "security-headers.txt").write_text(
        f"Content-Security-Policy: {policy}; frame-ancestors *\nX-Content-Type-Options: nosniff\n", "utf-8"
    )
    return policy


def policy_for(htmls: Iterable[str]) -> str:
    """The policy that lets exactly the inline scripts of these pages run."""
    hashes = sorted({script_hash(tag.text) for html in htmls for tag in tags(html) if _runs_inline(tag)})
    directives = _POLICY | {"script-src": _POLICY["script-src"] + hashes}
    return "; ".join(f"{name} {' '.join(values)}" for name, values in directives.items())


def script_hash(text: str) -> str:
    """The source expression of an inline script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _runs_inline(tag: Tag) -> bool:
    return tag.name == "script" and "src" not in tag.attributes and tag.attributes.get("type") not in _DATA


def _meta(policy: str) -> str:
    return str(render("policy", policy=policy))
