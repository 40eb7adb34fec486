"""Sessions out to a file and in from one: the sheets that several pages share."""

from __future__ import annotations

from desktop.pages.transfer.export_sheet import ExportSheet, export_sessions
from desktop.pages.transfer.import_sheet import ImportSheet, dropped_file, import_sessions

__all__ = ["ExportSheet", "ImportSheet", "dropped_file", "export_sessions", "import_sessions"]
