"""What a plan is made from, as a case tells it: the athlete's week, the sessions done, what was asked for and felt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from itertools import chain

from rules.cases.parts import athlete_of, numbers_of, races_of, ratings_of, slug_of
from rules.facts import (
    Absence,
    Athlete,
    Exposure,
    Feeling,
    History,
    KeyRun,
    Life,
    LoggedSets,
    Place,
    Practised,
    Situation,
    Trained,
    Wish,
)
from rules.rulebook import Rulebook, RulebookError
from rules.rulebook.table import Table
from rules.vocabulary import Category, Equipment, Phase, Template


def situation_of(book: Rulebook, case: Table) -> Situation:
    """The situation of a case; what it does not name is empty."""
    athlete = athlete_of(book, case)
    life = _life(book, case, athlete)
    # what stands in a place is the athlete's own
    owned = athlete.equipment.union(*(place.equipment for place in life.places))
    done = [one for table in case.tables("done", "", []) for one in _sessions(book, table)]
    sets = tuple(row for _, rows in done for row in rows)
    return Situation(
        athlete=replace(athlete, equipment=owned),
        life=life,
        races=races_of(case),
        history=History(sets, ratings_of(book, case)),
        trained=tuple(trained for trained, _ in done),
        wishes=tuple(_wish(book, table) for table in case.tables("wishes", "", [])),
        feelings=tuple(_feeling(table) for table in case.tables("feelings", "", [])),
    )


def days_of(table: Table, key: str) -> tuple[date, ...]:
    """A list of dates, as [2027-01-31]."""
    values = table.items(key)
    if not all(isinstance(v, date) and not isinstance(v, datetime) for v in values):
        raise table.fail(key, "must be a list of dates, as [2027-01-31]")
    return tuple(values)


# --- the athlete's week


def _life(book: Rulebook, case: Table, athlete: Athlete) -> Life:
    """A case without places has one for every day, with what the athlete owns."""
    everywhere = (Place("", athlete.equipment),)
    if "life" not in case:
        return Life(places=everywhere)
    table = case.table("life")
    life = Life(
        available=_weekdays(table, "available"),
        minutes=table.whole("minutes", 1, 1000) if "minutes" in table else None,
        places=tuple(_place(part) for part in table.tables("places", "name", [])) or everywhere,
        key_runs=tuple(_run(part) for part in table.tables("key_runs", "", [])),
        absences=tuple(_absence(part) for part in table.tables("absences", "", [])),
        declared_kg=_declared(book, table),
    )
    table.done()
    return life


def _weekdays(table: Table, key: str) -> frozenset[int]:
    values = table.items(key, [])
    if not all(type(v) is int and 1 <= v <= 7 for v in values):
        raise table.fail(key, "must be weekdays from 1 (Monday) to 7")
    return frozenset(values)


def _place(table: Table) -> Place:
    place = Place(
        name=table.text("name"),
        equipment=frozenset(table.words("equipment", Equipment, [])),
        days=_weekdays(table, "days"),
        plates_kg=_masses(table, "plates_kg"),
        dumbbells_kg=_masses(table, "dumbbells_kg"),
        kettlebells_kg=_masses(table, "kettlebells_kg"),
        bar_kg=table.number("bar_kg", 0, 1000) if "bar_kg" in table else None,
    )
    table.done()
    return place


def _masses(table: Table, key: str) -> tuple[float, ...]:
    return numbers_of(table, key, 1000) if key in table else ()


def _run(table: Table) -> KeyRun:
    run = KeyRun(
        weekday=table.whole("weekday", 1, 7),
        long=table.flag("long", False),
        minutes=table.whole("minutes", 1, 10_000) if "minutes" in table else None,
        descent_m=table.whole("descent_m", 0, 100_000) if "descent_m" in table else None,
    )
    table.done()
    return run


def _absence(table: Table) -> Absence:
    absence = Absence(table.day("since"), table.day("until"), table.flag("ill", False))
    if absence.until < absence.since:
        raise table.fail("until", "lies before 'since'")
    table.done()
    return absence


def _declared(book: Rulebook, table: Table) -> Mapping[str, float]:
    if "declared_kg" not in table:
        return {}
    part = table.table("declared_kg")
    found = {slug: part.number(slug, 0, 1000) for slug in book.exercises if slug in part}
    part.done()
    return found


# --- what was done, asked for and felt


def _sessions(book: Rulebook, table: Table) -> Iterator[tuple[Trained, tuple[LoggedSets, ...]]]:
    """One session, or the same one on each of `dates`, with its rows as the standings read them."""
    if ("date" in table) == ("dates" in table):
        raise table.fail("date", "or 'dates' must be given, one of them")
    days = (table.day("date"),) if "date" in table else days_of(table, "dates")
    if not days:
        raise table.fail("dates", "is empty")
    parts = table.tables("items", "slug", [])
    common = Trained(
        on=days[0],
        slot=table.day("slot") if "slot" in table else None,
        template=table.word("template", Template) if "template" in table else None,
        phase=table.word("phase", Phase) if "phase" in table else None,
        eased=table.flag("eased", False),
        deload=table.flag("deload", False),
        soreness=table.whole("soreness", 0, 10) if "soreness" in table else None,
        readiness=table.whole("readiness", 1, 5) if "readiness" in table else None,
    )
    exercises = [_practised(book, part) for part in parts]
    table.done()
    for on in days:
        slot = on if common.slot is None and common.template is not None else common.slot
        practised = tuple(replace(one, exposure=replace(one.exposure, on=on)) for one in exercises)
        yield (
            replace(common, on=on, slot=slot, exercises=practised),
            tuple(chain.from_iterable(_rows(on, one) for one in practised)),
        )


def _practised(book: Rulebook, table: Table) -> Practised:
    """One exercise; `on` is filled in for each day."""
    slug = slug_of(book, table, "slug")
    amounts = _amounts(table)
    practised = Practised(
        slug=slug,
        exposure=Exposure(
            on=date.min,
            amounts=amounts,
            rir=_reserve(table, len(amounts)),
            technique=table.whole("technique", 0, 5) if "technique" in table else None,
            pain=table.whole("pain", 0, 10, 0),
            next_pain=table.whole("next", 0, 10) if "next" in table else None,
        ),
        load=table.number("load", 0, 1000) if "load" in table else None,
        aim=table.number("aim", 0, 1000) if "aim" in table else None,
        off_plan=table.flag("off_plan", False),
    )
    table.done()
    return practised


def _amounts(table: Table) -> tuple[float, ...]:
    """`amounts` set by set, or `sets` sets of `amount`."""
    if "amounts" in table:
        found = numbers_of(table, "amounts", 10_000)
        if not found:
            raise table.fail("amounts", "is empty")
        return found
    return (table.number("amount", 0, 10_000),) * table.whole("sets", 1, 20)


def _reserve(table: Table, sets: int) -> tuple[float | None, ...]:
    """The reserve set by set, or one for all sets; unknown where it is not given."""
    if "rir" not in table:
        return (None,) * sets
    try:
        table.items("rir")
    except RulebookError:
        return (table.number("rir", 0, 20),) * sets
    found = numbers_of(table, "rir", 20)
    if len(found) != sets:
        raise table.fail("rir", f"must have {sets} values, one a set")
    return found


def _rows(on: date, done: Practised) -> Iterator[LoggedSets]:
    exposure = done.exposure
    for amount, rir in zip(exposure.amounts, exposure.rir, strict=True):
        yield LoggedSets(
            on=on,
            slug=done.slug,
            amount=amount,
            load=done.load,
            rpe=None if rir is None else max(0.0, 10.0 - rir),
            pain=exposure.pain,
            next_pain=exposure.next_pain,
            technique=exposure.technique,
            off_plan=done.off_plan,
        )


def _wish(book: Rulebook, table: Table) -> Wish:
    swaps: dict[Category, str] = {}
    if "swaps" in table:
        part = table.table("swaps")
        swaps = {category: slug_of(book, part, category) for category in Category if category in part}
        part.done()
    wish = Wish(
        on=table.day("date"),
        moved_to=table.day("moved_to") if "moved_to" in table else None,
        skipped=table.flag("skipped", False),
        swaps=swaps,
    )
    table.done()
    return wish


def _feeling(table: Table) -> Feeling:
    feeling = Feeling(
        on=table.day("date"),
        soreness=table.whole("soreness", 0, 10) if "soreness" in table else None,
        readiness=table.whole("readiness", 1, 5) if "readiness" in table else None,
    )
    table.done()
    return feeling
