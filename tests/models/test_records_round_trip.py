"""What goes into the store comes out the same, and the store refuses what the schema does not allow."""

from __future__ import annotations

import dataclasses
import math
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import records, shapes
from models.errors import StoreMissing, StoreRefused
from models.shapes import Shape
from models.store import open_store
from rules.vocabulary import Category
from tests.models.examples import ATHLETE, DOSSIER, PLANS, REMOVED, SESSIONS, days, one_set, uid

if TYPE_CHECKING:
    from models.store import Store

OWNED = (
    "kits",
    "key_runs",
    "races",
    "mobility",
    "pains",
    "injuries",
    "readiness",
    "assessments",
    "declarations",
    "overrides",
    "absences",
    "wishes",
)
SHAPES: tuple[Shape[Any], ...] = tuple(value for value in vars(shapes).values() if isinstance(value, Shape))


def test_everything_comes_back(full: Store) -> None:
    assert full.athletes.dossier(ATHLETE.id) == DOSSIER
    assert full.athletes.dossiers() == (DOSSIER,)
    assert full.sessions.of(ATHLETE.id) == SESSIONS
    assert tuple(full.plans.of(ATHLETE.id)) == PLANS
    for session in SESSIONS:
        assert full.sessions.get(session.id) == session


@pytest.mark.parametrize("name", OWNED)
def test_simple_repositories(full: Store, name: str) -> None:
    repository: Any = getattr(full, name)
    items = getattr(DOSSIER, name)
    assert repository.of(ATHLETE.id) == items
    assert repository.of(uid(999)) == ()
    assert repository.get(items[0].id) == items[0]
    repository.save(items[0])
    assert repository.of(ATHLETE.id) == items
    assert repository.remove(items[0].id) == items[0]
    assert repository.get(items[0].id) is None
    assert repository.of(ATHLETE.id) == items[1:]
    with pytest.raises(StoreMissing):
        repository.remove(items[0].id)
    repository.save(items[0])
    assert repository.of(ATHLETE.id) == items


@pytest.mark.parametrize("name", OWNED)
def test_a_record_of_nobody_is_refused(store: Store, name: str) -> None:
    with pytest.raises(StoreRefused):
        getattr(store, name).save(getattr(DOSSIER, name)[0])
    assert getattr(store, name).of(ATHLETE.id) == ()


def test_shapes_cover_every_field() -> None:
    assert len(SHAPES) == 14
    for shape in SHAPES:
        fields = {field.name for field in dataclasses.fields(shape.record)} - {"sets", "swaps"}
        assert {field.name for field in shape.fields} == fields, shape.record


def _values(hint: Any) -> st.SearchStrategy[Any]:
    known: dict[Any, st.SearchStrategy[Any]] = {
        str: st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), min_size=1, max_size=40),
        int: st.integers(1, 5),
        float: st.floats(1, 50),
        bool: st.booleans(),
        date: st.dates(),
        type(None): st.none(),
        tuple[int, ...]: st.frozensets(st.integers(1, 7)).map(lambda numbers: tuple(sorted(numbers))),
        frozenset[int]: st.frozensets(st.integers(1, 10)),
    }
    if hint in known:
        return known[hint]
    if hasattr(hint, "__args__"):
        return st.one_of(*(_values(part) for part in hint.__args__))
    return st.sampled_from(list(hint))


def _records(shape: Shape[Any]) -> st.SearchStrategy[Any]:
    hints = get_type_hints(shape.record)
    parts = {field.name: _values(hints[field.name]) for field in shape.fields}
    if "athlete_id" in parts:
        parts["athlete_id"] = st.just(ATHLETE.id)
    made = st.builds(shape.record, **parts)
    if shape is shapes.ABSENCE:
        return made.map(lambda one: replace(one, since=min(one.since, one.until), until=max(one.since, one.until)))
    if shape is shapes.WISH:
        swaps = st.dictionaries(_values(Category), _values(str))
        return st.tuples(made, swaps.map(_swaps)).map(lambda both: replace(both[0], swaps=both[1]))
    return made


def _swaps(by_category: dict[Category, str]) -> tuple[tuple[Category, str], ...]:
    return tuple((category, by_category[category]) for category in Category if category in by_category)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with open_store(tmp_path_factory.mktemp("shared") / "squad.db") as opened:
        opened.athletes.save(ATHLETE)
        yield opened


@given(st.data())
def test_any_simple_record_round_trips(shared: Store, data: st.DataObject) -> None:
    shape = data.draw(st.sampled_from([shape for shape in SHAPES if shape is not shapes.PLAN]))  # see test_plans
    record = data.draw(_records(shape))
    repositories: list[Any] = [shared.athletes, shared.sessions, *(getattr(shared, name) for name in OWNED)]
    simple = [item for item in repositories if getattr(item, "_shape", None) is shape]
    by_record = {records.Athlete: shared.athletes, records.Session: shared.sessions}
    repository = simple[0] if simple else by_record[shape.record]
    for there in shared.wishes.of(ATHLETE.id):  # a slot takes one wish only
        shared.wishes.remove(there.id)
    repository.save(record)
    assert repository.get(record.id) == record


_amounts = st.none() | st.floats(0, 1000)


@given(
    st.lists(
        st.builds(
            one_set,
            number=st.integers(1, 10**9),
            exercise=st.sampled_from(("plank", "split-squat")),
            position=st.integers(1, 3),
            nth=st.integers(1, 4),
            side=_values(get_type_hints(records.SetRecord)["side"]),
            unit=_values(get_type_hints(records.SetRecord)["unit"]),
            load_type=_values(get_type_hints(records.SetRecord)["load_type"]),
            amount=_amounts,
            load=_amounts,
            planned_amount=_amounts,
            planned_load=_amounts,
            rir=st.none() | st.floats(0, 10),
            rpe=st.none() | st.floats(0, 10),
            pain=st.none() | st.integers(0, 10),
            next_day_pain=st.none() | st.integers(0, 10),
            technique=st.none() | st.integers(0, 5),
            coach_technique=st.none() | st.integers(0, 5),
            off_plan=st.booleans(),
            notes=st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0")),
        ),
        unique_by=(lambda item: item.id, lambda item: (item.position, item.number, item.side or "")),
    )
)
def test_any_sets_round_trip(shared: Store, sets: list[records.SetRecord]) -> None:
    ordered = sorted(sets, key=lambda item: (item.position, item.number, item.side or ""))
    session = replace(SESSIONS[0], id=uid(77), sets=tuple(sets))
    shared.sessions.save(session)
    assert shared.sessions.get(session.id) == replace(session, sets=tuple(ordered))


BAD_RECORDS = [
    replace(ATHLETE, name=""),
    replace(ATHLETE, body_mass_kg=-1.0),
    replace(ATHLETE, body_mass_kg=math.inf),
    replace(ATHLETE, max_sessions=-1),
    replace(ATHLETE, available_days=(8,)),
    replace(ATHLETE, available_days=(0,)),
    replace(ATHLETE, sex="robot"),
    replace(DOSSIER.kits[0], plates_kg=(-1.0,)),
    replace(DOSSIER.kits[0], equipment=frozenset({"trampoline"})),
    replace(DOSSIER.key_runs[0], weekday=0),
    replace(DOSSIER.key_runs[0], weekday=8),
    replace(DOSSIER.races[0], priority="D"),
    replace(DOSSIER.races[0], distance_km=-5.0),
    replace(DOSSIER.races[0], name=""),
    replace(DOSSIER.mobility[0], ankle_left_cm=-1.0),
    replace(DOSSIER.pains[0], score=11),
    replace(DOSSIER.pains[0], score=-1),
    replace(DOSSIER.pains[0], score=2.5),
    replace(DOSSIER.pains[0], area="elbow"),
    replace(DOSSIER.readiness[0], yes=frozenset({11})),
    replace(DOSSIER.assessments[0], rating=6),
    replace(DOSSIER.declarations[0], load=-2.0),
    replace(DOSSIER.overrides[0], reason=""),
    replace(DOSSIER.absences[0], until=days(-21)),
    replace(DOSSIER.wishes[0], soreness=11),
    replace(DOSSIER.wishes[0], readiness=0),
    replace(DOSSIER.wishes[0], swaps=(("arms", "curl"),)),
    replace(DOSSIER.wishes[0], swaps=((Category.CORE, ""),)),
    replace(DOSSIER.wishes[0], swaps=((Category.CORE, "plank"), (Category.CORE, "side-plank"))),
    replace(DOSSIER.wishes[1], slot=DOSSIER.wishes[0].slot),
    replace(DOSSIER.wishes[1], id=uid(999)),
]
NAMES = {
    records.Athlete: "athletes",
    records.Kit: "kits",
    records.KeyRun: "key_runs",
    records.Race: "races",
    records.MobilityScreen: "mobility",
    records.PainReport: "pains",
    records.ReadinessScreen: "readiness",
    records.Assessment: "assessments",
    records.Declaration: "declarations",
    records.Override: "overrides",
    records.Absence: "absences",
    records.Wish: "wishes",
}


@pytest.mark.parametrize("bad", BAD_RECORDS)
def test_bad_records_are_refused(full: Store, bad: Any) -> None:
    with pytest.raises(StoreRefused):
        getattr(full, NAMES[type(bad)]).save(bad)
    assert full.athletes.dossier(ATHLETE.id) == DOSSIER


BAD_SETS: list[dict[str, Any]] = [
    {"amount": -1.0},
    {"load": -0.5},
    {"planned_amount": -1.0},
    {"rir": 11.0},
    {"rpe": 10.5},
    {"pain": 11},
    {"next_day_pain": -1},
    {"technique": 6},
    {"coach_technique": -1},
    {"nth": 0},
    {"position": 0},
    {"exercise": ""},
    {"unit": "miles"},
    {"load_type": "stones"},
    {"side": "middle"},
    {"amount": math.inf},
    {"amount": "many"},
]


@pytest.mark.parametrize("bad", BAD_SETS, ids=str)
def test_bad_sets_are_refused_and_the_session_stays(full: Store, bad: dict[str, Any]) -> None:
    with pytest.raises(StoreRefused):
        full.sessions.save(replace(SESSIONS[0], sets=(one_set(900), one_set(901, **{"nth": 2, **bad}))))
    assert full.sessions.of(ATHLETE.id) == SESSIONS


@pytest.mark.parametrize(
    "bad",
    [{"soreness": 11}, {"readiness": 0}, {"status": "dreamt"}, {"kind": "C"}, {"phase": "PEAK"}, {"eased": 2}],
    ids=str,
)
def test_bad_sessions_are_refused(full: Store, bad: dict[str, Any]) -> None:
    with pytest.raises(StoreRefused):
        full.sessions.save(replace(SESSIONS[0], **bad))
    assert full.sessions.of(ATHLETE.id) == SESSIONS


def test_two_sets_in_one_place_are_refused(full: Store) -> None:
    with pytest.raises(StoreRefused):
        full.sessions.save(replace(SESSIONS[0], sets=(one_set(900), one_set(901))))
    assert full.sessions.of(ATHLETE.id) == SESSIONS


def test_removing_an_athlete_takes_all_and_putting_back_is_exact(full: Store) -> None:
    other = replace(ATHLETE, id=uid(50), name="Another")
    full.athletes.save(other)
    latest = full.sessions.latest_days()
    assert full.athletes.remove(ATHLETE.id) == REMOVED
    assert full.athletes.all() == (other,)
    mine = ("kit", "kit_item", "kit_mass", "race", "session", "entry", "set_row", "latest_days", "pain_report")
    for table in (*mine, "absence", "wish", "wish_swap", "written_plan"):
        assert full.link.database.execute_sql(f"SELECT count(*) FROM {table}").fetchone() == (0,), table
    full.athletes.put_back(REMOVED)
    assert full.athletes.dossier(ATHLETE.id) == DOSSIER
    assert full.sessions.of(ATHLETE.id) == SESSIONS
    assert full.sessions.latest_days() == latest
    assert tuple(full.plans.of(ATHLETE.id)) == PLANS
    with pytest.raises(StoreMissing):
        full.athletes.remove(uid(12345))


def test_athletes_by_name_and_archived(store: Store) -> None:
    names = ["émile", "Anna", "bert"]
    for number, name in enumerate(names):
        store.athletes.save(replace(ATHLETE, id=uid(number + 1), name=name, archived=name == "bert"))
    assert [athlete.name for athlete in store.athletes.all()] == ["Anna", "émile"]
    assert [athlete.name for athlete in store.athletes.all(archived=True)] == ["Anna", "bert", "émile"]
    assert [dossier.athlete.name for dossier in store.athletes.dossiers()] == ["Anna", "émile"]


def test_changing_an_athlete_keeps_what_belongs_to_it(full: Store) -> None:
    full.athletes.save(replace(ATHLETE, name="New Name"))
    assert full.athletes.dossier(ATHLETE.id) == replace(DOSSIER, athlete=replace(ATHLETE, name="New Name"))
    assert full.sessions.count(ATHLETE.id) == len(SESSIONS)


@pytest.mark.parametrize("value", [None, True, 1.5, "ä", [1, {"b": None}], {"units": "kg"}])
def test_settings(store: Store, value: Any) -> None:
    assert store.settings.get("x", 7) == 7
    store.settings.set("x", "before")
    store.settings.set("x", value)
    assert store.settings.get("x", 7) == value
    assert store.settings.all() == {"x": value}
    store.settings.remove("x")
    assert store.settings.all() == {}
