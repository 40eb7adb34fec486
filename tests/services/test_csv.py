"""sessions.csv out and in: golden bytes, a byte-stable round trip, and nothing half done."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop import app
from desktop.services.csv_cells import HEADER
from desktop.services.house import Services
from desktop.services.outcome import Cancelled, Refused
from models import records
from models.records import Session, SessionKind, SessionStatus, new_id
from rules.vocabulary import LoadType, Phase, Side, Unit
from tests.services.conftest import lunges, one_set

TODAY = date(2027, 1, 11)
GOLDEN = Path(__file__).parent.parent / "golden" / "sessions.csv"
MARTA = "00000000-0000-4000-8000-00000000000a"
ZOE = "00000000-0000-4000-8000-00000000000b"


def session_id(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


def golden_squad() -> tuple[list[records.Athlete], list[Session]]:
    """Two athletes and one session of every sort: done, done in part, planned, skipped, both sides, risky texts."""
    planned: dict[str, Any] = {"amount": None, "rpe": None, "pain": None, "technique": None, "planned_amount": 10.0}
    squat: dict[str, Any] = {"load_type": LoadType.TOTAL_KG, "load": 62.5, "planned_load": 60.0, "rir": 2.5}
    stance: dict[str, Any] = {"unit": Unit.SECONDS, "amount": 20.0}
    sessions = [
        Session(
            session_id(1),
            MARTA,
            TODAY - timedelta(days=7),
            SessionKind.A,
            phase=Phase.BUILD,
            sets=(
                one_set("back-squat", 1, 1, **squat, notes="=SUM(A1:A9)"),
                one_set("back-squat", 2, 1, **squat, next_day_pain=1, notes='she said "easy", twice'),
                one_set("single-leg-stance", 1, 2, **stance, side=Side.LEFT),
                one_set("single-leg-stance", 1, 2, **stance, side=Side.RIGHT, notes="two\r\nlines"),
                one_set("back-squat", 1, 3, **squat, off_plan=True, notes="'quoted"),
            ),
        ),
        Session(
            session_id(2),
            MARTA,
            TODAY - timedelta(days=5),
            SessionKind.B,
            SessionStatus.SKIPPED,
            sets=(one_set(**planned),),
        ),
        Session(
            session_id(3),
            MARTA,
            TODAY,
            SessionKind.FREE,
            sets=(one_set(notes="-1 kg, felt fine"), one_set(number=2, **planned)),
        ),
        Session(session_id(4), ZOE, TODAY, SessionKind.AB, sets=(one_set(**planned, notes="@home"),)),
        Session(
            session_id(5),
            ZOE,
            TODAY + timedelta(days=2),
            SessionKind.MICRO,
            SessionStatus.PLANNED,
            sets=(one_set(**planned),),
        ),
    ]
    return [records.Athlete(MARTA, "Marta, née Nowak"), records.Athlete(ZOE, "+Zoë")], sessions


def fill(services: Services) -> None:
    athletes, sessions = golden_squad()
    for athlete in athletes:
        services.athletes.save(athlete)
    services.store.sessions.save_many(sessions)


def exported(services: Services, folder: Path, name: str = "out.csv") -> bytes:
    services.exports.write(folder / name)
    return (folder / name).read_bytes()


def test_the_golden_file(services: Services, tmp_path: Path) -> None:
    fill(services)
    found = exported(services, tmp_path)
    if os.environ.get("RENEW_GOLDEN"):
        GOLDEN.write_bytes(found)
    assert found == GOLDEN.read_bytes()


def test_the_bytes_are_what_spreadsheets_need(services: Services, tmp_path: Path) -> None:
    fill(services)
    found = exported(services, tmp_path)
    assert found.startswith(b"\xef\xbb\xbf" + ",".join(HEADER).encode() + b"\r\n")
    assert found.endswith(b"\r\n")
    assert b"'=SUM(A1:A9)" in found
    assert b"''quoted" in found
    assert b",62.5," in found


def test_round_trip_into_an_empty_store(services: Services, another: Services, tmp_path: Path) -> None:
    fill(services)
    first = exported(services, tmp_path)
    plan = another.imports.plan(tmp_path / "out.csv")
    assert (len(plan.athletes), len(plan.added), len(plan.changed), plan.skipped, plan.refused) == (2, 5, 0, 0, ())
    another.imports.apply(plan)
    assert exported(another, tmp_path, "again.csv") == first
    for _, sessions in [golden_squad()]:
        for session in sessions:
            there = another.store.sessions.get(session.id)
            assert there is not None
            assert (there.on, there.kind, there.status, there.phase) == (
                session.on,
                session.kind,
                session.status,
                session.phase,
            )
            assert [replace(s, id="") for s in there.sets] == [replace(s, id="") for s in session.sets]


def test_importing_twice_changes_nothing(services: Services, another: Services, tmp_path: Path) -> None:
    fill(services)
    exported(services, tmp_path)
    another.imports.apply(another.imports.plan(tmp_path / "out.csv"))
    again = another.imports.plan(tmp_path / "out.csv")
    assert again.empty
    assert again.skipped == 5


def test_undo_and_redo_of_an_import(services: Services, another: Services, tmp_path: Path) -> None:
    fill(services)
    first = exported(services, tmp_path)
    empty = exported(another, tmp_path, "empty.csv")
    receipt = another.imports.apply(another.imports.plan(tmp_path / "out.csv"))
    back = receipt.undo()
    assert another.athletes.roster() == ()
    assert exported(another, tmp_path, "undone.csv") == empty
    back.undo()
    assert exported(another, tmp_path, "redone.csv") == first


def test_a_changed_row_changes_its_session_and_keeps_the_rest(services: Services, tmp_path: Path) -> None:
    fill(services)
    before = services.store.sessions.get(session_id(1))
    assert before is not None
    services.store.sessions.save(
        replace(before, notes="rain", minutes=50, sets=(replace(before.sets[0], coach_technique=5), *before.sets[1:]))
    )
    text = exported(services, tmp_path).decode().replace("62.5", "65", 1)
    (tmp_path / "out.csv").write_bytes(text.encode())
    plan = services.imports.plan(tmp_path / "out.csv")
    assert (len(plan.added), len(plan.changed), plan.skipped) == (0, 1, 4)
    receipt = services.imports.apply(plan)
    now = services.store.sessions.get(session_id(1))
    assert now is not None
    assert now.sets[0].load == 65
    assert (now.notes, now.minutes, now.sets[0].coach_technique) == ("rain", 50, 5)
    assert [s.id for s in now.sets] == [s.id for s in before.sets]
    receipt.undo()
    undone = services.store.sessions.get(session_id(1))
    assert undone is not None
    assert undone.sets[0].load == 62.5


LINES = {
    "a number": (",62.5,", ',"62,5",', r"load_kg.*point"),
    "a date": ("2027-01-04", "04.01.2027", "2027-01-31"),
    "an exercise": ("back-squat,", "bakc-squat,", "no exercise 'bakc-squat'"),
    "a unit": (",seconds,", ",reps,", "counted in seconds"),
    "a side": (",left,", ",middle,", "side: 'middle'"),
    "a phase": (",BUILD,", ",BULK,", "no phase"),
    "a session": (",free,,", ",Z,,", "disagrees|'Z' is no kind"),
    "pain": (",0,1,4,no", ",11,1,4,no", "Pain must be"),
    "a session's id": (session_id(1), "one", "not a session's id"),
    "cells": (",no,'=SUM(A1:A9)", ",no,'=SUM(A1:A9),extra", "25 cells"),
    "off plan": (",yes,", ",perhaps,", "off_plan"),
    "set": (",1,,,60,10", ",one,,,60,10", "set"),
}


@pytest.mark.parametrize("what", LINES)
def test_a_bad_row_leaves_out_its_session_alone(
    services: Services, another: Services, tmp_path: Path, what: str
) -> None:
    fill(services)
    old, new, words = LINES[what]
    text = exported(services, tmp_path).decode()
    assert old in text
    (tmp_path / "out.csv").write_bytes(text.replace(old, new, 1).encode())
    plan = another.imports.plan(tmp_path / "out.csv")
    assert len(plan.refused) >= 1
    line, message = plan.refused[0]
    assert 2 <= line <= 10
    assert re.search(words, message), message
    another.imports.apply(plan)
    kept = {s.id for a in another.athletes.roster() for s in another.training.sessions(a.id)}
    hurt = 3 if what == "a session" else 1
    assert kept == {session_id(n) for n in range(1, 6) if n != hurt}


def test_a_row_with_missing_cells_takes_its_session_out(services: Services, another: Services, tmp_path: Path) -> None:
    fill(services)
    lines = exported(services, tmp_path).decode().split("\r\n")
    lines[1] = lines[1].rsplit(",", 2)[0]
    (tmp_path / "out.csv").write_bytes("\r\n".join(lines).encode())
    plan = another.imports.plan(tmp_path / "out.csv")
    assert plan.refused[0][0] == 2
    assert session_id(1) not in {s.id for s in plan.added}


def test_a_row_that_cannot_be_read_takes_the_sessions_beside_it_out(
    services: Services, another: Services, tmp_path: Path
) -> None:
    fill(services)
    lines = exported(services, tmp_path).decode().split("\r\n")
    lines[6] = '"half a text" and more,' + lines[6]
    (tmp_path / "out.csv").write_bytes("\r\n".join(lines).encode())
    plan = another.imports.plan(tmp_path / "out.csv")
    assert [line for line, _ in plan.refused] == [7]
    assert {s.id for s in plan.added} == {session_id(n) for n in (3, 4, 5)}


HEADERS = {
    "missing": (",notes\r\n", "\r\n", "missing: notes"),
    "unknown": (",notes\r\n", ",notes,mood\r\n", "unknown: mood"),
    "doubled": (",notes\r\n", ",notes,notes\r\n", "twice"),
    "semicolons": (",", ";", "semicolons"),
}


@pytest.mark.parametrize("what", HEADERS)
def test_another_header_is_refused_whole(services: Services, tmp_path: Path, what: str) -> None:
    fill(services)
    old, new, words = HEADERS[what]
    text = exported(services, tmp_path).decode()
    (tmp_path / "out.csv").write_bytes(text.replace(old, new, 10_000 if what == "semicolons" else 1).encode())
    with pytest.raises(Refused, match=words):
        services.imports.plan(tmp_path / "out.csv")


@pytest.mark.parametrize(
    "content,words",
    [(b"", "empty"), (b"\xff\xfe\x00a", "not UTF-8"), (b'"never closed', "line 1"), (b"\x00\x01\x02", "columns")],
)
def test_what_is_no_table_is_refused(services: Services, tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "x.csv").write_bytes(content)
    with pytest.raises(Refused, match=words):
        services.imports.plan(tmp_path / "x.csv")


def test_a_missing_file_is_refused(services: Services, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="No such file"):
        services.imports.plan(tmp_path / "nothing.csv")
    with pytest.raises(Refused, match="folder"):
        services.exports.write(tmp_path)
    with pytest.raises(Refused, match="cannot be written"):
        services.exports.write(tmp_path / "nowhere" / "x.csv")


def test_columns_may_stand_in_another_order(services: Services, another: Services, tmp_path: Path) -> None:
    import csv

    fill(services)
    first = exported(services, tmp_path)
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row[::-1] for row in csv.reader(file)]
    with (tmp_path / "turned.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    another.imports.apply(another.imports.plan(tmp_path / "turned.csv"))
    assert exported(another, tmp_path, "again.csv") == first


def test_a_session_of_another_athlete_is_refused(services: Services, tmp_path: Path) -> None:
    fill(services)
    text = exported(services, tmp_path).decode().replace(f"{ZOE},'+Zoë", f"{MARTA},Marta")
    (tmp_path / "out.csv").write_bytes(text.encode())
    plan = services.imports.plan(tmp_path / "out.csv")
    assert len(plan.refused) == 2
    assert "another athlete" in plan.refused[0][1]


def test_filters_by_athlete_and_day(services: Services, tmp_path: Path) -> None:
    fill(services)
    assert services.exports.write(tmp_path / "a.csv", [ZOE]) == 2
    assert services.exports.write(tmp_path / "b.csv", start=TODAY, end=TODAY) == 3
    assert services.exports.write(tmp_path / "c.csv", [MARTA], end=TODAY - timedelta(days=1)) == 6
    assert services.exports.write(tmp_path / "d.csv", []) == 0
    with pytest.raises(Refused, match="before the first"):
        services.exports.write(tmp_path / "e.csv", start=TODAY, end=TODAY - timedelta(days=1))


def test_a_cancelled_export_leaves_the_old_file(services: Services, tmp_path: Path) -> None:
    fill(services)
    target = tmp_path / "out.csv"
    target.write_text("before")
    seen: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> bool:
        seen.append((done, total))
        return False

    with pytest.raises(Cancelled):
        services.exports.write(target, progress=stop)
    assert seen == [(10, 10)]
    assert target.read_text() == "before"
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["out.csv"]


def test_a_file_with_nothing_new_is_no_step(services: Services, tmp_path: Path) -> None:
    fill(services)
    exported(services, tmp_path)
    plan = services.imports.plan(tmp_path / "out.csv")
    assert plan.empty
    with pytest.raises(Refused, match="nothing new"):
        services.imports.apply(plan)


def test_a_cancelled_import_changes_nothing(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(services)
    exported(services, tmp_path)
    monkeypatch.setattr("desktop.services.imports.sessions_csv._STEP", 1)
    with pytest.raises(Cancelled):
        services.imports.plan(tmp_path / "out.csv", progress=lambda done, total: done < 3)


NOTES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=NOTES.filter(lambda t: bool(t.strip())), notes=st.lists(NOTES, min_size=1, max_size=5))
def test_any_text_survives(tmp_path_factory: pytest.TempPathFactory, name: str, notes: list[str]) -> None:
    folder = tmp_path_factory.mktemp("texts")
    clock: Callable[[], date] = lambda: TODAY  # noqa: E731
    one, two = app.open_services(folder / "one", clock), app.open_services(folder / "two", clock)
    try:
        one.athletes.save(records.Athlete(MARTA, name))
        sets = tuple(one_set(number=i, notes=note) for i, note in enumerate(notes, 1))
        one.store.sessions.save(Session(new_id(), MARTA, TODAY, sets=sets))
        first = exported(one, folder)
        plan = two.imports.plan(folder / "out.csv")
        assert plan.refused == ()
        two.imports.apply(plan)
        assert two.athletes.roster()[0].name == name
        assert [s.notes for s in two.training.sessions(MARTA)[0].sets] == notes
        assert exported(two, folder, "again.csv") == first
    finally:
        one.close()
        two.close()


def test_a_set_that_cannot_be_is_named_by_its_own_line(
    services: Services, marta: records.Athlete, tmp_path: Path
) -> None:
    services.training.save(lunges(marta, TODAY, sets=3))
    lines = exported(services, tmp_path).decode("utf-8-sig").split("\r\n")
    cells = lines[2].split(",")
    cells[HEADER.index("pain")] = "11"
    file = tmp_path / "bad.csv"
    file.write_text("\r\n".join([*lines[:2], ",".join(cells), *lines[3:]]), encoding="utf-8", newline="")
    assert [line for line, _ in services.imports.plan(file).refused] == [3]
