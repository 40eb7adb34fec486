from __future__ import annotations

from datetime import date

import pytest

from desktop import i18n
from desktop.i18n import Catalogue, tr, trn
from desktop.qt import fmt
from desktop.services.words import written_day


@pytest.fixture(autouse=True)
def plain():
    fmt.use_locale("en_GB")
    yield
    i18n.use("en")
    fmt.use_locale("en_GB")
    fmt.use_unit("kg")


def test_text_and_plural_in_another_language():
    i18n.use_catalogue(
        Catalogue(
            "fr",
            "Français",
            "zero-one",
            texts={"In {days} days": "Dans {days} jours"},
            plurals={"{n} set|{n} sets": ("{n} série", "{n} séries")},
        )
    )
    assert tr("In {days} days", days=3) == "Dans 3 jours"
    assert tr("Add race") == "Add race"
    assert [trn("{n} set", "{n} sets", n) for n in (0, 1, 2)] == ["0 série", "1 série", "2 séries"]


def test_english_plurals():
    assert [trn("{n} set", "{n} sets", n) for n in (0, 1, 2)] == ["0 sets", "1 set", "2 sets"]


def test_braces_in_a_name_are_harmless():
    assert tr("{name} added", name="{odd}") == "{odd} added"


def test_unknown_language_falls_back_to_english():
    assert i18n.use("xx_YY").language == "en"


@pytest.mark.parametrize("count, form", [(1, 0), (2, 1), (5, 2), (11, 2), (12, 2), (21, 0), (22, 1), (112, 2)])
def test_slavic_plural_rule(count, form):
    assert i18n.PLURALS["slavic"](count) == form


@pytest.mark.parametrize(
    "locale, language, written",
    [
        ("en_GB", "en", "9 Oct 2026"),
        ("en_US", "en", "Oct 9, 2026"),
        ("sv_SE", "en", "2026 Oct 9"),
        ("fr_FR", "fr", "9 oct. 2026"),
    ],
)
def test_a_day_in_a_sentence_has_the_order_of_the_region(locale, language, written):
    i18n.use(language)
    fmt.use_locale(locale)
    assert written_day(date(2026, 10, 9)) == written
    assert fmt.date(date(2026, 10, 9)) in (written, written.replace(".", ""), "2026 okt 9")


def test_without_a_window_the_day_comes_first():
    i18n.use_day_order(i18n.DAY_FIRST)
    assert written_day(date(2026, 10, 9)) == "9 Oct 2026"


@pytest.mark.parametrize(
    "locale, shown, short, hint",
    [
        ("en_GB", "9 Oct 2026", "9 Oct", "31/12/2026"),
        ("en_US", "Oct 9, 2026", "Oct 9", "12/31/2026"),
        ("fr_FR", "9 oct 2026", "9 oct", "31/12/2026"),
    ],
)
def test_dates_follow_the_locale(locale, shown, short, hint):
    fmt.use_locale(locale)
    assert (fmt.date(date(2026, 10, 9)), fmt.short_date(date(2026, 10, 9)), fmt.date_hint()) == (shown, short, hint)


@pytest.mark.parametrize("locale", ["en_GB", "en_US", "fr_FR", "de_DE", "sv_SE", "hu_HU"])
def test_what_is_shown_can_be_typed(locale):
    fmt.use_locale(locale)
    for month in range(1, 13):
        day = date(2026, month, 23)
        assert fmt.parse_date(day.isoformat()) == day
        assert fmt.parse_date(fmt.date(day)) == day


@pytest.mark.parametrize(
    "text", ["", "soon", "31/02/2026", "1/2", "2026-13-01", "99999-1-1", "1-1-99999999999", "9" * 5000 + "-1-1"]
)
def test_no_date_is_no_date(text):
    assert fmt.parse_date(text) is None


def test_numbers_and_loads():
    assert fmt.number(22.5) == "22.5"
    assert fmt.number(22.0) == "22"
    assert fmt.number(100) == "100"
    assert fmt.kg(22.5) == "22.5 kg"
    assert fmt.kg(None) == "–"
    fmt.use_unit("lb")
    assert fmt.kg(20) == "44.1 lb"
    assert fmt.kilograms(fmt.mass(20.0)) == pytest.approx(20, abs=0.03)


@pytest.mark.parametrize("locale", ["en_GB", "fr_FR", "de_DE"])
def test_typed_numbers(locale):
    fmt.use_locale(locale)
    assert fmt.parse_number(fmt.number(22.5)) == 22.5
    assert fmt.parse_number("-3") == -3
    assert fmt.parse_number("heavy") is None
    assert fmt.parse_number("") is None
    assert fmt.parse_number("inf") is None
    assert fmt.parse_number("nan") is None


def test_a_comma_is_a_decimal_sign_where_people_write_one():
    fmt.use_locale("fr_FR")
    assert fmt.parse_number("22,5") == 22.5
    assert fmt.parse_number("22.5") == 22.5


@pytest.mark.parametrize(
    "days, text",
    [
        (0, "today"),
        (1, "tomorrow"),
        (19, "19 days"),
        (70, "10 weeks"),
        (-1, "1 day ago"),
        (-6, "6 days ago"),
        (-70, "10 weeks ago"),
    ],
)
def test_countdown(days, text):
    assert fmt.countdown(days) == text
