"""Put the licences beside the files: what is redistributed, under what terms, and where its source is."""

from pathlib import Path

from .archive import read_zip
from .fetch import fetch
from .lean import wheel_name
from .lock import read_lock

NOTICE = """\
This folder redistributes files of other projects.

Pyodide {pyodide} (pyodide.mjs, pyodide.asm.mjs, pyodide.asm.wasm, the package pyodide in stdlib.zip)
  SPDX-License-Identifier: MPL-2.0
  This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
  If a copy of the MPL was not distributed with this file, You can obtain one at
  https://mozilla.org/MPL/2.0/. Source: the pyodide/pyodide repository on GitHub, tag {pyodide}.
  Changed here: pyodide/_package_loader is replaced by a shorter module.

CPython {python} (stdlib.zip, rest.zip, and compiled into pyodide.asm.wasm)
  SPDX-License-Identifier: PSF-2.0
  Copyright (c) 2001 Python Software Foundation; All Rights Reserved.
  Source and the full licence: the python/cpython repository on GitHub, file LICENSE.
  Changed here: compiled to bytecode, docstrings removed, split into two archives.

NumPy {numpy} (numpy.zip, part of rest.zip)
  SPDX-License-Identifier: BSD-3-Clause
  The full text, with those of the code that NumPy bundles, is in LICENSE-numpy.txt.
  Source: the numpy/numpy repository on GitHub, tag v{numpy}.
  Changed here: compiled to bytecode, docstrings removed, split into two archives;
  numpy.random, numpy.random._pickle and numpy._core._add_newdocs are replaced by shorter modules.
"""


def write_licences(folder: Path) -> None:
    """Write LICENSES.txt and NumPy's own licence texts into a folder of runtime files."""
    lock = read_lock()
    notice = NOTICE.format(pyodide=lock.pyodide, python=lock.python, numpy=lock.numpy)
    (folder / "LICENSES.txt").write_text(notice, encoding="utf-8")
    (folder / "LICENSE-numpy.txt").write_bytes(wheel_licences("numpy"))


def wheel_licences(group: str) -> bytes:
    """Return all licence texts that the group's first wheel carries, each under its path."""
    files = read_zip(fetch(group) / wheel_name(group))
    texts = {name.partition("/licenses/")[2]: data for name, data in files.items() if "/licenses/" in name}
    return b"\n".join(f"==== {name} ====\n".encode() + texts[name] for name in sorted(texts))
