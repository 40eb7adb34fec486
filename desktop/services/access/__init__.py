"""Athlete mode: who may open what on a shared computer, by PIN. It keeps honest people honest; it does not encrypt anything."""

from __future__ import annotations

from desktop.services.access.access import COACH, Access, Confined
from desktop.services.access.attempts import Shut
from desktop.services.access.pins import LEAST, MOST
from desktop.services.access.walls import Walled

__all__ = ["COACH", "LEAST", "MOST", "Access", "Confined", "Shut", "Walled"]
