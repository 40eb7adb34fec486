"""`switchback plan`: the sessions of any weeks, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop import app
from models import records
from models.records import Session, SessionKind, new_id
from rules.vocabulary import Equipment, LoadType, Phase, Role, Template, Unit
from tests.cli.conftest import MARTA, ON, Said
from tests.services.conftest import one_set

Run = Callable[..., Said]


def planned(switchback: Run, *arguments: object) -> list[dict[str, Any]]:
    said = switchback("plan", "marta", *arguments, "--json")
    assert (said.status, said.err) == (0, "")
    found = json.loads(said.out)
    assert found["athlete"] == {"id": MARTA, "name": "Marta Nowak"}
    return found["weeks"]


def test_the_keys_of_the_contract(switchback: Run) -> None:
    weeks = planned(switchback, "--from", ON, "--weeks", 3)
    assert [week["monday"] for week in weeks] == ["2027-01-11", "2027-01-18", "2027-01-25"]
    assert [week["projected"] for week in weeks] == [False, True, True]
    sessions = [session for week in weeks for session in week["sessions"]]
    assert sessions
    for week in weeks:
        assert Phase(week["phase"])
        for one in week["left_out"]:
            assert one["rule"]
            assert one["why"]
    for session in sessions:
        assert date.fromisoformat(session["date"])
        assert Template(session["template"])
        assert isinstance(session["minutes"], int)
        assert session["items"]
        for item in session["items"]:
            assert {"slug", "role", "sets", "amount", "unit", "load", "load_type", "rir", "rule", "why"} <= set(item)
            assert Role(item["role"])
            assert Unit(item["unit"])
            assert LoadType(item["load_type"])
            assert item["sets"] >= 1
            assert item["amount"] > 0
            assert item["load"] is None or isinstance(item["load"], float)
            assert item["why"] != item["rule"]


def test_every_day_is_in_its_week(switchback: Run) -> None:
    for week in planned(switchback, "--from", "2027-03-03", "--weeks", 4):
        monday = date.fromisoformat(week["monday"])
        assert monday.weekday() == 0
        for session in week["sessions"]:
            assert monday <= date.fromisoformat(session["date"]) <= monday + timedelta(days=6)


def test_the_week_of_today_unless_said_otherwise(switchback: Run) -> None:
    assert [week["monday"] for week in planned(switchback)] == ["2027-01-11"]
    assert planned(switchback) == planned(switchback, "--from", "2027-01-17", "--weeks", 1)


def test_the_same_question_has_the_same_answer(switchback: Run) -> None:
    assert planned(switchback, "--weeks", 8) == planned(switchback, "--weeks", 8)
    assert planned(switchback, "--weeks", 8)[:2] == planned(switchback, "--weeks", 2)


def test_asking_writes_nothing(switchback: Run, data: Path) -> None:
    before = (data / "switchback.db").read_bytes()
    switchback("plan", "marta", "--weeks", "5")
    assert (data / "switchback.db").read_bytes() == before


def test_past_weeks_are_what_was_kept(switchback: Run, data: Path) -> None:
    services = app.open_services(data, app.clock_for(ON))
    try:
        sets = (one_set("goblet-squat", load=12.0, load_type=LoadType.SINGLE_KG),)
        services.training.save(Session(new_id(), MARTA, date(2027, 1, 5), SessionKind.A, minutes=30, sets=sets))
    finally:
        services.close()
    (week,) = planned(switchback, "--from", "2027-01-05")
    assert [(one["date"], one["template"], one["state"]) for one in week["sessions"]] == [
        ("2027-01-05", "A", "unplanned"),
        ("2027-01-07", "free", "unplanned"),
    ]
    (item,) = week["sessions"][0]["items"]
    assert (item["slug"], item["sets"], item["amount"], item["load"]) == ("goblet-squat", 1, 10, 12.0)
    assert item["rule"] == "log.done"
    assert planned(switchback, "--from", "2026-06-01")[0]["sessions"] == []


def test_skipped_sessions_are_left_out_with_the_reason(switchback: Run, data: Path) -> None:
    (before,) = planned(switchback)
    slot = before["sessions"][0]["slot"]
    services = app.open_services(data, app.clock_for(ON))
    try:
        services.plans.skip(MARTA, date.fromisoformat(slot))
    finally:
        services.close()
    (after,) = planned(switchback)
    assert slot not in [session["slot"] for session in after["sessions"]]
    assert {"day.skipped"} <= {one["rule"] for one in after["left_out"] if one.get("date") == slot}


def test_in_words(switchback: Run) -> None:
    said = switchback("plan", "marta", "--weeks", 2)
    assert said.status == 0
    lines = said.out.splitlines()
    assert lines[0] == "Marta Nowak, as of 2027-01-11"
    assert lines[1].startswith("week of 2027-01-11  ")
    assert sum("projected: if every session goes as written" in line for line in lines) == 1
    items = [line for line in lines if line.startswith("    ")]
    assert items
    assert all(" × " in line and "[" in line for line in items)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--weeks", "0"),
        ("--weeks", "105"),
        ("--weeks", "-1"),
        ("--weeks", "two"),
        ("--weeks", "1.5"),
        ("--weeks", "٣"),
        ("--weeks", "99999999999999999999"),
        ("--from", "2027-02-30"),
        ("--from", "11.1.2027"),
        ("--from", "0001-01-01"),
        ("--from", "9999-12-31"),
        ("--from", "2199-06-01", "--json"),
    ],
)
def test_wrong_arguments_end_in_one_line(switchback: Run, arguments: tuple[str, ...]) -> None:
    said = switchback("plan", "marta", *arguments)
    assert (said.status, said.out) == (2, "")
    assert said.err.count("\n") == 1


def test_who_is_not_there(switchback: Run) -> None:
    said = switchback("plan", "nobody")
    assert (said.status, said.out) == (1, "")
    assert switchback("plan").status == 2


def test_two_years_end(switchback: Run) -> None:
    assert len(planned(switchback, "--weeks", 104)) == 104


def test_an_athlete_of_whom_nothing_is_known(switchback: Run, data: Path) -> None:
    services = app.open_services(data, app.clock_for(ON))
    try:
        services.athletes.save(
            records.Athlete(new_id(), "Nobody Known"),
        )
        child = records.Athlete(new_id(), "Small Child", birth_date=date(2018, 1, 1))
        services.athletes.add(child, frozenset({Equipment.DUMBBELLS}))
    finally:
        services.close()
    assert switchback("plan", "nobody known", "--weeks", "6").status == 0
    said = switchback("plan", "small child", "--json")
    (week,) = json.loads(said.out)["weeks"]
    assert week["sessions"] == []
    assert week["left_out"]
