"""The one pass over a finished folder: what a preview is spared, and what every site gets."""

import pytest

from builder.base.build import Build
from builder.base.errors import AuthoringError
from builder.site.postprocess import finish

PAGE = """<head><meta charset="utf-8"><link rel="stylesheet" href="assets/stylesheets/main.1.css"></head>
<p>Text with <math><mi>λ</mi></math>{more}</p><script src="assets/js/main.js" type="module"></script>"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A site of one page, as a generator leaves it."""
    monkeypatch.setenv("CLIFFWALK_STILL", "1")
    for name, text in {
        "index.html": PAGE.replace("{more}", ""),
        "assets/stylesheets/main.1.css": "a[href] { color: red; }",
        "assets/js/main.js": "import './canvas/palettes.js';\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


@pytest.mark.parametrize("preview", [True, False])
def test_only_a_finished_site_has_a_policy(folder, preview):
    finish(folder, Build(folder, preview=preview), ["assets/js/main.js"])
    page = (folder / "index.html").read_text("utf-8")
    assert ("Content-Security-Policy" in page) is not preview
    assert (folder / "security-headers.txt").exists() is not preview
    assert '["canvas/palettes.js"]' in page and page.count("<script") == 1
    assert page.count('rel="stylesheet" href="assets/css/course-') == 1


def test_pages_stay_as_they_were_if_one_is_refused(folder):
    bad = PAGE.replace("{more}", '<img src="https://example.org/x.png">')
    (folder / "bad.html").write_text(bad, "utf-8")
    with pytest.raises(AuthoringError, match="bad.html:"):
        finish(folder, Build(folder), ["assets/js/main.js"])
    assert (folder / "bad.html").read_text("utf-8") == bad
    assert (folder / "index.html").read_text("utf-8") == PAGE.replace("{more}", "")
