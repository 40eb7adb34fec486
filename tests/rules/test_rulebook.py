"""The rulebook: what is refused, and with which words; how much it may hold; what its sentences say."""

from __future__ import annotations

import time
import tomllib
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest

from rules.rulebook import FILES, RulebookError, parse
from rules.standing import Standings
from rules.vocabulary import Category, Certainty
from tests.oracle import standing, worlds
from tests.rules.books import book_of, exercises_toml, shipped, shipped_texts, texts_of
from tests.rules.refusals import APPENDED, CHANGED, EXERCISE, GATE, RULE, edited


def changed(file: str, old: str, new: str) -> dict[str, str]:
    """The shipped texts with one passage replaced, its first occurrence."""
    texts = dict(shipped_texts())
    assert old in texts[file], (file, old)
    texts[file] = texts[file].replace(old, new, 1)
    return texts


def appended(file: str, text: str) -> dict[str, str]:
    texts = dict(shipped_texts())
    texts[file] += "\n" + text
    return texts


def refusal(texts: Mapping[str, str]) -> RulebookError:
    with pytest.raises(RulebookError) as caught:
        parse(texts)
    assert str(caught.value).startswith(caught.value.file)
    return caught.value


@pytest.mark.parametrize("file, text, key, reason", APPENDED.values(), ids=APPENDED)
def test_additions_that_are_refused(file: str, text: str, key: str, reason: str):
    found = refusal(appended(file, text))
    assert (found.file, found.key) == (file, key)
    assert reason in found.reason


@pytest.mark.parametrize(
    "file, old, new, key, reason",
    CHANGED.values(),
    ids=CHANGED,
)
def test_changes_that_are_refused(file: str, old: str | None, new: str, key: str, reason: str):
    texts = {**shipped_texts(), file: new} if old is None else changed(file, old, new)
    found = refusal(texts)
    assert (found.file, found.key) == (file, key)
    assert reason in found.reason


@pytest.mark.parametrize("file", FILES)
def test_a_missing_file(file: str):
    found = refusal({name: text for name, text in shipped_texts().items() if name != file})
    assert (found.file, found.key, found.reason) == (file, "", "is missing")


def test_a_file_too_many():
    found = refusal({**shipped_texts(), "more.toml": "schema = 1"})
    assert (found.file, found.key) == ("more.toml", "")
    assert "is not one of exercises.toml" in found.reason


def test_a_long_cycle_is_told_from_end_to_end():
    texts = changed(
        "exercises.toml",
        'id = "gate.vest-split-squat"\ntemplate = "G1"\nany_of = [{ slug = "split-squat" }]',
        'id = "gate.vest-split-squat"\ntemplate = "G1"\nany_of = [{ slug = "one-more" }]',
    )
    texts["exercises.toml"] += EXERCISE + edited(GATE, "split-squat", "vest-split-squat")
    found = refusal(texts)
    assert found.reason in (
        "a cycle: vest-split-squat needs one-more needs vest-split-squat",
        "a cycle: one-more needs vest-split-squat needs one-more",
    )


def test_more_than_the_engine_can_hold():
    many = "".join(edited(GATE, "[[exercise.gate]]", f'[[exercise.gate]]\nid = "g{n}"') for n in range(16))
    found = refusal(appended("exercises.toml", EXERCISE + many))
    assert (found.file, found.key) == ("exercises.toml", "one-more")
    assert "16 gates, the engine holds 15" in found.reason


def test_a_rule_of_sixteen_conditions_is_refused_before_anything_is_decided():
    conditions = ", ".join(f'"level < {n}"' for n in range(100, 116))
    found = refusal(appended("standing.toml", edited(RULE, '"ready == 1"', conditions)))
    assert (found.file, found.key) == ("standing.toml", "standing.mine")
    assert "15" in found.reason


def test_a_fact_compared_with_words_and_numbers_is_refused():
    found = refusal(appended("standing.toml", edited(RULE, "ready == 1", "level == two")))
    assert (found.file, found.key) == ("standing.toml", "standing.mine")
    assert "words and with numbers" in found.reason


def test_nothing_half_read_is_kept():
    """A refusal leaves no trace: the sound texts parse right after, to an equal rulebook."""
    before = parse(shipped_texts())
    refusal(changed("session.toml", '"goblet-lunge"', '"goblet-lung"'))
    assert parse(shipped_texts()) == before


# --- size ----------------------------------------------------------------------------------------------


def large(exercises: int = 300) -> dict[str, Any]:
    """300 exercises and 600 gates: what each builds on are exercises before it."""
    rng = Random(3)
    catalogue = worlds.rulebook(rng, exercises)
    for place, exercise in enumerate(catalogue["exercise"]):
        exercise.pop("gate", None)
        if place >= 3:
            below = catalogue["exercise"][max(0, place - 40) : place]
            exercise["gate"] = [worlds.random_gate(rng, below, 84) for _ in range(3 if place < 9 else 2)]
    return catalogue


def test_a_rulebook_of_300_exercises_and_600_gates(capsys: pytest.CaptureFixture[str]):
    catalogue = large()
    texts = texts_of(catalogue)
    start = time.perf_counter()
    book = parse(texts)
    parsed = time.perf_counter()
    standings = Standings(book)
    compiled = time.perf_counter()
    assert len(book.exercises) == 300
    assert sum(len(exercise.gates) for exercise in book.exercises.values()) == 600
    for seed in range(3):
        world = worlds.world(Random(seed), catalogue)
        found = standings.of(world.athlete, world.history, world.on)
        assert list(found) == list(book.exercises)
    asked = (time.perf_counter() - compiled) / 3
    with capsys.disabled():
        print(
            f"\n300 exercises, 600 gates: parsed and checked in {(parsed - start) * 1000:.0f} ms,"
            f" compiled into {standings._gates._network.rule_sets} rule sets in {(compiled - parsed) * 1000:.0f} ms,"
            f" asked in {asked * 1000:.0f} ms"
        )
    assert compiled - start < 5


def test_the_large_rulebook_decides_as_the_small_ones(project: Path):
    numbers = tomllib.loads((project / "tests" / "oracle" / "given" / "rules.toml").read_text(encoding="utf-8"))
    catalogue = large()
    standings = Standings(book_of(catalogue))
    exercises = {exercise["slug"]: exercise for exercise in catalogue["exercise"]}
    for seed in range(6):
        world = worlds.world(Random(seed), catalogue)
        found = standings.of(world.athlete, world.history, world.on)
        for slug in [world.focus, *Random(seed).sample(sorted(exercises), 6)]:
            want = standing.status(catalogue, numbers, world.athlete, world.history, exercises[slug], world.on, "BUILD")
            assert found[slug].status == want, (seed, slug)


# --- words ---------------------------------------------------------------------------------------------


def test_every_rule_says_something_without_facts():
    book = shipped()
    for rule in book.rules.values():
        for text in (rule.sentence, rule.next_step):
            said = book.say(rule.id, {}, text)
            assert "{" not in said
            assert "Numbers" not in said
        assert rule.source
        assert rule.certainty in list(Certainty)


def test_own_numbers_fill_their_sentences():
    book = shipped()
    assert book.say("evidence.recency", {}).startswith(
        "Competency fades: it lasts 84 days at levels 1 and 2, 56 at level 3, 42 above"
    )
    assert book.say("template.G2", {}) == (
        "To a level 3 exercise: 3 sets of 8 at technique 4 or better, on 3 days over at least 10 days."
    )
    gate = book.exercises["vest-split-squat"].gates[0]
    assert f"{gate.sets} sets of {gate.amount:g} at technique {gate.technique}" in book.say(gate.id, {})
    for rule in book.rules:
        if rule.split(".")[0] in ("evidence", "template", "gate", "session"):
            assert "–" not in book.say(rule, {}), rule


def test_facts_stand_before_numbers_of_the_same_name():
    book = shipped()
    said = book.say("standing.pain-today", {"pain_today": 5, "area": "knee", "pain_on": "today"})
    assert said == "Pain of 5/10 in knee (today): everything that loads it rests."
    again = book.say(
        "standing.pain-today", {"pain_today": 5}, "{pain_today} {pain_today.exclude_from} {area} {coach} {age:d}"
    )
    assert again == "5 3 – – –"


# --- the shipped catalogue -----------------------------------------------------------------------------


def test_lookback_covers_every_window():
    book = shipped()
    windows = [gate.window_days for exercise in book.exercises.values() for gate in exercise.gates]
    assert book.lookback_days >= max(windows)
    assert book.lookback_days == 56


def test_above_is_everything_built_on_an_exercise():
    book = shipped()
    for slug in book.exercises:
        want: set[str] = set()
        waiting = list(book.direct_above(slug))
        while waiting:
            one = waiting.pop()
            if one not in want:
                want.add(one)
                waiting.extend(book.direct_above(one))
        assert book.above(slug) == want
        assert slug not in want


def test_exercises_survive_the_way_through_toml():
    catalogue = worlds.rulebook(Random(9))
    read = tomllib.loads(exercises_toml(catalogue))["exercise"]
    assert [exercise["slug"] for exercise in read] == [exercise["slug"] for exercise in catalogue["exercise"]]
    assert read[5]["novice"] == catalogue["exercise"][5]["novice"]
    assert {Category(exercise["category"]) for exercise in read} <= set(Category)
