"""What was planned stays as it was written, version by version, and what was wished of it is one wish a slot."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import StoreReadOnly, StoreRefused
from models.records import Removed, SessionKind, Wish, WrittenPlan, new_id
from models.store import open_store
from rules.vocabulary import Category, Phase
from tests.models.examples import ATHLETE, DOSSIER, PLANS, REMOVED, days, uid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.store import Store

ME = ATHLETE.id
OTHER = replace(ATHLETE, id=uid(50), name="Another")
THEIRS = replace(PLANS[0], id=uid(350), athlete_id=OTHER.id)


def test_versions_by_slot_and_the_newest_of_each(full: Store) -> None:
    assert full.plans.of(ME) == list(PLANS)
    assert full.plans.of(ME, days(4)) == full.plans.of(ME, days(7), days(7)) == list(PLANS[2:])
    assert full.plans.of(ME, end=days(3)) == list(PLANS[:2])
    assert full.plans.of(ME, days(4), days(6)) == full.plans.of(uid(999)) == full.plans.newest(uid(999)) == []
    assert full.plans.newest(ME) == [PLANS[1], PLANS[3]]
    assert full.plans.newest(ME, days(3), days(6)) == [PLANS[1]]
    assert full.plans.newest(ME, end=days(2)) == []


def test_the_newest_of_everybody_is_each_ones_own(full: Store) -> None:
    """Slots of the same day are different sessions for different athletes."""
    full.athletes.save(OTHER)
    full.plans.write(THEIRS)
    assert full.plans.newest_of_all(days(3), days(7)) == {ME: [PLANS[1], PLANS[3]], OTHER.id: [THEIRS]}
    assert full.plans.newest_of_all(days(4), days(7)) == {ME: [PLANS[3]]}
    assert full.plans.newest_of_all(days(8), days(20)) == {}
    assert full.plans.newest(OTHER.id) == [THEIRS]


@pytest.mark.parametrize("version", [-1, 0, 1, 2, 4])
def test_only_the_next_version_is_written(full: Store, version: int) -> None:
    with pytest.raises(StoreRefused, match="stands at version 2"):
        full.plans.write(replace(PLANS[1], id=new_id(), version=version, minutes=5))
    assert full.plans.of(ME) == list(PLANS)
    following = replace(PLANS[1], id=new_id(), version=3, on=days(5))
    full.plans.write(following)
    assert full.plans.of(ME) == [*PLANS[:2], following, *PLANS[2:]]
    assert full.plans.newest(ME)[0] == following


def test_only_the_newest_version_is_taken_back(full: Store) -> None:
    full.plans.take_back(PLANS[0])
    assert full.plans.of(ME) == list(PLANS)
    full.plans.take_back(PLANS[1])
    assert full.plans.of(ME) == [PLANS[0], *PLANS[2:]]
    full.plans.take_back(PLANS[1])
    assert full.plans.of(ME) == [PLANS[0], *PLANS[2:]]
    full.plans.write(PLANS[1])
    assert full.plans.of(ME) == list(PLANS)


def test_a_version_cannot_be_written_over_by_its_id(full: Store) -> None:
    with pytest.raises(StoreRefused):
        full.plans.write(replace(PLANS[1], version=3, minutes=5))
    assert full.plans.of(ME) == list(PLANS)


BAD: list[dict[str, Any]] = [
    {"kind": "C"},
    {"phase": "PEAK"},
    {"minutes": -1},
    {"minutes": 2.5},
    {"eased": 2},
    {"athlete_id": uid(999)},
]


@pytest.mark.parametrize("bad", BAD, ids=str)
def test_bad_plans_are_refused(full: Store, bad: dict[str, Any]) -> None:
    plan = replace(PLANS[0], id=new_id(), slot=days(20), **bad)
    with pytest.raises(StoreRefused):
        full.plans.write(plan)
    with pytest.raises(StoreRefused):
        full.plans.put_back([replace(PLANS[0], id=new_id(), slot=days(21)), plan])
    assert full.plans.of(ME) == list(PLANS)
    assert full.plans.of(uid(999)) == []


def test_putting_back_adds_what_is_gone_and_changes_nothing(full: Store) -> None:
    removed = full.athletes.remove(ME)
    assert removed.plans == PLANS
    full.athletes.put_back(Removed(DOSSIER))
    full.plans.put_back(PLANS[1:3])
    full.plans.put_back([replace(plan, minutes=99) for plan in PLANS[1:3]] + [PLANS[0], PLANS[3]])
    assert full.plans.of(ME) == list(PLANS)
    with pytest.raises(StoreRefused):
        full.plans.put_back([replace(PLANS[0], id=new_id(), slot=days(30)), replace(PLANS[0], id=new_id())])
    assert full.plans.of(ME) == list(PLANS)


def test_a_reader_writes_no_plan(full: Store) -> None:
    with open_store(full.path, lock=False) as reader:
        assert reader.plans.newest(ME) == [PLANS[1], PLANS[3]]
        with pytest.raises(StoreReadOnly):
            reader.plans.write(replace(PLANS[1], id=new_id(), version=3))


def test_a_wish_is_found_by_its_slot_and_gives_up_what_is_no_longer_wished(full: Store) -> None:
    wish = DOSSIER.wishes[0]
    assert full.wishes.at(ME, days(3)) == wish
    assert full.wishes.at(ME, days(4)) is full.wishes.at(OTHER.id, days(3)) is None
    less = replace(wish, moved_to=None, soreness=None, swaps=((Category.LUNGE, "split-squat"), wish.swaps[1]))
    full.wishes.save(less)
    assert full.wishes.at(ME, days(3)) == less
    plain = replace(less, swaps=())
    full.wishes.save(plain)
    assert full.wishes.of(ME) == (plain, DOSSIER.wishes[1])


def test_wishes_of_the_same_slot_are_each_ones_own(full: Store) -> None:
    full.athletes.save(OTHER)
    theirs = Wish(uid(60), OTHER.id, days(3), swaps=((Category.CORE, "plank"),))
    full.wishes.save(theirs)
    assert full.wishes.all_of() == {ME: DOSSIER.wishes, OTHER.id: (theirs,)}
    assert [dossier.wishes for dossier in full.athletes.dossiers()] == [(theirs,), DOSSIER.wishes]


def test_swaps_come_in_the_order_of_the_categories(full: Store) -> None:
    swaps = tuple((category, f"exercise-{category}") for category in Category)
    full.wishes.save(Wish(uid(60), ME, days(30), swaps=tuple(reversed(swaps))))
    assert full.wishes.at(ME, days(30)) == Wish(uid(60), ME, days(30), swaps=swaps)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("shared") / "squad.db") as opened:
        yield opened


_plans = st.builds(
    WrittenPlan,
    id=st.uuids().map(str),
    athlete_id=st.sampled_from((ME, OTHER.id)),
    slot=st.integers(0, 3).map(days),
    version=st.just(0),
    on=st.dates(),
    written_on=st.dates(),
    kind=st.sampled_from(SessionKind),
    phase=st.sampled_from(Phase),
    minutes=st.integers(0, 240),
    eased=st.booleans(),
    deload=st.booleans(),
    withdrawn=st.booleans(),
    content=st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0")),
)


@given(st.lists(_plans, max_size=12, unique_by=lambda plan: plan.id), st.integers(-1, 4), st.integers(-1, 4))
def test_any_plans_are_told_as_they_were_written(shared: Store, drawn: list[WrittenPlan], start: int, end: int) -> None:
    for athlete in shared.athletes.all():
        shared.athletes.remove(athlete.id)
    shared.athletes.put_back(replace(REMOVED, plans=()))
    shared.athletes.save(OTHER)
    written: dict[tuple[str, int], list[WrittenPlan]] = {}
    for plan in drawn:
        versions = written.setdefault((plan.athlete_id, (plan.slot - days(0)).days), [])
        versions.append(replace(plan, version=len(versions) + 1))
        shared.plans.write(versions[-1])
    within = {key: written[key] for key in sorted(written) if start <= key[1] <= end}
    everybody: dict[str, list[WrittenPlan]] = {}
    for owner in (ME, OTHER.id):
        mine = [versions for key, versions in within.items() if key[0] == owner]
        newest = [versions[-1] for versions in mine]
        assert shared.plans.of(owner, days(start), days(end)) == [plan for versions in mine for plan in versions]
        assert shared.plans.newest(owner, days(start), days(end)) == newest
        everybody |= {owner: newest} if newest else {}
    assert shared.plans.newest_of_all(days(start), days(end)) == everybody
    gone = shared.athletes.remove(ME)
    assert shared.plans.of(ME) == []
    shared.athletes.put_back(gone)
    assert shared.athletes.remove(ME) == gone
