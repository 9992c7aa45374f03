"""The stored ensembles: their shape, and what the text prints of them made again."""

import numpy as np
import pytest

from experiments import letters, stored


def test_the_results_hold_four_rows_for_every_threshold():
    assert set(letters.results()) == {(T, alpha) for T in (20, 40) for alpha in (0.03, 0.1, 0.3)}
    assert all(np.shape(rows) == (4, len(letters.TAUS)) for rows in letters.results().values())


@pytest.mark.parametrize(("T", "alpha", "tau"), [(20, 0.1, 1.0), (40, 0.1, 1.0), (40, 0.1, np.inf)])
@pytest.mark.slow  # they train again
def test_columns_that_the_text_prints_come_out_again(T, alpha, tau):
    *_, last = letters.train(T, alpha, np.arange(letters.SEEDS), taus=(tau,))
    made = [stored.rounded(row)[0] for row in letters.summary(last)]
    kept = letters.results()[T, alpha][:, letters.TAUS.index(tau)]
    assert stored.numbers(made).tolist() == kept.tolist()


def test_a_network_is_the_same_alone_and_in_company():
    alone = next(letters.train(20, 0.1, [3], taus=(1.0,)))
    together = next(letters.train(20, 0.1, [2, 3], taus=(0.1, 1.0)))
    assert together.loss[1, 1] == pytest.approx(alone.loss[0, 0], rel=1e-12)


def test_an_infinite_threshold_never_clips_and_a_tiny_one_always():
    frame = next(letters.train(20, 0.1, [0, 1], taus=(1e-6, np.inf)))
    assert frame.clipped.tolist() == [[1, 1], [0, 0]]
