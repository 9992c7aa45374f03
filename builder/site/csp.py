"""One Content-Security-Policy for the whole site, as the first thing in every page.

With instant navigation a page runs under the policy of the page that was opened first, so every page carries the same
policy, with the hashes of the inline scripts of all of them.
"""

import base64
import hashlib
from pathlib import Path

from builder.base.templates import render
from builder.site.pages import pages, tags

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
_CHARSET = '<meta charset="utf-8">'


def apply(site: Path) -> str:
    """Write the policy into every page and into `security-headers.txt` for hosts; returns it."""
    texts = {page: page.read_text("utf-8") for page in pages(site)}
    policy = policy_for(texts.values())
    for page, text in texts.items():
        if _CHARSET not in text:
            raise ValueError(f"{page}: no {_CHARSET} to put the policy after")
        page.write_text(text.replace(_CHARSET, _CHARSET + _meta(policy), 1), "utf-8")
    (site / "security-headers.txt").write_text(
        f"Content-Security-Policy: {policy}; frame-ancestors *\nX-Content-Type-Options: nosniff\n", "utf-8"
    )
    return policy


def policy_for(htmls) -> str:
    """The policy that lets exactly the inline scripts of these pages run."""
    hashes = sorted({script_hash(tag.text) for html in htmls for tag in tags(html) if _runs_inline(tag)})
    directives = _POLICY | {"script-src": _POLICY["script-src"] + hashes}
    return "; ".join(f"{name} {' '.join(values)}" for name, values in directives.items())


def script_hash(text: str) -> str:
    """The source expression of an inline script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _runs_inline(tag) -> bool:
    return tag.name == "script" and "src" not in tag.attributes and tag.attributes.get("type") not in _DATA


def _meta(policy: str) -> str:
    return str(render("policy", policy=policy))
