"""A session while it is being done: what a set would be by itself, and the session after a set was entered, judged or taken back.

Plain functions over records; nothing here decides, and what is handed back is saved as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from models.records import Session, SessionStatus, SetRecord

RESERVE: Final = 10.0
"""RPE and repetitions in reserve add up to this."""


@dataclass(frozen=True)
class Entry:
    """One set as done: amount in its unit, load in its load type, RPE 0-10; None for what does not apply."""

    amount: float | None = None
    load: float | None = None
    rpe: float | None = None


def is_done(one: SetRecord) -> bool:
    return one.amount is not None


def count_done(sets: Sequence[SetRecord]) -> int:
    return sum(1 for one in sets if is_done(one))


def proposals(sets: Sequence[SetRecord], efforts: Mapping[int, float | None]) -> dict[str, Entry]:
    """What each set is if nothing is typed, by its id: as planned, but for what was changed in the set before it, which is
    repeated. `efforts` is the planned RPE by the exercise's position."""
    found: dict[str, Entry] = {}
    before: dict[tuple[int, str], SetRecord] = {}
    for one in sets:
        lane = (one.position, one.side or "")
        planned = Entry(one.planned_amount, one.planned_load, efforts.get(one.position))
        last = before.get(lane)
        found[one.id] = planned if last is None else _repeating(last, planned, efforts.get(one.position))
        if is_done(one):
            before[lane] = one
    return found


def _repeating(last: SetRecord, planned: Entry, effort: float | None) -> Entry:
    def pick(done: float | None, meant: float | None, now: float | None) -> float | None:
        return done if done is not None and (done != meant or now is None) else now

    return Entry(
        pick(last.amount, last.planned_amount, planned.amount),
        pick(last.load, last.planned_load, planned.load),
        pick(last.rpe, effort, planned.rpe),
    )


def with_set(session: Session, set_id: str, entry: Entry) -> Session:
    """The session with one set done. What was said of the exercise holds for this set too."""
    judged = next((one for one in session.sets if one.id == set_id), None)
    if judged is None:
        return session
    technique, pain = judgement(session.sets, judged.position)
    done = replace(
        judged,
        amount=entry.amount,
        load=entry.load,
        rpe=entry.rpe,
        rir=None if entry.rpe is None else RESERVE - entry.rpe,
        technique=judged.technique if technique is None else technique,
        pain=judged.pain if pain is None else pain,
    )
    return replace(session, status=SessionStatus.DONE, sets=_put(session.sets, done))


def without_set(session: Session, set_id: str) -> Session:
    """The session with one set not done after all. Without any set done it is planned again."""
    fresh = tuple(
        replace(one, amount=None, load=None, rpe=None, rir=None, technique=None, pain=None, next_day_pain=None)
        if one.id == set_id
        else one
        for one in session.sets
    )
    status = session.status if count_done(fresh) else SessionStatus.PLANNED
    return replace(session, status=status, sets=fresh)


def judgement(sets: Sequence[SetRecord], position: int) -> tuple[int | None, int | None]:
    """What was said of an exercise: its worst technique and its worst pain; None where nothing was."""
    done = [one for one in sets if one.position == position and is_done(one)]
    technique = min((one.technique for one in done if one.technique is not None), default=None)
    pain = max((one.pain for one in done if one.pain is not None), default=None)
    return technique, pain


def judged(session: Session, position: int, name: str, value: int | None) -> Session:
    """The session with 'technique' (0-5) or 'pain' (0-10) said of an exercise, for all of its sets that were done."""
    return replace(
        session,
        sets=tuple(
            _with(one, name, value) if one.position == position and is_done(one) else one for one in session.sets
        ),
    )


def _with(one: SetRecord, name: str, value: int | None) -> SetRecord:
    return replace(one, technique=value) if name == "technique" else replace(one, pain=value)


def _put(sets: Sequence[SetRecord], fresh: SetRecord) -> tuple[SetRecord, ...]:
    return tuple(fresh if one.id == fresh.id else one for one in sets)
