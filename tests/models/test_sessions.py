"""The counts that rules and pages read of the sessions, and `latest_days` which follows every change of them."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import latest
from models.check import rebuild_latest_days
from models.errors import StoreMissing
from models.records import DayOfSets, LatestDays, Session, SessionKind, SessionStatus
from models.sessions import ExportRow
from models.store import open_store
from rules.vocabulary import LoadType, Side, Unit
from tests.models.examples import ATHLETE, SESSIONS, days, one_set, uid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.store import Store

ME = ATHLETE.id


def test_sessions_newest_first_by_day_exercise_and_page(full: Store) -> None:
    assert [session.id for session in full.sessions.of(ME)] == [uid(102), uid(103), uid(101), uid(104)]
    assert full.sessions.of(ME, start=days(0), end=days(2)) == SESSIONS[1:3]
    assert full.sessions.of(ME, exercise="plank") == SESSIONS[:1]
    assert full.sessions.of(ME, limit=2) == SESSIONS[:2]
    assert full.sessions.of(ME, limit=2, offset=3) == SESSIONS[3:]
    assert full.sessions.of(ME, offset=1) == SESSIONS[1:]
    assert full.sessions.of(uid(999)) == ()
    assert full.sessions.get(uid(999)) is None
    assert full.sessions.count(ME) == full.sessions.count() == 4


def test_days_of_sets_counts_done_sets_only(full: Store) -> None:
    expected = [
        DayOfSets(ME, days(0), "split-squat", 1, 8.0, 10.0, None, 0, None, 3, None, False),
        DayOfSets(ME, days(0), "split-squat", 1, 8.0, 10.0, None, 0, None, 5, None, False),
        DayOfSets(ME, days(4), "plank", 1, 30.0, None, None, 0, None, None, None, True),
        # left and right are one set: the greater effort and pain, the worse technique of the two
        DayOfSets(ME, days(4), "split-squat", 1, 8.0, 10.0, 7.5, 1, 2, 4, None, False),
    ]
    assert full.sessions.days_of_sets(ME) == expected
    assert full.sessions.days_of_sets() == expected
    assert full.sessions.days_of_sets(ME, since=days(1)) == expected[2:]
    assert full.sessions.days_of_sets(until=days(0)) == expected[:2]
    assert full.sessions.days_of_sets(uid(999)) == []


def test_identical_sets_are_counted_together(store: Store) -> None:
    store.athletes.save(ATHLETE)
    store.sessions.save(Session(uid(1), ME, days(0), sets=tuple(one_set(n, nth=n) for n in range(1, 5))))
    store.sessions.save(Session(uid(2), ME, days(0), sets=(one_set(9),)))
    assert [row.sets for row in store.sessions.days_of_sets()] == [5]


def test_left_and_right_are_one_set_and_a_half_alone_has_no_amount(store: Store) -> None:
    store.athletes.save(ATHLETE)
    left = replace(one_set(1, nth=1), side=Side.LEFT, amount=10.0, rir=2.0, rpe=None, technique=5)
    right = replace(one_set(2, nth=1), side=Side.RIGHT, amount=8.0, rpe=6.0, technique=3)
    alone = replace(one_set(3, nth=2), side=Side.LEFT, amount=10.0, pain=4)
    store.sessions.save(Session(uid(1), ME, days(0), sets=(left, right, alone)))
    pair, half = sorted(store.sessions.days_of_sets(ME), key=lambda row: row.amount is None)
    assert (pair.sets, pair.amount, pair.rpe, pair.technique) == (1, 8.0, 8.0, 3)
    assert (half.sets, half.amount, half.pain) == (1, None, 4)


def test_what_the_latest_days_were_before_a_day(full: Store) -> None:
    assert full.sessions.latest_days_before(ME, days(100)) == full.sessions.latest_days(ME)
    assert full.sessions.latest_days_before(ME, days(4)) == [LatestDays(ME, "split-squat", days(0), days(0), 3)]


def test_dates(full: Store) -> None:
    free, done = SessionKind.FREE, SessionStatus.DONE
    everything = [
        (ME, days(-7), done, free),
        (ME, days(0), done, free),
        (ME, days(2), SessionStatus.SKIPPED, SessionKind.B),
        (ME, days(4), done, SessionKind.A),
    ]
    assert full.sessions.dates() == full.sessions.dates(ME) == everything
    assert full.sessions.dates(since=days(1), until=days(3)) == everything[2:3]


def test_latest_days_take_the_worst_technique_of_on_plan_days(full: Store) -> None:
    assert full.sessions.latest_days(ME) == [
        LatestDays(ME, "plank", days(4)),
        LatestDays(ME, "split-squat", days(4), days(4), 4, days(0), 3),
    ]
    full.sessions.remove(uid(102))
    assert full.sessions.latest_days() == [LatestDays(ME, "split-squat", days(0), days(0), 3)]
    full.sessions.save(SESSIONS[0])
    full.sessions.save(replace(SESSIONS[0], status=SessionStatus.PLANNED))
    assert full.sessions.latest_days() == [LatestDays(ME, "split-squat", days(0), days(0), 3)]
    full.sessions.remove(uid(101))
    assert full.sessions.latest_days() == []


def test_remove_returns_the_session(full: Store) -> None:
    assert full.sessions.remove(uid(102)) == SESSIONS[0]
    assert full.sessions.of(ME) == SESSIONS[1:]
    with pytest.raises(StoreMissing):
        full.sessions.remove(uid(102))


def test_saving_replaces_the_sets(full: Store) -> None:
    changed = replace(SESSIONS[0], sets=(one_set(205_000), replace(SESSIONS[0].sets[0], position=2)), notes="")
    full.sessions.save(changed)
    assert full.sessions.get(changed.id) == changed


def test_save_many_saves_all_or_none(full: Store) -> None:
    fresh = [Session(uid(5000 + n), ME, days(10 + n), sets=(one_set(6000 + n),)) for n in range(900)]

    def breaking() -> Iterator[Session]:
        yield from fresh
        raise KeyError

    with pytest.raises(KeyError):
        full.sessions.save_many(breaking())
    assert full.sessions.of(ME) == SESSIONS
    assert full.sessions.save_many(iter(fresh)) == 900
    assert full.sessions.count(ME) == 904
    assert full.sessions.of(ME, start=days(10)) == tuple(reversed(fresh))


def test_export_rows_are_plain_and_in_order(full: Store) -> None:
    other = replace(ATHLETE, id=uid(0), name="First by id")
    full.athletes.save(other)
    full.sessions.save(Session(uid(90), other.id, days(9), sets=(one_set(300),)))
    rows = [ExportRow(*row) for row in full.sessions.export_rows()]
    assert len(rows) == full.sessions.count_sets() == 8
    keys = [(row.athlete_id, row.on, row.session_id, row.position, row.number, row.side) for row in rows]
    assert keys == sorted(keys)
    assert rows[0].athlete == "First by id"
    first = SESSIONS[0].sets[0]
    row = next(row for row in rows if row.session_id == uid(102))
    assert row == ExportRow(
        ME, ATHLETE.name, "2026-03-06", uid(102), "A", "done", "BUILD", "split-squat", 1, 1, "left", 10.0, None,
        8.0, "reps", 10.0, "per_hand_kg", 2.5, 7.5, 1, 2, first.technique, None, 0, "",
    )  # fmt: skip
    assert [row.session_id for row in map(ExportRow._make, full.sessions.export_rows([ME], days(1), days(2)))] == [
        uid(103)
    ]
    assert full.sessions.count_sets([ME], days(1), days(2)) == 1
    assert list(full.sessions.export_rows([])) == []


SETS = st.lists(
    st.tuples(
        st.sampled_from(("plank", "lunge")),
        st.sampled_from((None, 5.0)),
        st.sampled_from((None, 1, 3, 5)),
        st.sampled_from((None, 2)),
        st.booleans(),
    ),
    max_size=3,
)
CHANGES = st.lists(
    st.tuples(st.integers(1, 4), st.integers(0, 4), st.sampled_from(list(SessionStatus)), SETS, st.booleans()),
    min_size=1,
    max_size=8,
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("shared") / "squad.db") as opened:
        yield opened


def _from_records(sessions: tuple[Session, ...]) -> list[LatestDays]:
    """`latest_days` told once more in plain Python, from the records."""
    found: list[LatestDays] = []
    done = [
        (session.on, item)
        for session in sessions
        if session.status is SessionStatus.DONE
        for item in session.sets
        if item.amount is not None
    ]
    for exercise in sorted({item.exercise for _, item in done}):
        mine = [(on, item) for on, item in done if item.exercise == exercise]
        on_plan: list[object] = []
        for day in sorted({on for on, item in mine if not item.off_plan}, reverse=True)[:2]:
            rated = [
                item.technique if item.coach_technique is None else item.coach_technique
                for on, item in mine
                if on == day and not item.off_plan
            ]
            on_plan += [day, min((value for value in rated if value is not None), default=None)]
        found.append(LatestDays(ME, exercise, max(on for on, _ in mine), *on_plan))  # pyright: ignore[reportArgumentType]
    return found


@given(CHANGES)
def test_latest_days_follow_any_history(
    shared: Store, changes: list[tuple[int, int, SessionStatus, list[tuple], bool]]
) -> None:
    if shared.athletes.get(ME) is not None:
        shared.athletes.remove(ME)
    shared.athletes.save(ATHLETE)
    for number, day, status, sets, remove in changes:
        made = tuple(
            one_set(
                number * 100 + nth, slug, nth=nth, amount=amount, technique=own, coach_technique=coach, off_plan=off
            )
            for nth, (slug, amount, own, coach, off) in enumerate(sets, start=1)
        )
        shared.sessions.save(Session(uid(number), ME, days(day), status=status, sets=made))
        if remove:
            shared.sessions.remove(uid(number))
    expected = _from_records(shared.sessions.of(ME))
    assert shared.sessions.latest_days(ME) == expected
    assert latest.computed(shared.link) == expected


def test_rebuild_mends_latest_days(full: Store) -> None:
    right = full.sessions.latest_days()
    with full.writing():
        full.link.database.execute_sql("UPDATE latest_days SET last_technique = 0")
    assert full.sessions.latest_days() != right
    assert rebuild_latest_days(full) == 2
    assert full.sessions.latest_days() == right


def test_many_entries_keep_apart_by_unit_and_load_type(store: Store) -> None:
    store.athletes.save(ATHLETE)
    chance = random.Random(3)
    sets = tuple(
        one_set(
            n,
            f"exercise-{n % 7}",
            n % 7 + 1,
            n,
            unit=chance.choice(list(Unit)),
            load_type=chance.choice(list(LoadType)),
        )
        for n in range(1, 60)
    )
    ordered = tuple(sorted(sets, key=lambda item: (item.position, item.number)))
    session = Session(uid(1), ME, days(0) + timedelta(days=1), sets=sets)
    store.sessions.save(session)
    assert store.sessions.get(session.id) == replace(session, sets=ordered)


def test_the_stamp_changes_with_every_write_here_or_elsewhere(full: Store) -> None:
    before = full.stamp()
    assert full.sessions.of(ME)
    assert full.stamp() == before
    full.sessions.remove(uid(101))
    after = full.stamp()
    assert after != before
    with full.sibling() as other:
        other.sessions.remove(uid(102))
    assert full.stamp() != after
