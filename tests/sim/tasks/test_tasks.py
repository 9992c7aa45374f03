"""The tasks: every file of the folder, sequence by sequence."""

import numpy as np
import pytest

from sim.tasks.arithmetic import Addition, Multiplication
from sim.tasks.characters import Characters
from sim.tasks.latch import Latch
from sim.tasks.memorisation import Memorisation
from sim.tasks.pattern import Letters, Pattern
from sim.tasks.permutation import RandomPermutation
from sim.tasks.temporal_order import TemporalOrder, TemporalOrder3
from sim.training.initialise import generator

TEXT = "a network remembers what it has seen. " * 5
TASKS = (
    TemporalOrder(40),
    TemporalOrder3(40),
    Addition(40),
    Multiplication(40),
    RandomPermutation(40),
    Memorisation(40),
    Memorisation(40, values=2, positions=5),
    Pattern(40),
    Letters(40),
    Characters(40, text=TEXT),
    Latch(40),
)


def draw(task, B=500, T=None, seed=0):
    return task.draw(generator(seed), B, T or task.T)


@pytest.mark.parametrize("task", TASKS, ids=lambda t: type(t).__name__)
def test_shapes_streams_and_marking(task):
    rngs = [generator(1), generator(2)]
    inputs, target = task.batch(rngs, 7, 40)
    assert inputs.shape[1:] == (2, 7, task.I) and inputs.dtype == float
    assert target.shape[1:3] == (2, 7) and len(target) in (1, len(inputs))
    for r in range(2):
        alone = task.batch([generator(1 + r)], 7, 40)
        np.testing.assert_array_equal(alone[0][:, 0], inputs[:, r])
        np.testing.assert_array_equal(alone[1][:, 0], target[:, r])
    perfect = target if target.ndim == 4 else np.eye(task.O)[target]
    assert not task.wrong(perfect, target).any()
    spoilt = perfect.copy()
    spoilt[-1, 0, 3] = np.copysign(3.0, -spoilt[-1, 0, 3]) if target.ndim == 4 else np.roll(spoilt[-1, 0, 3], 1)
    expected = np.zeros((2, 7), bool)
    expected[0, 3] = True
    np.testing.assert_array_equal(task.wrong(spoilt, target), expected)


@pytest.mark.parametrize("task", [Addition(40), Multiplication(40)], ids=["addition", "multiplication"])
def test_chance_is_what_a_constant_costs(task):
    target = draw(task, 50_000)[1]
    assert target.var() == pytest.approx(task.chance, rel=0.04)


def test_latch_keeps_the_sign_of_the_first_input():
    task = Latch(40, noise=0.3)
    inputs, target = draw(task, 1000)
    np.testing.assert_array_equal(target[0], 0.8 * inputs[0])
    assert target.mean() == 0 and (target**2).mean() == pytest.approx(task.chance)
    noise = inputs[1:]
    assert np.abs(noise).max() <= 0.3 and noise.std() == pytest.approx(0.3 / 3**0.5, rel=0.01)


@pytest.mark.parametrize("task", [TemporalOrder(50), TemporalOrder3(50)], ids=["two", "three"])
def test_temporal_order(task):
    inputs, target = draw(task)
    symbols = inputs.argmax(axis=-1)
    assert (inputs.sum(axis=-1) == 1).all()
    marked = symbols < 2
    assert (marked.sum(axis=0) == len(task.starts)).all()
    for bit, start in enumerate(task.starts):
        window = slice(int(start * 50), int(start * 50) + 5)
        assert (marked[window].sum(axis=0) == 1).all() and (marked[window].any(axis=1)).all()
        marker = (symbols[window] * marked[window]).sum(axis=0)
        np.testing.assert_array_equal(marker, (target[0] >> bit) & 1)
    assert set(target.ravel()) == set(range(task.O))


@pytest.mark.parametrize("task", [Addition(50), Multiplication(50)], ids=["addition", "multiplication"])
def test_arithmetic(task):
    inputs, target = draw(task)
    markers, numbers = inputs[..., 0], inputs[..., 1]
    assert (markers[:5].sum(axis=0) == 1).all() and (markers[5:25].sum(axis=0) == 1).all() and not markers[25:].any()
    a, b = (markers * numbers)[:5].sum(axis=0), (markers * numbers)[5:25].sum(axis=0)
    np.testing.assert_allclose(target[0, :, 0], (a + b) / 2 if type(task) is Addition else a * b)
    lengths = {task.length(generator(k)) for k in range(100)}
    assert lengths == set(range(50, 55))


def test_arithmetic_tolerance():
    target = np.zeros((1, 1, 3, 1))
    y = np.array([0.19, 0.21, -0.21]).reshape(target.shape)
    np.testing.assert_array_equal(Addition(40).wrong(y, target), [[False, True, True]])


def test_permutation_repeats_its_first_symbol():
    inputs, target = draw(RandomPermutation(30))
    symbols = inputs.argmax(axis=-1)
    np.testing.assert_array_equal(symbols[0], target[0])
    assert set(target.ravel()) == {0, 1} and symbols[1:].min() == 2 and symbols.max() == 99


def test_memorisation():
    task = Memorisation(30)
    inputs, target = draw(task)
    symbols = inputs.argmax(axis=-1)
    assert inputs.shape == (50, 500, 7) and task.O == 6
    np.testing.assert_array_equal(symbols[:10], target[-10:])
    assert (target[:-10] == 5).all() and (symbols[40] == 6).all()
    assert (np.delete(symbols, 40, axis=0)[10:] == 5).all()
    assert task.values**task.positions == 9_765_625


def test_patterns_stay_and_have_only_a_pulse():
    for task in (Pattern(30), Letters(30)):
        inputs, target = draw(task, 4)
        assert inputs[0].all() and not inputs[1:].any() and task.fixed
        assert (target == target[:, :1]).all()
    assert set(np.abs(draw(Pattern(30))[1]).ravel()) == {0.8}


def test_characters_follow_each_other():
    task = Characters(10, text=TEXT)
    inputs, target = draw(task, 50)
    codes = inputs.argmax(axis=-1)
    np.testing.assert_array_equal(codes[1:], target[:-1])
    for column in np.vstack([codes, target[-1:]]).T:
        assert "".join(task.alphabet[c] for c in column) in TEXT
    np.testing.assert_array_equal(task.encode("seen").argmax(axis=-1).ravel(), [task.alphabet.index(c) for c in "seen"])
    with pytest.raises(ValueError, match="character 'Q' is unknown; expected some of "):
        task.encode("sQen")


def test_lengths_are_drawn_when_asked():
    lengths = {TemporalOrder(10, T_max=12).length(generator(k)) for k in range(60)}
    assert lengths == {10, 11, 12} and TemporalOrder(10).length(generator(0)) == 10


def test_impossible_tasks_are_refused():
    with pytest.raises(ValueError, match="TemporalOrder: T = 9, expected at least 10"):
        TemporalOrder(9)
    with pytest.raises(ValueError, match="Characters: text of 3 characters, expected more than 20"):
        Characters(text="abc")
