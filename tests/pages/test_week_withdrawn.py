"""Sessions the plan gave up: why, in the words of the plan that holds now, and which session is shown first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop.pages import WEEK
from desktop.pages.week import view_model as vm
from desktop.services.plans import CardState
from desktop.services.plans.views import FELT
from models import records
from rules.vocabulary import Experience

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "This plugin does not support")
TUESDAY = date(2027, 1, 12)
FRIDAY = TUESDAY + timedelta(days=3)
SUNDAY = TUESDAY + timedelta(days=5)


@pytest.fixture
def clock():
    return lambda: TUESDAY


@pytest.fixture
def dee(services):
    """Two sessions a week, on Tuesdays and Fridays; the plan of the week is written down."""
    made = records.Athlete(
        records.new_id(), "Dee Roy", date(1990, 5, 1), 60.0, experience=Experience.EXPERIENCED, max_sessions=2,
        available_days=(2, 3, 5, 6),
    )  # fmt: skip
    services.athletes.save(made)
    services.plans.write_down(made.id)
    return made.id


@pytest.fixture
def page(show, qtbot, dee):
    made = show(WEEK, dee)
    qtbot.waitUntil(lambda: made.settled)
    return made


@pytest.fixture
def again(page, qtbot):
    """The page left and opened again, after a change somewhere else."""

    def build():
        page.hide()
        page.mark_dirty()
        page.show()
        qtbot.waitUntil(lambda: page.settled)
        return page

    return build


def ill(services, athlete_id, since=TUESDAY, until=SUNDAY):
    services.plans.absent(records.Absence(records.new_id(), athlete_id, since, until, ill=True))


def on_hold(services, athlete_id):
    services.athletes.save_readiness(records.ReadinessScreen(records.new_id(), athlete_id, TUESDAY, frozenset({1})))


@pytest.mark.parametrize(
    "befalls, rule, words",
    [(ill, "day.absent", "way or ill until 17 Jan 2027."), (on_hold, "day.hold", "raining is on hold until the talk")],
)
def test_a_withdrawn_session_says_what_stands_against_it_now(page, services, dee, again, befalls, rule, words):
    befalls(services, dee)
    shown = again()
    assert shown.chosen.state is CardState.WITHDRAWN
    assert shown.chosen.against.rule == rule
    said = shown.card.note.text.text()
    assert said.startswith("Withdrawn: ")
    assert words in said
    assert shown.why.heading.text() == "Why no session"
    assert words in shown.why.texts[0]
    assert not any("Two sessions in seven days" in text for text in shown.why.texts)


def test_what_was_felt_is_not_blamed_for_days_of_illness(page, services, dee, again):
    services.plans.feel(dee, TUESDAY, 4, None)
    ill(services, dee)
    assert "way or ill until" in again().card.note.text.text()


def test_a_session_withdrawn_for_no_reason_told_says_at_least_that_it_is_withdrawn(page, services, dee, again):
    """The athlete's week has other days now: nothing stands against the day, it is none any more."""
    athlete = services.athletes.dossier(dee).athlete
    services.athletes.save(replace(athlete, available_days=(3, 6)))
    shown = again()
    shown.choose(TUESDAY.isoformat())
    assert shown.chosen.state is CardState.WITHDRAWN
    assert "gave this session up" in shown.card.note.text.text()
    assert shown.why.texts[0] == shown.card.note.text.text()


def test_a_withdrawn_session_is_not_projected_to_go_as_written(page, services, dee, again):
    ill(services, dee)
    gone = again().chosen
    assert gone.state is CardState.WITHDRAWN
    note = vm.note_of(gone, True, TUESDAY, services.words.sentence)
    assert note is not None
    assert note.text.startswith("Withdrawn: ")


def test_opening_shows_what_is_planned_before_what_was_withdrawn(page, services, dee, again):
    assert page.chosen.slot == TUESDAY
    ill(services, dee, until=TUESDAY)
    shown = again()
    assert {card.slot: card.state for card in shown.reader.view.cards}[TUESDAY] is CardState.WITHDRAWN
    assert shown.chosen.slot == FRIDAY
    assert shown.chosen.state is CardState.PLANNED


def test_a_missed_session_is_shown_before_a_withdrawn_one(page):
    missed, gone = (
        replace(page.chosen, slot=slot, on=slot, state=state)
        for slot, state in ((TUESDAY, CardState.MISSED), (FRIDAY, CardState.WITHDRAWN))
    )
    assert vm.first_choice((missed, gone), FRIDAY) == TUESDAY.isoformat()


def test_the_rules_that_go_by_how_it_feels_are_rules_of_the_book(services):
    assert set(services.rulebook.rules) >= FELT
