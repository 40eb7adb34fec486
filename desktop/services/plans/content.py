"""A planned session as the text that is kept, and back again: nothing is lost on the way.

The text is JSON of a version of its own. What a later version wrote is not guessed at; an exercise that left the catalogue, or a
word this version does not know, costs its own line and no more.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, cast

from rules.verdicts import LeftOut, PlannedItem, PlannedSession, Reason
from rules.vocabulary import Category, Decision, LoadType, Phase, Role, Template, Unit

VERSION = 1


def write(session: PlannedSession) -> str:
    """The same session always gives the same text."""
    plain = {
        "version": VERSION,
        "on": session.on.isoformat(),
        "slot": session.slot.isoformat(),
        "template": session.template.value,
        "place": session.place,
        "phase": session.phase.value,
        "minutes": session.minutes,
        "eased": session.eased,
        "deload": session.deload,
        "projected": session.projected,
        "items": [_item(item) for item in session.items],
        "left_out": [_left_out(one) for one in session.left_out],
        "reasons": [_reason(one) for one in session.reasons],
    }
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read(text: str, known: Container[str] | None = None) -> PlannedSession | None:
    """The session of a text; None where it cannot be read. Exercises that are not among `known` (None: all are) are left away."""
    plain = _plain(text)
    if plain is None:
        return None
    try:
        return PlannedSession(
            on=date.fromisoformat(plain["on"]),
            slot=date.fromisoformat(plain["slot"]),
            template=Template(plain["template"]),
            place=str(plain["place"]),
            phase=Phase(plain["phase"]),
            minutes=int(plain["minutes"]),
            items=tuple(_items(plain["items"], known)),
            left_out=tuple(_all_left_out(plain["left_out"], known)),
            reasons=_reasons(plain["reasons"]),
            eased=bool(plain["eased"]),
            deload=bool(plain["deload"]),
            projected=bool(plain["projected"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def aims(text: str) -> Mapping[str, tuple[float, float]]:
    """Load and aim (before it was rounded) of every exercise that had both, in its load type."""
    plain = _plain(text)
    items: Any = [] if plain is None else plain.get("items")
    found: dict[str, tuple[float, float]] = {}
    for item in cast("list[Any]", items) if isinstance(items, list) else []:
        if isinstance(item, dict):
            values = cast("dict[str, Any]", item)
            slug, load, aim = values.get("slug"), values.get("load"), values.get("aim")
            if isinstance(slug, str) and isinstance(load, int | float) and isinstance(aim, int | float):
                found[slug] = (float(load), float(aim))
    return found


def alike(one: PlannedSession, other: PlannedSession) -> bool:
    """Whether both ask the same of the athlete: reasons and estimates may differ from day to day."""
    return _asked(one) == _asked(other)


def _asked(session: PlannedSession) -> PlannedSession:
    items = tuple(replace(item, pct=None, reasons=(), decision=None) for item in session.items)
    return replace(session, items=items, left_out=(), reasons=(), projected=False)


# --- writing


def _item(item: PlannedItem) -> dict[str, Any]:
    return {
        "slug": item.slug,
        "category": item.category.value,
        "role": item.role.value,
        "sets": item.sets,
        "amount": item.amount,
        "unit": item.unit.value,
        "load_type": item.load_type.value,
        "load": item.load,
        "aim": item.aim,
        "rir": item.rir,
        "pct": item.pct,
        "plates": list(item.plates),
        "paired": item.paired,
        "trial": item.trial,
        "introductory": item.introductory,
        "decision": None if item.decision is None else item.decision.value,
        "reasons": [_reason(one) for one in item.reasons],
    }


def _left_out(one: LeftOut) -> dict[str, Any]:
    return {
        "reason": _reason(one.reason),
        "category": None if one.category is None else one.category.value,
        "slug": one.slug,
        "on": None if one.on is None else one.on.isoformat(),
    }


def _reason(one: Reason) -> dict[str, Any]:
    return {"rule": one.rule, "facts": dict(one.facts)}


# --- reading


def _plain(text: str) -> dict[str, Any] | None:
    try:
        plain: object = json.loads(text)
    except ValueError:
        return None
    if not isinstance(plain, dict):
        return None
    found = cast("dict[str, Any]", plain)
    return found if found.get("version") == VERSION else None


def _items(items: Iterable[Mapping[str, Any]], known: Container[str] | None) -> Iterable[PlannedItem]:
    for item in items:
        if known is None or item["slug"] in known:
            read = _read_item(item)
            if read is not None:
                yield read


def _read_item(item: Mapping[str, Any]) -> PlannedItem | None:
    try:
        return PlannedItem(
            slug=str(item["slug"]),
            category=Category(item["category"]),
            role=Role(item["role"]),
            sets=int(item["sets"]),
            amount=_number(item["amount"]),
            unit=Unit(item["unit"]),
            load_type=LoadType(item["load_type"]),
            load=None if item["load"] is None else _number(item["load"]),
            aim=None if item["aim"] is None else _number(item["aim"]),
            rir=None if item["rir"] is None else _number(item["rir"]),
            pct=None if item["pct"] is None else _number(item["pct"]),
            plates=tuple(map(_number, item["plates"])),
            paired=bool(item["paired"]),
            trial=bool(item["trial"]),
            introductory=bool(item["introductory"]),
            decision=None if item["decision"] is None else Decision(item["decision"]),
            reasons=_reasons(item["reasons"]),
        )
    except (KeyError, TypeError, ValueError):
        return None


def _number(value: Any) -> Any:
    """A figure as it was written; TypeError for anything else, which costs the line."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(value)
    return value


def _all_left_out(kept: Iterable[Mapping[str, Any]], known: Container[str] | None) -> Iterable[LeftOut]:
    for one in kept:
        if one["slug"] and known is not None and one["slug"] not in known:
            continue
        yield LeftOut(
            reason=_read_reason(one["reason"]),
            category=None if one["category"] is None else Category(one["category"]),
            slug=str(one["slug"]),
            on=None if one["on"] is None else date.fromisoformat(one["on"]),
        )


def _reasons(kept: Iterable[Mapping[str, Any]]) -> tuple[Reason, ...]:
    return tuple(_read_reason(one) for one in kept)


def _read_reason(one: Mapping[str, Any]) -> Reason:
    return Reason(str(one["rule"]), dict(one["facts"]))
