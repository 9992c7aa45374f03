"""Put the licences beside the files: what is redistributed, under what terms, and where its source is."""

import re
from pathlib import Path

from builder.base.archive import read_zip
from builder.runtime.fetch import fetch
from builder.runtime.lock import read_lock

LICENCE = re.compile(r"\.dist-info/(licenses/|LICENSE)|/ttf/LICENSE_DEJAVU")
NOTICE = """\
This folder redistributes files of other projects.

Pyodide {pyodide} (pyodide.js, pyodide.asm.js, pyodide.asm.wasm, the package pyodide in stdlib.zip)
  SPDX-License-Identifier: MPL-2.0
  This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
  If a copy of the MPL was not distributed with this file, You can obtain one at
  https://mozilla.org/MPL/2.0/. Source: the pyodide/pyodide repository on GitHub, tag {pyodide}.
  Changed here: pyodide.mjs and pyodide.asm.mjs are named .js; pyodide/_package_loader is replaced by a shorter module.

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

matplotlib.zip: parts of {plots}
  The full texts, with those of the fonts, are in LICENSE-matplotlib.txt.
  Changed here: compiled to bytecode, docstrings removed, cut to what drawing needs; fonts cut to the characters of a
  plot. Inter is under the SIL Open Font License 1.1, https://openfontlicense.org.
"""


def write_licences(folder: Path) -> None:
    """Write LICENSES.txt and the licence texts of NumPy and matplotlib into a folder of runtime files."""
    lock = read_lock()
    plots = ", ".join(" ".join(member.name.split("-")[:2]) for member in lock.group("matplotlib"))
    notice = NOTICE.format(pyodide=lock.pyodide, python=lock.python, numpy=lock.numpy, plots=plots)
    (folder / "LICENSES.txt").write_text(notice, encoding="utf-8")
    for group in ("numpy", "matplotlib"):
        (folder / f"LICENSE-{group}.txt").write_bytes(group_licences(group))


def group_licences(group: str) -> bytes:
    """Return all licence texts that the group's wheels carry, each under its path."""
    folder = fetch(group)
    files = {name: data for member in read_lock().group(group) for name, data in read_zip(folder / member.name).items()}
    return b"\n".join(f"==== {name} ====\n".encode() + files[name] for name in sorted(files) if LICENCE.search(name))
