"""Stands in for Pyodide's package loader, whose imports cost a quarter of a second at every start.

The course unpacks its own archives and never calls it; the complete one stays within reach as
pyodide._package_loader_full once the rest of the standard library is loaded.
"""


class Folder:
    """A path that JavaScript asks for its text, where importing pathlib would cost time."""

    def __init__(self, path):
        self.path = path

    def __str__(self):
        return self.path


SITE_PACKAGES = Folder("/lib/python3.14/site-packages")
DSO_DIR = Folder("/usr/lib")


def init_loaded_packages():
    """Do nothing: no package is registered with Pyodide."""


def __getattr__(name):
    from . import _package_loader_full

    return getattr(_package_loader_full, name)
