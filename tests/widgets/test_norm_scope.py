"""The three scopes against the geometry that they must have."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from widgets import norm_scope as widget
from widgets.kit.controls import resolve
from widgets.kit.layout import layouts

LENGTHS = st.floats(0.01, 1000)


def numbers(**params):
    return widget.scene(**resolve(widget.CONTROLS, params)).numbers


@settings(max_examples=50)
@given(LENGTHS, LENGTHS, LENGTHS, st.floats(0.01, 100))
def test_a_whole_gradient_keeps_its_direction_and_the_others_their_bounds(n1, n2, n3, tau):
    n = numbers(n1=n1, n2=n2, n3=n3, tau=tau)
    assert n["global_cosine"] == pytest.approx(1)
    assert n["global_norm"] == pytest.approx(min(tau, math.hypot(n1, n2, n3)))
    assert n["layer_norm"] == pytest.approx(math.hypot(*(min(tau, x) for x in (n1, n2, n3))))
    assert n["parameter_norm"] <= tau * math.sqrt(6) * (1 + 1e-12)


def test_the_default_in_closed_form():
    n = numbers()
    whole, clipped = (0.3, 2, 40), (0.3, 1, 1)
    cosine = sum(a * b for a, b in zip(whole, clipped, strict=True)) / math.hypot(*whole) / math.hypot(*clipped)
    assert n["layer_cosine"] == pytest.approx(cosine)
    assert n["global_layer_1"] == pytest.approx(0.3 / math.hypot(*whole))


@settings(max_examples=30)
@given(LENGTHS, LENGTHS, LENGTHS, st.floats(0.01, 100))
def test_a_divided_threshold_bounds_the_whole(n1, n2, n3, tau):
    n = numbers(n1=n1, n2=n2, n3=n3, tau=tau, fair=True)
    assert n["layer_norm"] <= tau * (1 + 1e-12) and n["parameter_norm"] <= tau * (1 + 1e-12)


def test_the_presets_do_what_they_say():
    loud, alike, quiet, fair = (numbers(**preset.params) for preset in widget.PRESETS)
    assert loud["layer_layer_1"] == pytest.approx(0.3) and loud["global_layer_1"] < 0.01
    assert alike["layer_cosine"] == pytest.approx(1) and alike["parameter_cosine"] < 0.95
    assert all(quiet[f"{scope}_cosine"] == pytest.approx(1) for scope in widget.SCOPES)
    assert all(quiet[f"{scope}_norm"] == pytest.approx(quiet["norm"]) for scope in widget.SCOPES)
    assert fair["layer_norm"] <= 1 < loud["layer_norm"] and fair["layer_cosine"] < loud["layer_cosine"]
    assert fair["parameter_cosine"] < loud["parameter_cosine"]


def test_every_kind_of_bar_is_named_in_both_layouts():
    params = resolve(widget.CONTROLS, {})
    for layout in layouts(widget.scene(**params)).values():
        words = {label["text"] for label in layout["boxes"][0]["labels"]}
        assert {"before", "as a whole", "by layer", "by tensor"} <= words
