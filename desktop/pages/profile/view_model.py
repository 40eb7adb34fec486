"""The profile's words: lists of masses as text and back, entries of the lists, the ten readiness questions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from desktop.i18n import later, tr, trn
from desktop.qt import fmt
from desktop.widgets.words import area_word, level_pill

if TYPE_CHECKING:
    from desktop.services.condition import Condition, OpenInjury
    from models import records

QUESTIONS: Final = (
    later("Has a doctor ever told you of a heart condition or of high blood pressure?"),
    later("Do you get pain or pressure in the chest, at rest or when you exert yourself?"),
    later("In the last 12 months, did you faint, black out, or feel dizzy without knowing why?"),
    later("Are you unusually short of breath, or does your heart race or stumble for no reason?"),
    later("Do you live with another long-term condition, or regularly take medicine for one?"),
    later(
        "Could training make a bone, joint, tendon, muscle or back problem worse, or did you have surgery in the last 12 months?"
    ),
    later("Are you pregnant, or did you give birth in the last 12 months?"),
    later("Were you told to exercise only under medical supervision?"),
    later(
        "Did you have two or more bone stress injuries, have your periods stopped (other than by menopause, pregnancy or"
        " contraception), or did you lose weight without wanting to?"
    ),
    later("Are you 70 or older and new to lifting?"),
)
"""In our own words; marked for translation here, translated when shown."""


class MassTrouble(Exception):
    """A list of masses holds something that is none; `message` says what, in words."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.field, self.message = "masses", message


def masses_text(kilograms: tuple[float, ...]) -> str:
    """20, 10, 5 in the unit shown; with semicolons where a comma is the decimal sign."""
    return _gap().join(fmt.number(fmt.mass(mass)) for mass in kilograms)


def masses_example() -> str:
    """How a list of masses is written here, as a placeholder."""
    return _gap().join(("20", "10", "5"))


def _gap() -> str:
    return "; " if fmt.locale().decimalPoint() == "," else ", "


def parse_masses(text: str) -> tuple[float, ...]:
    """Kilograms, heaviest first, from '20, 10, 5' in the unit shown. Raises MassTrouble."""
    found: list[float] = []
    comma = r",(?!\d)" if fmt.locale().decimalPoint() == "," else ","
    for part in re.split(rf"[;\s]+|{comma}", text):
        if not part:
            continue
        value = fmt.parse_number(part)
        if value is None:
            raise MassTrouble(
                tr("'{text}' is not a mass. Write them as {example}.", text=part, example=masses_example())
            )
        found.append(fmt.kilograms(value) or 0.0)
    return tuple(sorted(found, reverse=True))


@dataclass(frozen=True)
class Entry:
    """One line of a list: what it is, more about it, and a warning ('' if none)."""

    id: str
    title: str
    caption: str = ""
    warning: str = ""


def mobility_words(condition: Condition) -> str:
    """When the joints were measured and when they are due again."""
    if condition.retest_on is None:
        return tr("Not measured yet. The self-test takes five minutes.")
    if condition.retest_due:
        return tr("Re-test due since {date}", date=fmt.date(condition.retest_on))
    return tr("Re-test from {date}", date=fmt.date(condition.retest_on))


def mobility_entry(screen: records.MobilityScreen) -> Entry:
    parts: list[str] = []
    if screen.ankle_left_cm is not None or screen.ankle_right_cm is not None:
        parts.append(
            tr(
                "ankles {left} / {right} cm",
                left=fmt.number(screen.ankle_left_cm, 1),
                right=fmt.number(screen.ankle_right_cm, 1),
            )
        )
    if screen.knee is not None:
        parts.append(tr("knee {level}", level=level_pill(screen.knee)[0].lower()))
    if screen.hip is not None:
        parts.append(tr("hip {level}", level=level_pill(screen.hip)[0].lower()))
    return Entry(screen.id, fmt.date(screen.on), " · ".join(parts))


def injury_entry(flag: records.InjuryFlag, still: OpenInjury | None) -> Entry:
    if still is None:
        cleared = tr("{since} to {cleared}", since=fmt.date(flag.since), cleared=fmt.date(flag.cleared_on))
        return Entry(flag.id, area_word(flag.area), _noted(cleared, flag.notes))
    days = trn("{n} day", "{n} days", still.days)
    text = tr("since {date}, {days}", date=fmt.date(flag.since), days=days)
    advice = tr("It has lasted more than 14 days: time to see a professional.") if still.see_somebody else ""
    return Entry(flag.id, area_word(flag.area), _noted(text, flag.notes), advice)


def _noted(text: str, notes: str) -> str:
    return f"{text} · {notes}" if notes else text


def readiness_words(condition: Condition) -> str:
    """What is to be done about the readiness screen; '' while one holds."""
    screen = condition.readiness
    if screen is None:
        return tr("The ten questions have not been answered yet.")
    if condition.expired:
        return tr("Answered on {date}; that is more than 12 months ago. Please ask again.", date=fmt.date(screen.on))
    return ""


def readiness_entry(screen: records.ReadinessScreen, until: date | None = None) -> Entry:
    """What was answered on a day; `until` is given for the screen that holds today."""
    said = (
        tr("no to all ten questions")
        if not screen.yes
        else tr("yes to {numbers}", numbers=", ".join(map(str, sorted(screen.yes))))
    )
    if until is not None:
        said = tr("{said}, valid until {until}", said=said, until=fmt.date(until))
    if screen.cleared_on is not None:
        spoken = tr("spoken to a health professional on {date}", date=fmt.date(screen.cleared_on))
        said = f"{said} · {spoken}"
    return Entry(screen.id, fmt.date(screen.on), said)


def declaration_entry(declaration: records.Declaration, name: str) -> Entry:
    load = f" · {fmt.kg(declaration.load)}" if declaration.load is not None else ""
    return Entry(declaration.id, name, fmt.date(declaration.on) + load)


def pain_since(report: records.PainReport | None, today: date) -> str:
    if report is None:
        return ""
    return (
        tr("today")
        if report.on == today
        else fmt.short_date(report.on)
        if report.on.year == today.year
        else fmt.date(report.on)
    )
