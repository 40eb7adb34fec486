"""The library on the rulebook that ships: everything is said, nothing is left blank, and search finds what is typed."""

from __future__ import annotations

import re
from datetime import date

import pytest

from desktop import app
from desktop.i18n import Catalogue, use_catalogue
from desktop.services import rule_words, words
from desktop.services.library import SUBJECTS, found_in
from rules.vocabulary import Certainty


@pytest.fixture
def services(tmp_path):
    opened = app.open_services(tmp_path / "data", lambda: date(2027, 1, 11))
    yield opened
    opened.close()


@pytest.fixture
def library(services):
    return services.library


def test_every_exercise_and_every_rule_is_there(services, library):
    assert [one.slug for one in library.exercises()] == list(services.rulebook.exercises)
    assert {one.id for one in library.rules()} == set(services.rulebook.rules)


def test_rules_stand_together_by_subject(library):
    order = [one.subject for one in library.rules()]
    assert list(dict.fromkeys(order)) == list(SUBJECTS)
    assert order == sorted(order, key=list(SUBJECTS).index)


def test_no_sentence_is_left_with_a_gap(library):
    for one in library.rules():
        for text in (one.text, one.next_step, *one.when):
            assert "{" not in text, one.id
            assert not re.search(r"(^|[ (])–([ ,.:;)/]|$)", text), (one.id, text)  # the mark of an absent fact
            assert "_" not in text, (one.id, text)
        assert one.text
        assert one.source


def test_every_condition_is_said_in_words(services, library):
    for one in library.rules():
        rule = services.rulebook.rules[one.id]
        assert len(one.when) == len({condition.fact for condition in rule.when})
        assert all(one.when)


def test_every_word_of_a_condition_is_one_that_is_translated(services):
    known = {*words.SPOKEN, *(word.value for kind in words.VOCABULARY for word in kind)}
    asked = {one.value for rule in services.rulebook.rules.values() for one in rule.when if isinstance(one.value, str)}
    assert asked
    assert asked <= known | set(services.rulebook.exercises)


def test_what_is_declared_for_facts_is_needed(services):
    names = {(rule.id, name) for rule in services.rulebook.rules.values() for name in rule.names}
    for table in (rule_words.PLACES_OF, rule_words.PLACES_AFTER, rule_words.NUMBERS_OF):
        assert set(table) <= names
    assert set(rule_words.PLACES) <= {name for _, name in names}


def test_a_bounded_fact_is_said_as_its_range(library):
    assert library.rule("progression.stop").text.startswith("Pain of 6–10/10: the session ends")
    assert library.rule("attention.idle").text == "No session in more than 14 days."
    assert library.rule("season.A.X.TAPER").text == "A long ultra (A race) is in 11 to 21 days: taper."
    assert library.rule("standing.age-13-15").when == ("age: 13 to 15", "level: 4–5")


def test_numbers_of_the_rulebook_are_filled_in(services, library):
    days = services.rulebook.numbers["coach"]["valid_days"]
    assert f"valid for {days} days" in library.rule("evidence.coach-rating").text
    build = dict(library.rule("phase.BUILD").figures)
    assert build["At most, of the maximum"] == "88 %"
    assert build["Sessions in seven days"] == "2"


def test_a_gate_says_every_way_through_it(services, library):
    hex_bar = library.exercise("hex-bar-deadlift")
    gate = services.rulebook.exercises["hex-bar-deadlift"].gates[0]
    assert [slug for slug, _ in hex_bar.gates[0].ways] == [option.slug for option in gate.any_of]
    assert hex_bar.gates[0].ways[0][1] == "3 × 8 with 40 % of body mass"
    assert hex_bar.gates[0].why.startswith("The hex bar is the next hinge")
    assert dict(hex_bar.gates[0].figures)["Effort"] == "RPE 7 or less"
    assert library.exercise("duck-walk").gates[0].rule in {one.id for one in library.rules()}


def test_a_gate_in_the_words_of_its_kind_has_no_sentence_of_its_own(library):
    assert library.exercise("goblet-squat").gates[0].why == ""


def test_neighbours_agree_with_the_graph(services, library):
    entries = {one.slug: one for one in library.exercises()}
    edges = set(services.unlocks.edges())
    assert {(before, one.slug) for one in entries.values() for before in one.before} == edges
    assert {(one.slug, after) for one in entries.values() for after in one.opens} == edges


def test_sides_and_units_are_said(library):
    assert library.exercise("split-squat").counts == "Repetitions, each side"
    assert library.exercise("standard-lunge").counts == "Repetitions, each side, sides in turn"
    assert library.exercise("split-squat-isometric").dose == "3 × 20–40 s each side"


def test_gates_and_templates_know_their_exercises(library):
    assert library.rule("gate.back-squat").exercises == ("back-squat",)
    assert "db-lunge" in library.rule("template.G1").exercises
    assert library.rule("standing.novelty").exercises == ()


def test_search_ignores_case_accents_and_order(library):
    hay = library.exercise("hex-bar-deadlift").hay
    assert found_in(hay, "BAR hex")
    assert found_in(hay, "héx")
    assert found_in(hay, "gluteus")
    assert found_in(hay, "plates")
    assert not found_in(hay, "hex lunge")
    assert found_in(library.rule("standing.pain-today").hay, "silbernagel")


def test_every_certainty_occurs(library):
    assert {one.certainty for one in library.rules()} == set(Certainty)


def test_it_is_read_anew_in_another_language(library):
    before = library.rule("progression.increase").text
    use_catalogue(Catalogue("xx", texts={before: "Zwei gute Tage.", "Hex bar deadlift": "Rahmenheben"}))
    try:
        assert library.rule("progression.increase").text == "Zwei gute Tage."
        assert library.exercise("hex-bar-deadlift").name == "Rahmenheben"
    finally:
        use_catalogue(Catalogue("en"))
    assert library.rule("progression.increase").text == before


def test_it_says_whether_the_rulebook_was_read(library):
    assert not library.ready
    library.exercises()
    assert library.ready
