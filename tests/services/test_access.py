"""Athlete mode without a window: PINs, waiting, the mode, what a backup brings, and the walls around the services."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from desktop.services.access import COACH, Access, Confined, Shut, Walled
from desktop.services.access import pins as pin_rules
from desktop.services.access.access import KEYS, PINS
from desktop.services.access.attempts import FREE, LONGEST_WAIT, wait_after
from desktop.services.access.walls import FREE as UNGUARDED
from desktop.services.access.walls import OPEN
from desktop.services.house import Services
from desktop.services.outcome import Refused
from desktop.services.races import Races
from desktop.settings import SETTINGS, THEME
from models import backup, records
from models.records import new_id
from models.store import open_store
from rules.vocabulary import Priority
from tests.services.conftest import lunges

PIN, OTHER, WRONG = "2580", "8419", "9731"


@dataclass
class Time:
    """The computer's clock, which can be set, and the program's own, which only goes on."""

    at: datetime = datetime(2027, 1, 11, 17, 0, tzinfo=UTC)
    tick: float = 1000.0
    asked: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        return self.at

    def ticks(self) -> float:
        return self.tick

    def passes(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)
        self.tick += seconds


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def access(services: Services, time: Time) -> Access:
    return Access(services.desk, time.now, time.ticks)


def restarted(services: Services, time: Time) -> Access:
    """As the program finds it at its next start: its own clock begins anew."""
    time.tick = 5.0
    return Access(services.desk, time.now, time.ticks)


def wrong(access: Access, who: str = COACH, times: int = 1) -> Exception:
    said: list[Exception] = []
    for _ in range(times):
        with pytest.raises(Refused) as caught:
            access.check(who, WRONG)
        said.append(caught.value)
    return said[-1]


# ------------------------------------------------------------------------------------------------ PINs


@pytest.mark.parametrize("pin", ["", "123", "1234567890123", "12a4", "-123", "1 34", "½½½½", "0000", "7777777", "1234", "4321",
                                 "012345", "9876"])  # fmt: skip
def test_a_pin_has_4_to_12_digits_and_is_no_row(access: Access, pin: str) -> None:
    with pytest.raises(Refused) as caught:
        access.set_coach(pin)
    assert caught.value.field == "pin"
    assert not access.coach_has_pin


@pytest.mark.parametrize("pin", ["1235", "2580", "1122", "135791357913"])
def test_other_pins_are_taken(pin: str) -> None:
    assert pin_rules.check_new(pin) == pin


def test_digits_of_another_script_are_the_same_pin(access: Access) -> None:
    access.set_coach("٢٥٨٠")
    access.check(COACH, "2580")


def test_a_pin_is_kept_as_an_argon2_hash_with_a_salt_of_its_own(services: Services, access: Access, marta: Any) -> None:
    access.set_coach(PIN)
    first = services.store.settings.get(PINS)[COACH]
    assert first.startswith("$argon2id$")
    assert PIN not in str(services.store.settings.all())
    access.set_coach(PIN, PIN)
    assert services.store.settings.get(PINS)[COACH] != first


def test_changing_the_coachs_pin_asks_for_the_present_one(access: Access) -> None:
    access.set_coach(PIN)
    with pytest.raises(Refused) as caught:
        access.set_coach(OTHER, WRONG)
    assert caught.value.field == "present"
    access.check(COACH, PIN)
    access.set_coach(OTHER, PIN)
    access.check(COACH, OTHER)


def test_an_athletes_pin(access: Access, marta: records.Athlete) -> None:
    access.check(marta.id, "")  # has none
    access.set_coach(PIN)
    with pytest.raises(Refused, match="coach's PIN"):
        access.set_athlete(marta.id, PIN)
    access.set_athlete(marta.id, OTHER)
    wrong(access, marta.id)
    access.check(marta.id, OTHER)
    with pytest.raises(Refused):
        access.check(COACH, OTHER)
    access.set_athlete(marta.id, None)
    assert not access.has_pin(marta.id)


def test_a_hash_that_was_tampered_with_fits_nothing(services: Services, access: Access) -> None:
    access.set_coach(PIN)
    services.store.settings.set(PINS, {COACH: "argon2, or not"})
    with pytest.raises(Refused):
        access.check(COACH, PIN)


# ------------------------------------------------------------------------------------------------ waiting


def test_the_wait_doubles_up_to_a_quarter_of_an_hour() -> None:
    waits = [wait_after(count) for count in range(1, 14)]
    assert waits == [0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900, 900]
    assert wait_after(10**9) == LONGEST_WAIT


def test_the_fifth_wrong_pin_shuts_and_the_right_one_does_not_help_then(access: Access, time: Time) -> None:
    access.set_coach(PIN)
    assert not isinstance(wrong(access, times=FREE - 1), Shut)
    shut = wrong(access)
    assert isinstance(shut, Shut)
    assert shut.seconds == 30
    time.passes(29)
    with pytest.raises(Shut) as caught:
        access.check(COACH, PIN)
    assert "1 second" in caught.value.message
    time.passes(1)
    access.check(COACH, PIN)
    assert access.wait(COACH) == 0
    wrong(access, times=FREE - 1)
    assert access.wait(COACH) == 0  # the right one began the count anew


def test_waiting_is_of_one_pin_only(access: Access, marta: records.Athlete) -> None:
    access.set_coach(PIN)
    access.set_athlete(marta.id, OTHER)
    wrong(access, marta.id, FREE)
    assert access.wait(marta.id) == 30
    access.check(COACH, PIN)


def test_a_restart_does_not_end_the_wait(services: Services, access: Access, time: Time) -> None:
    access.set_coach(PIN)
    wrong(access, times=FREE)
    later = restarted(services, time)
    assert later.wait(COACH) == 30
    time.passes(12)
    assert later.wait(COACH) == 18
    with pytest.raises(Shut):
        later.check(COACH, PIN)
    time.passes(18)
    assert isinstance(wrong(later), Shut)
    assert restarted(services, time).wait(COACH) == 60


def test_ending_the_program_while_a_pin_is_compared_wins_nothing(
    services: Services, access: Access, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    access.set_coach(PIN)

    def dies(_kept: str, _typed: str) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(pin_rules, "fits", dies)
    for _ in range(FREE):
        with pytest.raises(KeyboardInterrupt):
            access.check(COACH, PIN)
    assert restarted(services, time).wait(COACH) == 30


def test_a_clock_set_forward_does_not_shorten_the_wait_while_the_program_runs(access: Access, time: Time) -> None:
    access.set_coach(PIN)
    wrong(access, times=FREE)
    time.at += timedelta(days=3)
    assert access.wait(COACH) == 30
    time.passes(30)
    assert access.wait(COACH) == 0


@pytest.mark.parametrize("restart", [False, True])
def test_a_clock_set_back_begins_the_wait_anew_and_never_shuts_for_longer(
    services: Services, access: Access, time: Time, restart: bool
) -> None:
    access.set_coach(PIN)
    wrong(access, times=FREE)
    time.passes(20)
    time.at -= timedelta(days=400)
    found = restarted(services, time) if restart else access
    assert found.wait(COACH) == 30
    time.passes(30)
    found.check(COACH, PIN)


def test_a_count_that_cannot_be_read_counts_as_none(services: Services, access: Access, time: Time) -> None:
    access.set_coach(PIN)
    for kept in (
        "x",
        {COACH: 7},
        {COACH: {"wrong": 9}},
        {COACH: {"wrong": 9, "at": "soon"}},
        {COACH: {"wrong": "9", "at": 1}},
    ):
        services.store.settings.set("access.attempts", kept)
        assert restarted(services, time).wait(COACH) == 0


# ------------------------------------------------------------------------------------------------ the mode


def test_the_mode_is_on_from_entering_to_leaving_and_over_restarts(
    services: Services, access: Access, marta: Any, time: Time
) -> None:
    with pytest.raises(Refused) as caught:
        access.enter()
    assert caught.value.field == "coach"
    access.set_coach(PIN)
    with pytest.raises(Refused) as caught:
        access.enter()
    assert caught.value.field == "athletes"
    access.choose([marta.id], chooser=False)
    assert access.mode() is None
    assert access.enter() == Confined((marta.id,), chooser=False)
    later = restarted(services, time)
    assert later.mode() == Confined((marta.id,), chooser=False)
    with pytest.raises(Refused):
        later.leave(WRONG)
    assert later.mode() is not None
    later.leave(PIN)
    assert later.mode() is None
    assert restarted(services, time).mode() is None


def test_one_athlete_or_a_chooser(services: Services, access: Access, marta: records.Athlete) -> None:
    second = records.Athlete(new_id(), "Bo")
    services.athletes.save(second)
    access.set_coach(PIN)
    access.choose([marta.id, second.id], chooser=True)
    assert access.enter().only is None
    services.athletes.remove(second.id)
    assert access.mode() == Confined((marta.id,), chooser=True)
    services.athletes.remove(marta.id)
    assert access.mode() == Confined((), chooser=True)  # still locked: only the coach goes on from here


def test_a_mode_nobody_could_leave_is_off(services: Services, access: Access, marta: records.Athlete) -> None:
    access.set_coach(PIN)
    access.choose([marta.id], chooser=False)
    access.enter()
    services.store.settings.remove(PINS)
    assert access.mode() is None


def test_reset_forgets_everything(services: Services, access: Access, marta: records.Athlete, time: Time) -> None:
    access.set_coach(PIN)
    access.set_athlete(marta.id, OTHER)
    access.choose([marta.id], chooser=True)
    access.enter()
    wrong(access, times=FREE)
    assert access.reset()
    assert not [key for key in services.store.settings.all() if key.startswith("access.")]
    later = restarted(services, time)
    assert later.mode() is None
    assert not later.coach_has_pin
    assert not later.reset()


def test_no_page_edits_it_as_a_setting() -> None:
    assert not {setting.key for setting in SETTINGS} & set(KEYS)


# ------------------------------------------------------------------------------------------------ backups


def test_a_backup_brings_neither_old_pins_nor_a_lock(
    services: Services, access: Access, marta: records.Athlete
) -> None:
    access.set_coach(PIN)
    access.choose([marta.id], chooser=False)
    access.enter()
    file = services.backups.backup()
    access.leave(PIN)
    access.set_coach(OTHER, PIN)
    services.backups.restore_open(file)
    assert access.mode() is None
    access.check(COACH, OTHER)
    wrong(access)


def test_a_backup_takes_no_lock_off(services: Services, access: Access, marta: records.Athlete, time: Time) -> None:
    file = services.backups.backup()
    access.set_coach(PIN)
    access.choose([marta.id], chooser=False)
    access.enter()
    wrong(access, times=FREE)
    services.backups.restore_open(file)
    later = restarted(services, time)
    assert later.mode() == Confined((marta.id,), chooser=False)
    assert later.wait(COACH) == 30


class Killed(BaseException):
    """The program ends here."""


def test_a_restore_cut_off_at_once_leaves_the_present_pins(
    services: Services, access: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    access.set_coach(PIN)
    file = services.backups.backup()
    access.set_coach(OTHER, PIN)
    store, connected = services.store.path, backup.connected

    @contextmanager
    def cut_off(path: Path, mode: str = "rw") -> Iterator[sqlite3.Connection]:
        with connected(path, mode) as connection:
            yield connection
        if path == store and mode == "rw":
            raise Killed

    monkeypatch.setattr(backup, "connected", cut_off)
    with pytest.raises(Killed):
        services.backups.restore_open(file)
    access.check(COACH, OTHER)
    wrong(access)


def test_a_closed_store_keeps_its_pins_from_the_moment_it_is_replaced(
    services: Services, access: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    access.set_coach(PIN)
    file = services.backups.backup()
    access.set_coach(OTHER, PIN)
    path = services.store.path

    def killed(_folder: Path) -> None:
        if not path.with_name(path.name + ".new").exists():  # it has the store's name by now
            raise Killed

    monkeypatch.setattr(backup, "sync_folder", killed)
    with pytest.raises(Killed):
        services.backups.restore(file)
    with open_store(path) as store:
        kept = store.settings.get(PINS)
    assert pin_rules.fits(kept[COACH], OTHER)
    assert not pin_rules.fits(kept[COACH], PIN)


# ------------------------------------------------------------------------------------------------ walls


def service_names() -> list[str]:
    return [name for name, value in vars(Services).items() if isinstance(value, cached_property)]


@pytest.fixture
def walled(services: Services, marta: records.Athlete) -> Any:
    return Walled(services, marta.id)


def test_every_service_is_behind_a_wall_or_concerns_nobody(services: Services, walled: Any) -> None:
    assert set(service_names()) >= set(OPEN) - {"settings"}
    for name in service_names():
        if name in UNGUARDED:
            continue
        for method in [one for one in dir(type(getattr(services, name))) if not one.startswith("_")]:
            if method in OPEN.get(name, ()):
                assert callable(getattr(getattr(walled, name), method))
            else:
                with pytest.raises(Refused, match="coach"):
                    getattr(getattr(walled, name), method)()


def test_what_is_listed_is_there(services: Services) -> None:
    for name, methods in OPEN.items():
        for method in methods:
            assert callable(getattr(getattr(services, name), method)), f"{name}.{method}"


def test_only_the_one_athlete(services: Services, walled: Any, marta: records.Athlete, tmp_path: Any) -> None:
    other = records.Athlete(new_id(), "Bo")
    services.athletes.save(other)
    theirs = lunges(other, date(2027, 1, 8))
    services.training.save(theirs)
    for work in (
        lambda: walled.training.sessions(other.id, limit=3),
        lambda: walled.training.sessions(athlete_id=other.id),
        lambda: walled.training.session(theirs.id),
        lambda: walled.training.save(theirs),
        lambda: walled.training.save(replace(theirs, athlete_id=marta.id)),  # taking it over by its id
        lambda: walled.plans.answer_next_morning(theirs.id, {}),
        lambda: walled.athletes.dossier(other.id),
        lambda: walled.plans.skip(other.id, date(2027, 1, 11)),
        lambda: walled.exports.write(tmp_path / "all.csv"),
        lambda: walled.exports.write(tmp_path / "all.csv", (other.id,)),
        lambda: walled.exports.write(tmp_path / "all.csv", (marta.id, other.id)),
        lambda: walled.settings.set(THEME, "dark"),
        lambda: walled.races.save(records.Race(new_id(), marta.id, "CCC", date(2027, 8, 27), Priority.A, 101, 6100)),
    ):
        with pytest.raises(Refused, match="coach"):
            work()
    assert not list(tmp_path.glob("all.csv*"))


def test_the_own_data_goes_through(services: Services, walled: Any, marta: records.Athlete, tmp_path: Any) -> None:
    mine = lunges(marta, date(2027, 1, 8))
    receipt = walled.training.save(mine)
    assert walled.training.session(mine.id).sets
    sibling = walled.sibling()
    try:
        assert sibling.exports.write(tmp_path / "mine.csv", (marta.id,)) == 3
        with pytest.raises(Refused):
            sibling.imports.plan(tmp_path / "mine.csv")
    finally:
        sibling.close()
    services.athletes.save(records.Athlete(new_id(), "Bo"))
    assert walled.athletes.roster() == (marta,)
    receipt.undo()
    assert not services.training.sessions(marta.id)
    with pytest.raises(AttributeError):
        _ = walled.nonsense
    assert isinstance(services.races, Races)
