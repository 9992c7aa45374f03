"""One step of gradient descent on a batch: forward through cell and read-out, loss, and all the way back."""

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

from sim.arrays import Array, Params
from sim.cells.passes import Backward
from sim.fast import readout
from sim.fast.buffers import Buffers


class Cell(Protocol):
    """A module such as ``sim.fast.rnn``."""

    @property
    def forward(self) -> Callable[..., Any]: ...

    @property
    def backward(self) -> Callable[..., Backward]: ...


class Step(NamedTuple):
    """A forward and backward pass: run, outputs y (S, R, B, O), loss (R,), backward pass and all gradients."""

    run: Any  # the Trajectory of the cell
    y: Array
    loss: Array
    back: Backward
    grads: Params


def gradient(
    cell: Cell,
    loss: Callable[[Array, Any], tuple[Array, Array]],
    params: Params,
    inputs: Array,
    target: Any,
    work: Buffers | None = None,
    grads: Any = None,
    **options: Any,
) -> Step:
    """Return the Step of one batch: inputs (T, R, B, I), targets for the last S steps (S, R, B[, O]).

    ``cell`` is a module such as ``sim.fast.rnn``, ``loss`` a function of ``sim.training.losses``; it gets the options.
    """
    work = work or Buffers()
    run = cell.forward(params, inputs, work=work, **options)
    read = run.h[-len(target) :]
    y = readout.forward(params, read, work)
    value, dy = loss(y, target)
    grads = dict.fromkeys(params) if grads is None else grads
    _, dh = readout.backward(params, read, dy, work, grads)
    back = cell.backward(params, run, dh, work, grads)
    return Step(run, y, value, back, grads)
