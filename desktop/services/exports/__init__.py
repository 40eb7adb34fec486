"""Ways out: one file a format. FORMATS is a declared tuple, because a folder scan finds nothing in a frozen build."""

from __future__ import annotations

from desktop.services.exports.sessions_csv import SessionsCsv

FORMATS = (SessionsCsv,)
"""Every export format; each has `name` and `write(path, ...)`."""
