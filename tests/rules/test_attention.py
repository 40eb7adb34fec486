"""What a coach is told of whom: worked examples of every rule of attention, at its threshold and beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from rules.attention import Attention
from rules.facts import Watch
from rules.vocabulary import Joint, MobilityLevel, PainArea
from tests.rules.books import shipped

ON = date(2027, 6, 20)
BOOK = shipped()
ATTENTION = Attention(BOOK)
CALM = Watch(birth_date=date(1990, 1, 1), sessions=2, last_session=ON - timedelta(3), readiness_on=ON - timedelta(100))
"""An adult of whom nothing need be said."""
KNEE = PainArea.KNEE


def ago(days: int) -> date:
    return ON - timedelta(days=days)


def told(**changed: Any) -> list[str]:
    return [reason.rule.removeprefix("attention.") for reason in ATTENTION.of(replace(CALM, **changed), ON)]


def said(**changed: Any) -> list[str]:
    return [BOOK.say(reason.rule, reason.facts) for reason in ATTENTION.of(replace(CALM, **changed), ON)]


CASES: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("health-hold", {"health_hold": True}, {}),
    ("injury-long", {"injuries": {KNEE: ago(15)}}, {"injuries": {KNEE: ago(14)}}),
    ("injury", {"injuries": {KNEE: ago(14)}}, {"injuries": {KNEE: ago(15)}}),
    (
        "pain-long",
        {"pain": {KNEE: (3, ago(1))}, "lasting": {KNEE: ago(15)}},
        {"pain": {KNEE: (3, ago(1))}, "lasting": {KNEE: ago(14)}},
    ),
    ("pain", {"pain": {KNEE: (3, ago(1))}, "lasting": {KNEE: ago(14)}}, {"pain": {KNEE: (2, ago(1))}}),
    (
        "exercise-pain-long",
        {"aching": {"back-squat": (ago(16), ago(1))}},
        {"aching": {"back-squat": (ago(15), ago(1))}},
    ),
    ("suspended", {"suspended": ("back-squat",)}, {}),
    ("falling", {"falling": ("back-squat",)}, {}),
    ("missed", {"missed_in_a_row": 2}, {"missed_in_a_row": 1}),
    ("idle", {"last_session": ago(15)}, {"last_session": ago(14)}),
    ("consent", {"birth_date": date(2012, 6, 20)}, {"birth_date": date(2011, 6, 20)}),
    ("birth-date", {"birth_date": None}, {}),
    ("not-screened", {"readiness_on": None}, {}),
    ("screen-old", {"readiness_on": ago(366)}, {"readiness_on": ago(365)}),
    ("screen-after-illness", {"ill_until": ago(100)}, {"ill_until": ago(101)}),
    ("lapsing", {"lapsing": {"back-squat": ago(-14)}}, {"lapsing": {"back-squat": ago(-15)}}),
    ("stalled", {"stalled": ("back-squat",)}, {}),
    (
        "mobility-due",
        {"mobility": {Joint.HIP: MobilityLevel.LIMITED}, "mobility_on": ago(29)},
        {"mobility": {Joint.HIP: MobilityLevel.LIMITED}, "mobility_on": ago(28)},
    ),
    ("next-morning", {"unanswered_on": ago(2)}, {"unanswered_on": ago(1)}),
    ("next-morning", {"unanswered_on": ago(7)}, {"unanswered_on": ago(8)}),
]


@pytest.mark.parametrize("rule, just, not_yet", CASES, ids=[f"{case[0]}-{n}" for n, case in enumerate(CASES)])
def test_each_rule_speaks_at_its_threshold_and_not_before(rule: str, just: dict[str, Any], not_yet: dict[str, Any]):
    assert told(**just) == [rule]
    assert rule not in told(**not_yet)


def test_every_rule_has_its_case():
    assert [rule.id.removeprefix("attention.") for rule in BOOK.attention] == list(dict.fromkeys(c[0] for c in CASES))


def test_nothing_is_said_of_the_calm():
    assert told() == []


def test_the_most_urgent_comes_first_and_each_area_speaks_for_itself():
    both = {
        "pain": {KNEE: (6, ago(1)), PainArea.LOW_BACK: (4, ago(20))},
        "lasting": {KNEE: ago(1), PainArea.LOW_BACK: ago(20)},
    }
    assert told(**both, stalled=("back-squat",), missed_in_a_row=3) == ["pain-long", "pain", "missed", "stalled"]


def test_an_old_screen_is_asked_for_once():
    """A screen that is too old is due anyway; the illness need not be said besides. Without any screen nothing is 'again'."""
    assert told(readiness_on=ago(400), ill_until=ago(3)) == ["screen-old"]
    assert told(readiness_on=None, ill_until=ago(3)) == ["not-screened"]


def test_the_sentences_name_whom_and_since_when():
    assert said(pain={KNEE: (3, ago(2))}, lasting={KNEE: ago(20)}) == [
        "Pain 3/10: knee for 20 days: time to see a professional."
    ]
    assert said(missed_in_a_row=3) == ["3 planned sessions missed in a row."]
    assert said(stalled=("back-squat", "db-lunge")) == ["Stalled for 21 days or more: back-squat, db-lunge."]
    assert said(falling=("back-squat",)) == [
        "Strength falling for 3 weeks without a reason: back-squat. Time to see a professional."
    ]
    assert said(lapsing={"back-squat": ago(-5)}) == ["back-squat is about to lapse: practise it by 2027-06-25."]
    assert said(aching={"back-squat": (ago(20), ago(1))}) == [
        "back-squat has hurt since 2027-05-31, every time: time to see a professional."
    ]
    assert said(ill_until=ago(4)) == ["Ill until 2027-06-16: ask the questions of the readiness screen again."]
    assert said(unanswered_on=ago(3)) == ["Pain the morning after 2027-06-17: not answered."]
