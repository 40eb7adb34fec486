"""The doctor finds what is wrong, and only that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.check import doctor, rebuild_latest_days
from models.store import open_store

if TYPE_CHECKING:
    from models.store import Store

HARM = {
    "references": "DELETE FROM entry WHERE position = 2",
    "version": "UPDATE meta SET value = '7'",
    "schema": "DROP INDEX session_day",
    "entries": "UPDATE entry SET day = '2020-01-01' WHERE session_id = (SELECT id FROM session WHERE status = 'skipped')",
    "latest days": "UPDATE latest_days SET last_technique = 0 WHERE exercise = 'split-squat'",
    "plans": "DELETE FROM written_plan WHERE version = 1",
}


def test_a_sound_store(full: Store) -> None:
    findings = doctor(full)
    assert [finding.name for finding in findings] == [
        "integrity",
        "references",
        "version",
        "schema",
        "entries",
        "latest days",
        "plans",
    ]
    assert [finding.text for finding in findings if not finding.ok] == []


@pytest.mark.parametrize("name", HARM)
def test_each_harm_is_found(full: Store, name: str) -> None:
    database = full.link.database
    database.execute_sql("PRAGMA foreign_keys = OFF")
    database.execute_sql(HARM[name])
    wrong = {finding.name for finding in doctor(full) if not finding.ok}
    assert name in wrong
    # a deleted entry is also an exercise that was never done
    assert wrong <= {name, "latest days"} if name == "references" else wrong == {name}
    if name == "latest days":
        rebuild_latest_days(full)
        assert all(finding.ok for finding in doctor(full))


def test_damage_is_a_finding_not_a_crash(full: Store) -> None:
    path = full.path
    page = full.link.database.execute_sql("SELECT rootpage FROM sqlite_schema WHERE name = 'race'").fetchone()[0]
    full.close()
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    path.write_bytes(content)
    with open_store(path) as store:
        findings = {finding.name: finding for finding in doctor(store)}
    assert not findings["integrity"].ok
