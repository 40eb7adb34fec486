"""The season as a strip of weeks: `Timeline` with its `WeekBar`s and `RaceMark`s, and the `Legend` of its marks."""

from __future__ import annotations

from desktop.widgets.timeline.marks import DayBar, Legend, RaceMark, WeekBar
from desktop.widgets.timeline.strip import MONTH, SEASON, THREE_YEARS, YEAR, Timeline

__all__ = ["MONTH", "SEASON", "THREE_YEARS", "YEAR", "DayBar", "Legend", "RaceMark", "Timeline", "WeekBar"]
