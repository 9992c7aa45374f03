"""A layer kind or a role is known to Python, to both painters and to the style sheet, or to none of them."""

import re
from pathlib import Path

from widgets.kit.layers import KINDS
from widgets.kit.roles import MEANINGS, ROLES

ROOT = Path(__file__).resolve().parents[2]


def test_both_painters_know_every_kind():
    svg = set(re.findall(r'layer\.kind == "(\w+)"', (ROOT / "templates/blocks/picture.html").read_text()))
    layers = (ROOT / "templates/assets/js/canvas/layers.js").read_text()
    canvas = set(re.search(r"painters = {([^}]*)}", layers)[1].replace(",", " ").split())
    assert svg == set(KINDS)
    assert canvas == set(KINDS)


def test_the_style_sheet_knows_every_role_in_every_scheme():
    css = (ROOT / "templates/assets/css/widget.css").read_text()
    for role in ROLES:
        assert len(re.findall(rf"--cw-{role}:", css)) == 3, f"{role}: expected in light, dark and forced colours"
        assert re.search(rf"\.cw-r-{role} \{{\s*color: var\(--cw-{role}\);\s*\}}", css), f"{role}: no class"


def test_a_colour_with_a_meaning_means_nothing_else():
    css = (ROOT / "templates/assets/css/widget.css").read_text()
    told = {role: meaning for meaning, roles in MEANINGS.items() for role in roles}
    for start, end in ((":root {", "@media screen"), ("'slate'] {", "@media (forced-colors")):
        scheme = css.split(start, 1)[1].split(end, 1)[0]
        colours = {role: re.search(rf"--cw-{role}: ([^;]+);", scheme)[1] for role in ROLES}
        meant = {
            colour: {told.get(role, role) for role in ROLES if colours[role] == colour} for colour in colours.values()
        }
        assert [names for names in meant.values() if len(names) > 1 and names & set(MEANINGS)] == []
