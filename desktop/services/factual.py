"""Records of the store turned into the facts the rules read: no decision is made here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from models import records
from rules import facts
from rules.screens import ankle_level
from rules.vocabulary import Equipment, Joint, MobilityLevel, PainArea

if TYPE_CHECKING:
    from rules.rulebook import Rulebook

T = TypeVar("T")


def athlete(dossier: records.Dossier, on: date, rulebook: Rulebook) -> facts.Athlete:
    """The athlete as known on that day: later reports, screens and declarations are not read. The rulebook says what a
    measurement means."""
    person = dossier.athlete
    return facts.Athlete(
        birth_date=person.birth_date,
        body_mass_kg=person.body_mass_kg,
        experience=person.experience,
        goal=person.goal,
        max_sessions=person.max_sessions,
        equipment=equipment(dossier.kits),
        mobility=mobility(dossier.mobility, on, rulebook),
        pain=pain(dossier.pains, on),
        pain_on={report.area: report.on for report in _newest(dossier.pains, on)},
        injuries=injuries(dossier.injuries, on),
        health_hold=health_hold(dossier.readiness, on),
        plates_one_sleeve_kg=plates_one_sleeve(dossier.kits),
        declared=declared(dossier.declarations, on),
    )


def equipment(kits: Iterable[records.Kit]) -> frozenset[Equipment]:
    """What is to be had in any place; one's own body is always there."""
    return frozenset({Equipment.BODYWEIGHT}).union(*(kit.equipment for kit in kits))


def plates_one_sleeve(kits: Iterable[records.Kit]) -> float | None:
    """All plates of the best equipped place on one sleeve; None where no place lists its plates (no limit known)."""
    sums = [sum(kit.plates_kg) for kit in kits if kit.plates_kg]
    return max(sums) if sums else None


def mobility(screens: Iterable[records.MobilityScreen], on: date, rulebook: Rulebook) -> dict[Joint, MobilityLevel]:
    """Newest known level of each joint; the ankle counts by its worse side."""
    levels: dict[Joint, MobilityLevel] = {}
    for screen in sorted((s for s in screens if s.on <= on), key=lambda s: (s.on, s.id)):
        ankle = [cm for cm in (screen.ankle_left_cm, screen.ankle_right_cm) if cm is not None]
        if ankle:
            levels[Joint.ANKLE] = ankle_level(rulebook, min(ankle))
        if screen.knee is not None:
            levels[Joint.KNEE] = screen.knee
        if screen.hip is not None:
            levels[Joint.HIP] = screen.hip
    return levels


def pain(reports: Iterable[records.PainReport], on: date) -> dict[PainArea, int]:
    """The newest report of each area holds; of two on one day the worse."""
    return {report.area: report.score for report in _newest(reports, on)}


def _newest(reports: Iterable[records.PainReport], on: date) -> tuple[records.PainReport, ...]:
    """The report of each area that holds on that day."""
    known = sorted((r for r in reports if r.on <= on), key=lambda r: (r.on, r.score))
    return tuple({report.area: report for report in known}.values())


def injuries(flags: Iterable[records.InjuryFlag], on: date) -> frozenset[PainArea]:
    return frozenset(
        flag.area for flag in flags if flag.since <= on and (flag.cleared_on is None or flag.cleared_on > on)
    )


def health_hold(screens: Iterable[records.ReadinessScreen], on: date) -> bool:
    """The newest screen with a yes holds until the athlete confirms having spoken to a health professional."""
    known = [screen for screen in screens if screen.on <= on]
    if not known:
        return False
    newest = max(known, key=lambda screen: (screen.on, screen.id))
    return bool(newest.yes) and (newest.cleared_on is None or newest.cleared_on > on)


def declared(declarations: Iterable[records.Declaration], on: date) -> dict[str, date]:
    return {d.exercise: d.on for d in sorted(declarations, key=lambda d: d.on) if d.on <= on}


def races(kept: Iterable[records.Race]) -> tuple[facts.Race, ...]:
    return tuple(
        facts.Race(
            on=race.on,
            priority=race.priority,
            name=race.name,
            distance_km=race.distance_km,
            ascent_m=race.ascent_m,
            status=race.status,
            effort=race.effort,
            completed_km_effort=race.completed_km_effort,
        )
        for race in kept
    )


def ratings(assessments: Iterable[records.Assessment]) -> tuple[facts.CoachRating, ...]:
    return tuple(facts.CoachRating(a.on, a.exercise, a.rating) for a in assessments)


def overrides(kept: Iterable[records.Override]) -> tuple[facts.Override, ...]:
    return tuple(facts.Override(o.on, o.exercise) for o in kept)


def logged(days: Iterable[records.DayOfSets]) -> tuple[facts.LoggedSets, ...]:
    return tuple(
        facts.LoggedSets(
            on=day.on,
            slug=day.exercise,
            sets=day.sets,
            amount=day.amount,
            load=day.load,
            rpe=day.rpe,
            pain=day.pain,
            next_pain=day.next_day_pain,
            technique=day.technique,
            coach_technique=day.coach_technique,
            off_plan=day.off_plan,
        )
        for day in days
    )


def done_sets(session: records.Session) -> tuple[facts.LoggedSets, ...]:
    """The sets of one session that were done; those of a session planned or skipped tell nothing.

    The left and the right half of a set are one set, as in the store's `days_of_sets`; a half alone has no amount.
    """
    if session.status is not records.SessionStatus.DONE:
        return ()
    found: list[facts.LoggedSets] = []
    halves: dict[tuple[str, int, int], list[records.SetRecord]] = {}
    for done in session.sets:
        if done.amount is None:
            continue
        if done.side is None:
            found.append(_logged(session.on, [done], done.amount))
        else:
            halves.setdefault((done.exercise, done.position, done.number), []).append(done)
    for pair in halves.values():
        amounts = [half.amount for half in pair if half.amount is not None]
        found.append(_logged(session.on, pair, min(amounts) if len(pair) == 2 else None))
    return tuple(found)


def _logged(on: date, parts: Sequence[records.SetRecord], amount: float | None) -> facts.LoggedSets:
    """One set from its parts: the lesser load, the greater effort and pain, the worse technique."""
    return facts.LoggedSets(
        on=on,
        slug=parts[0].exercise,
        amount=amount,
        load=min((p.load for p in parts if p.load is not None), default=None),
        rpe=max((e for p in parts if (e := effort(p)) is not None), default=None),
        pain=max(p.pain or 0 for p in parts),
        next_pain=greatest(p.next_day_pain for p in parts),
        technique=least(technique(p) for p in parts),
        # a coach's mark stands for the pair only where both halves have one
        coach_technique=None
        if any(p.coach_technique is None for p in parts)
        else least(p.coach_technique for p in parts),
        off_plan=any(p.off_plan for p in parts),
    )


def effort(done: records.SetRecord) -> float | None:
    """RPE as written, else what the reserve says (RPE = 10 - RIR)."""
    if done.rpe is not None:
        return done.rpe
    return None if done.rir is None else 10.0 - done.rir


def earlier(latest: Iterable[records.LatestDays]) -> tuple[facts.Earlier, ...]:
    found: list[facts.Earlier] = []
    for row in latest:
        days = ((row.last_on_plan, row.last_technique), (row.previous_on_plan, row.previous_technique))
        on_plan = tuple((day, technique) for day, technique in days if day is not None)
        found.append(facts.Earlier(row.exercise, row.last_at_all, on_plan))
    return tuple(found)


def exposures(sessions: Iterable[records.Session], slug: str) -> tuple[facts.Exposure, ...]:
    """One exposure a session in which the exercise was done, in the order given."""
    found: list[facts.Exposure] = []
    for session in sessions:
        if session.status is not records.SessionStatus.DONE:
            continue
        done = [s for s in session.sets if s.exercise == slug and s.amount is not None]
        if done:
            found.append(exposure(session.on, done))
    return tuple(found)


def exposure(on: date, done: Sequence[records.SetRecord]) -> facts.Exposure:
    return facts.Exposure(
        on=on,
        amounts=tuple(s.amount for s in done if s.amount is not None),
        rir=tuple(reserve(s) for s in done),
        technique=least(technique(s) for s in done),
        pain=max((s.pain or 0) for s in done),
        next_pain=greatest(s.next_day_pain for s in done),
    )


def reserve(done: records.SetRecord) -> float | None:
    if done.rir is not None:
        return done.rir
    return None if done.rpe is None else max(0.0, 10.0 - done.rpe)


def technique(done: records.SetRecord) -> int | None:
    return done.coach_technique if done.coach_technique is not None else done.technique


def least(values: Iterable[int | None]) -> int | None:
    return min((v for v in values if v is not None), default=None)


def greatest(values: Iterable[int | None]) -> int | None:
    return max((v for v in values if v is not None), default=None)
