"""The state of an athlete's body and health screens on a day, as the profile shows it: read by the same rules that decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desktop.services import factual
from models import records
from rules.ages import age_on
from rules.screens import ankle_level, mobility_due, readiness_until, uneven_ankles
from rules.vocabulary import Joint, MobilityLevel, PainArea

if TYPE_CHECKING:
    from rules.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class OpenInjury:
    """A flag that holds. `see_somebody`: it has held for more than 14 days."""

    flag: records.InjuryFlag
    days: int
    see_somebody: bool


@dataclass(frozen=True, slots=True)
class Condition:
    """`levels` are the newest known of each joint; `ankles` and `ankle_cm` left and right of the newest measurement.

    `uneven_cm` is the left-right difference when it is worth a note, else None. `retest_on` is the day from which the
    mobility screen is due again, `valid_until` the last day of the readiness screen; None where there is no screen.
    """

    age: int | None
    minor: bool
    levels: Mapping[Joint, MobilityLevel]
    ankles: tuple[MobilityLevel | None, ...]
    ankle_cm: tuple[float | None, float | None]
    uneven_cm: float | None
    retest_on: date | None
    retest_due: bool
    pain: Mapping[PainArea, records.PainReport]
    injuries: tuple[OpenInjury, ...]
    readiness: records.ReadinessScreen | None
    valid_until: date | None
    expired: bool
    hold: bool


def condition(dossier: records.Dossier, on: date, rulebook: Rulebook) -> Condition:
    """What the records up to that day say of it."""
    age = age_on(dossier.athlete.birth_date, on)
    screens = sorted((s for s in dossier.mobility if s.on <= on), key=lambda s: (s.on, s.id))
    retest = mobility_due(rulebook, screens[-1].on) if screens else None
    asked = sorted((s for s in dossier.readiness if s.on <= on), key=lambda s: (s.on, s.id))
    newest = asked[-1] if asked else None
    valid = readiness_until(rulebook, newest.on) if newest else None
    left, right = _ankles(screens)
    see_after = rulebook.numbers["thresholds"]["injury_advice_days"]
    return Condition(
        age=age,
        minor=age is not None and age < rulebook.numbers["declaration"]["adult_age"],
        levels=factual.mobility(dossier.mobility, on, rulebook),
        ankles=tuple(None if cm is None else ankle_level(rulebook, cm) for cm in (left, right)),
        ankle_cm=(left, right),
        uneven_cm=None if left is None or right is None else uneven_ankles(rulebook, left, right),
        retest_on=retest,
        retest_due=retest is not None and retest < on,
        pain={r.area: r for r in sorted((r for r in dossier.pains if r.on <= on), key=lambda r: (r.on, r.score))},
        injuries=tuple(
            OpenInjury(flag, (on - flag.since).days, (on - flag.since).days > see_after)
            for flag in dossier.injuries
            if flag.since <= on and (flag.cleared_on is None or flag.cleared_on > on)
        ),
        readiness=newest,
        valid_until=valid,
        expired=valid is not None and valid < on,
        hold=factual.health_hold(dossier.readiness, on),
    )


def _ankles(screens: list[records.MobilityScreen]) -> tuple[float | None, float | None]:
    for screen in reversed(screens):
        if screen.ankle_left_cm is not None or screen.ankle_right_cm is not None:
            return screen.ankle_left_cm, screen.ankle_right_cm
    return None, None
