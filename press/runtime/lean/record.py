"""Runs in Pyodide: with /job/numpy.zip unpacked, run /job/probe.py and list the module files it loaded.

/job/loaded.json gets their paths relative to /lib/python3.14.
"""

import sys

STDLIB = "/lib/python314.zip/"
LIBRARY = "/lib/python3.14/"
started = set(sys.modules)


def unpack():
    """Unpack NumPy, then forget the modules that only unpacking needed."""
    from zipfile import ZipFile

    with ZipFile("/job/numpy.zip") as archive:
        archive.extractall(LIBRARY + "site-packages")
    sys.path_importer_cache.clear()
    for name in set(sys.modules) - started:
        del sys.modules[name]


def loaded_files():
    """Return the archive paths that the loaded modules came from."""
    specs = [getattr(module, "__spec__", None) for module in list(sys.modules.values())]
    origins = [spec.origin or "" for spec in specs if spec]
    return sorted({file.replace(STDLIB, LIBRARY) for file in origins if file.startswith((STDLIB, LIBRARY))})


def main():
    """Run the probe and write the list."""
    unpack()
    with open("/job/probe.py", encoding="utf-8") as probe:
        exec(compile(probe.read(), "probe.py", "exec"), {"__name__": "probe"})
    files = [file.removeprefix(LIBRARY) for file in loaded_files()]
    import json

    with open("/job/loaded.json", "w", encoding="utf-8") as out:
        json.dump(files, out, indent=1)


main()
