"""What the passport says: plain words in the order in which they are read. Whoever draws it decides nothing.

A passport is shown around: it says what is open and what comes next, never why something rests. Pain, injuries and answers about
health stay in the app, and so does body mass: a load that is a share of it is said as that share, as the kilograms would tell it to
anybody who knows the rule.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from desktop.i18n import in_a_row, tr, trn
from desktop.services.rule_figures import CATEGORIES, share
from desktop.services.sheets.building import file_name
from desktop.services.sheets.words import FOOT
from desktop.services.words import spoken, written_day
from rules.vocabulary import Status

if TYPE_CHECKING:
    from desktop.services.house import Services
    from models.records import Athlete
    from rules.verdicts import Standing, Take

_PRIVATE: Final = frozenset({
    Status.HEALTH_HOLD, Status.INJURY_LOCK, Status.EXCLUDED_PAIN, Status.SUSPENDED_PAIN, Status.EXCLUDED_MOBILITY,
    Status.EXCLUDED_AGE, Status.BLOCKED_BY_COACH, Status.REQUIRES_COACH,
})  # fmt: skip
"""What nobody but athlete and coach needs to know: these exercises rest, and that is all that is said."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One exercise: its name and, under it, until when it stays open or what it takes; `steps` are what is still to be shown, a
    line each."""

    name: str
    note: str = ""
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lane:
    """One category: what is open in it, and of how many."""

    title: str
    open: tuple[Entry, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Passport:
    """The whole of it. `summary` is one sentence; `resting` are exercises that rest at present, without the reason. `file_name`
    has no folder and no ending."""

    title: str
    who: str
    day: str
    summary: str
    next: tuple[Entry, ...]
    lanes: tuple[Lane, ...]
    resting: tuple[str, ...]
    foot: tuple[str, ...]
    file_name: str


def passport(services: Services, athlete_id: str) -> Passport:
    """The passport of an athlete as of today. Raises Refused for an athlete that is not there."""
    athlete = services.athletes.dossier(athlete_id).athlete
    return told(services, athlete, services.unlocks.standings(athlete_id), services.today)


def told(services: Services, athlete: Athlete, standings: Iterable[Standing], today: date) -> Passport:
    """The words of it for the standings of that day."""
    found = tuple(standings)
    words = services.words
    is_open = [one for one in found if one.is_open]
    reach = [one for one in found if one.within_reach]
    resting = [one for one in found if one.status in _PRIVATE]
    lanes = tuple(
        Lane(
            tr(title),
            tuple(Entry(words.name(one.slug), _open_note(one)) for one in is_open if one.category is category),
            sum(one.category is category for one in found),
        )
        for category, title in CATEGORIES.items()
    )
    comes = tuple(_next(services, athlete, one) for one in sorted(reach, key=lambda one: -one.progress))
    summary = tr("Open: {open} of {count} exercises.", open=len(is_open), count=len(found))
    if comes:
        within = trn("{n} more is within reach.", "{n} more are within reach.", len(comes))
        summary = tr("{open} {within}", open=summary, within=within)
    made = tr(
        "This is what the log showed on {day}. What is open may close again after a long break or with pain.",
        day=written_day(today),
    )
    return Passport(
        title=tr("Unlock passport"),
        who=athlete.name,
        day=written_day(today),
        summary=summary,
        next=comes,
        lanes=lanes,
        resting=tuple(words.name(one.slug) for one in resting),
        foot=(made, tr(FOOT)),
        file_name=file_name(athlete.name, tr("Unlock passport"), today.isoformat()),
    )


def _open_note(standing: Standing) -> str:
    if standing.status is Status.PROVISIONAL:
        return tr("on trial")
    if standing.fresh_until is not None:
        return tr("stays open until {day}", day=written_day(standing.fresh_until))
    return ""


def _next(services: Services, athlete: Athlete, standing: Standing) -> Entry:
    """What is missing at the gates, met requirements left out."""
    missing = [take for take in standing.takes if not take.met]
    steps = tuple(services.words.take(take).progress for take in missing)
    standards = dict.fromkeys(_standard(services, athlete, standing.slug, take) for take in missing)
    if len(standards) == 1:
        note = tr("A qualifying day: {standard}", standard=next(iter(standards)))
    else:
        note = in_a_row(standards) or spoken(standing.category)
    return Entry(services.words.name(standing.slug), note, steps)


def _standard(services: Services, athlete: Athlete, slug: str, take: Take) -> str:
    """What one day must show. A load bounded by what the athlete owns or may carry is that many kilograms for everybody."""
    gates = (gate for gate in services.rulebook.exercises[slug].gates if gate.id == take.facts.get("gate"))
    part = next((way.load_bm for gate in gates for way in gate.any_of if way.slug == take.slug), 0.0)
    mass = athlete.body_mass_kg or services.rulebook.numbers["defaults"]["body_mass_kg"]
    bounded = float(take.facts.get("load_kg", 0)) < round(part * mass, 1)
    return services.words.standard(take, "" if bounded or not part else share(part))
