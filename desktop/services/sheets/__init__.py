"""A planned session or week as the words of a sheet of paper, for readers who have never seen the app."""

from __future__ import annotations

from desktop.services.sheets.building import Reader, Sheets, reader
from desktop.services.sheets.parts import Advice, DayBlock, Guide, SessionSheet, Task, WeekSheet

__all__ = ["Advice", "DayBlock", "Guide", "Reader", "SessionSheet", "Sheets", "Task", "WeekSheet", "reader"]
