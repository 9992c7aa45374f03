"""The stored runs of the language model, made again to the last point, which the text prints."""

import numpy as np
import pytest

from experiments import language, stored


@pytest.mark.parametrize(("clip", "tau"), [(True, language.TAU), (False, np.inf)])
@pytest.mark.slow  # it trains again
def test_a_stored_run_comes_out_again(clip, tau):
    made = language.Learner("rnn", tau, language.ALPHA, language.SEED).go(language.RECORDED)
    made.write()
    kept = language.results()[clip]
    assert stored.rounded(language.blocks(made.loss, np.mean)[1]) == kept.loss.tolist()
    assert stored.rounded(language.blocks(made.norm, np.max)[1]) == kept.norm.tolist()
    assert made.samples[-1][1] == kept.sample
