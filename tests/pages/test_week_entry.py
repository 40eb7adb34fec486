"""A session while it is being entered: what a set would be by itself, what holds after one was entered, judged, taken back."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.pages.week.entry import Entry, judged, judgement, proposals, with_set, without_set
from models.records import Session, SessionStatus, SetRecord
from rules.vocabulary import LoadType, Side, Unit


def one(name, position=1, number=1, load: float | None = 20.0, amount=8.0, side=None):
    return SetRecord(
        name, "step-up", position, number, Unit.REPS, LoadType.TOTAL_KG, side, planned_amount=amount, planned_load=load
    )


@pytest.fixture
def session():
    sets = (one("a"), one("b", number=2), one("c", number=3), one("x", position=2, load=None, amount=30.0))
    return Session("s", "p", date(2027, 1, 11), status=SessionStatus.PLANNED, sets=sets)


RPE = {1: 7.0, 2: None}


def test_untouched_sets_are_as_planned(session):
    found = proposals(session.sets, RPE)
    assert found["a"] == found["c"] == Entry(8.0, 20.0, 7.0)
    assert found["x"] == Entry(30.0, None, None)


def test_a_set_repeats_what_was_changed_in_the_one_before(session):
    done = with_set(session, "a", Entry(8.0, 22.0, 8.0))
    assert proposals(done.sets, RPE)["b"] == Entry(8.0, 22.0, 8.0)
    assert proposals(done.sets, RPE)["x"] == Entry(30.0, None, None)  # another exercise is not touched
    back = with_set(done, "b", Entry(6.0, 20.0, 7.0))
    assert proposals(back.sets, RPE)["c"] == Entry(6.0, 20.0, 7.0)


def test_sets_that_are_planned_differently_stay_so_where_nothing_was_changed():
    ramp = (one("a", load=16.0), one("b", number=2, load=20.0))
    session = Session("s", "p", date(2027, 1, 11), sets=ramp)
    done = with_set(session, "a", Entry(8.0, 16.0, 7.0))
    assert proposals(done.sets, RPE)["b"] == Entry(8.0, 20.0, 7.0)


def test_each_side_repeats_its_own(session):
    sets = (one("l1", side=Side.LEFT), one("r1", side=Side.RIGHT), one("l2", number=2, side=Side.LEFT),
            one("r2", number=2, side=Side.RIGHT))  # fmt: skip
    done = with_set(Session("s", "p", date(2027, 1, 11), sets=sets), "l1", Entry(6.0, 20.0, 7.0))
    found = proposals(done.sets, RPE)
    assert (found["l2"].amount, found["r1"].amount, found["r2"].amount) == (6.0, 8.0, 8.0)


def test_one_set_done_makes_the_session_done_and_taking_it_back_makes_it_planned(session):
    done = with_set(session, "a", Entry(8.0, 20.0, 7.0))
    assert done.status is SessionStatus.DONE
    assert (done.sets[0].amount, done.sets[0].load, done.sets[0].rpe, done.sets[0].rir) == (8.0, 20.0, 7.0, 3.0)
    assert without_set(done, "a") == session


def test_technique_and_pain_are_said_once_for_all_sets_done(session):
    done = with_set(with_set(session, "a", Entry(8.0, 20.0, 7.0)), "b", Entry(8.0, 20.0, 7.0))
    rated = judged(judged(done, 1, "technique", 4), 1, "pain", 2)
    assert [(s.technique, s.pain) for s in rated.sets] == [(4, 2), (4, 2), (None, None), (None, None)]
    later = with_set(rated, "c", Entry(8.0, 20.0, 7.0))
    assert (later.sets[2].technique, later.sets[2].pain) == (4, 2)
    assert judgement(later.sets, 1) == (4, 2)
    assert judgement(later.sets, 2) == (None, None)


def test_a_set_that_is_not_there_changes_nothing(session):
    assert with_set(session, "gone", Entry(1.0)) == session
