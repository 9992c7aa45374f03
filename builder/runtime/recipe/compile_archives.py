"""Runs in Pyodide: compile every source file of the archives in /job to bytecode.

/job/job.json lists [input, output, optimisation level]. Other files pass unchanged; nothing
is deflated, because the web server compresses the whole archive better.
"""

import json
import warnings
from importlib._bootstrap_external import _code_to_hash_pyc
from zipfile import ZIP_STORED, ZipFile, ZipInfo

warnings.simplefilter("ignore")


def compiled(name, data, level):
    """Return the archive name and bytes of one file after compilation."""
    if not name.endswith(".py"):
        return name, data
    code = compile(data, name, "exec", dont_inherit=True, optimize=level)
    return name + "c", bytes(_code_to_hash_pyc(code, b"cliffwlk", checked=False))


def repack(source, target, level):
    """Write the compiled archive; names sorted and dates fixed, so equal input gives equal bytes."""
    with ZipFile(f"/job/{source}") as old, ZipFile(f"/job/{target}", "w", ZIP_STORED) as new:
        for name in sorted(name for name in old.namelist() if not name.endswith("/")):
            path, data = compiled(name, old.read(name), level)
            new.writestr(ZipInfo(path), data)


with open("/job/job.json", encoding="utf-8") as job:
    for item in json.load(job):
        repack(*item)
