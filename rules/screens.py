"""Readings of self-tests: levels and due dates by the numbers of the rulebook."""

from __future__ import annotations

from datetime import date, timedelta

from rules.rulebook import Rulebook
from rules.vocabulary import MobilityLevel


def ankle_level(rulebook: Rulebook, cm: float) -> MobilityLevel:
    """The level of a knee-to-wall distance in centimetres."""
    numbers = rulebook.numbers["mobility_screen"]
    if cm >= numbers["ankle_ok_cm"]:
        return MobilityLevel.OK
    return MobilityLevel.SEVERE if cm < numbers["ankle_severe_cm"] else MobilityLevel.LIMITED


def uneven_ankles(rulebook: Rulebook, left_cm: float, right_cm: float) -> float | None:
    """The difference between left and right in centimetres where it is worth a note, else None."""
    apart = abs(left_cm - right_cm)
    return apart if apart > rulebook.numbers["mobility_screen"]["ankle_difference_cm"] else None


def mobility_due(rulebook: Rulebook, screened: date) -> date:
    """The day from which the mobility screen is due again."""
    return screened + timedelta(days=rulebook.numbers["mobility_screen"]["repeat_days"])


def readiness_until(rulebook: Rulebook, screened: date) -> date:
    """The last day on which a readiness screen is valid."""
    return screened + timedelta(days=rulebook.numbers["thresholds"]["readiness_valid_days"])
