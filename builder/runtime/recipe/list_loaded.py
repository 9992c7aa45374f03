"""Runs in Pyodide: unpack the archives that /job/unpack.json names, run /job/probe.py and list the files it loaded.

/job/unpack.json gives the folder of each archive; /job/loaded.json gets the modules that were imported and the other
files that were opened. All paths are relative to /lib/python3.14.
"""

import sys

STDLIB = "/lib/python314.zip/"
LIBRARY = "/lib/python3.14/"
started = set(sys.modules)
opened = []


def unpack():
    """Unpack the archives, then forget the modules that only unpacking needed."""
    import json
    from zipfile import ZipFile

    with open("/job/unpack.json", encoding="utf-8") as places:
        for name, folder in json.load(places).items():
            with ZipFile(f"/job/{name}") as archive:
                archive.extractall(LIBRARY + folder)
    sys.path_importer_cache.clear()
    for name in set(sys.modules) - started:
        del sys.modules[name]


def loaded_files():
    """Return the archive paths of the loaded modules and of the other files that were opened."""
    specs = [getattr(module, "__spec__", None) for module in list(sys.modules.values())]
    files = [spec.origin or "" for spec in specs if spec] + opened
    return sorted({file.replace(STDLIB, LIBRARY) for file in files if file.startswith((STDLIB, LIBRARY))})


def note_opened(event, arguments):
    """Remember a file that is opened, unless it is a module: those are found by their specs."""
    if event == "open" and isinstance(arguments[0], str) and not arguments[0].endswith(".pyc"):
        opened.append(arguments[0])


def main():
    """Run the probe and write the list."""
    unpack()
    sys.addaudithook(note_opened)
    with open("/job/probe.py", encoding="utf-8") as probe:
        exec(compile(probe.read(), "probe.py", "exec"), {"__name__": "probe"})
    files = [file.removeprefix(LIBRARY) for file in loaded_files()]
    import json

    with open("/job/loaded.json", "w", encoding="utf-8") as out:
        json.dump(files, out, indent=1)


main()
