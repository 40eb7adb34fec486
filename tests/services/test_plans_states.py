"""How a session stands: told from slot, versions, wish, log and today, for ever."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations
from typing import Any

import pytest

from desktop.services.plans import CardState, content, states
from models.records import Session, SessionKind, SessionStatus, Wish, WrittenPlan, new_id
from rules.vocabulary import Phase
from tests.services.conftest import one_set
from tests.services.plan_stories import FRIDAY, MONDAY, SUNDAY, THURSDAY, TUESDAY, WEDNESDAY
from tests.services.test_plans_content import SESSION

WHO = new_id()
PLAN = replace(SESSION, slot=TUESDAY, on=TUESDAY)
FRAME = states.Frame(MONDAY, SUNDAY, WEDNESDAY, 60, {"back-squat", "duck-walk", "hex-bar-deadlift"})


def written(on: date = TUESDAY, version: int = 1, **others: Any) -> WrittenPlan:
    given: dict[str, Any] = {"content": content.write(replace(PLAN, on=on)), **others}
    return WrittenPlan(
        new_id(), WHO, TUESDAY, version, on, MONDAY, SessionKind.A, Phase.BUILD, SESSION.minutes, **given
    )


def done(on: date, slot: date | None = TUESDAY, **others: Any) -> Session:
    return Session(new_id(), WHO, on, SessionKind.A, slot=slot, sets=(one_set(),), **others)


def one_card(
    today: date,
    versions: tuple[WrittenPlan, ...] = (),
    wish: Wish | None = None,
    session: Session | None = None,
    live: bool = False,
    on: date = TUESDAY,
) -> Any:
    found = states.kept(versions, () if wish is None else (wish,), () if session is None else (session,))
    plans = (replace(PLAN, on=on),) if live else ()
    (card,) = states.cards(replace(FRAME, today=today), found, plans)
    return card


def test_planned_until_its_day_is_over() -> None:
    assert one_card(MONDAY, (written(),), live=True).state is CardState.PLANNED
    assert one_card(TUESDAY, (written(),), live=True).state is CardState.PLANNED
    assert one_card(WEDNESDAY, (written(),)).state is CardState.MISSED


def test_planned_without_being_written_down_yet() -> None:
    card = one_card(MONDAY, live=True)
    assert (card.state, card.slot, card.minutes, card.earlier) == (CardState.PLANNED, TUESDAY, PLAN.minutes, ())


def test_done_as_planned() -> None:
    card = one_card(WEDNESDAY, (written(),), session=done(TUESDAY, minutes=51))
    assert (card.state, card.on, card.minutes) == (CardState.DONE, TUESDAY, 51)
    assert card.planned == PLAN


def test_what_is_done_is_shown_as_it_was_planned_then() -> None:
    lighter = replace(PLAN, minutes=30)
    found = states.kept((written(),), (), (done(TUESDAY),))
    (card,) = states.cards(replace(FRAME, today=TUESDAY), found, (lighter,))
    assert card.planned == PLAN


def test_what_is_to_come_is_shown_as_it_is_planned_now() -> None:
    lighter = replace(PLAN, minutes=30)
    (card,) = states.cards(replace(FRAME, today=TUESDAY), states.kept((written(),), (), ()), (lighter,))
    assert card.planned == lighter


def test_shifted_and_done_on_the_other_day() -> None:
    versions = (written(), written(THURSDAY, 2))
    card = one_card(WEDNESDAY, versions, live=True, on=THURSDAY)
    assert (card.state, card.on, card.slot) == (CardState.SHIFTED, THURSDAY, TUESDAY)
    assert card.earlier == versions[:1]
    card = one_card(FRIDAY, versions, session=done(THURSDAY))
    assert (card.state, card.on) == (CardState.DONE_SHIFTED, THURSDAY)
    assert one_card(FRIDAY, versions).state is CardState.MISSED


def test_done_late_without_being_moved() -> None:
    assert one_card(FRIDAY, (written(),), session=done(WEDNESDAY)).state is CardState.DONE_SHIFTED


def test_skipped_by_wish_or_in_the_log() -> None:
    wish = Wish(new_id(), WHO, TUESDAY, skipped=True)
    for today in (MONDAY, TUESDAY, FRIDAY):
        assert one_card(today, (written(),), wish).state is CardState.SKIPPED
    skipped = done(TUESDAY, status=SessionStatus.SKIPPED)
    assert one_card(FRIDAY, (written(),), session=skipped).state is CardState.SKIPPED


def test_done_after_all_though_it_was_to_be_skipped() -> None:
    wish = Wish(new_id(), WHO, TUESDAY, skipped=True)
    assert one_card(FRIDAY, (written(),), wish, done(TUESDAY)).state is CardState.DONE


def test_withdrawn_by_the_plan() -> None:
    versions = (written(), written(version=2, withdrawn=True))
    assert one_card(MONDAY, versions).state is CardState.WITHDRAWN
    assert one_card(FRIDAY, versions).state is CardState.WITHDRAWN
    assert one_card(FRIDAY, versions, session=done(TUESDAY)).state is CardState.DONE


def test_what_the_plan_just_gave_up_is_withdrawn_before_it_is_written() -> None:
    assert one_card(MONDAY, (written(),)).state is CardState.WITHDRAWN


def test_unplanned() -> None:
    card = one_card(FRIDAY, session=done(TUESDAY, slot=None))
    assert (card.state, card.slot, card.planned) == (CardState.UNPLANNED, None, None)


def test_begun_and_nothing_done_is_still_planned() -> None:
    begun = done(TUESDAY, status=SessionStatus.PLANNED)
    card = one_card(TUESDAY, (written(),), session=begun, live=True)
    assert (card.state, card.done) == (CardState.PLANNED, begun)


def test_of_two_sessions_of_one_slot_the_first_done_carries_it_out() -> None:
    first, second = done(TUESDAY), done(WEDNESDAY)
    for order in permutations((first, second)):
        cards = states.cards(replace(FRAME, today=FRIDAY), states.kept((written(),), (), order), ())
        assert [(card.state, card.done) for card in cards] == [
            (CardState.DONE, first),
            (CardState.UNPLANNED, second),
        ]


def test_a_session_belongs_to_the_week_of_its_day() -> None:
    late = done(SUNDAY + timedelta(days=1))
    found = states.kept((written(),), (), (late,))
    assert states.cards(replace(FRAME, today=late.on), found, ()) == ()
    following = replace(FRAME, monday=late.on, sunday=late.on + timedelta(days=6), today=late.on)
    (card,) = states.cards(following, found, ())
    assert (card.state, card.slot) == (CardState.DONE_SHIFTED, TUESDAY)


def test_a_plan_that_cannot_be_read_is_still_a_plan() -> None:
    card = one_card(FRIDAY, (written(content="from the future"),))
    assert (card.state, card.planned, card.minutes) == (CardState.MISSED, None, SESSION.minutes)
    assert card.template is not None


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_of_versions_never_matters(order: tuple[int, ...]) -> None:
    versions = (written(), written(WEDNESDAY, 2), written(THURSDAY, 3))
    card = one_card(WEDNESDAY, tuple(versions[place] for place in order), live=True, on=THURSDAY)
    assert card.earlier == versions[:2]
