"""What is read before the repositories are loaded is what they would say."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.services.squad_glance import NOT_RUN
from models.errors import StoreLocked
from models.records import Athlete, Race
from models.store import open_store
from rules.vocabulary import Priority, RaceStatus
from tests.models.examples import days, uid

ON = days(100)
ROOT = Path(__file__).parents[2]


def _race(number: int, athlete: int, after: int, priority: Priority = Priority.B, **values: object) -> Race:
    return Race(uid(number), uid(athlete), f"race {number}", ON + timedelta(days=after), priority, **values)  # pyright: ignore[reportArgumentType]


def _fill(path: Path) -> None:
    with open_store(path) as store, store.writing():
        for number, name in ((1, "bea"), (2, "Ada"), (3, "Zoe")):
            store.athletes.save(Athlete(uid(number), name, archived=name == "Zoe"))
        for race in (
            _race(10, 1, 30),
            _race(11, 1, 5, Priority.B, distance_km=42.0),
            _race(12, 1, 5, Priority.A, distance_km=21.5),
            _race(13, 1, 2, status=RaceStatus.CANCELLED),
            _race(14, 1, -3, status=RaceStatus.FINISHED),
            _race(15, 1, -20),
            _race(16, 1, -1, status=RaceStatus.DNS),
            _race(17, 2, 0),
            _race(18, 2, -40),
        ):
            store.races.save(race)
        store.settings.set("page", "week")


def test_names_and_races_around_a_day(tmp_path: Path) -> None:
    _fill(tmp_path / "squad.db")
    with open_store(tmp_path / "squad.db", first_look=True) as store:
        looked = store.glimpses(ON, ON - timedelta(days=28), NOT_RUN)
        assert [one.name for one in looked] == ["Ada", "bea"]
        ada, bea = looked
        assert ada.following is not None
        assert (ada.following.name, ada.following.on, ada.last) == ("race 17", ON, None)
        assert bea.following is not None
        assert bea.following == ("race 12", ON + timedelta(days=5), Priority.A, 21.5)
        assert bea.last is not None
        assert bea.last.name == "race 14"
        assert (store.setting("page"), store.setting("tour")) == ("week", None)
        store.connect()
        assert store.glimpses(ON, ON - timedelta(days=28), NOT_RUN) == looked
        assert (store.setting("page"), store.setting("tour")) == ("week", None)


def test_the_stamp_stays_when_the_store_is_connected_and_changes_when_it_is_written(tmp_path: Path) -> None:
    _fill(tmp_path / "squad.db")
    with open_store(tmp_path / "squad.db", first_look=True) as store:
        looked = store.stamp()
        store.connect()
        assert store.stamp() == looked
        store.settings.set("page", "log")
        assert store.stamp() != looked
        assert store.setting("page") == "log"


def test_a_store_that_was_looked_at_only_is_locked_and_let_go(tmp_path: Path) -> None:
    _fill(tmp_path / "squad.db")
    with open_store(tmp_path / "squad.db", first_look=True), pytest.raises(StoreLocked):
        open_store(tmp_path / "squad.db")
    open_store(tmp_path / "squad.db").close()


def test_a_first_look_loads_no_repository(tmp_path: Path) -> None:
    _fill(tmp_path / "squad.db")
    code = (
        "import sys; from datetime import date; from models.store import open_store\n"
        f"with open_store({str(tmp_path / 'squad.db')!r}, first_look=True) as store:\n"
        "    store.glimpses(date(2027, 1, 1), date(2026, 12, 1), ()), store.setting('page'), store.stamp()\n"
        "print(sorted({'peewee', 'models.repositories', 'models.records'} & set(sys.modules)))"
    )
    assert subprocess.check_output([sys.executable, "-c", code], cwd=ROOT, text=True).strip() == "[]"
