"""A session as it is being typed: texts, good or not, until it can be saved. Drafts survive leaving the page and closing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from itertools import groupby
from typing import Any

from desktop.i18n import tr
from desktop.qt import fmt
from desktop.widgets.set_editor import SetRow
from models.records import Session, SessionKind, SessionStatus, SetRecord, new_id
from rules.vocabulary import Side


class NotYet(Exception):
    """What was typed cannot be saved as it is: the field (or 'sets') and the words."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.field, self.message = name, message


@dataclass(frozen=True)
class Draft:
    """`texts` are the session's fields as typed: on, minutes, soreness, readiness, notes."""

    id: str
    kind: str = SessionKind.FREE
    status: str = SessionStatus.DONE
    texts: Mapping[str, str] = field(default_factory=dict[str, str])
    rows: tuple[SetRow, ...] = ()

    @property
    def blank(self) -> bool:
        """Nothing but the date: not worth keeping."""
        return not self.rows and not any(text.strip() for name, text in self.texts.items() if name != "on")


def draft_of(session: Session) -> Draft:
    numbers = {name: getattr(session, name) for name in ("minutes", "soreness", "readiness")}
    texts = {name: "" if value is None else fmt.number(value) for name, value in numbers.items()}
    texts |= {"on": fmt.date(session.on), "notes": session.notes}
    return Draft(session.id, session.kind, session.status, texts, rows_of(session.sets))


def rows_of(sets: tuple[SetRecord, ...]) -> tuple[SetRow, ...]:
    found: list[SetRow] = []
    blocks = groupby(sets, key=lambda one: (one.position, one.exercise))
    for block, (_, group) in enumerate(blocks, 1):
        found += [_row(one, block) for one in group]
    return tuple(found)


_SAME = (
    "planned_amount", "planned_load", "amount", "load", "rpe", "rir", "pain", "next_day_pain", "technique", "notes",
    "off_plan", "number",
)  # fmt: skip


def _row(one: SetRecord, block: int) -> SetRow:
    values = {name: getattr(one, name) for name in _SAME}
    return SetRow(one.id, one.exercise, side=str(one.side or ""), block=block, source=one, **values)


def new_draft(on: date) -> Draft:
    return Draft(new_id(), texts={"on": fmt.date(on)})


def repeated(last: Session, on: date) -> Draft:
    """A new session with the exercises of the last one: what was done then is what is planned now."""
    rows = tuple(
        SetRow(
            new_id(),
            row.exercise,
            number=row.number,
            side=row.side,
            planned_amount=row.planned_amount if row.amount is None else row.amount,
            planned_load=row.planned_load if row.load is None else row.load,
            block=row.block,
        )
        for row in rows_of(last.sets)
    )
    return replace(new_draft(on), kind=last.kind, rows=rows)


def session_of(draft: Draft, athlete_id: str, before: Session | None, exercises: Mapping[str, Any]) -> Session:
    """The session to save. `before` is what is kept of it now, `exercises` the rulebook's. Raises NotYet for what is no date
    or no number."""
    on = fmt.parse_date(draft.texts.get("on", ""))
    if on is None:
        typed = draft.texts.get("on", "").strip()
        if not typed:
            raise NotYet("on", tr("A date, please."))
        raise NotYet("on", tr("'{text}' is not a date; write it as {hint}.", text=typed, hint=fmt.date_hint()))
    for row in draft.rows:
        for name, _typed, why in row.wrong:
            raise NotYet("sets", f"{name}: {why}")
    kept = {} if before is None else {one.id: one for one in before.sets}
    sets = tuple(_record(row, kept.get(row.key), exercises) for row in draft.rows)
    base = Session(draft.id, athlete_id, on) if before is None else before
    return replace(
        base,
        on=on,
        kind=SessionKind(draft.kind),
        status=SessionStatus(draft.status),
        minutes=_whole(draft, "minutes"),
        soreness=_whole(draft, "soreness"),
        readiness=_whole(draft, "readiness"),
        notes=draft.texts.get("notes", ""),
        sets=sets,
    )


def _whole(draft: Draft, name: str) -> int | None:
    text = draft.texts.get(name, "").strip()
    if not text:
        return None
    value = fmt.parse_number(text)
    if value is None:
        raise NotYet(name, tr("'{text}' is not a number.", text=text))
    if value != int(value):
        raise NotYet(name, tr("A whole number, please."))
    return int(value)


def _record(row: SetRow, before: SetRecord | None, exercises: Mapping[str, Any]) -> SetRecord:
    values: dict[str, Any] = {name: getattr(row, name) for name in _SAME}
    values |= {"position": row.block, "side": Side(row.side) if row.side else None}
    if before is not None:
        return replace(before, **values)
    exercise = exercises[row.exercise]
    return SetRecord(row.key, row.exercise, unit=exercise.unit, load_type=exercise.load_type, **values)


# ------------------------------------------------------------------------------------------------------------ as it is kept


def to_plain(draft: Draft) -> dict[str, Any]:
    """A draft as plain values, to be kept as JSON: with the unit its loads were typed in and the day as it was read."""
    day = fmt.parse_date(draft.texts.get("on", ""))
    rows = [{name: value for name, value in asdict(row).items() if name != "source"} for row in
            (replace(row, source=None) for row in draft.rows)]  # fmt: skip
    return {
        "id": draft.id,
        "kind": str(draft.kind),
        "status": str(draft.status),
        "texts": dict(draft.texts),
        "rows": rows,
        "unit": fmt.mass_unit(),
        "day": "" if day is None else day.isoformat(),
    }


def from_plain(plain: Mapping[str, Any], masses: Collection[str]) -> Draft | None:
    """The draft that was kept, in today's language and unit; None where it cannot be read any more. `masses` are the exercises
    whose load is a mass: what could not be read as one keeps its unit behind it when another is shown by now."""
    try:
        unit = plain.get("unit", fmt.mass_unit())
        rows = tuple(_set_of(row, "" if unit == fmt.mass_unit() else str(unit), masses) for row in plain["rows"])
        texts = {str(name): str(text) for name, text in plain["texts"].items()}
        if plain.get("day"):
            texts["on"] = fmt.date(date.fromisoformat(plain["day"]))
        return Draft(plain["id"], SessionKind(plain["kind"]), SessionStatus(plain["status"]), texts, rows)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


_UNITS = ("kg", "lb", "lbs")


def _set_of(row: Mapping[str, Any], unit: str, masses: Collection[str]) -> SetRow:
    wrong: list[tuple[str, str, str]] = []
    for name, typed, why in row["wrong"]:
        bare = name == "load" and row["exercise"] in masses and not typed.strip().casefold().endswith(_UNITS)
        wrong.append((str(name), f"{typed} {unit}" if unit and bare else str(typed), str(why)))
    return SetRow(**{**row, "wrong": tuple(wrong)})
