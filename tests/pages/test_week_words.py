# pyright: reportOptionalMemberAccess=false, reportPossiblyUnboundVariable=false, reportAttributeAccessIssue=false
# What is None here fails the test that looks at it, which is as good as an assertion before each look.
"""What the week says, without a window: tabs, notes, targets, changes of load, reasons, histories, two weeks compared."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop import app
from desktop.pages.week import beside, doses
from desktop.pages.week import view_model as vm
from desktop.pages.week.view_model import Sources
from desktop.qt import fmt
from desktop.services.plans import CardState, SessionCard, SwapOption
from desktop.services.words import Words
from models.records import Session, SessionKind, SessionStatus, SetRecord
from rules.verdicts import LeftOut, Opening, PlannedItem, PlannedSession, PlannedWeek, Reason
from rules.vocabulary import Category, Decision, LoadType, Phase, Role, Template, Unit

TUE = date(2027, 1, 12)
MONDAY = TUE - timedelta(days=1)
UP, MORE, RESTART = (Reason(f"progression.{name}", {"gap_days": 28}) for name in ("increase", "add-reps", "layoff"))
ROUNDED = Reason("planner.rounded", {"load_kg": 20.0, "aim_kg": 20.4})


@pytest.fixture(scope="module")
def book():
    return app.rulebook()


@pytest.fixture(autouse=True)
def plain():
    fmt.use_locale("en_GB")
    fmt.use_unit("kg")
    yield
    fmt.use_unit("kg")


@pytest.fixture
def sentence(book):
    return Words(book).sentence


def item(**changes):
    made = PlannedItem(
        "goblet-squat", Category.HIP_DOMINANT, Role.MAIN, 3, 8, Unit.REPS, LoadType.SINGLE_KG, load=22.0, rir=3,
        decision=Decision.INCREASE, reasons=(Reason("planner.familiar", {"slug": "goblet-squat"}), UP),
    )  # fmt: skip
    return replace(made, **changes)


def planned(*items, **changes):
    made = PlannedSession(TUE, TUE, Template.A, "home", Phase.BUILD, 46, items or (item(),))
    return replace(made, **changes)


def done_sets(*loads, on=date(2027, 1, 5), amount=8.0, slug="goblet-squat", load_type=LoadType.SINGLE_KG, rpe=7.0):
    sets = tuple(
        SetRecord(f"{on} {n}", slug, 1, n, Unit.REPS, load_type, amount=amount, load=load, rpe=rpe)
        for n, load in enumerate(loads, 1)
    )
    return Session(str(on), "p", on, SessionKind.A, sets=sets)


def card(state=CardState.PLANNED, **changes):
    made = SessionCard(TUE, TUE, Template.A, state, planned(), None, (), 46, 50)
    return replace(made, **changes)


def block(book, sentence, one, session=None, last=None):
    found = vm.blocks_of(
        vm.session_shown("p", planned(one) if session is None else session),
        planned(one) if session is None else session,
        Sources(book.exercises, sentence, {} if last is None else {one.slug: last}),
        True,
    )
    return found[0]


# ---------------------------------------------------------------------------------------------------------- the week


@pytest.mark.parametrize("state", CardState)
def test_every_state_has_a_word_and_an_icon(state):
    tab = vm.tab_of(card(state), MONDAY)
    assert tab.text == "Session A · Tue"
    assert tab.word
    assert tab.icon
    assert tab.word in tab.spoken()


def test_a_session_under_way_says_how_far_it_is():
    session = vm.session_shown("p", planned())
    first, *rest = session.sets
    begun = replace(session, status=SessionStatus.DONE, sets=(replace(first, amount=8.0), *rest))
    tab = vm.tab_of(card(CardState.DONE, done=begun), TUE)
    assert (tab.word, tab.icon) == ("1 of 3 sets", "partial")


def test_a_moved_session_says_from_where():
    moved = card(CardState.SHIFTED, on=TUE + timedelta(days=2))
    assert vm.tab_of(moved, TUE).word == "Moved from Tue"
    assert vm.note_of(moved, False, TUE).does == "today"
    assert "12 Jan" in vm.note_of(replace(moved, state=CardState.DONE_SHIFTED), False, TUE + timedelta(days=2)).text


def test_the_session_to_show_first_is_todays_then_the_next_then_the_last():
    cards = [card(CardState.DONE, slot=d, on=d) for d in (TUE, TUE + timedelta(days=3))]
    assert vm.first_choice(cards, TUE + timedelta(days=3)) == "2027-01-15"
    assert vm.first_choice(cards, TUE + timedelta(days=1)) == "2027-01-15"
    assert vm.first_choice(cards, TUE + timedelta(days=9)) == "2027-01-15"
    gone = card(CardState.WITHDRAWN)
    assert vm.first_choice([gone, *cards], TUE) == "2027-01-12"
    assert vm.first_choice([gone], TUE) == "2027-01-12"
    assert vm.first_choice([], TUE) == ""


@pytest.mark.parametrize(
    "state, on, able",
    [
        (CardState.PLANNED, TUE, True), (CardState.PLANNED, TUE + timedelta(days=1), False), (CardState.MISSED, MONDAY, True),
        (CardState.SKIPPED, TUE, False), (CardState.WITHDRAWN, TUE, False), (CardState.UNPLANNED, MONDAY, True),
    ],
)  # fmt: skip
def test_sets_are_entered_on_the_day_or_after_it(state, on, able):
    assert vm.writable(card(state, on=on), False, TUE) is able
    assert not vm.writable(card(state, on=on), True, TUE)


def test_minutes_are_said_as_planned_then_as_taken():
    assert vm.minutes_text(card()) == "about 46 of your 50 minutes"
    assert vm.minutes_text(card(limit=None)) == "about 46 minutes"
    took = replace(done_sets(20.0), minutes=41)
    assert vm.minutes_text(card(CardState.DONE, done=took, minutes=41)) == "took 41 minutes"


def test_what_skipped_missed_and_projected_sessions_say():
    assert vm.note_of(card(CardState.SKIPPED), False, TUE).does == "unskip"
    assert vm.note_of(card(CardState.SKIPPED), False, TUE, cards=[card(CardState.SKIPPED)]).text.endswith(
        "made up for later."
    )
    going_on = [card(CardState.SKIPPED), card(on=TUE + timedelta(days=3), slot=TUE + timedelta(days=3))]
    said = vm.note_of(going_on[0], False, TUE, cards=going_on).text
    assert said == "Skipped. The week goes on with session A on Fri 15 Jan 2027."
    assert "Missed on" in vm.note_of(card(CardState.MISSED), False, TUE + timedelta(days=1)).text
    assert "every session goes as written" in vm.note_of(card(), True, TUE).text
    assert vm.note_of(card(), False, TUE) is None


# ---------------------------------------------------------------------------------------------------------- exercises


@pytest.mark.parametrize(
    "changes, text",
    [
        ({}, "3 × 8 @ 22 kg, RPE 7"),
        ({"load": None, "rir": None, "load_type": LoadType.BODYWEIGHT, "unit": Unit.SECONDS, "amount": 20}, "3 × 20 s"),
        (
            {"load_type": LoadType.PER_HAND_KG, "load": 12.5, "unit": Unit.STEPS},
            "3 × 8 steps @ 12.5 kg per hand, RPE 7",
        ),
        ({"load_type": LoadType.BAND_LEVEL, "load": 2.0}, "3 × 8 @ band 2, RPE 7"),
        ({"unit": Unit.METRES, "amount": 30}, "3 × 30 m @ 22 kg, RPE 7"),
    ],
)
def test_targets(changes, text):
    assert doses.target_of(item(**changes)) == text


def test_plates_and_pounds(book, sentence):
    bar = item(load_type=LoadType.TOTAL_KG, plates=(20.0, 2.5, 1.25))
    assert doses.plates_text(bar) == "plates each side: 20 + 2.5 + 1.25"
    assert doses.plates_text(replace(bar, load_type=LoadType.PLATES_KG)).startswith("on the sleeve: ")
    assert doses.plates_text(item()) == ""
    fmt.use_unit("lb")
    assert doses.target_of(item(load=20.0)) == "3 × 8 @ 44.1 lb, RPE 7"


def test_last_time_and_what_changes_since(book, sentence):
    found = block(book, sentence, item(), last=done_sets(20.0, 20.0, 20.0))
    assert found.last == "3 × 8 @ 20 kg, RPE 7"
    assert found.change.startswith("+2 kg: two sessions in a row")
    assert found.why == "progression.increase"
    same = block(book, sentence, item(load=20.0, reasons=(MORE,), decision=Decision.ADD_REPS), last=done_sets(20.0))
    assert same.change.startswith("The same load, more repetitions")


def test_a_lower_load_says_what_lowered_it(book, sentence):
    deload = Reason("ease.deload", {"weeks": 4, "sets_factor": 0.6, "load_factor": 0.9, "rir": 1})
    light = item(load=18.0, reasons=(MORE, ROUNDED), decision=Decision.ADD_REPS)
    before = done_sets(20.0)
    eased = block(book, sentence, light, planned(light, reasons=(deload,), deload=True), before)
    assert eased.why == "ease.deload"
    assert eased.change.startswith("−2 kg: ")
    assert block(book, sentence, light, last=before).why == "planner.rounded"
    back = item(load=18.0, reasons=(RESTART, ROUNDED), decision=Decision.LAYOFF)
    assert block(book, sentence, back, planned(back, reasons=(deload,)), before).why == "progression.layoff"


def test_warm_ups_come_first_and_ask_no_effort(book, sentence):
    drill = PlannedItem("duck-walk", Category.MOBILITY, Role.WARMUP, 1, 10, Unit.STEPS, LoadType.BODYWEIGHT)
    session = planned(item(), drill)
    first, second = vm.blocks_of(
        vm.session_shown("p", session), session, Sources(book.exercises, sentence), can_swap=True
    )
    assert (first.slug, second.slug) == ("duck-walk", "goblet-squat")
    assert first.caption.startswith("Warm-up")
    assert not first.lines[0].effort
    assert not first.lines[0].loaded
    assert second.lines[0].meant.rpe == 7
    assert second.lines[2].spoken == f"{book.exercises['goblet-squat'].name}, set 3 of 3"


# ---------------------------------------------------------------------------------------------------------- beside it


def test_what_is_left_out_is_named_once_and_begins_like_a_sentence(book, sentence):
    reason = Reason("standing.equipment", {"missing": "squat_rack"})
    gone = LeftOut(reason, Category.HIP_DOMINANT, "back-squat")
    (why,) = beside.left_out([gone, gone], book.exercises, sentence)
    assert why == beside.Why("Back squat: the equipment is not there: squat rack.", "standing.equipment", left_out=True)
    (whole,) = beside.left_out([LeftOut(reason)], book.exercises, sentence)
    assert whole.text == "The equipment is not there: squat rack."


def test_openings_say_when(book):
    (why,) = beside.openings([Opening("back-squat", TUE)], book.exercises)
    assert why.text == "Back squat, Tue 12 Jan 2027"


def test_the_history_of_an_exercise_is_its_heaviest_set_a_session(book):
    sessions = [done_sets(18.0, 22.0, on=TUE - timedelta(days=7)), done_sets(20.0, on=TUE - timedelta(days=14)),
                done_sets(40.0, on=TUE - timedelta(weeks=20))]  # fmt: skip
    course = beside.course_of("goblet-squat", book.exercises["goblet-squat"], sessions, TUE, item(load=24.0), TUE)
    assert [point.value for point in course.points] == [20.0, 22.0]
    assert course.unit == "kg"
    assert (course.planned.value, course.planned.on) == (24.0, TUE)
    assert course.title.endswith("last 12 weeks")
    after = [done_sets(24.0, on=TUE), *sessions]
    assert beside.course_of("goblet-squat", book.exercises["goblet-squat"], after, TUE, item(), TUE).planned is None


def test_an_exercise_without_load_is_measured_by_its_amount(book):
    sessions = [done_sets(None, amount=12.0, slug="glute-bridge", load_type=LoadType.BODYWEIGHT)]
    course = beside.course_of("glute-bridge", book.exercises["glute-bridge"], sessions, TUE, None, TUE, past=True)
    assert (course.points[0].value, course.unit) == (12.0, "reps")
    assert course.title.endswith("12 weeks to 12 Jan")


def test_last_times_are_those_before_the_session(book):
    early, late = done_sets(20.0), done_sets(22.0, on=TUE)
    assert beside.last_times([late, early], TUE) == {"goblet-squat": early}
    assert beside.last_times([replace(early, status=SessionStatus.PLANNED)], TUE) == {}


def test_two_weeks_side_by_side_mark_what_only_one_has(book):
    before = PlannedWeek(MONDAY, Phase.BUILD, (planned(item(), minutes=30),))
    after = replace(before, sessions=(planned(item(sets=2), minutes=24),))
    ours, theirs = beside.columns_of(before, after, book.exercises)
    assert ours.sessions == (("Session A · Tue · 30 min", (("Goblet squat 3 × 8 @ 22 kg, RPE 7", True),)),)
    assert theirs.sessions[0][1] == (("Goblet squat 2 × 8 @ 22 kg, RPE 7", True),)
    assert beside.columns_of(before, before, book.exercises)[0].sessions[0][1][0][1] is False


# ---------------------------------------------------------------------------------------------------------- in words


def test_the_lighter_sets_before_a_heavy_one_are_said_with_their_loads():
    assert doses.lead_in_text(((20.0, 8), (32.5, 5))) == "Warm up: 8 × 20 kg, 5 × 32.5 kg"
    assert doses.lead_in_text(()) == ""


def test_effort_is_said_in_the_unit_asked_for():
    assert doses.target_of(item(), reserve=True) == "3 × 8 @ 22 kg, RIR 3"
    sets = done_sets(20.0, 20.0).sets
    assert doses.sets_text(sets) == "2 × 8 @ 20 kg, RPE 7"
    assert doses.sets_text(sets, reserve=True) == "2 × 8 @ 20 kg, RIR 3"


def test_a_block_says_its_lighter_sets_and_its_target_in_both_units(book, sentence):
    sources = Sources(book.exercises, sentence, lead_in=lambda one: ((10.0, 8),) if one.load else (), reserve=True)
    (found,) = vm.blocks_of(vm.session_shown("p", planned()), planned(), sources, True)
    assert found.lead_in == "Warm up: 8 × 10 kg"
    assert (found.target, found.other) == ("3 × 8 @ 22 kg, RIR 3", "3 × 8 @ 22 kg, RPE 7")


def test_a_swap_says_how_it_would_be_done_and_why():
    one = SwapOption("x", "X", True, False, "why so.", item())
    assert vm.swap_detail(one, False) == "3 × 8 @ 22 kg, RPE 7\nWhy so."
    assert vm.swap_detail(replace(one, item=None, allowed=False), False) == "Why so."
