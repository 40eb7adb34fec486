"""The state of an athlete's body and health screens on a day, as the profile shows it: read by the same rules that decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.services import factual
from desktop.services.limits import age_on
from models import records
from rules.vocabulary import Joint, MobilityLevel, PainArea

MOBILITY_REPEAT_DAYS = 28
READINESS_DAYS = 365
INJURY_ADVICE_DAYS = 14
ANKLE_DIFFERENCE_CM = 2.0
ADULT = 18


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
    ankles: tuple[MobilityLevel | None, MobilityLevel | None]
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


def condition(dossier: records.Dossier, on: date) -> Condition:
    """What the records up to that day say of it."""
    age = age_on(dossier.athlete.birth_date, on)
    screens = sorted((s for s in dossier.mobility if s.on <= on), key=lambda s: (s.on, s.id))
    retest = screens[-1].on + timedelta(days=MOBILITY_REPEAT_DAYS) if screens else None
    asked = sorted((s for s in dossier.readiness if s.on <= on), key=lambda s: (s.on, s.id))
    newest = asked[-1] if asked else None
    valid = newest.on + timedelta(days=READINESS_DAYS) if newest else None
    left, right = _ankles(screens)
    uneven = abs(left - right) if left is not None and right is not None else 0.0
    return Condition(
        age=age,
        minor=age is not None and age < ADULT,
        levels=factual.mobility(dossier.mobility, on),
        ankles=(_level(left), _level(right)),
        ankle_cm=(left, right),
        uneven_cm=uneven if uneven > ANKLE_DIFFERENCE_CM else None,
        retest_on=retest,
        retest_due=retest is not None and retest < on,
        pain={r.area: r for r in sorted((r for r in dossier.pains if r.on <= on), key=lambda r: (r.on, r.score))},
        injuries=tuple(
            OpenInjury(flag, (on - flag.since).days, (on - flag.since).days > INJURY_ADVICE_DAYS)
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


def _level(cm: float | None) -> MobilityLevel | None:
    return None if cm is None else factual.ankle_level(cm)
