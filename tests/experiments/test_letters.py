"""The recorded ensembles: their shape, and one column made again."""

import numpy as np
import pytest

from experiments import letters


def test_the_record_holds_four_rows_for_every_threshold():
    assert set(letters.RECORD) == {(T, alpha) for T in ("20", "40") for alpha in ("0.03", "0.1", "0.3")}
    assert all(np.shape(rows) == (4, len(letters.TAUS)) for rows in letters.RECORD.values())


def test_one_column_comes_out_again(monkeypatch):
    monkeypatch.setattr(letters, "UPDATES", 200)
    *_, last = letters.train(20, 0.1, np.arange(letters.SEEDS), taus=(1.0,))
    solved, clipped, _, update = np.array(letters.RECORD["20", "0.1"])[:, letters.TAUS.index(1.0)]
    early = np.median(last.solved_at)
    assert early == pytest.approx(update, abs=1)  # the record keeps three digits
    assert clipped * 2000 * 0.5 < last.clipped.mean() * 200 < clipped * 2000 and solved == 1


def test_a_network_is_the_same_alone_and_in_company():
    alone = next(letters.train(20, 0.1, [3], taus=(1.0,)))
    together = next(letters.train(20, 0.1, [2, 3], taus=(0.1, 1.0)))
    assert together.loss[1, 1] == pytest.approx(alone.loss[0, 0], rel=1e-12)


def test_an_infinite_threshold_never_clips_and_a_tiny_one_always():
    frame = next(letters.train(20, 0.1, [0, 1], taus=(1e-6, np.inf)))
    assert frame.clipped.tolist() == [[1, 1], [0, 0]]
