"""A store of an earlier version, made from a dump of it: so that a program can prove that it brings every old file up to date."""

from __future__ import annotations

from pathlib import Path

from models.sqlite_file import connected, make_private


def write(dump: str, path: Path) -> None:
    """Makes the file at `path`, which must not be there, from the SQL of a dump. Raises `StoreError`."""
    with connected(path, "rwc") as connection:
        connection.executescript(dump)
    make_private(path)
