"""How gates are read, exactly: one reading for every option of every gate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rules.facts import Athlete, History, LoggedSets
from tests.oracle.evidence import (
    HARDER_RPE_MAX,
    LOAD_TOLERANCE_KG,
    Catalogue,
    Exercise,
    Numbers,
    above,
    age_on,
    by_slug,
    gates_of,
    newest_rating,
    row_pain,
    row_technique,
    row_total_load,
    rows_of,
    wanted_load,
)

STANCE = "single-leg-stance"
STANCE_AGE = 70


@dataclass(frozen=True)
class OptionReading:
    """One option of one gate: the qualifying days, what the rating of the coach says ("none", "pass", "below"),
    what is wanted and which requirement is met. `open` is the whole gate by this option, `one_day` what the fast
    track asks.
    """

    slug: str
    days: tuple[date, ...]
    span: int
    coach: str
    wanted_days: int
    wanted_span: int
    met_days: bool
    met_span: bool

    @property
    def open(self) -> bool:
        return self.coach != "below" and self.met_days and self.met_span

    @property
    def one_day(self) -> bool:
        return self.coach != "below" and len(self.days) >= 1


def wanted_amount(numbers: Numbers, gate: Mapping[str, Any], slug: str, athlete: Athlete, on: date) -> float:
    """Specification: "Age 70: the 10 s apply to every gate option on single-leg-stance"."""
    age = age_on(athlete.birth_date, on)
    if slug == STANCE and age is not None and age >= STANCE_AGE:
        return min(gate["amount"], numbers["age"]["from_70_stance_seconds"])
    return gate["amount"]


def good_row(numbers: Numbers, gate: Mapping[str, Any], row: LoggedSets, rpe_max: float) -> bool:
    """Technique, pain and RPE of one row; what was not written down is not shown."""
    technique = row_technique(numbers, row)
    return (
        not row.off_plan
        and technique is not None
        and technique >= gate["technique"]
        and row_pain(row) <= gate["pain_max"]
        and row.rpe is not None
        and row.rpe <= rpe_max
    )


def qualifying_days(
    catalogue: Catalogue,
    numbers: Numbers,
    athlete: Athlete,
    history: History,
    gate: Mapping[str, Any],
    option: Mapping[str, Any],
    on: date,
    after: date | None,
) -> tuple[date, ...]:
    """Specification: "A day qualifies when enough sets meet amount AND load (0.5 kg tolerance) AND RPE AND pain
    AND technique, and next-morning pain is within the pain cap." "Rows of one date add up their `n`; one row of
    the prerequisite (off-plan ones too) with next-morning pain over the cap disqualifies the date: it then gives
    no evidence through a harder exercise either." "A harder exercise [...] is evidence for it when done on plan
    inside the window with the gate's technique, pain within the gate's cap and RPE <= 8; sets, amount and load
    are not asked." "today - date <= window_days".
    """
    slug = option["slug"]
    exercise = by_slug(catalogue)[slug]
    amount = wanted_amount(numbers, gate, slug, athlete, on)
    least_load = wanted_load(option, exercise, athlete) - LOAD_TOLERANCE_KG
    own = rows_of(history, slug, on)
    spoiled = {row.on for row in own if row.next_pain is not None and row.next_pain > gate["pain_max"]}
    sets: dict[date, int] = {}
    for row in own:
        enough = (row.amount or 0) >= amount and row_total_load(exercise, row) >= least_load
        if enough and good_row(numbers, gate, row, gate["rpe_max"]):
            sets[row.on] = sets.get(row.on, 0) + row.sets
    days = {day for day, count in sets.items() if count >= gate["sets"]}
    for harder in above(catalogue, slug):
        days |= {row.on for row in rows_of(history, harder, on) if good_row(numbers, gate, row, HARDER_RPE_MAX)}
    return tuple(
        sorted(
            day for day in days - spoiled if (on - day).days <= gate["window_days"] and (after is None or day > after)
        )
    )


def read_option(
    catalogue: Catalogue,
    numbers: Numbers,
    athlete: Athlete,
    history: History,
    gate: Mapping[str, Any],
    option: Mapping[str, Any],
    on: date,
    after: date | None = None,
) -> OptionReading:
    """Specification: "Newest valid rating >= standard: the 'coach pass' column applies (logged evidence is still
    needed)"; "gates that then want 2 days want them >= 2 days apart"; "rating [...] below the gate's technique
    closes that option"; "last - first >= span_days". `after`: only later days count (after a regression).
    """
    days = qualifying_days(catalogue, numbers, athlete, history, gate, option, on, after)
    span = (days[-1] - days[0]).days if days else 0
    rating = newest_rating(numbers, history, option["slug"], on)
    coach = "none" if rating is None else "pass" if rating[1] >= gate["technique"] else "below"
    if coach == "pass":
        wanted_days = gate["days_coach"]
        wanted_span = numbers["coach"]["coach_span_days"] if wanted_days >= 2 else 0
    else:
        wanted_days = gate["days_self"]
        wanted_span = gate["span_days"]
    return OptionReading(
        option["slug"], days, span, coach, wanted_days, wanted_span, len(days) >= wanted_days, span >= wanted_span
    )


def read_gates(
    catalogue: Catalogue,
    numbers: Numbers,
    athlete: Athlete,
    history: History,
    exercise: Exercise,
    on: date,
    after: date | None = None,
) -> list[list[OptionReading]]:
    """Every option of every gate of the exercise, in the order of the catalogue."""
    return [
        [read_option(catalogue, numbers, athlete, history, gate, option, on, after) for option in gate["any_of"]]
        for gate in gates_of(exercise)
    ]
