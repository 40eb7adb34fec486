"""What an athlete's training came to: exercises, sides, weeks, pain, phases."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop.services.outcome import Refused
from desktop.services.progress import week_start
from models.records import (
    InjuryFlag,
    PainReport,
    Race,
    Session,
    SessionKind,
    SessionStatus,
    SetRecord,
    Wish,
    WrittenPlan,
    new_id,
)
from rules.progression import e1rm
from rules.vocabulary import Category, LoadType, PainArea, Phase, Priority, RaceStatus, Side, Unit

TODAY = date(2027, 1, 11)
DAY, WEEK = timedelta(days=1), timedelta(days=7)
SQUAT, LUNGE = "barbell-split-squat", "standard-lunge"


def one(slug, number, amount, load=None, load_type=LoadType.TOTAL_KG, **more):
    return SetRecord(new_id(), slug, 1, number, Unit.REPS, load_type, amount=amount, load=load, **more)


def lunge(number, amount, **more):
    return one(LUNGE, number, amount, load_type=LoadType.BODYWEIGHT, **more)


def keep(services, athlete, on, *sets, **more):
    """Straight into the store: what is open to the athlete is not what is asked here."""
    session = Session(new_id(), athlete.id, on, sets=tuple(sets), **more)
    services.store.sessions.save(session)
    return session


@pytest.fixture
def squat(book):
    return book.exercises[SQUAT].load_type


def test_of_nothing_nothing_is_made(services, marta):
    view = services.progress.read(marta.id)
    assert (view.exercises, view.weeks, view.areas, view.in_sets, view.phases) == ((), (), {}, (), ())


def test_an_athlete_who_is_not_there_is_refused(services):
    with pytest.raises(Refused):
        services.progress.read("nobody")


def test_a_day_shows_the_heaviest_load_the_best_of_it_and_the_best_estimate(services, marta, book, squat):
    sets = (
        one(SQUAT, 1, 8.0, 60.0, squat, rir=2.0),
        one(SQUAT, 2, 5.0, 70.0, squat, rir=1.0),
        one(SQUAT, 3, 6.0, 70.0, squat),
    )
    keep(services, marta, TODAY - WEEK, *sets, deload=True)
    found = services.progress.read(marta.id).exercise(SQUAT)
    assert found is not None
    assert found.in_kilograms
    (day,) = found.days
    assert (day.sets, day.load, day.amount, day.lightened, day.off_plan) == (3, 70.0, 6.0, True, False)
    light, heavy = e1rm(book, 60.0, 8.0, 2.0), e1rm(book, 70.0, 5.0, 1.0)
    assert light is not None
    assert heavy is not None
    assert day.e1rm == max(light, heavy)


def test_where_nobody_said_how_hard_it_was_no_maximum_is_estimated(services, marta, squat):
    keep(services, marta, TODAY - WEEK, one(SQUAT, 1, 8.0, 60.0, squat))
    assert services.progress.read(marta.id).exercise(SQUAT).days[0].e1rm is None


def test_what_has_no_mass_is_followed_by_its_best_set(services, marta):
    keep(services, marta, TODAY - WEEK, lunge(1, 10.0, off_plan=True), lunge(2, 12.0, off_plan=True))
    found = services.progress.read(marta.id).exercise(LUNGE)
    assert not found.in_kilograms
    assert (found.days[0].amount, found.days[0].load, found.days[0].off_plan) == (12.0, None, True)


def test_the_most_practised_comes_first(services, marta, squat):
    for weeks in (3, 2, 1):
        keep(services, marta, TODAY - weeks * WEEK, one(SQUAT, 1, 8.0, 60.0, squat))
    keep(services, marta, TODAY - DAY, lunge(1, 10.0))
    assert [found.slug for found in services.progress.read(marta.id).exercises] == [SQUAT, LUNGE]


def test_sides_are_compared_by_each_ones_best_set_only_where_both_were_done(services, marta, squat):
    left = (one(SQUAT, 1, 8.0, 20.0, squat, side=Side.LEFT), one(SQUAT, 2, 6.0, 20.0, squat, side=Side.LEFT))
    right = (one(SQUAT, 1, 10.0, 20.0, squat, side=Side.RIGHT), one(SQUAT, 2, 6.0, 20.0, squat, side=Side.RIGHT))
    keep(services, marta, TODAY - WEEK, *left, *right)
    keep(services, marta, TODAY - DAY, replace(left[0], id=new_id()))
    found = services.progress.read(marta.id).exercise(SQUAT)
    (day,) = found.sides
    assert (day.left, day.right, day.left_came_to, day.right_came_to) == ((8.0, 20.0), (10.0, 20.0), 160.0, 200.0)
    assert day.asymmetry == pytest.approx(-0.2)
    assert len(found.days) == 2


def test_weeks_run_without_gaps_and_begin_where_the_reader_begins_them(services, marta):
    first = date(2026, 12, 6)  # a Sunday
    keep(services, marta, first, lunge(1, 10.0))
    monday = services.progress.read(marta.id, 1).weeks
    sunday = services.progress.read(marta.id, 7).weeks
    assert (monday[0].start, sunday[0].start) == (date(2026, 11, 30), first)
    for weeks in (monday, sunday):
        assert [b.start - a.start for a, b in itertools.pairwise(weeks)] == [WEEK] * (len(weeks) - 1)
        assert weeks[-1].start <= TODAY < weeks[-1].start + WEEK
        assert sum(week.done for week in weeks) == 1
    assert week_start(date(2027, 1, 16), 6) == date(2027, 1, 16)


def test_done_and_planned_are_counted_as_the_squad_counts_them(services, marta):
    monday = TODAY - 2 * WEEK
    for offset, more in ((0, {}), (2, {"deload": True}), (4, {"withdrawn": True}), (5, {"kind": SessionKind.MICRO})):
        day = monday + offset * DAY
        plan = WrittenPlan(new_id(), marta.id, day, 1, day, monday, SessionKind.A, Phase.BUILD, 40)
        services.store.plans.write(replace(plan, **more))
    services.store.wishes.save(Wish(new_id(), marta.id, monday + 2 * DAY, skipped=True))
    keep(services, marta, monday, lunge(1, 10.0), kind=SessionKind.A)
    keep(services, marta, monday + DAY, lunge(1, None), kind=SessionKind.A)  # nothing of it was done
    keep(services, marta, monday + 3 * DAY, lunge(1, 8.0), kind=SessionKind.MICRO)
    keep(services, marta, monday + 4 * DAY, lunge(1, 8.0), status=SessionStatus.SKIPPED)
    week, *rest = services.progress.read(marta.id).weeks
    assert (week.done, week.planned, week.deload) == (1, 1, True)
    assert [(other.done, other.planned) for other in rest] == [(0, None)] * 2


def test_sets_are_counted_by_category_and_two_halves_are_one(services, marta, book, squat):
    halves = (one(SQUAT, 1, 8.0, 20.0, squat, side=Side.LEFT), one(SQUAT, 1, 8.0, 20.0, squat, side=Side.RIGHT))
    keep(services, marta, TODAY, *halves, SetRecord(new_id(), LUNGE, 2, 1, Unit.REPS, LoadType.BODYWEIGHT, amount=9.0))
    sets = services.progress.read(marta.id).weeks[-1].sets
    expected = dict.fromkeys(Category, 0)
    for slug in (SQUAT, LUNGE):
        expected[book.exercises[slug].category] += 1
    assert {category: sets.get(category, 0) for category in Category} == expected


def test_a_report_of_pain_holds_until_the_next_of_its_area(services, marta):
    for days, score in ((30, 4), (20, 2), (10, 0)):
        services.store.pains.save(PainReport(new_id(), marta.id, PainArea.KNEE, TODAY - days * DAY, score))
    services.store.pains.save(PainReport(new_id(), marta.id, PainArea.LOW_BACK, TODAY - 3 * DAY, 1))
    services.store.injuries.save(InjuryFlag(new_id(), marta.id, PainArea.NECK, TODAY - 9 * DAY, TODAY - 5 * DAY))
    view = services.progress.read(marta.id)
    knee = [(span.start, span.end, span.score) for span in view.areas[PainArea.KNEE]]
    assert knee == [(TODAY - 30 * DAY, TODAY - 21 * DAY, 4), (TODAY - 20 * DAY, TODAY - 11 * DAY, 2)]
    assert view.areas[PainArea.LOW_BACK][0].end == TODAY
    assert [(span.start, span.end) for span in view.injuries[PainArea.NECK]] == [(TODAY - 9 * DAY, TODAY - 5 * DAY)]


def test_pain_of_sets_stands_on_its_day_and_that_of_the_morning_on_the_next(services, marta, book):
    keep(services, marta, TODAY - 2 * DAY, lunge(1, 10.0, pain=2, next_day_pain=3), lunge(2, 10.0, pain=4))
    view = services.progress.read(marta.id)
    name = (book.exercises[LUNGE].name,)
    assert [(s.start, s.score, s.exercises) for s in view.in_sets] == [(TODAY - 2 * DAY, 4, name)]
    assert [(s.start, s.score, s.exercises) for s in view.mornings] == [(TODAY - DAY, 3, name)]


def test_phases_cover_the_weeks_shown_and_races_that_count_are_there(services, marta):
    keep(services, marta, TODAY - 10 * WEEK, lunge(1, 10.0))
    for name, status in (("Ridge", RaceStatus.FINISHED), ("Gone", RaceStatus.CANCELLED)):
        services.store.races.save(Race(new_id(), marta.id, name, TODAY - 5 * WEEK, Priority.A, 30.0, status=status))
    view = services.progress.read(marta.id)
    assert [race.name for race in view.races] == ["Ridge"]
    assert view.phases[0].start == view.weeks[0].start
    assert view.phases[-1].end == view.weeks[-1].start + 6 * DAY
    assert all(after.start == before.end + DAY for before, after in zip(view.phases, view.phases[1:], strict=False))
    race_day = [span for span in view.phases if span.start <= TODAY - 5 * WEEK <= span.end]
    assert [span.phase for span in race_day] == [Phase.RACE_DAY]


def test_the_same_from_another_thread_as_from_this_one(services, marta, squat):
    keep(services, marta, TODAY - WEEK, one(SQUAT, 1, 8.0, 60.0, squat, rir=2.0))
    sibling = services.sibling()
    try:
        assert sibling.progress.read(marta.id) == services.progress.read(marta.id)
    finally:
        sibling.close()
