"""The squad in portions, changes of several athletes as one step."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta

import pytest

from desktop.services.outcome import Cancelled, Refused
from models import records
from models.records import new_id
from rules.vocabulary import Equipment, PainArea, Priority
from tests.services.conftest import lunges

E = Equipment


@pytest.fixture
def squad(services, marta, clock):
    """Marta with a race and training; two more."""
    services.races.save(records.Race(new_id(), marta.id, "Ridge", clock() + timedelta(12), Priority.A, 50, 2000))
    services.training.save(lunges(marta, clock()))
    others = [records.Athlete(new_id(), name) for name in ("Nils", "Olga")]
    for athlete in others:
        services.athletes.save(athlete)
    return [marta, *others]


def test_outlines_and_portions_say_what_the_rows_say(services, squad):
    rows = services.squad.rows()
    fresh = services.sibling()
    fresh.squad._memory.rows.clear()
    outlines = fresh.squad.outlines()
    assert all(outline.judged is None for outline in outlines)
    for outline, row in zip(outlines, rows, strict=True):
        assert (outline.athlete, outline.day) == (row.athlete, row.day)
        assert (outline.next_race, outline.days_to_race) == (row.next_race, row.days_to_race)
        assert (outline.last_race, outline.days_since_race) == (row.last_race, row.days_since_race)
        assert outline.sessions_done_this_week == row.sessions_done_this_week
    assert fresh.squad.judge(a.id for a in squad) == rows
    assert [outline.judged for outline in fresh.squad.outlines()] == list(rows)
    fresh.close()


def test_only_so_many_days_are_worked_out_at_once(services, squad):
    assert [o.day is None for o in services.squad.outlines(fresh_days=2)] == [False, False, True]
    assert [o.day is None for o in services.squad.outlines(fresh_days=0)] == [False, False, True]
    assert [o.day is None for o in services.squad.outlines()] == [False] * 3


def test_a_remembered_day_is_not_used_after_a_change(services, squad, clock):
    before = services.squad.outlines()[0]
    race = before.next_race
    services.races.save(records.Race(race.id, race.athlete_id, race.name, clock(), Priority.A, 50, 2000))
    assert services.squad.outlines(fresh_days=0)[0].day is None
    assert services.squad.outlines()[0].day.phase != before.day.phase


def test_judging_leaves_out_who_is_gone_and_stops_when_told(services, squad):
    gone = new_id()
    assert [row.athlete.name for row in services.squad.judge([gone, squad[1].id])] == ["Nils"]
    assert len(services.squad.judge([a.id for a in squad], progress=lambda done, _total: done < 1)) == 1


def test_equipment_is_added_to_a_place_or_put_in_its_stead(services, squad):
    ids = [a.id for a in squad]
    services.athletes.equip(ids[1:], frozenset({E.BAND}), "Home")
    services.athletes.equip(ids[1:], frozenset({E.BOX}), " home ")
    assert [services.athletes.dossier(i).kits[0].equipment for i in ids[1:]] == [{E.BAND, E.BOX}] * 2
    receipt = services.athletes.equip(ids[1:], frozenset({E.SLIDER}), "HOME", replace=True)
    assert services.athletes.dossier(ids[1]).kits[0].equipment == {E.SLIDER}
    redo = receipt.undo()
    assert services.athletes.dossier(ids[2]).kits[0].equipment == {E.BAND, E.BOX}
    redo.undo()
    assert services.athletes.dossier(ids[2]).kits[0].equipment == {E.SLIDER}


def test_one_refusal_among_several_changes_nothing(services, squad):
    with pytest.raises(Refused):
        services.athletes.equip([squad[1].id, new_id()], frozenset({E.BAND}), "Home")
    assert services.athletes.dossier(squad[1].id).kits == ()


def test_equipment_of_many_is_taken_back_and_set_again_on_another_desk(services, squad, monkeypatch):
    monkeypatch.setattr("desktop.services.athletes.MANY_ATHLETES", 3)
    ids = [a.id for a in squad]
    services.athletes.equip(ids[:1], frozenset({E.BAND}), "Home")

    def kits():
        return [services.athletes.dossier(i).kits for i in ids]

    before = kits()
    receipt = services.athletes.equip(ids, frozenset({E.BOX}), "Home")
    assert receipt.text == "Set the equipment 'Home' of 3 athletes"
    after = kits()
    with closing(services.sibling()) as other:
        with pytest.raises(Cancelled):
            receipt.long(other.desk, lambda done, _total: done < 2)
        assert kits() == after
        back = receipt.long(other.desk, lambda _done, _total: True)()
        assert kits() == before
        assert back.text == "Took back the equipment of 3 athletes"
        redo = back.long(other.desk, lambda _done, _total: True)()
    assert kits() == after
    assert redo.text == receipt.text
    assert services.athletes.equip(ids[:2], frozenset({E.BAND}), "Home").long is None


def test_handing_out_stops_when_told_and_changes_nothing(services, squad):
    ids = [a.id for a in squad]
    before = [services.athletes.dossier(i).kits for i in ids]
    with pytest.raises(Cancelled):
        services.athletes.hand_out(ids, frozenset({E.BAND}), "Home", False, lambda done, _total: done < 2)
    assert [services.athletes.dossier(i).kits for i in ids] == before


def test_taking_out_is_all_or_nobody(services, squad):
    ids = [a.id for a in squad]
    with pytest.raises(Cancelled):
        services.athletes.take_out(ids, lambda done, _total: done < 2)
    with pytest.raises(Refused):
        services.athletes.take_out([ids[0], new_id()])
    assert len(services.athletes.roster()) == 3
    before = services.athletes.dossier(ids[0])
    receipt = services.athletes.removed(services.athletes.take_out(ids))
    assert receipt.text == "Removed 3 athletes with all sessions and races"
    receipt.undo()
    assert services.athletes.dossier(ids[0]) == before
    assert len(services.training.sessions(ids[0])) == 1


def test_the_squad_sees_a_change_made_by_another_connection(services, squad, clock):
    services.squad.judge([squad[0].id])
    other = services.sibling()
    other.athletes.save_pain(records.PainReport(new_id(), squad[0].id, PainArea.KNEE, clock(), 6))
    other.close()
    assert any("Pain 6/10: knee" in note for note in services.squad.judge([squad[0].id])[0].attention)
