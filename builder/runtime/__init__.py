"""The runtime that answers in the browser: Pyodide and NumPy, fetched, trimmed and installed."""

from builder.runtime.fetch import fetch, font_file
from builder.runtime.install import install
from builder.runtime.lock import RuntimeSupplyError, read_lock
from builder.runtime.sources import pack_sources

__all__ = ["RuntimeSupplyError", "fetch", "font_file", "install", "pack_sources", "read_lock"]
