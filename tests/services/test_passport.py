"""The unlock passport: what it says, what it keeps to itself, and that the file needs nothing but itself."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser

import pytest

from desktop.qt import theme
from desktop.services.outcome import Refused
from desktop.services.passport import Look, page, passport
from desktop.services.passport.content import told
from models import records
from rules.vocabulary import PainArea


class Reading(HTMLParser):
    """The tags, the addresses they name and the words of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data):
        self.words.append(data)


@pytest.fixture
def runner(services):
    athlete = records.Athlete(records.new_id(), "Ana <b>&amp;</b> Løvås", None)
    services.athletes.save(athlete)
    return athlete


def look() -> Look:
    return Look(theme.read_theme("light").colors, theme.read_theme("dark").colors, {400: b"font"})


def test_it_says_what_is_open_in_each_category_and_counts_right(services, runner):
    told = passport(services, runner.id)
    standings = services.unlocks.standings(runner.id)
    assert [entry.name for lane in told.lanes for entry in lane.open] == [
        services.words.name(one.slug)
        for lane in dict.fromkeys(one.category for one in standings)
        for one in standings
        if one.is_open and one.category is lane
    ]
    assert sum(lane.count for lane in told.lanes) == len(standings)
    assert f"{sum(one.is_open for one in standings)} of {len(standings)}" in told.summary
    assert len(told.next) == sum(one.within_reach for one in standings)
    assert all(entry.steps for entry in told.next)


def test_it_keeps_to_itself_why_something_rests(services, runner):
    today = services.today
    services.athletes.save_injury(
        records.InjuryFlag(
            records.new_id(), runner.id, PainArea.KNEE, today - timedelta(days=3), None, "torn, operated"
        )
    )
    told = passport(services, runner.id)
    assert told.resting
    said = page(told, look()).lower()
    words = " ".join(Reading(said).words)
    assert not re.search(r"\binjur|\bpain:|\bknee\b(?! to wall)|torn|operated", words.replace("half kneeling", ""))


def test_the_file_holds_no_script_and_names_nothing_outside(services, runner):
    text = page(passport(services, runner.id), look())
    read = Reading(text)
    assert not {"script", "link", "iframe", "img", "object", "embed", "base", "form", "a"} & set(read.tags)
    assert not [name for name, _ in read.attributes if name.startswith("on") or name in ("src", "href", "srcset")]
    assert not re.search(r"(https?:)?//", text)
    assert re.findall(r"url\(([^)]{0,20})", text) == ["data:font/otf;base64"]
    assert "default-src 'none'" in text


def test_a_name_is_a_name_whatever_is_in_it(services, runner):
    read = Reading(page(passport(services, runner.id), look()))
    assert "b" not in read.tags
    assert runner.name in read.words


def test_an_athlete_who_is_gone_is_refused(services):
    with pytest.raises(Refused):
        passport(services, "nobody")


@pytest.mark.parametrize("mass", [58.0, 61.5, 84.0, None])
def test_no_load_in_it_tells_the_body_mass(services, mass):
    """Goblet squats come before the front squat with a share of body mass, which everybody can look up."""
    athlete = records.Athlete(records.new_id(), "Ana Løvås", None, body_mass_kg=mass)
    services.athletes.save(athlete)
    asked = {
        (way.slug, way.load_bm): facts
        for standing in services.unlocks.standings(athlete.id)
        for take in standing.takes
        if not take.met and (facts := take.facts).get("load_kg")
        for gate in services.rulebook.exercises[standing.slug].gates
        for way in gate.any_of
        if gate.id == facts["gate"] and way.slug == take.slug
    }
    assert asked, "some gate asks for a load"
    standings = [replace(one, within_reach=True) for one in services.unlocks.standings(athlete.id) if one.takes]
    written = told(services, athlete, standings, services.today)
    said = " ".join(Reading(page(written, look())).words)
    kilograms = {float(number) for number in re.findall(r"([\d.]+) kg", said)}
    reckoned = mass or services.rulebook.numbers["defaults"]["body_mass_kg"]
    assert "of body mass" in said
    assert not {kg for kg in kilograms for _, share in asked if abs(kg / share - reckoned) < 0.5}


def test_a_load_that_is_bounded_is_said_in_kilograms(services):
    """Who owns too few plates for the share is asked for what fits, the same for everybody who has them."""
    heavy = records.Athlete(records.new_id(), "Ana Løvås", None, body_mass_kg=290.0)
    services.athletes.save(heavy)
    standings = [replace(one, within_reach=True) for one in services.unlocks.standings(heavy.id) if one.takes]
    written = told(services, heavy, standings, services.today)
    kept = {
        float(take.facts["load_kg"])
        for one in standings
        for take in one.takes
        if not take.met and take.facts.get("load_kg")
    }
    said = {float(number) for entry in written.next for number in re.findall(r"with ([\d.]+) kg", entry.note)}
    assert said <= kept
    assert said
