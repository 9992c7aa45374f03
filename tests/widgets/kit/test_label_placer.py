"""Labels: inside their panel, clear of each other and of handles, near what they name, in every figure and layout."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from widgets.kit import Handle, Heatmap, Line, Mesh, Move, Panel, Points, Rule, Text, linear
from widgets.kit.compare import MOST, beside
from widgets.kit.controls import resolve
from widgets.kit.label_placer import Label, box_of, place
from widgets.kit.layout import inner, layouts
from widgets.kit.registry import load, names, presets

FRAMES = (0, 1, 2, 6)  # of a run that are looked at, and the last of those that end soon
ENDLESS = ("language_model", "training_lab", "catastrophe")
GROWTH = (1.0, 1.25, 2.0)  # of the panel, from the smallest for which places are found
KNOB = 8.0


def faults(labels, knobs, width, height):
    """What is wrong with labels in an inner rectangle: outside, on each other, on a handle."""
    boxes = [(label.text, box_of(label, width, height)) for label in labels]
    for words, (left, top, right, bottom) in boxes:
        if left < -0.5 or top < -0.5 or right > width + 0.5 or bottom > height + 0.5:
            yield f"{words!r} leaves the panel"
    squares = [("a handle", (x - KNOB, y - KNOB, x + KNOB, y + KNOB)) for x, y in knobs]
    pairs = [*itertools.combinations(boxes, 2), *itertools.product(boxes, squares)]
    yield from (f"{a!r} and {b!r}" for (a, first), (b, second) in pairs if meet(first, second))


def meet(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def knobs(panel, width, height):
    """The centres of a panel's handles, in pixels of its inner rectangle."""
    handles = [layer for layer in panel.layers if isinstance(layer, Handle)]
    return [(float(panel.x.share(h.x)) * width, float(1 - panel.y.share(h.y)) * height) for h in handles]


def faults_of(scene):
    for kind, layout in layouts(scene).items():
        for panel, box in zip(scene.panels, layout["boxes"], strict=True):
            width, height = inner(box, kind)
            labels = [Label(**label) for label in box["labels"]]
            for growth in GROWTH:
                w, h = width * growth, height * growth
                yield from (f"{kind}, {panel.title}: {fault}" for fault in faults(labels, knobs(panel, w, h), w, h))


def frames_of(name, module, params):
    """Scenes of a run: a few of its first, and its last if it ends soon."""
    frames = module.run(**params)
    if name not in ENDLESS:
        every = list(frames)
        return [every[min(i, len(every) - 1)] for i in (*FRAMES, len(every) - 1)]
    return [frame for i, frame in enumerate(itertools.islice(frames, FRAMES[-1] + 1)) if i in FRAMES]


def states(module):
    yield resolve(module.CONTROLS, {})
    yield from (resolve(module.CONTROLS, preset.params) for preset in presets(module))


@pytest.mark.parametrize("name", names())
def test_no_label_of_a_figure_is_overprinted_or_cut(name):
    module = load(name)
    scenes = [module.scene(**params) for params in states(module)]
    pinned = [beside(scene, scenes[1 : 1 + MOST]) for scene in scenes]
    assert {fault for scene in (*scenes, *pinned) for fault in faults_of(scene)} == set()


def left_out(scene):
    """The words of a scene that have no place in one of its layouts."""
    for layout in layouts(scene).values():
        for panel, box in zip(scene.panels, layout["boxes"], strict=True):
            words = [layer.text if isinstance(layer, Text) else layer.label for layer in panel.layers]
            placed = [label["text"] for label in box["labels"]]
            silent = (Handle, Heatmap, Mesh)
            yield from (
                word
                for word, layer in zip(words, panel.layers, strict=True)
                if word.strip() and word.strip() not in placed and not isinstance(layer, silent)
            )


@pytest.mark.parametrize("name", names())
def test_no_label_of_a_figure_is_left_out_before_anything_is_pinned(name):
    module = load(name)
    assert {word for params in states(module) for word in left_out(module.scene(**params))} == set()


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in names() if hasattr(load(name), "run")])
def test_no_label_of_a_run_is_overprinted_or_cut(name):
    module = load(name)
    runs = [frames_of(name, module, params) for params in states(module)]
    pinned = [beside(runs[0][-1], [frames[-1] for frames in runs[1 : 1 + MOST]])]
    assert {fault for scene in (*itertools.chain(*runs), *pinned) for fault in faults_of(scene)} == set()


SHARE = st.floats(-0.2, 1.2)
WORDS = st.text("abcdefghijklmnop ‖αλ0123", min_size=1, max_size=30).filter(str.strip)


@st.composite
def layers(draw):
    kind, words, x, y = draw(st.integers(0, 4)), draw(WORDS), draw(SHARE), draw(SHARE)
    if kind == 0:
        t = np.linspace(0, 1, draw(st.integers(1, 40)))
        return Line(t, y + x * np.sin(9 * t), "loss", words, draw(st.floats(0, 1)), draw(st.booleans()))
    if kind == 1:
        return Points(np.array([x]), np.array([y]), "path", words)
    if kind == 2:
        return Rule(x, draw(st.sampled_from("xy")), "wall", words)
    if kind == 3:
        return Text(x, y, words, "ink", draw(st.sampled_from(("start", "middle", "end"))))
    return Handle(min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0), words, Move("b"))


def panel_of(layers):
    return Panel("Any", linear("x", 0, 1), linear("y", 0, 1), tuple(layers))


@settings(max_examples=150, deadline=None)
@given(st.lists(layers(), max_size=14), st.integers(20, 700), st.integers(10, 400))
def test_any_labels_are_inside_and_apart_at_the_smallest_size_and_above(drawn, width, height):
    panel = panel_of(drawn)
    labels = place(panel, width, height)
    for growth in GROWTH:
        w, h = width * growth, height * growth
        assert list(faults(labels, knobs(panel, w, h), w, h)) == []


def test_a_label_alone_stands_by_what_it_names():
    t = np.linspace(0, 1, 50)
    (label,) = place(panel_of([Line(t, t / 2, "loss", "E", 1.0)]), 400, 300)
    assert label.text == "E" and label.leader is None
    assert abs(label.x - 1) < 0.1 and abs(label.y - 0.5) < 0.1


def test_labels_of_lines_that_end_together_all_stand():
    t = np.linspace(0, 1, 50)
    lines = [Line(t, 0.5 + 0.01 * i * t, "loss", f"curve {i}", 1.0) for i in range(5)]
    labels = place(panel_of(lines), 400, 300)
    assert {label.text for label in labels} == {f"curve {i}" for i in range(5)}


def test_words_that_are_wider_than_the_panel_are_left_out():
    assert place(panel_of([Text(0.5, 0.5, "a long sentence " * 5)]), 200, 100) == []


def test_what_is_not_a_number_wishes_for_no_place():
    nowhere = np.full(3, np.nan)
    assert place(panel_of([Line(nowhere, nowhere, "loss", "lost"), Text(np.nan, 0.5, "lost")]), 400, 300) == []


def test_the_reader_s_own_curve_comes_before_pinned_ones():
    t = np.linspace(0, 1, 50)
    own = Line(t, 0 * t + 0.5, "loss", "the curve of now")
    pinned = [replace(own, label=f"pinned curve {i}", thin=True) for i in range(9)]
    assert "the curve of now" in [label.text for label in place(panel_of([*pinned, own]), 130, 60)]
