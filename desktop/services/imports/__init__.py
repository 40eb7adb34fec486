"""Ways in: one file a format. FORMATS is a declared tuple, because a folder scan finds nothing in a frozen build."""

from __future__ import annotations

from desktop.services.imports.sessions_csv import SessionsCsvReader

FORMATS = (SessionsCsvReader,)
"""Every import format; each has `name`, `plan(path)` and `apply(plan)`."""
