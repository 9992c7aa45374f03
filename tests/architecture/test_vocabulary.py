"""A layer kind or a role is known to Python, to both painters and to the style sheet, or to none of them."""

import re
from pathlib import Path

from widgets.kit.layers import KINDS
from widgets.kit.roles import ROLES

ROOT = Path(__file__).resolve().parents[2]


def test_both_painters_know_every_kind():
    svg = set(re.findall(r'layer\.kind == "(\w+)"', (ROOT / "templates/blocks/scene.html").read_text()))
    layers = (ROOT / "templates/assets/js/canvas/layers.js").read_text()
    canvas = set(re.search(r"painters = {([^}]*)}", layers)[1].replace(",", " ").split())
    assert svg == set(KINDS)
    assert canvas == set(KINDS)


def test_the_style_sheet_knows_every_role_in_every_scheme():
    css = (ROOT / "templates/assets/css/widget.css").read_text()
    for role in ROLES:
        assert len(re.findall(rf"--cw-{role}:", css)) == 3, f"{role}: expected in light, dark and forced colours"
        assert re.search(rf"\.cw-r-{role} \{{\s*color: var\(--cw-{role}\);\s*\}}", css), f"{role}: no class"
