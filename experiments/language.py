"""A small network that learns to write: its training on the course's own prose, what it remembers, and its samples."""

import functools

import numpy as np

from experiments.lab import course_text
from sim.fast import readout
from sim.tasks.characters import Characters
from sim.training import checkpoint
from sim.training.loop import CELLS, Config
from sim.training.rounding import RoundedTraining

T, B = 80, 4  # length and number of the windows of one update
N = {"rnn": 48, "gru": 32}
STRIDE = {"rnn": 6, "gru": 2}  # updates a picture: 20 to 35 ms in a browser on a middling machine
UPDATES = 30_000
BLOCK = 30  # updates that one point of a curve stands for
LETTERS, TEMPERATURE = 120, 0.7  # of a sample; below 1 the likelier letters are preferred
PAUSE = 480  # updates between two samples


@functools.cache
def task():
    """The task: which character comes next in the text of the chapters?"""
    return Characters(T, text=course_text())


@functools.cache
def unigram():
    """Bits a character that a model pays which knows only how frequent each character is."""
    text = course_text()
    p = np.array([text.count(c) for c in task().alphabet]) / len(text)
    return float(-(p * np.log2(p)).sum())


class Learner:
    """A run with its history: loss in bits a character, gradient norm and clipped, each (updates,), and its samples.

    ``tau`` is the threshold, infinite for no clipping.
    """

    def __init__(self, cell, tau, alpha, seed):
        self.cell, self.seed = cell, seed
        self.training = RoundedTraining(Config(task(), (seed,), cell, N[cell], B, alpha=alpha, clip="norm", tau=tau))
        self.updates, self.ended, self.samples = 0, False, []
        self._history = np.full((3, UPDATES), np.nan)

    loss, norm, clipped = (property(lambda self, i=i: self._history[i, : self.updates]) for i in range(3))

    @property
    def over(self):
        """Whether nothing is left to train."""
        return self.ended or self.updates == UPDATES

    def go(self, updates=None):
        """Make the updates of one picture, or so many, write when it is time, and return the Learner."""
        for _ in range(updates or STRIDE[self.cell]):
            if self.over:
                break
            record = self.training.advance()
            self._history[:, self.updates] = record.loss[0] / np.log(2), record.norm[0], record.clipped[0]
            self.updates, self.ended = self.updates + 1, bool(record.events)
        if not self.samples or self.updates >= self.samples[-1][0] + PAUSE:
            self.write()
        return self

    def write(self):
        """Add a sample (updates, text), drawn letter by letter from what the network expects next."""
        rng = np.random.default_rng((self.seed, self.updates))
        work, h, text = self.training.work, None, "\n"
        cell = CELLS[self.cell]
        for chance in rng.random(LETTERS):
            h = cell.forward(self.training.params, task().encode(text[-1]), h, work=work).h[-1].copy()
            y = readout.forward(self.training.params, h[None])[0, 0, 0] / TEMPERATURE
            p = np.exp(y - y.max()).cumsum()
            text += task().alphabet[min(int(np.searchsorted(p, chance * p[-1])), task().I - 1)]
        self.samples = [*self.samples[-2:], (self.updates, " ".join(text.split()))]

    def state(self):
        """All of it as {name: array}; ``restore`` takes it."""
        samples = np.array([f"{updates} {text}" for updates, text in self.samples])
        history = self._history[:, : self.updates].copy()
        return checkpoint.state(self.training) | {"history": history, "samples": samples}

    def restore(self, kept):
        """Go back to a state of a run with the same settings; return the Learner."""
        checkpoint.restore(self.training, kept)
        self.updates = kept["history"].shape[1]
        self._history[:, : self.updates] = kept["history"]
        self.samples = [(int(updates), text) for updates, text in (s.split(" ", 1) for s in kept["samples"].tolist())]
        return self


class Going:
    """A run under way: an iterator of scenes that ``picture`` makes of a Learner, the first one of it as it is."""

    def __init__(self, learner, picture):
        self.learner, self._scenes = learner, self._go(picture)

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._scenes)

    def _go(self, picture):
        yield picture(self.learner)
        while not self.learner.over:
            yield picture(self.learner.go())


def blocks(values, reduce):
    """One point for every BLOCK updates of values (n,), the last one for what is left: updates and values."""
    starts = np.arange(0, len(values), BLOCK)
    ends = np.minimum(starts + BLOCK, len(values))
    return ends.astype(float), np.array([reduce(values[a:b]) for a, b in zip(starts, ends, strict=True)])


def record():
    """What RECORD holds, computed again: some 20 seconds."""
    for tau in (1.0, np.inf):
        learner = Learner("rnn", tau, 1.5, 0).go(RECORDED)
        learner.write()
        yield blocks(learner.loss, np.mean)[1], blocks(learner.norm, np.max)[1], learner.samples[-1][1]


RECORDED = 3000  # updates
RECORD = {  # loss, norm and last sample of the network with the default settings, clipped and not
    True: (
        (
            4.38,
            3.71,
            3.47,
            3.33,
            3.28,
            3.19,
            3.13,
            3.12,
            3.06,
            3.02,
            2.97,
            2.89,
            2.9,
            2.9,
            2.86,
            2.86,
            2.86,
            2.81,
            2.75,
            2.75,
            2.71,
            2.72,
            2.71,
            2.67,
            2.72,
            2.64,
            2.67,
            2.69,
            2.69,
            2.59,
            2.7,
            2.64,
            2.58,
            2.58,
            2.58,
            2.6,
            2.55,
            2.58,
            2.56,
            2.52,
            2.51,
            2.5,
            2.46,
            2.45,
            2.54,
            2.54,
            2.49,
            2.53,
            2.5,
            2.49,
            2.44,
            2.51,
            2.46,
            2.47,
            2.44,
            2.44,
            2.49,
            2.44,
            2.4,
            2.4,
            2.38,
            2.44,
            2.41,
            2.4,
            2.38,
            2.42,
            2.4,
            2.4,
            2.37,
            2.39,
            2.38,
            2.4,
            2.4,
            2.42,
            2.41,
            2.41,
            2.35,
            2.38,
            2.38,
            2.36,
            2.3,
            2.33,
            2.34,
            2.36,
            2.33,
            2.38,
            2.33,
            2.34,
            2.36,
            2.33,
            2.32,
            2.32,
            2.39,
            2.29,
            2.31,
            2.33,
            2.3,
            2.33,
            2.28,
            2.3,
        ),
        (
            2.74,
            0.671,
            0.695,
            0.747,
            0.793,
            0.633,
            0.764,
            0.79,
            0.811,
            0.725,
            0.741,
            0.75,
            0.73,
            0.742,
            0.82,
            0.765,
            0.802,
            0.716,
            0.742,
            0.737,
            0.773,
            0.942,
            0.767,
            0.72,
            0.783,
            0.771,
            0.75,
            0.912,
            0.74,
            0.765,
            0.998,
            0.752,
            0.768,
            0.787,
            0.834,
            0.822,
            0.772,
            0.838,
            0.767,
            0.733,
            0.816,
            0.766,
            0.788,
            0.793,
            0.831,
            0.907,
            0.754,
            0.773,
            0.803,
            0.788,
            0.744,
            0.808,
            0.772,
            0.8,
            0.755,
            0.768,
            0.847,
            0.785,
            0.742,
            0.791,
            0.744,
            0.749,
            0.819,
            0.777,
            0.794,
            0.847,
            0.815,
            0.831,
            0.755,
            0.806,
            0.764,
            0.878,
            0.792,
            0.775,
            0.822,
            0.815,
            0.8,
            0.738,
            0.79,
            0.826,
            0.788,
            0.804,
            0.773,
            0.814,
            0.775,
            0.813,
            0.779,
            0.759,
            0.778,
            0.761,
            0.741,
            0.805,
            0.761,
            0.789,
            0.766,
            0.767,
            0.782,
            0.868,
            0.733,
            0.778,
        ),
        "that you it bo nother one pact so fach differe to and the sace hal. the prithed."
        " with one groon of thater fat the same f",
    ),
    False: (
        (
            15.4,
            21.3,
            20.2,
            17.9,
            18.2,
            21.2,
            20.6,
            19.9,
            20.9,
            21.2,
            21.8,
            20,
            21.9,
            18.5,
            21.7,
            22.1,
            20,
            20.3,
            20.4,
            19.9,
            19.4,
            20.9,
            20.2,
            20.2,
            19.4,
            19.3,
            19,
            19.8,
            20.6,
            18.8,
            20.8,
            19.2,
            19,
            19.3,
            18.6,
            19.5,
            20.4,
            18.2,
            20.5,
            20.4,
            19.9,
            19.9,
            18.6,
            15.6,
            20.4,
            23.1,
            20.8,
            22.7,
            20.2,
            17.6,
            16.9,
            14,
            17.8,
            21.6,
            20.3,
            18.3,
            20.7,
            22,
            22.2,
            21.4,
            21.5,
            24.2,
            21.2,
            21.3,
            24.4,
            22.8,
            20.2,
            23.8,
            22.8,
            22,
            21.7,
            19.9,
            20.3,
            18.7,
            18.9,
            19.3,
            20.7,
            22.2,
            22.6,
            20.3,
            21,
            21.2,
            21.4,
            20.7,
            19.3,
            19.8,
            21.6,
            20.6,
            22.5,
            19.8,
            21.8,
            20.7,
            21.1,
            20.4,
            20.3,
            22.3,
            21.4,
            21.3,
            21.5,
            21.2,
        ),
        (
            52.2,
            28.1,
            5.08,
            164,
            4.9,
            4.82,
            4.72,
            4.71,
            4.76,
            4.79,
            4.79,
            4.86,
            4.83,
            4.81,
            5.03,
            4.9,
            4.76,
            4.86,
            4.76,
            4.79,
            4.79,
            4.8,
            4.76,
            4.7,
            4.71,
            4.77,
            4.68,
            4.87,
            4.77,
            4.72,
            4.76,
            4.75,
            4.89,
            4.72,
            4.73,
            4.77,
            5.02,
            4.67,
            4.8,
            4.9,
            4.78,
            4.78,
            4.68,
            18.5,
            278,
            5.04,
            4.89,
            5.19,
            4.98,
            4.9,
            4.95,
            4.76,
            18.4,
            5.02,
            4.92,
            8.38,
            5.51,
            4.96,
            4.96,
            5.21,
            4.9,
            4.93,
            4.96,
            5.09,
            5.02,
            5,
            5,
            5.04,
            4.9,
            5.12,
            4.92,
            8.13,
            4.9,
            4.93,
            4.95,
            5.06,
            5.2,
            5.08,
            10.5,
            5.08,
            5,
            4.96,
            4.96,
            4.87,
            4.86,
            4.94,
            5.09,
            5.06,
            4.9,
            4.83,
            5.01,
            4.91,
            4.97,
            4.92,
            5,
            4.94,
            4.88,
            5.01,
            4.92,
            4.98,
        ),
        "wa,akaka?ava,a?auavakakakaua?a,alaha?ahakaiaka,axa,ahawavawa,avakakakawakawakaka"
        "uawakavawaiawa?aia:avagaka:awawavavawaha",
    ),
}
