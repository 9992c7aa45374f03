"""The runtime that answers in the browser: Pyodide and NumPy, fetched, trimmed and installed."""

from .fetch import cache_folder, fetch, font_file
from .lock import RuntimeSupplyError, read_lock

__all__ = ["RuntimeSupplyError", "cache_folder", "fetch", "font_file", "read_lock"]
