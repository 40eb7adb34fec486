"""Each language has every text once, with the placeholders of its source; the source marks everything it looks up."""

from __future__ import annotations

from collections import Counter

import pytest

from desktop import i18n
from tests.i18n import __main__ as skeleton
from tests.i18n import texts

LANGUAGES = tuple(code for code in i18n.languages() if code != i18n.SOURCE)


def test_french_can_be_chosen():
    assert "fr" in LANGUAGES
    assert i18n.read_catalogue("fr").name == "Français"


@pytest.mark.parametrize("language", i18n.languages())
def test_a_language_says_its_name_without_its_texts_being_read(language, monkeypatch):
    name = i18n.read_catalogue(language).name
    monkeypatch.setattr(i18n, "read_catalogue", None)
    assert i18n.name_of(language) == name


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_missing(language):
    assert not skeleton.lacking(language), (
        f"python -m tests.i18n {language} prints what is missing, ready to be filled in"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_unused(language):
    assert not skeleton.unused(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_those_of_the_source(language):
    assert not list(_wrong_placeholders(texts.translation(language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_empty_or_double(language):
    found = texts.translation(language)
    assert found.rule in i18n.PLURALS
    entries = [(key, (value,), file) for key, value, file in found.text] + list(found.plural)
    assert not [f"{file}: {key}" for key, values, file in entries if not all(value.strip() for value in values)]
    counts = Counter(key for key, _, _ in found.text) + Counter(f"{key} (plural)" for key, _, _ in found.plural)
    assert not [key for key, count in counts.items() if count > 1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_have_as_many_forms_as_the_language(language):
    found = texts.translation(language)
    wanted = texts.forms(found.rule)
    assert not [f"{file}: {key}" for key, values, file in found.plural if len(values) != wanted]


@pytest.mark.parametrize("language", LANGUAGES)
def test_spaces_at_the_ends_are_those_of_the_source(language):
    """They separate it from what stands beside it."""
    found = texts.translation(language)
    assert not [f"{file}: {key!r}" for key, value, file in found.text if _ends(key) != _ends(value)]


def _ends(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _wrong_placeholders(found: texts.Translation):
    """A form of a plural may leave the number out, as 'one session' does; everything else is as in the source."""
    for key, value, file in found.text:
        if texts.placeholders(key) != texts.placeholders(value):
            yield f"{file}: {key!r} -> {value!r}"
    number = {("n", "", "")}
    for key, values, file in found.plural:
        wanted = set().union(*(texts.placeholders(form) for form in key.split("|")))
        for value in values:
            if texts.placeholders(value) | number != wanted | number:
                yield f"{file}: {key!r} -> {value!r}"


# --- the checks themselves, on a language made up for it


def test_what_is_wrong_with_a_translation_is_found():
    made = texts.Translation(
        "xx",
        "zero-one",
        text=(("In {days} days", "Dans {jours} jours", "window.toml"), ("Add {name}", "Ajouter {name}", "window.toml")),
        plural=(
            ("{n} set of {name}|{n} sets of {name}", ("une série de {name}", "{n} séries"), "window.toml"),
            ("{n} day|{n} days", ("un jour", "{n} jours"), "window.toml"),
        ),
    )
    wrong = list(_wrong_placeholders(made))
    assert [line.partition(" -> ")[2] for line in wrong] == ["'Dans {jours} jours'", "'{n} séries'"]


def test_the_skeleton_holds_every_text_once_and_reads_back():
    found = skeleton.lacking("xx")
    assert set(found) == set(texts.FILES)
    tables = {file: texts.tomllib.loads(text) for file, text in found.items()}
    keys = Counter(key for table in tables.values() for key in table["text"])
    assert max(keys.values()) == 1
    assert set(keys) == texts.known()[0]
    assert all(value == "" for table in tables.values() for value in table["text"].values())


def test_literals_are_found_wherever_they_stand():
    source = """
tr("plain"); tr("put " "together"); tr("one" if x else "other"); later("kept"); self.tr("on an object")
trn("{n} set", "{n} sets", 3); tr(word); trn(*words, 2); tr(f"glued {x}")
"""
    calls = list(texts.calls_in(source, "made.py"))
    assert [text for call in calls for text in call.texts] == [
        "plain",
        "put together",
        "one",
        "other",
        "kept",
        "on an object",
    ]
    assert [pair for call in calls for pair in call.plurals] == [("{n} set", "{n} sets")]
    assert [call.indirect for call in calls if call.indirect] == ["word", "*words", "f'glued {x}'"]


# --- the source


def test_nothing_is_glued_before_it_is_translated():
    """A text put together first is in no catalogue."""
    assert not [f"{call.where}: {call.indirect}" for call in texts.indirect() if call.indirect[:2] in ("f'", 'f"')]
    assert not [f"{call.where}: {call.indirect}" for call in texts.indirect() if " + " in call.indirect]


def test_one_and_many_leave_the_same_to_be_filled_in():
    number = {("n", "", "")}
    wrong = [
        (one, many)
        for one, many in texts.known()[1]
        if texts.placeholders(one) | number != texts.placeholders(many) | number
    ]
    assert not wrong


def test_no_text_has_a_plural_in_brackets_or_a_format_that_fixes_the_decimal_sign():
    found = texts.known()[0]
    assert not [text for text in found if "(s)" in text]
    assert not [text for text in found for _, spec, _ in texts.placeholders(text) if spec]
