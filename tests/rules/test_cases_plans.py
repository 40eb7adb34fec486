"""Worked plans: every rule of the planner is met by one, and a plan that is told wrongly is refused with file, line and key."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

import resources
from rules import cases
from rules.cases import CaseError
from rules.cases.parts import Deciders
from rules.cases.plan import reasons_of
from rules.cases.situation import situation_of
from rules.proof import rule_count, silent_rules
from rules.rulebook import parse
from rules.rulebook.table import Table
from rules.verdicts import Reason
from tests.rules.books import shipped, shipped_texts

FILE = resources.FOLDER / "cases" / "plan.toml"

# Said outside of plans.
NOT_IN_CASES = {"log.done"}


@pytest.fixture(scope="module")
def said() -> list[Reason]:
    """The reasons of every plan that a worked case asks for."""
    deciders = Deciders(shipped())
    found: list[Reason] = []
    for case in tomllib.loads(FILE.read_text(encoding="utf-8"))["plan"]:
        situation = situation_of(shipped(), Table(FILE.name, "", case))
        first, count = case.get("from", case["today"]), case.get("weeks", 1)
        found.extend(reasons_of(deciders.planner.weeks(situation, case["today"], first, count)))
    return found


def test_every_worked_plan_has_a_title_and_a_why():
    found = tomllib.loads(FILE.read_text(encoding="utf-8"))["plan"]
    assert len({case["id"] for case in found}) == len(found) >= 80
    assert [case["id"] for case in found if not (case.get("title") and case.get("why"))] == []


def test_every_rule_of_the_planner_is_met_by_a_worked_plan(said: list[Reason]):
    listed = tomllib.loads(shipped_texts()["planner.toml"])
    rules = {rule["id"] for kind in ("day", "pass", "ease", "shorten", "say") for rule in listed[kind]}
    blocks = {"planner.continuity", "planner.new-work", "planner.first-load", "planner.phase-load"}
    blocks |= {"planner.layoff-effort", "planner.dose", "planner.own-range"}
    met = {reason.rule for reason in said}
    assert (rules | blocks) - met == NOT_IN_CASES & rules


def test_every_sentence_of_a_plan_is_filled_by_the_facts_given(said: list[Reason]):
    book = shipped()
    assert len(said) > 1000
    for reason in said:
        for text in (book.rules[reason.rule].sentence, book.rules[reason.rule].next_step):
            spoken = book.say(reason.rule, {k: "" if v == "–" else v for k, v in reason.facts.items()}, text)
            assert "–" not in spoken, (reason, spoken)
            assert "{" not in spoken


# --- the format

PLAN = """
[[plan]]
id = "P1"
today = 2027-01-11
athlete = { dob = 1992-06-01, body_mass = 68, equipment = ["dumbbells"] }
life = { available = [2], minutes = 60 }
done = [{ date = 2027-01-05, template = "AB", items = [
  { slug = "goblet-squat", sets = 2, amount = 8, load = 10, rir = 3 },
] }]
expect = { sessions = 1, days = [2027-01-12], templates = ["AB"] }
"""


def failures(text: str) -> tuple[str, ...]:
    (result,) = cases.run({"one.toml": text}, shipped())
    return result.failures


def test_the_example_below_is_sound():
    assert failures(PLAN) == ()


DIFFERENT = {
    "sessions": ("sessions = 1", "sessions = 2", "sessions: got 1, want 2"),
    "days": ("[2027-01-12]", "[2027-01-13]", "days: got 2027-01-12, want 2027-01-13"),
    "no days": ("[2027-01-12]", "[]", "days: got 2027-01-12, want none"),
    "templates": ('["AB"] }\n', '["A"] }\n', "templates: got AB, want A"),
    "slots": ("sessions = 1", "slots = [2027-01-13]", "slots: got 2027-01-12, want 2027-01-13"),
    "places": ("sessions = 1", 'places = ["gym"]', "places: got none, want gym"),
    "phases": ("sessions = 1", 'phases = ["TAPER"]', "phases: got BUILD, want TAPER"),
    "eased": ("sessions = 1", "eased = true", "2027-01-12: eased: got False, want True"),
    "deload": ("sessions = 1", "deload = true", "2027-01-12: deload: got False, want True"),
    "projected": ("sessions = 1", "projected = true", "2027-01-12: projected: got False, want True"),
}


@pytest.mark.parametrize("old, new, failure", DIFFERENT.values(), ids=DIFFERENT)
def test_what_differs_of_the_whole_is_said(old: str, new: str, failure: str):
    assert PLAN.count(old) == 1
    assert failures(PLAN.replace(old, new)) == (failure,)


LINES = {
    "another exercise": ('slug = "back-squat"', "back-squat: is not planned"),
    "another day": ('slug = "goblet-squat", date = 2027-01-13', "goblet-squat: is not planned"),
    "another template": ('slug = "goblet-squat", template = "A"', "goblet-squat: is not planned"),
    "sets": ('slug = "goblet-squat", sets = 9', "2027-01-12 goblet-squat sets: got 2, want 9"),
    "load": ('slug = "goblet-squat", load = 99', "2027-01-12 goblet-squat load: got 10, want 99"),
    "load of the body": ('slug = "side-plank", load = 5', "2027-01-12 side-plank load: got 0, want 5"),
    "aim": ('slug = "goblet-squat", aim = 99', "2027-01-12 goblet-squat aim: got 10, want 99"),
    "rir": ('slug = "goblet-squat", rir = 9', "2027-01-12 goblet-squat rir: got 4, want 9"),
    "plates": ('slug = "goblet-squat", plates = [20, 5]', "2027-01-12 goblet-squat plates: got none, want 20, 5"),
    "role": ('slug = "goblet-squat", role = "warmup"', "2027-01-12 goblet-squat role: got main, want warmup"),
    "paired": ('slug = "goblet-squat", paired = true', "2027-01-12 goblet-squat paired: got False, want True"),
    "trial": ('slug = "goblet-squat", trial = true', "2027-01-12 goblet-squat trial: got False, want True"),
    "introductory": (
        'slug = "goblet-squat", introductory = false',
        "2027-01-12 goblet-squat introductory: got True, want False",
    ),
}


@pytest.mark.parametrize("line, failure", LINES.values(), ids=LINES)
def test_what_differs_of_a_line_is_said(line: str, failure: str):
    assert failures(f"{PLAN}expect_items = [{{ {line} }}]\n") == (failure,)


def test_position_decision_and_reasons_of_a_line_are_compared():
    found = failures(PLAN + 'expect_items = [{ slug = "goblet-squat", position = 1, decision = "LAYOFF" }]\n')
    assert [text.split(": ")[0] for text in found] == [
        "2027-01-12 goblet-squat position",
        "2027-01-12 goblet-squat decision",
    ]
    (found,) = failures(PLAN + 'expect_items = [{ slug = "goblet-squat", rule = "planner.swap" }]\n')
    assert found.startswith("2027-01-12 goblet-squat: got reasons planner.")
    assert found.endswith(", want planner.swap")


OTHERS = {
    "planned all the same": ('expect_no = ["goblet-squat"]', "goblet-squat: is planned"),
    "not left out": (
        'expect_left_out = [{ slug = "back-squat", rule = "planner.continuity" }]',
        "back-squat: is not left out by planner.continuity",
    ),
    "no such day": (
        'expect_left_out = [{ date = 2027-01-12, rule = "day.full" }]',
        "2027-01-12: is not left out by day.full",
    ),
    "no such category": (
        'expect_left_out = [{ category = "core", rule = "day.full" }]',
        "core: is not left out by day.full",
    ),
    "not said": ('expect_rules = ["ease.deload"]', "ease.deload: is not said"),
    "said all the same": ('expect_no_rules = ["day.one"]', "day.one: is said"),
    "does not open": ('expect_opens = ["back-squat"]', "back-squat: does not open"),
}


@pytest.mark.parametrize("line, failure", OTHERS.values(), ids=OTHERS)
def test_what_else_differs_is_said(line: str, failure: str):
    assert failures(f"{PLAN}{line}\n") == (failure,)


def test_minutes_may_not_be_more():
    assert failures(PLAN.replace("sessions = 1", "minutes_max = 60")) == ()
    (found,) = failures(PLAN.replace("sessions = 1", "minutes_max = 1"))
    assert found.startswith("2027-01-12: ")
    assert found.endswith(" minutes, want 1 at most")


def test_several_dates_are_several_sessions():
    """The same sets on two days count twice, for the planner and for the standings."""
    many = PLAN.replace("date = 2027-01-05,", "dates = [2026-12-29, 2027-01-05],")
    book = shipped()
    situation = situation_of(book, Table("one.toml", "", tomllib.loads(many)["plan"][0]))
    assert [(t.on.isoformat(), t.slot) for t in situation.trained] == [
        (t.on.isoformat(), t.on) for t in situation.trained
    ]
    assert [t.on.isoformat() for t in situation.trained] == ["2026-12-29", "2027-01-05"]
    rows = [(row.on.isoformat(), row.slug, row.amount, row.load, row.rpe) for row in situation.history.sets]
    assert rows == [(on, "goblet-squat", 8, 10, 7) for on in ("2026-12-29", "2026-12-29", "2027-01-05", "2027-01-05")]


def test_places_are_the_athletes_own_and_without_any_there_is_one():
    book = shipped()

    def asked(text: str) -> Any:
        return situation_of(book, Table("one.toml", "", tomllib.loads(text)["plan"][0]))

    assert [place.equipment for place in asked(PLAN).life.places] == [{"dumbbells"}]
    two = PLAN.replace("minutes = 60", 'places = [{ name = "gym", equipment = ["barbell"] }, { name = "home" }]')
    assert [(place.name, set(place.equipment)) for place in asked(two).life.places] == [
        ("gym", {"barbell"}),
        ("home", set()),
    ]
    assert asked(two).athlete.equipment == {"barbell", "dumbbells"}


REFUSED = {
    "no day": (PLAN.replace("today = 2027-01-11", ""), "P1.today", "is missing"),
    "no weeks": (PLAN + "weeks = 0\n", "P1.weeks", "0 is out of range"),
    "nothing expected": (PLAN.replace("expect =", "#"), "P1", "expects nothing"),
    "unknown field": (PLAN + "expects = {}\n", "P1.expects", "is not a known key"),
    "unknown field of the week": (PLAN.replace("minutes =", "minuts ="), "P1.life.minuts", "is not a known key"),
    "a weekday of eight": (PLAN.replace("[2]", "[8]"), "P1.life.available", "must be weekdays from 1"),
    "an absence that ends before it begins": (
        PLAN.replace("minutes = 60", "absences = [{ since = 2027-01-02, until = 2027-01-01 }]"),
        "P1.life.absences[1].until",
        "lies before 'since'",
    ),
    "unknown place's field": (
        PLAN.replace("minutes = 60", 'places = [{ name = "gym", kit = [] }]'),
        "P1.life.gym.kit",
        "is not a known key",
    ),
    "a run without a day": (PLAN.replace("minutes = 60", "key_runs = [{ long = true }]"), "weekday", "is missing"),
    "unknown exercise declared": (
        PLAN.replace("minutes = 60", "declared_kg = { squat = 80 }"),
        "P1.life.declared_kg.squat",
        "is not a known key",
    ),
    "date and dates": (
        PLAN.replace("date = 2027-01-05,", "date = 2027-01-05, dates = [2027-01-05],"),
        "P1.done[1].date",
        "one of them",
    ),
    "neither date nor dates": (PLAN.replace("date = 2027-01-05,", ""), "P1.done[1].date", "one of them"),
    "no dates": (PLAN.replace("date = 2027-01-05,", "dates = [],"), "P1.done[1].dates", "is empty"),
    "dates that are texts": (
        PLAN.replace("date = 2027-01-05,", 'dates = ["2027-01-05"],'),
        "P1.done[1].dates",
        "must be a list of dates",
    ),
    "unknown exercise done": (PLAN.replace("goblet-squat", "squat"), "P1.done[1].squat.slug", "unknown exercise"),
    "unknown field of a line": (
        PLAN.replace("rir = 3", "rpe = 7"),
        "P1.done[1].goblet-squat.rpe",
        "is not a known key",
    ),
    "no sets": (PLAN.replace("sets = 2,", ""), "P1.done[1].goblet-squat.sets", "is missing"),
    "empty amounts": (
        PLAN.replace("sets = 2, amount = 8", "amounts = []"),
        "P1.done[1].goblet-squat.amounts",
        "is empty",
    ),
    "reserve of one set too few": (
        PLAN.replace("rir = 3", "rir = [3]"),
        "P1.done[1].goblet-squat.rir",
        "must have 2 values",
    ),
    "reserve that is a text": (
        PLAN.replace("rir = 3", 'rir = "3"'),
        "P1.done[1].goblet-squat.rir",
        "must be a number",
    ),
    "unknown swap": (
        PLAN + 'wishes = [{ date = 2027-01-12, swaps = { lunge = "squat" } }]\n',
        "P1.wishes[1].swaps.lunge",
        "unknown exercise",
    ),
    "readiness of nine": (
        PLAN + "feelings = [{ date = 2027-01-12, readiness = 9 }]\n",
        "P1.feelings[1].readiness",
        "9 is out of range",
    ),
    "unknown expectation": (PLAN.replace("sessions =", "session ="), "P1.expect.session", "is not a known key"),
    "expected days that are texts": (
        PLAN.replace("[2027-01-12]", '["2027-01-12"]'),
        "P1.expect.days",
        "must be a list of dates",
    ),
    "unknown field of an expected line": (
        PLAN + 'expect_items = [{ slug = "goblet-squat", kg = 10 }]\n',
        "P1.goblet-squat.kg",
        "is not a known key",
    ),
    "unknown rule": (PLAN + 'expect_rules = ["ease.sleep"]\n', "P1.expect_rules", "'ease.sleep' is not known"),
    "unknown exercise left out": (
        PLAN + 'expect_left_out = [{ slug = "squat", rule = "day.full" }]\n',
        "P1.expect_left_out[1].slug",
        "unknown exercise 'squat'",
    ),
    "nothing left out": (
        PLAN + 'expect_left_out = [{ rule = "day.full" }]\n',
        "P1.expect_left_out[1]",
        "names no slug, category or date",
    ),
    "unknown exercise expected": (PLAN + 'expect_no = ["squat"]\n', "P1.expect_no", "'squat' is not known"),
}


@pytest.mark.parametrize("text, key, reason", REFUSED.values(), ids=REFUSED)
def test_plans_that_are_refused(text: str, key: str, reason: str):
    with pytest.raises(CaseError) as caught:
        cases.run({"mine.toml": text}, shipped())
    error = caught.value
    assert error.key.endswith(key)
    assert reason in error.reason
    assert (error.file, error.line) == ("mine.toml", 3)
    assert str(error).startswith("mine.toml:3: P1")


# --- the program's own proof


def test_the_planners_rules_are_fired_too():
    book = shipped()
    assert silent_rules(book) == ()
    rules = book.planner
    others = (book.standing, book.season, book.progression, book.hinge, book.attention, book.limits)
    assert rule_count(book) > sum(map(len, others)) + len(rules.days) + len(rules.passes) + len(rules.eases)


def test_a_rule_of_the_planner_that_cannot_fire_is_told():
    texts = dict(shipped_texts())
    text = texts["planner.toml"]
    assert text.count('when = ["soreness >= 7"]') == 1
    texts["planner.toml"] = text.replace('when = ["soreness >= 7"]', 'when = ["soreness >= 7", "soreness <= 6"]')
    assert silent_rules(parse(texts)) == ("day.very-sore",)
