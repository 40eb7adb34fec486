"""Writes the dump of today's schema, full of the example records: `python -m tests.models.dump`.

Run it once, when a new migration step is finished; the dumps of earlier versions are never written again.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import resources
from models.migrations import SCHEMA_VERSION
from models.store import open_store
from tests.models.examples import REMOVED


def main() -> None:
    target = resources.FOLDER / "schemas" / f"schema_{SCHEMA_VERSION:04}.sql"
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "squad.db") as store:
        store.athletes.put_back(REMOVED)
        store.settings.set("units", "kg")
        lines = store.link.database.connection().iterdump()
        target.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
