"""Uses Python and NumPy the way the course does; what this loads stays in the trimmed runtime."""

# ruff: noqa: F401 - the imports are the point
import abc
import collections.abc
import contextlib
import copy
import dataclasses
import enum
import functools
import importlib.util
import inspect
import io
import itertools
import json
import math
import operator
import pkgutil
import re
import string
import sys
import time
import traceback
import types
import typing
import warnings

import numpy as np
import numpy.fft
import numpy.linalg
import numpy.random
import pyodide.code
import pyodide.ffi

rng = np.random.default_rng(0)
a = rng.standard_normal((4, 4))
np.linalg.eigvals(a), np.linalg.svd(a), np.linalg.qr(a), np.linalg.solve(a, a), np.linalg.norm(a, 2)
np.einsum("ij,jk->ik", a, a), np.fft.rfft(a), np.histogram(a, 3), np.percentile(a, 50), np.interp(0.5, [0, 1], [0, 1])
repr(a), str(a[0]), np.array2string(a), np.array([1, 2], dtype="u1").tobytes()
np.lib.stride_tricks.sliding_window_view(a, 2, 0), json.loads(json.dumps({"a": [1.0]}))
rng.integers(5), rng.permutation(5), rng.choice(4), rng.normal(), copy.deepcopy(rng)
with np.errstate(all="ignore"), warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
    warnings.simplefilter("error")
    print(np.float64(1) / np.float64(0), np.nanmax(a))
try:
    a @ np.zeros(3)
except ValueError as error:
    traceback.format_exception(error)
dataclasses.make_dataclass("P", ["x"])(1)
