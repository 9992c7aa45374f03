"""The kinds of arrays that the engine passes round, by the names that its signatures use."""

from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[np.float64]]
Mask = np.ndarray[Any, np.dtype[np.bool_]]
Classes = np.ndarray[Any, np.dtype[np.int_]]  # the integer class of each sequence or step
Params = dict[str, Array]  # weights, or a gradient by the same names, each with a leading axis R
Numbers = float | Array  # one for all networks, or (R,)
