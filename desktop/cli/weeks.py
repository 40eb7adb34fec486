"""Planned weeks as the command line prints them: JSON with stable keys, and lines to read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from desktop.cli.output import say
from desktop.services.plans.comparing import dose

if TYPE_CHECKING:
    from desktop.services.house import Services
    from desktop.services.plans import SessionCard, WeekView
    from rules.verdicts import LeftOut, PlannedItem, PlannedSession, Reason

_OUT = ("skipped", "withdrawn")
"""States of sessions that are no part of the week any more; the week's left-out says why there is none."""


def views(services: Services, athlete_id: str, start: date, count: int) -> Iterator[WeekView]:
    """The weeks from the one of `start` on, one by one: what was kept of past ones, what is planned of the others."""
    services.plans.weeks(athlete_id, start, count)  # all at once: each week goes on from the one before
    for number in range(count):
        yield services.plans.week(athlete_id, start + timedelta(weeks=number))


def week_json(services: Services, view: WeekView) -> dict[str, Any]:
    return {
        "monday": view.monday.isoformat(),
        "phase": view.phase.value,
        "projected": view.projected,
        "sessions": [_session_json(services, card) for card in view.cards if card.state not in _OUT],
        "left_out": [_left_out_json(services, one) for one in view.left_out],
        "opens": [
            {"slug": one.slug, "name": services.words.name(one.slug), "date": one.on.isoformat()} for one in view.opens
        ],
    }


def _session_json(services: Services, card: SessionCard) -> dict[str, Any]:
    plan = services.plans.as_kept(card)
    return {
        "date": card.on.isoformat(),
        "template": "free" if card.template is None else card.template.value,
        "minutes": card.minutes,
        "state": card.state.value,
        "slot": None if card.slot is None else card.slot.isoformat(),
        "place": "" if plan is None else plan.place,
        "phase": _phase(card, plan),
        "eased": plan is not None and plan.eased,
        "deload": plan is not None and plan.deload,
        "items": [_item_json(services, item) for item in _items(services, card, plan)],
        "left_out": [] if plan is None else [_left_out_json(services, one) for one in plan.left_out],
        "why": [] if plan is None else [_reason_json(services, one) for one in plan.reasons],
    }


def _phase(card: SessionCard, plan: PlannedSession | None) -> str | None:
    if plan is not None:
        return plan.phase.value
    return None if card.done is None or card.done.phase is None else card.done.phase.value


def _items(services: Services, card: SessionCard, plan: PlannedSession | None) -> tuple[PlannedItem, ...]:
    if plan is not None:
        return plan.items
    return () if card.done is None else services.plans.done_items(card.done)


def _item_json(services: Services, item: PlannedItem) -> dict[str, Any]:
    return {
        "slug": item.slug,
        "name": services.words.name(item.slug),
        "category": item.category.value,
        "role": item.role.value,
        "sets": item.sets,
        "amount": int(item.amount) if item.amount == int(item.amount) else item.amount,
        "unit": item.unit.value,
        "load": None if item.load is None else float(item.load),
        "load_type": item.load_type.value,
        "rir": item.rir,
        "target_load": None if item.aim is None else float(item.aim),
        "plates": list(item.plates),
        "paired": item.paired,
        "rule": item.rule,
        "why": services.words.reason(item.reasons[0]),
        "reasons": [_reason_json(services, one) for one in item.reasons],
    }


def _left_out_json(services: Services, one: LeftOut) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if one.slug:
        found |= {"slug": one.slug, "name": services.words.name(one.slug)}
    if one.category is not None:
        found["category"] = one.category.value
    if one.on is not None:
        found["date"] = one.on.isoformat()
    return found | _reason_json(services, one.reason)


def _reason_json(services: Services, one: Reason) -> dict[str, Any]:
    return {"rule": one.rule, "why": services.words.reason(one)}


def show_week(services: Services, view: WeekView) -> None:
    """The week in lines: a session, its exercises below it, then what it goes without."""
    note = "  projected: if every session goes as written" if view.projected else ""
    say(f"week of {view.monday.isoformat()}  {view.phase}{note}")
    cards = [card for card in view.cards if card.state not in _OUT]
    for card in cards:
        _show_session(services, card)
    if not cards:
        say("  no session")
    for one in view.left_out:
        what = (
            services.words.name(one.slug) if one.slug else one.category or (one.on and one.on.isoformat()) or "session"
        )
        say(f"  left out  {what}: [{one.reason.rule}] {services.words.reason(one.reason)}")
    for opening in view.opens:
        say(f"  opens     {opening.on.isoformat()} {services.words.name(opening.slug)}")


def _show_session(services: Services, card: SessionCard) -> None:
    plan = services.plans.as_kept(card)
    kind = "free" if card.template is None else card.template.value
    minutes = "" if card.minutes is None else f"{card.minutes} min"
    place = "" if plan is None else plan.place
    say("  ".join(part for part in (f"  {card.on.isoformat()}", kind, minutes, card.state.value, place) if part))
    for item in _items(services, card, plan):
        why = services.words.reason(item.reasons[0])
        say(f"    {services.words.name(item.slug)}  {dose(item)}  [{item.rule}] {why}")
