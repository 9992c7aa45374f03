"""The JavaScript keeps its types and its form; the style sheets their form."""

from tests.support import node_tools


def test_types_hold():
    assert (found := node_tools.types()) == "", found


def test_form_is_kept():
    assert (found := node_tools.form()) == "", found + "\n`python -m tests.support.node_tools mend` writes it."
