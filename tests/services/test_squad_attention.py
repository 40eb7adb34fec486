"""What the squad tells a coach of planned weeks, of trends, of illness and pain, and what is left of the week."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from desktop.services.house import Services
from models import records
from models.records import SessionKind, SessionStatus, new_id
from rules.vocabulary import Experience, LoadType, PainArea, Phase, Priority
from tests.services.conftest import lunges, one_set

TODAY = date(2027, 1, 11)
"""A Monday; most tests look at the Thursday after."""
THURSDAY = TODAY + timedelta(3)


@pytest.fixture(autouse=True)
def thursday(clock: Any) -> None:
    clock.forward(3)


@pytest.fixture
def well(services: Services, marta: records.Athlete) -> records.Athlete:
    """Marta with a fresh readiness screen, so that nothing is said of her."""
    services.athletes.save_readiness(records.ReadinessScreen(new_id(), marta.id, TODAY - timedelta(90)))
    return marta


def plan(who: records.Athlete, slot: date, version: int = 1, **others: Any) -> records.WrittenPlan:
    given: dict[str, Any] = {"on": slot, "written_on": slot, "kind": SessionKind.A, "phase": Phase.BUILD, "minutes": 45}
    return records.WrittenPlan(new_id(), who.id, slot, version, **{**given, **others})


def write(services: Services, *plans: records.WrittenPlan) -> None:
    for one in plans:
        services.store.plans.write(one)


def attention(services: Services, on: date = THURSDAY) -> tuple[str, ...]:
    (row,) = services.squad.rows(on)
    assert services.squad.judge([row.athlete.id], on) == (row,)
    sibling = services.sibling()
    sibling.squad._memory.rows.clear()
    assert sibling.squad.judge([row.athlete.id], on) == (row,), "one by one as all at once"
    sibling.close()
    return row.attention


def week(services: Services, on: date = THURSDAY) -> tuple[int, int | None, int]:
    """Done, planned, left; the same for the row and for the outline."""
    (row,) = services.squad.rows(on)
    (outline,) = services.squad.outlines(on)
    found = (row.sessions_done_this_week, row.sessions_planned_this_week, row.sessions_left)
    assert found == (
        outline.sessions_done_this_week,
        outline.sessions_planned_this_week,
        outline.sessions_left,
    )
    assert services.squad.figures((row,)).sessions_left == row.sessions_left
    return found


# --- missed sessions


def test_two_planned_sessions_missed_in_a_row(services: Services, well: records.Athlete) -> None:
    write(services, *(plan(well, THURSDAY - timedelta(days)) for days in (10, 7, 3, 0)))
    services.training.save(lunges(well, THURSDAY - timedelta(10), next_day_pain=0))
    assert attention(services, THURSDAY - timedelta(3)) == ()
    assert attention(services) == ("2 planned sessions missed in a row.",)
    assert attention(services, THURSDAY + timedelta(1)) == ("3 planned sessions missed in a row.",)
    services.training.save(lunges(well, THURSDAY, next_day_pain=0))
    assert attention(services, THURSDAY + timedelta(1)) == ()


@pytest.mark.parametrize("how", ["withdrawn", "skipped", "given up", "away", "done later", "done without the plan"])
def test_what_was_not_to_be_done_or_was_done_otherwise_is_not_missed(
    services: Services, well: records.Athlete, how: str
) -> None:
    first, second = THURSDAY - timedelta(6), THURSDAY - timedelta(3)
    write(services, plan(well, first), plan(well, second))
    assert attention(services) == ("2 planned sessions missed in a row.",)
    match how:
        case "withdrawn":
            write(services, plan(well, second, 2, withdrawn=True))
        case "skipped":
            services.store.wishes.save(records.Wish(new_id(), well.id, second, skipped=True))
        case "given up":
            begun = lunges(well, second, amount=None)
            services.training.save(replace(begun, slot=second, status=SessionStatus.SKIPPED))
        case "away":
            services.store.absences.save(records.Absence(new_id(), well.id, second, THURSDAY))
        case "done later":
            services.training.save(replace(lunges(well, second + timedelta(1), next_day_pain=0), slot=second))
        case _:
            services.training.save(lunges(well, second, next_day_pain=0))
    assert attention(services) == ()


def test_a_session_moved_to_a_day_to_come_is_not_missed(services: Services, well: records.Athlete) -> None:
    first, second = THURSDAY - timedelta(6), THURSDAY - timedelta(3)
    write(services, plan(well, first), plan(well, second), plan(well, second, 2, on=THURSDAY))
    assert attention(services) == ()
    assert attention(services, THURSDAY + timedelta(1)) == ("2 planned sessions missed in a row.",)


def test_mobility_that_was_left_out_is_no_missed_session(services: Services, well: records.Athlete) -> None:
    write(services, *(plan(well, THURSDAY - timedelta(days), kind=SessionKind.MICRO) for days in (5, 3)))
    assert attention(services) == ()


# --- what is left of the week


def test_what_is_left_is_what_the_plan_still_has(services: Services, marta: records.Athlete) -> None:
    assert week(services) == (0, None, 2)
    write(
        services, plan(marta, TODAY), plan(marta, THURSDAY), plan(marta, TODAY + timedelta(5), kind=SessionKind.MICRO)
    )
    assert week(services, TODAY) == (0, 2, 2)
    assert week(services) == (0, 2, 1), "Monday's is missed: it is not made up"
    services.training.save(lunges(marta, TODAY))
    assert week(services, TODAY) == (1, 2, 1)
    assert week(services, TODAY + timedelta(7)) == (0, None, 2)


def test_a_session_done_on_another_day_is_not_still_to_come(services: Services, marta: records.Athlete) -> None:
    write(services, plan(marta, TODAY), plan(marta, THURSDAY))
    services.training.save(lunges(marta, TODAY))
    services.training.save(lunges(marta, TODAY + timedelta(2)))
    assert week(services, TODAY + timedelta(2)) == (2, 2, 1), "it was not planned"
    (extra,) = services.training.sessions(marta.id, TODAY + timedelta(2), TODAY + timedelta(2))
    services.training.save(replace(extra, slot=THURSDAY))
    assert week(services, TODAY + timedelta(2)) == (2, 2, 0)


def test_sessions_skipped_withdrawn_and_moved_out_of_the_week_are_not_left(
    services: Services, marta: records.Athlete
) -> None:
    saturday = TODAY + timedelta(5)
    write(services, plan(marta, THURSDAY), plan(marta, saturday))
    services.store.wishes.save(records.Wish(new_id(), marta.id, THURSDAY, skipped=True))
    assert week(services) == (0, 1, 1)
    write(services, plan(marta, saturday, 2, on=TODAY + timedelta(7)))
    assert week(services) == (0, 0, 0)
    assert week(services, TODAY + timedelta(7)) == (0, 1, 1)
    write(services, plan(marta, saturday, 3, withdrawn=True))
    assert week(services) == (0, 0, 0), "the plan of the week has nothing any more"


def test_a_session_without_one_amount_is_not_done(services: Services, marta: records.Athlete) -> None:
    empty = lunges(marta, TODAY, amount=None)
    services.training.save(empty)
    assert week(services) == (0, None, 2)
    services.training.save(lunges(marta, TODAY))
    assert week(services) == (1, None, 1), "two on one day, one of them empty"
    done = tuple(replace(one, amount=5.0) if n == 0 else one for n, one in enumerate(empty.sets))
    services.training.save(replace(empty, sets=done))
    assert week(services) == (2, None, 0)


def test_mobility_uses_up_nothing_of_what_the_week_allows(services: Services, marta: records.Athlete) -> None:
    services.training.save(replace(lunges(marta, TODAY, exercise="ankle-rock"), kind=SessionKind.MICRO))
    assert week(services) == (0, None, 2)


# --- trends


def squats(services: Services, who: records.Athlete, amounts: list[float], gap: int = 7, load: float = 10.0) -> None:
    """Goblet squats opened by a coach, once every `gap` days, the last on Monday."""
    first = TODAY - timedelta(gap * (len(amounts) - 1))
    services.unlocks.assess(records.Assessment(new_id(), who.id, "goblet-squat", first, 5))
    services.unlocks.override(records.Override(new_id(), who.id, "goblet-squat", first, "seen"))
    for number, amount in enumerate(amounts):
        day = first + timedelta(gap * number)
        sets = lunges(
            who,
            day,
            exercise="goblet-squat",
            load_type=LoadType.SINGLE_KG,
            load=load,
            amount=amount,
            rpe=8.0,
            next_day_pain=0,
        )
        services.training.save(sets)


def test_an_exercise_that_stalled_and_one_that_gets_weaker(services: Services, well: records.Athlete) -> None:
    squats(services, well, [8, 8, 8, 8])
    assert attention(services) == ("Stalled for 21 days or more: Goblet squat.",)


def test_strength_that_falls_asks_for_a_professional(services: Services, well: records.Athlete) -> None:
    squats(services, well, [10, 8, 6, 4])
    assert attention(services) == (
        "Strength falling for 3 weeks without a reason: Goblet squat. Time to see a professional.",
    )
    services.store.absences.save(
        records.Absence(new_id(), well.id, TODAY - timedelta(12), TODAY - timedelta(8), ill=True)
    )
    assert not any("Strength" in note for note in attention(services)), "illness is a reason"


def test_days_lightened_by_the_plan_prove_nothing(services: Services, well: records.Athlete) -> None:
    squats(services, well, [8, 8, 8, 8])
    write(services, plan(well, TODAY - timedelta(14), deload=True))
    assert attention(services) == ()


def test_before_a_race_nothing_need_rise(services: Services, well: records.Athlete) -> None:
    squats(services, well, [8, 8, 8, 8])
    race = records.Race(new_id(), well.id, "Ridge", THURSDAY + timedelta(30), Priority.A, 50, 2500)
    services.races.save(race)
    assert services.squad.rows(THURSDAY)[0].day.phase is Phase.MAINTAIN
    assert attention(services) == ()
    services.races.save(replace(race, on=TODAY - timedelta(28)))
    assert services.squad.rows(THURSDAY)[0].day.phase is Phase.BUILD
    assert attention(services) == (), "it was only just let rise again"


# --- pain, illness, mornings, competency


def test_pain_that_lasts_is_for_a_professional(services: Services, well: records.Athlete) -> None:
    for days, score in ((40, 1), (16, 3), (5, 4)):
        services.athletes.save_pain(
            records.PainReport(new_id(), well.id, PainArea.KNEE, THURSDAY - timedelta(days), score)
        )
    assert attention(services) == ("Pain 4/10: knee for 16 days: time to see a professional.",)
    services.athletes.save_pain(records.PainReport(new_id(), well.id, PainArea.KNEE, THURSDAY - timedelta(9), 2))
    assert attention(services) == ("Pain 4/10: knee (9 Jan 2027).",)


def test_an_exercise_that_hurts_every_time_is_for_a_professional(services: Services, well: records.Athlete) -> None:
    for days in (19, 12, 3):
        services.training.save(lunges(well, THURSDAY - timedelta(days), pain=3, next_day_pain=0))
    assert attention(services) == (
        "Lunge (standard forward lunge) has hurt since 26 Dec 2026, every time: time to see a professional.",
    )


def test_after_an_illness_the_screen_is_asked_again(services: Services, well: records.Athlete) -> None:
    flu = records.Absence(new_id(), well.id, TODAY - timedelta(6), TODAY, ill=True)
    services.store.absences.save(flu)
    assert attention(services, TODAY) == (), "still ill"
    assert attention(services) == ("Ill until 11 Jan 2027: ask the questions of the readiness screen again.",)
    services.store.absences.save(replace(flu, ill=False))
    assert attention(services) == ()
    services.store.absences.save(flu)
    services.athletes.save_readiness(records.ReadinessScreen(new_id(), well.id, TODAY + timedelta(1)))
    assert attention(services) == ()


def test_the_morning_after_a_planned_session_is_asked_for(services: Services, well: records.Athlete) -> None:
    session = lunges(well, TODAY)
    services.training.save(session)
    assert attention(services) == (), "nobody planned it, nobody asks"
    write(services, plan(well, TODAY))
    assert attention(services) == ("Pain the morning after 11 Jan 2027: not answered.",)
    services.training.save(replace(session, sets=tuple(replace(one, next_day_pain=0) for one in session.sets)))
    assert attention(services) == ()


def test_competency_about_to_lapse(services: Services, well: records.Athlete) -> None:
    day = THURSDAY - timedelta(50)
    services.unlocks.override(records.Override(new_id(), well.id, "rear-foot-elevated-db-squat", day, "seen"))
    sets = tuple(
        one_set("rear-foot-elevated-db-squat", number, load_type=LoadType.PER_HAND_KG, load=6.0, next_day_pain=0)
        for number in (1, 2)
    )
    services.training.save(records.Session(new_id(), well.id, day, sets=sets))
    (said,) = [note for note in attention(services) if "lapse" in note]
    name = services.rulebook.exercises["rear-foot-elevated-db-squat"].name
    assert said == f"{name} is about to lapse: practise it by 20 Jan 2027."


def test_a_young_squad_without_plans_reads_as_before(services: Services, well: records.Athlete) -> None:
    services.athletes.save(replace(well, experience=Experience.NOVICE))
    services.training.save(lunges(well, TODAY))
    assert attention(services) == ()
    assert week(services) == (1, None, 1)
