"""The unrolled networks: what is drawn of a pass, how it unfolds, and what is said of it."""

import numpy as np
import pytest

from widgets import unrolled as one
from widgets import unrolled_network as sixteen
from widgets.kit.controls import resolve
from widgets.kit.layers import Cells, Errors
from widgets.kit.unrolled import LOST, MOST, axis, short, steps_shown, unrolled, way


def of_kind(scene, kind):
    return [layer for layer in scene.panels[0].layers if isinstance(layer, kind)]


def reached(scene):
    """The steps into which an arrow of the error is drawn, ascending, and the role of each."""
    arrows = {}
    for layer in of_kind(scene, Errors):
        for x, x2 in zip(layer.x, layer.x2, strict=True):
            if np.isfinite(x):
                arrows[int(x2)] = layer.role
    return dict(sorted(arrows.items()))


@pytest.mark.parametrize("T", range(2, 51))
def test_cells_are_few_and_one_stride_apart_from_the_first_to_the_last(T):
    shown = steps_shown(T)
    strides = np.diff(shown)
    assert shown[0] == 1 and shown[-1] == T and 2 <= shown.size <= MOST + 1
    assert (strides[1:] == strides[-1]).all() and 0.5 <= strides[0] / strides[-1] <= 1.5
    assert axis(T).low < 1 and axis(T).high > T


def test_an_arrow_is_thick_by_the_logarithm_of_the_error_and_says_what_it_multiplies():
    errors = np.array([0.001, 0.01, 0.1, 1.0])
    panel = unrolled("", np.full(4, 0.5), errors, t=1)
    thick, words = {}, {}
    for layer in panel.layers:
        if isinstance(layer, Errors):
            drawn = np.isfinite(layer.x)
            thick |= dict(zip(layer.x2[drawn], layer.thick[drawn], strict=True))
            words |= {x2: word for x2, word, seen in zip(layer.x2, layer.words, drawn, strict=True) if seen}
    assert words == {4: "", 3: "0.10", 2: "0.10", 1: "0.10"}
    assert thick[4] - thick[3] == pytest.approx(thick[3] - thick[2]) and thick[4] > thick[3]


@pytest.mark.parametrize(
    "label, role", [("It vanishes", "vanish"), ("It is carried", "stable"), ("It explodes", "explode")]
)
def test_a_preset_shows_what_it_is_called(label, role):
    (preset,) = (preset for preset in one.PRESETS if preset.label == label)
    scene = one.scene(**resolve(one.CONTROLS, preset.params))
    assert reached(scene)[1] == role
    assert scene.reading.endswith(label[0].lower() + label[1:] + ".")
    saturated = one.scene(**resolve(one.CONTROLS, one.PRESETS[-1].params))
    assert saturated.numbers["arrived"] < LOST


@pytest.mark.parametrize("module", [one, sixteen])
def test_a_run_goes_forward_to_the_last_step_and_then_back_to_the_picture_at_rest(module):
    params = resolve(module.CONTROLS, {"t": 1})
    frames, rest = list(module.run(**params)), module.scene(**params)
    shown = steps_shown(len(rest.tables[0].rows))
    cells = [int(np.isfinite(of_kind(frame, Cells)[0].fill).sum()) for frame in frames]
    arrows = [len(reached(frame)) for frame in frames]
    assert cells[0] == arrows[0] == 0 and cells[-1] == arrows[-1] == len(shown)
    assert (np.diff(cells) >= 0).all() and (np.diff(arrows) >= 0).all()
    assert max(count for count, back in zip(cells, arrows, strict=True) if back == 0) == len(shown)
    assert frames[-1].panels[0].layers[0] == rest.panels[0].layers[0] and frames[-1].reading == rest.reading
    assert reached(frames[-1]) == reached(rest)


@pytest.mark.parametrize("T", [2, 7, 20, 50])
def test_the_way_there_and_back_is_about_as_long_for_every_length_and_never_jumps(T):
    moments = list(way(T))
    pulses = np.array([pulse for *_, pulse in moments[:-1]])
    assert 40 <= len(moments) <= 110
    assert pulses[0] == 0 and pulses.max() == T + 1 and np.abs(np.diff(pulses)).max() <= 1
    assert moments[-1] == (1, T, 1, None)


@pytest.mark.parametrize("module", [one, sixteen])
def test_the_table_tells_every_step(module):
    scene = module.scene(**resolve(module.CONTROLS, {"t": 2}))
    (table,) = scene.tables
    assert [row[0] for row in table.rows] == [str(t) for t in range(1, len(table.rows) + 1)]
    assert len(table.columns) == len(table.rows[0]) == 5


def test_numbers_on_arrows_are_short():
    said = [short(value) for value in (0.5, 0.624, 1.0, 2.4, 31.4, 1e-9, 4.2e5, 0.0, np.nan)]
    assert said == ["0.50", "0.62", "1.00", "2.4", "31", "10⁻⁹", "10⁶", "0.00", ""]
    assert all(len(words) <= 5 for words in said)
