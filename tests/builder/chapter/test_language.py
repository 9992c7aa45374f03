"""What authors write and what readers get."""

import re

import pytest

from builder.base import build
from builder.chapter import numbers, provenance
from builder.chapter.quizzes import goal
from builder.figure.element import States
from widgets.kit.goal import holds


def test_macros_are_expanded_in_text_lists_tables_and_formulas(page):
    html = page("""- grows to {{ number("examples.power", rho=2, n=3) }}

| n | result |
|---|---|
| three | {{ number("examples.power", rho=2, n=3) }} |

\\(\\rho^n \\approx {{ number("examples.power", rho=1.2, n=100) }}\\)
""")
    assert html.count('<data class="cw-number" value="8">8</data>') == 2
    assert "<mn>8.28</mn>" in html and "<mn>7</mn>" in html and "data-backed" in html


def test_code_is_never_expanded(page):
    html = page("`{{ x }}` and\n\n```python\na[[0, 1]] = f'{{y}}'  # \\(z\\)\n```\n")
    assert "{{ x }}" in html and "\\(z\\)" in re.sub("<[^>]*>", "", html)


def test_comments_and_anchors_do_not_collide(page):
    html = page("{## never seen ##}## A heading {#here}\n")
    assert 'id="here"' in html and "never" not in html


def test_a_state_is_a_link_whose_words_are_markdown(page):
    html = page('{{ widget("cliff_1d") }}\n\nNow {{ state("cliff_1d", "set \\(T\\) to *exactly* 100", T=100) }}.')
    link = re.search(r'<a class="cw-state" href="#w.cliff_1d=T:100" data-widget="cliff_1d">.*?</a>', html)[0]
    assert "<math" in link and "<em>exactly</em>" in link


def test_checked_box_holds_markdown_in_its_parts(page):
    html = page(
        '::: checked "A claim"\ntold: It *always* explodes.\npaper: Not so {{ cite("pascanu2013", "§2.1") }}.\n'
        "runs: We saw\n\n- this\n- that\n:::\n"
    )
    assert '<aside class="cw-checked"' in html and "<em>always</em>" in html
    assert "<li>this</li>" in html and "Pascanu et al. 2013, §2.1" in html
    assert html.index("Often told") < html.index("The paper") < html.index("Our runs")


def test_a_checked_box_with_a_verdict_opens_folded_and_shows_it(page):
    parts = "told: A.\npaper: B.\nruns: C.\n:::"
    folded, open_ = (page(f'::: checked "A claim"\n{verdict}{parts}') for verdict in ("verdict: *No.*\n", ""))
    assert folded.index("<em>No.</em>") < folded.index("<details") < folded.index("Often told")
    assert '<details class="cw-checked__fold">' in folded and '<details class="cw-checked__fold" open>' in open_


def test_a_derivation_is_folded_under_its_title(page):
    html = page('::: derivation "Why"\nBecause \\(a = b\\).\n:::')
    assert html.index("<summary>Why</summary>") < html.index("Because") < html.index("</details>")


def test_a_scene_sets_a_figure_beside_text_that_holds_blocks(page):
    html = page(
        '::: scene\nfigure:\n{{ widget("cliff_1d") }}\n\ntext:\n### Part\n\n::: aside "One"\nInner *words*.\n:::\n\n'
        '::: aside "Two"\nMore.\n:::\n\nLast.\n:::\n'
    )
    figure, text = html.split('<div class="cw-scene__text">')
    assert '<div class="cw-scene__figure">' in figure and "<course-widget" in figure
    assert text.count("cw-aside") >= 2 and "<em>words</em>" in text and "Last." in text


def test_cited_and_computed_numbers_are_recorded_with_their_line(page):
    page('# One\n\n{{ cited("0.01", "pascanu2013", "section 4.1") }}\n\n{{ number("examples.power", rho=2, n=3) }}\n')
    first, second = provenance.noted()
    assert (first.line, str(first.shown)) == (3, "0.01")
    assert (first.source, first.place) == ("Pascanu et al. 2013", "section 4.1")
    assert (second.line, second.function, second.arguments) == (5, "examples.power", "rho = 2, n = 3")
    assert second.doc == "A factor rho applied n times."


def test_a_call_over_several_lines_stands_where_it_begins(page):
    page(
        '# One\n\n{{ number(\n  "examples.power",\n  rho=2, n=3) }} and\n{{ cited("1", "pascanu2013", "section 4") }}\n'
    )
    assert [number.line for number in provenance.noted()] == [3, 6]


def test_a_page_says_which_states_it_shows_and_links_to(page):
    page('{{ widget("cliff_1d", T=20) }}\n\nNow {{ state("cliff_1d", "set it to 100", T=100) }}.')
    states = build.now().ledger(States)
    assert [shown["T"] for shown in states.shown["cliff_1d"]] == [20]
    assert {"T": 100} in states.asked["cliff_1d"]


def test_a_term_links_to_the_glossary(page):
    html = page('The {{ term("spectral radius", "radii") }}.')
    assert 'href="../glossary/#spectral-radius"' in html and ">radii</a>" in html


@pytest.mark.parametrize(
    "value, options, html, latex",
    [
        (13781, {}, "13,781", "13{,}781"),
        (13780.6, {"digits": 5}, "13,781", "13{,}781"),
        (0.49752, {"decimals": 2}, "0.50", "0.50"),
        (-0.5, {}, "−0.5", "-0.5"),
        (8.2818e7, {}, "8.28 × 10<sup>7</sup>", r"8.28\times 10^{7}"),
        (1.5e-9, {}, "1.5 × 10<sup>−9</sup>", r"1.5\times 10^{-9}"),
        (0.125, {"percent": True, "digits": 3}, "12.5 %", r"12.5\,\%"),
        (float("inf"), {}, "∞", r"\infty"),
        ("never", {}, "never", "never"),
    ],
)
def test_numbers_are_written_as_readers_expect(value, options, html, latex):
    shown = numbers.shown(value, **options)
    assert re.sub("</?data[^>]*>", "", shown) == html
    assert shown.latex == latex


@pytest.mark.parametrize(
    "formula, expected",
    [
        ("f'(z)", "<mrow><mi>f</mi><mo>′</mo></mrow>"),
        (r"\vec x", '<mo stretchy="false">→</mo>'),
        (r"a \odot b", 'largeop="false">⊙</mo>'),
        (r"\norm{x}", "<mo>‖</mo>"),
        (r"\begin{cases} a & b \\ c & d \end{cases}", '<mtd class="cw-left cw-pl1 cw-pr0">'),
    ],
)
def test_formulas_are_mended(page, formula, expected):
    html = page(rf"So \({formula}\) here.")
    assert expected in html and " style=" not in html


def test_listing_shows_both_tabs_without_javascript(page, tmp_path):
    (tmp_path / "listings").mkdir()
    (tmp_path / "listings" / "scan.py").write_text('"""Scan the weights."""\n\nx = 1 < 2\n')
    (tmp_path / "listings" / "scan_torch.py").write_text('"""Scan the weights."""\n\nimport torch\n')
    html = page('{{ listing("scan") }}')
    assert "Scan the weights" in html and "&lt;" in html and "torch" in html
    assert html.count('type="radio"') == 2 and html.count("<code-cell") == 1


@pytest.mark.parametrize(
    "text",
    [
        "In 2013 it was said.",
        "See Chapter 2 and sections 2.1 to 2.3.",
        "GPT-2 and float64 and `x = 5`.",
        r"Take \(T = 50\) steps.",
        "## Step 1",
        r"What is \(1.1^{100}\)?",
    ],
)
def test_numbers_that_need_no_backing(page, text):
    page(text)


VALUES = {"gradient": 5.0, "T": 50, "loss": None, "mode": "norm"}


@pytest.mark.parametrize(
    "text, expected",
    [
        ("gradient > 4", True),
        ("1 < gradient < 4", False),
        ("T >= 50 and gradient < 6", True),
        ("loss < 1", False),
        ("not loss < 1", True),
        ("abs(-gradient) == 5", True),
        ("mode == 'norm' or T < 1", True),
        ("-gradient > 0", False),
    ],
)
def test_a_goal_means_what_python_means(text, expected):
    assert holds(goal.parse(text, VALUES), VALUES) is expected
