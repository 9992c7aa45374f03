"""How wide words are, from the advance widths of the site's text font, so that places are known without a browser."""

from widgets.kit.subscripts import SMALL, pieces

# hundredths of the font's size at weight 600, and the characters that are so wide; a test reads them from the font
_WIDTHS = {
    18: "ⱼ", 21: "'’", 25: " ", 26: "ijlₜ", 27: "I", 29: ".:·", 30: ",;", 31: "!", 32: "¹₁", 36: "|", 38: "/\\ftₓ",
    39: "()[]{}", 40: '"r⁷', 41: "“”ₕ", 42: "²₂", 43: "⁵", 44: "³⁶⁸⁹", 45: "⁻⁴", 46: "‖⁰₀°", 47: "-_", 48: "1^",
    50: "`–", 53: "τ", 54: "*?γ", 55: "s", 56: "Jxzε", 57: "Lak", 58: "cvyρ", 59: "7Fe", 60: "βλ", 61: "Ehnou",
    62: "2pqδθ", 63: "5bdg", 64: "#P", 65: "$3689RSZαμ", 66: "&BTσΣ∂√", 67: "+04<=>~×−≤≥≈", 68: "K", 69: "X", 70: "Y",
    71: "π∑", 72: "ADVΔ", 73: "U", 74: "CHN", 75: "GΠ", 77: "OΩ", 78: "Q", 81: "φ…", 84: "%w", 89: "ω", 90: "m",
    91: "M", 95: "→", 97: "∞", 100: "@", 101: "W",
}  # fmt: skip
_OF = {character: width / 100 for width, characters in _WIDTHS.items() for character in characters}
_UNKNOWN = 0.75


def text_width(words: str, size: float) -> float:
    """CSS pixels that words take in the text font at this size."""
    return size * sum(_ems(part) * (SMALL if below else 1.0) for part, below in pieces(words))


def _ems(words: str) -> float:
    return sum(_OF.get(character, _UNKNOWN) for character in words)
