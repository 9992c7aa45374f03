"""A page names every module that its scripts import, however they are written, so that none waits for another."""

import shutil

from builder.base import paths
from builder.site.modules import defer, imported
from builder.site.pages import Site

PAGE = """<link rel="stylesheet" href="../assets/stylesheets/main.css">
<body><script src="../assets/js/alone.js" type="module"></script>
<script src="../assets/js/main.js" type="module"></script></body>"""
FILES = {
    "alone.js": "export const one = 1; // import './comment.js'\n",
    "main.js": "import './side.js';\nimport {\n  a,\n  b,\n} from './deep.js';\n",
    "side.js": 'import { a } from "./deep.js";\n',
    "deep.js": "/** @type {import('./types.js').T} */\nexport const a = 1, b = 2;\n",
}


def test_imports_are_followed_and_words_about_imports_are_not(tmp_path):
    scripts = tmp_path / "assets/js"
    scripts.mkdir(parents=True)
    for name, text in FILES.items():
        (scripts / name).write_text(text)
    assert imported(scripts, ["main.js"]) == {"main.js", "side.js", "deep.js"}
    (tmp_path / "index.html").write_text(PAGE)
    site = Site(tmp_path)
    defer(site, ["assets/js/alone.js", "assets/js/main.js"])
    text = site.pages[0].text
    assert '["deep.js", "side.js"]' in text and '["alone.js", "main.js"]' in text
    assert text.count("<script") == 1


def test_nothing_else_lies_among_the_modules(tmp_path):
    scripts = tmp_path / "js"
    shutil.copytree(paths.ROOT / "templates/assets/js", scripts)
    (scripts / "canvas/palettes.js").write_text("")  # the build writes it
    apart = {"theme/early.js", *imported(scripts, ["python/worker.js", "listing/worker.js"])}
    assert imported(scripts, ["theme/page.js", "quiz/quiz.js", "reader/progress.js", "main.js"]) | apart == {
        path.relative_to(scripts).as_posix() for path in scripts.rglob("*.js")
    }
