"""Ages in whole years on civil dates."""

from __future__ import annotations

from datetime import date


def age_on(birth_date: date | None, on: date) -> int | None:
    """Whole years on that day. Born on 29 February: in common years the birthday falls on 1 March. None when unknown."""
    if birth_date is None:
        return None
    return on.year - birth_date.year - ((on.month, on.day) < (birth_date.month, birth_date.day))
