"""What a reader's text prints, is worth, and how it fails."""

import pytest

from listing_runner import streams
from listing_runner.session import run, wants


def told(code, **options):
    """The messages of a run, and the line at which it failed."""
    heard = []
    line = run(code, lambda kind, text: heard.append((kind, text)), **options)
    return heard, line


def text(code):
    heard, line = told(code)
    return "".join(text for _, text in heard), line


def test_what_is_printed_comes_line_by_line_in_order():
    code = "import sys\nprint('a', end=' ')\nprint('b')\nprint('c', file=sys.stderr)\nprint('d', end='')"
    assert told(code) == ([("out", "a b\n"), ("err", "c\n"), ("out", "d"), ("out", "\n")], None)


def test_an_unfinished_line_comes_before_what_the_other_stream_says():
    code = "import sys\nprint('a', end='')\nprint('b', file=sys.stderr)"
    assert [kind for kind, _ in told(code)[0]] == ["out", "err"]


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("x = 2\nx + 1", "3\n"),
        ("x = 2\nNone", ""),
        ("'docstring'", ""),
        ("2 * 3", "6\n"),
        ("x = 1\nprint(x)\n'é'", "1\n'é'\n"),
    ],
)
def test_a_last_expression_shows_its_value(code, value):
    assert text(code) == (value, None)


def test_each_run_has_names_of_its_own_and_is_the_main_program():
    assert text("x = 1\nassert __name__ == '__main__'") == ("", None)
    assert "NameError: name 'x' is not defined" in text("x")[0]


def test_classes_of_a_run_belong_to_it():
    code = "import sys\nfrom dataclasses import *\n@dataclass\nclass P:\n    x: float = 1.0\n"
    assert text(code + "P(), sys.modules['__main__'].P is P") == ("(P(x=1.0), True)\n", None)


def test_a_traceback_shows_only_the_readers_lines():
    code = "import json\n\ndef read(text):\n    return json.loads(text)\n\nread('{')\n"
    shown, line = text(code)
    assert line == 4
    assert "File \"<listing>\", line 6, in <module>\n    read('{')" in shown
    assert 'File "<listing>", line 4, in read\n    return json.loads(text)' in shown
    assert shown.count("File ") == 2 and "JSONDecodeError" in shown


def test_a_chain_of_errors_is_shortened_as_well():
    code = "import json\ntry:\n    json.loads('{')\nexcept ValueError as error:\n    raise KeyError(1) from error\n"
    shown, line = text(code)
    assert line == 5 and shown.count("File ") == 2 and "direct cause" in shown


def test_a_syntax_error_names_the_readers_line():
    shown, line = text("x = 1\ndef f(:\n    pass\n")
    assert line == 2 and shown.startswith('  File "<listing>", line 2\n    def f(:\n')
    assert "SyntaxError" in shown and "Traceback" not in shown


def test_a_module_that_is_not_here_says_what_is():
    assert "there are NumPy, matplotlib, sim" in text("import nowhere_to_be_found")[0]


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("raise SystemExit", None),
        ("import sys\nsys.exit(0)", None),
        ("import sys\nsys.exit('done')", 2),
        ("raise KeyboardInterrupt", 1),
    ],
)
def test_leaving_early(code, line):
    assert told(code)[1] == line


def test_input_says_that_there_is_none():
    assert "EOFError" in text("input()")[0]


def test_deep_recursion_is_told_in_few_lines():
    shown, line = text("def f():\n    return f()\nf()\n")
    assert line == 2 and "RecursionError" in shown and shown.count("\n") < 20


def test_too_many_lines_are_cut_with_a_note():
    heard, _ = told(f"for i in range({3 * streams.LINES}): print(i)")
    assert heard[-1][0] == "note" and "10,000 lines" in heard[-1][1]
    assert "".join(text for kind, text in heard if kind == "out").count("\n") == streams.LINES


def test_too_long_lines_are_cut_with_a_note():
    heard, _ = told(f"print('x' * {2 * streams.CHARACTERS})\nprint('more')")
    assert [kind for kind, _ in heard] == ["out", "note"] and len(heard[0][1]) == streams.CHARACTERS


def test_the_note_names_the_limits_that_were_given():
    heard = []
    limit = streams.Limit(lambda kind, text: heard.append((kind, text)), lines=2, characters=3000)
    limit.passed("out", "a\n" * 3)
    assert heard == [("out", "a\na\n"), ("note", "\nOnly the first 2 lines or 3 kB of output are shown.\n")]


def test_what_is_printed_after_the_end_counts_as_output():
    assert told("x = 1", finish=lambda: print("shown"))[0] == [("out", "shown\n")]


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ("import matplotlib.pyplot as plt", True),
        ("def f():\n    from matplotlib import cm", True),
        ("import matplotlibs", False),
        ("# import matplotlib", False),
        ("def (", False),
        ("from . import matplotlib", False),
    ],
)
def test_imports_are_read_before_the_run(code, wanted):
    assert wants(code, "matplotlib") is wanted
