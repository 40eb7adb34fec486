"""Athlete mode in the window: what stays open, the chooser, the PIN sheet, and going in and out."""

from __future__ import annotations

from desktop.shell.athlete_mode.mode import AthleteMode
from desktop.shell.athlete_mode.scope import HOME, SCOPE

__all__ = ["HOME", "SCOPE", "AthleteMode"]
