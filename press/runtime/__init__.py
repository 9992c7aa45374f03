"""The runtime that answers in the browser: Pyodide and NumPy, fetched, trimmed and installed."""

from .fetch import cache_folder, fetch, font_file
from .lock import RuntimeSupplyError, read_lock
from .site import install
from .sources import pack_sources

__all__ = ["RuntimeSupplyError", "cache_folder", "fetch", "font_file", "install", "pack_sources", "read_lock"]
