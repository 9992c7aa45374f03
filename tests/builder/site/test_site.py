"""A small site, built as the real one is: what a reader's browser would fetch and refuse."""

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from builder.base import paths
from builder.base.errors import AuthoringError
from builder.site.pages import Page, Site, tags
from builder.site.policy import enforce, policy_for, script_hash
from builder.site.theme import CHARSET

PAGES = {
    "index.md": "# Home\n\nGo to [the page](1-page.md).\n",
    "1-page.md": '# A page\n\nText with \\(x^2\\).\n\n{{ widget("cliff_1d") }}\n\n{{ quiz("1") }}\n\n'
    'It grows to {{ number("growth.power", rho=2, n=3) }}.\n',
    "evidence.md": "# Evidence\n\n{{ every_number() }}\n",
    "numbers/growth.py": '"""Growth."""\n\n\ndef power(rho, n):\n    """rho to the power n."""\n    return rho**n\n',
    "quizzes/1.yml": "items:\n  - id: growth\n    kind: number\n    ask: How much is two cubed, xylophone?\n"
    "    check: growth.power(2, 3)\n    why: Because zanzibar multiplies it three times over.\n",
}


@pytest.fixture
def site(build_site) -> Path:
    """The finished folder."""
    return build_site(PAGES)


def policy_of(page: Page) -> str:
    found = re.findall(
        r'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="([^"]*)">', page.text
    )
    assert len(found) == 1
    return found[0]


def test_the_site(site):
    """One build, many questions: a build takes seconds."""
    policies = {policy_of(page) for page in Site(site).pages}
    assert len(policies) == 1
    check_policy(policies.pop(), site)
    check_search(site)
    check_files(site)
    check_evidence(site)


def check_policy(policy, site):
    assert "unsafe-inline" not in policy and "'unsafe-eval'" not in policy
    assert "style-src 'self';" in policy and "worker-src 'self' blob:;" in policy
    assert policy.startswith("default-src 'self';")
    assert "frame-src 'none'; media-src 'none'; object-src 'none'" in policy
    found = [tag for page in Site(site).pages for tag in tags(page.text) if tag.name == "script"]
    scripts = {tag.text for tag in found if not tag.attributes.keys() & {"src", "type"}}
    assert scripts and all(script_hash(text) in policy for text in scripts)
    assert policy.count("sha256-") == len(scripts)


def check_search(site):
    index = json.dumps(json.loads((site / "search" / "search_index.json").read_text("utf-8")))
    assert "Text with" in index
    for hidden in ("zanzibar", "xylophone", "where you stand"):
        assert hidden not in index


def check_files(site):
    names = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert not [name for name in names if name.endswith((".map", ".yml", ".py", ".md")) or "lunr/" in name]
    assert {"assets/js/quiz/quiz.js", "security-headers.txt"} <= names
    (sheet,) = (site / "assets" / "css").iterdir()
    for part in ("@font-face", ".cw-checked__title", ".cw-stage", ".cw-option"):
        assert part in sheet.read_text("utf-8"), "a style sheet is missing in the one for all"
    fonts = re.findall(r"\.\./fonts/([\w.-]+)", sheet.read_text("utf-8"))
    assert fonts and {f"assets/fonts/{font}" for font in fonts} <= names
    for page in Site(site).pages:
        assert "sourceMappingURL" not in (text := page.text)
        assert text.count(f"assets/css/{sheet.name}") == 1


def check_evidence(site):
    html = (site / "evidence" / "index.html").read_text("utf-8")
    assert "rho to the power n." in html and "growth.power(rho = 2, n = 3)" in html and 'href="../1-page/"' in html


def test_the_policy_hashes_what_a_browser_hashes():
    policy = policy_for(
        tags('<script>\n a < b </script><script type="application/json">{}</script><script src="x.js"></script>')
    )
    wanted = base64.b64encode(hashlib.sha256(b"\n a < b ").digest()).decode()
    assert re.findall("'sha256-(.*?)'", policy) == [wanted]


@pytest.mark.parametrize(
    "markup, fault",
    [
        ('<p style="color:red">', "attribute style='color:red' is refused"),
        ('<img src="x.png" onerror="alert(1)">', "attribute onerror='alert(1)' is refused"),
        ('<script src="https://example.org/x.js"></script>', "would be fetched from elsewhere"),
        ('<img src="//example.org/x.png">', "would be fetched from elsewhere"),
        ('<link rel="stylesheet" href="https://example.org/x.css">', "would be fetched from elsewhere"),
        ('<svg><image xlink:href="https://example.org/x.png"/></svg>', "would be fetched from elsewhere"),
        ('<svg><use xlink:href="//example.org/x.svg#a"/></svg>', "would be fetched from elsewhere"),
        ('<img srcset="x.png 1x, https://example.org/x.png 2x">', "would be fetched from elsewhere"),
        ('<a href="javascript:alert(1)">', "is a script"),
        ('<a href="javascript:void(0)">', "is a script"),
        ("<style>p{}</style>", "this element is refused"),
    ],
)
def test_a_page_that_the_policy_would_break_is_refused(tmp_path, markup, fault):
    (tmp_path / "index.html").write_text(f"<p>\n{markup}", "utf-8")
    with pytest.raises(AuthoringError, match=re.escape(fault)) as caught:
        enforce(Site(tmp_path))
    assert str(caught.value).startswith("index.html:2: <")


def test_links_elsewhere_are_fine(tmp_path):
    (tmp_path / "index.html").write_text(
        CHARSET + '<a href="https://example.org/">x</a><link rel="canonical" href="https://e.org/">'
    )
    enforce(Site(tmp_path))


def test_an_image_may_bring_its_own_data(tmp_path):
    markup = '<img srcset="data:image/png;base64,//8A 1x, x.png 2x"><image xlink:href="#a"/>'
    (tmp_path / "index.html").write_text(CHARSET + markup)
    enforce(Site(tmp_path))


def test_the_preview_watches_all_that_pages_are_made_of():
    packages = {path.parent.name for path in paths.ROOT.glob("*/__init__.py")} - {"benchmarks"}
    watched = {Path(folder).name for folder in load_config(str(paths.ROOT / "mkdocs.yml")).watch}
    assert watched == packages | {"templates"}


def test_a_style_sheet_that_fetches_is_refused(tmp_path):
    (tmp_path / "x.css").write_text("@import 'https://example.org/x.css';")
    with pytest.raises(AuthoringError, match="would be fetched from elsewhere"):
        enforce(Site(tmp_path))


def test_a_mistake_stops_the_build_with_its_place(build_site, caplog):
    with pytest.raises(Abort):
        build_site(PAGES | {"2-bad.md": "---\ntitle: x\n---\n# Bad\n\nAbout 30 per cent.\n"})
    assert "2-bad.md:6: nothing backs the number 30 in 'About 30 per cent.'" in caplog.text
