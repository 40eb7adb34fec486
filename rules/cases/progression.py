"""Cases of the next load."""

from __future__ import annotations

from collections.abc import Iterator
from math import isclose

from rules.cases.parts import Check, Deciders, athlete_of, numbers_of, pair_of, races_of, slug_of
from rules.facts import Exposure
from rules.progression import Target
from rules.rulebook.table import Table
from rules.vocabulary import Decision, Phase


def read(deciders: Deciders, table: Table) -> Check:
    book = deciders.book
    today = table.day("today")
    slug = slug_of(book, table, "slug")
    phase = table.word("phase", Phase, Phase.BUILD)
    athlete = athlete_of(book, table)
    races = races_of(table)
    last_load = table.number("last_load", 0, 1000) if "last_load" in table else None
    low, high = pair_of(table, "range")
    target = Target(low, high, table.number("target_rir", 0, 10))
    exposures = [_exposure(part) for part in table.tables("sessions", "date", [])]
    increase = table.day("last_increase") if "last_increase" in table else None
    work = table.number("work_e1rm", 0, 1000) if "work_e1rm" in table else None
    expect = table.table("expect")
    want_decision = expect.word("decision", Decision, "") if "decision" in expect else None
    want_load = expect.number("load", 0, 1000) if "load" in expect else None
    want_extension = expect.whole("extension", 0, 50) if "extension" in expect else None
    expect.done()

    def check() -> Iterator[str]:
        day = deciders.season.on(athlete, races, today) if races else deciders.season.caps(athlete, phase, today)
        got = deciders.progression.decide(
            slug, athlete, today, exposures, last_load, target, day.caps, last_increase=increase, work_e1rm=work
        )
        if want_decision is not None and got.decision is not want_decision:
            yield f"decision: got {got.decision}, want {want_decision}"
        if want_load is not None and not isclose(got.load or 0.0, want_load, abs_tol=1e-6):
            yield f"load: got {got.load}, want {want_load:g}"
        if want_extension is not None and got.extension != want_extension:
            yield f"extension: got {got.extension}, want {want_extension}"

    return check


def _exposure(table: Table) -> Exposure:
    exposure = Exposure(
        on=table.day("date"),
        amounts=numbers_of(table, "reps", 10_000),
        rir=numbers_of(table, "rir", 20),
        technique=table.whole("technique", 0, 5) if "technique" in table else None,
        pain=table.whole("pain", 0, 10, 0),
        next_pain=table.whole("next", 0, 10) if "next" in table else None,
    )
    table.done()
    return exposure
