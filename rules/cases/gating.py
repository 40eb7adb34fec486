"""Cases of what is open: statuses, choices, the next deadlift."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rules.cases.parts import (
    NOTHING,
    Check,
    Deciders,
    athlete_of,
    caps_of,
    day_values,
    differences,
    history_of,
    races_of,
    statuses_of,
    words_by,
)
from rules.ladder import landmine_used_up, pick
from rules.rulebook.table import Table
from rules.verdicts import Standing
from rules.vocabulary import Category, HingeChoice, Phase


def read(deciders: Deciders, table: Table) -> Check:
    book = deciders.book
    today = table.day("today")
    phase = table.word("phase", Phase, Phase.BUILD)
    athlete = athlete_of(book, table)
    history = history_of(book, table)
    races = races_of(table)
    hinge = table.table("hinge") if "hinge" in table else None
    situation = (hinge.number("last_load", 0, 1000), hinge.flag("topped_out")) if hinge else (0.0, False)
    if hinge:
        hinge.done()
    statuses = statuses_of(book, table, "expect_status")
    picks = words_by(table, "expect_pick", Category)
    caps = caps_of(table, "expect_caps")
    choice = table.word("expect_hinge", HingeChoice, "") if "expect_hinge" in table else None
    if not (statuses or picks or caps or choice):
        raise table.fail("", "expects nothing")
    if choice and not hinge:
        raise table.fail("hinge", "is missing")

    def check() -> Iterator[str]:
        day = deciders.season.on(athlete, races, today) if races else deciders.season.caps(athlete, phase, today)
        found = deciders.standings.of(athlete, history, today, phase=day.phase)
        for slug, want in statuses.items():
            if found[slug].status != want:
                yield f"{slug}: got {found[slug].status}, want {want}"
        used_up = landmine_used_up(book, history, today)
        for category, want in picks.items():
            new = day.caps.novelty
            got = pick(book, Category(category), found, athlete, used_up=used_up, takes_new=new) or NOTHING
            if got != (want or NOTHING):
                yield f"{category}: got {got}, want {want}"
        yield from differences(day_values(day, 1), caps)
        if choice is not None:
            got, _ = deciders.progression.hinge(*situation, athlete, **_open(found))
            if got is not choice:
                yield f"hinge: got {got}, want {choice}"

    return check


def _open(found: Mapping[str, Standing]) -> dict[str, bool]:
    return {
        "hex_bar": found[HingeChoice.HEX_BAR].is_open if HingeChoice.HEX_BAR in found else False,
        "conventional": found[HingeChoice.CONVENTIONAL].is_open if HingeChoice.CONVENTIONAL in found else False,
    }
