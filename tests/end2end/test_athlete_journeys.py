"""The four journeys of an athlete in journeys.md, on the real window and by nothing but what is seen in it."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from desktop import i18n
from desktop.pages import PAGES
from desktop.qt import fmt, theme
from desktop.settings import LANGUAGE, TEXT_SIZE
from desktop.shell import start
from models.records import Athlete, Kit, Race, new_id
from rules.vocabulary import Equipment, Experience, Priority
from tests.conftest import TODAY
from tests.services.conftest import lunges

# Qt's offscreen window system says so of sheets with a least size, of windows that come up and of lists that drop down.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

KEY = Qt.Key
COACH, OWN = "2580", "8419"


@pytest.fixture
def nora(services):
    """One who trains at home with dumbbells and a bench, any day of the week, with a race in ten weeks."""
    athlete = Athlete(new_id(), "Nora Berg", date(1992, 6, 1), 61.0, experience=Experience.EXPERIENCED)
    services.athletes.save(athlete)
    home = frozenset({Equipment.DUMBBELLS, Equipment.BENCH, Equipment.BOX})
    services.athletes.save_kit(Kit(new_id(), athlete.id, "Home", home))
    services.races.save(Race(new_id(), athlete.id, "Big Ridge", TODAY + timedelta(weeks=10), Priority.A, 50.0, 2500.0))
    return athlete


@pytest.fixture
def confined(services, nora, open_window):
    """The laptop as the coach left it: athlete mode with a chooser, and a PIN for her."""
    services.access.set_coach(COACH)
    services.access.set_athlete(nora.id, OWN)
    services.access.choose([nora.id], chooser=True)
    services.access.enter()
    yield open_window(services)
    theme.apply("light")


def come_in(hand):
    hand.click("Nora Berg")
    sheet = hand.the_sheet()
    hand.fill("PIN", OWN, sheet)
    hand.click("Open", sheet)
    hand.done()


# ------------------------------------------------------------------------------------------------ training


def test_athlete_trains(confined, nora, services):
    hand = confined
    come_in(hand)
    assert hand.window.page_id == "week"
    if hand.says("Do it today"):
        hand.click("Do it today")
        hand.done()
    ticks = [b for b in hand.seen(QWidget) if b.accessibleName().endswith("Log this set as it stands")]
    assert len(ticks) >= 3
    hand.press(ticks[0])
    hand.done()
    assert len(done_sets(services, nora)) == 1
    assert re.search(r"\d:\d\d", hand.read())  # the rest runs
    for _set in range(2):
        hand.press(next(b for b in hand.seen(QWidget) if b.accessibleName().endswith("Log this set as it stands")))
        hand.done()
    pain = next(one for one in hand.seen(QWidget) if one.accessibleName().endswith(", Pain"))
    hand.into_sight(pain)
    pain.setFocus()
    hand.bot.keyClicks(pain, "5")
    hand.done()
    (hurt,) = {one.exercise for one in done_sets(services, nora) if one.pain == 5}
    asked = services.words.sentence(services.training.next_load(nora.id, hurt).reason).text
    assert hand.says(asked)  # what to do now, in words
    hand.click("Finish session")
    hand.done()
    hand.go("log")
    view = hand.called(QWidget, "Sessions, newest first")
    assert any(fmt.day(TODAY).split()[1] in line for line in hand.rows(view))


def done_sets(services, athlete):
    return [one for session in services.training.sessions(athlete.id) for one in session.sets if one.amount is not None]


# ------------------------------------------------------------------------------------------------ what opened


def test_athlete_sees_what_opened(nora, services, open_window):
    services.news.look(nora.id, services.unlocks.standings(nora.id))  # what was open when she last looked
    for days in (14, 8, 2):
        services.training.save(lunges(nora, TODAY - timedelta(days=days)))
    hand = open_window(services)
    hand.go("squad")
    hand.open_row("Nora Berg")
    hand.go("unlocks")
    assert re.search(r"(is|are) open now", hand.read())
    hand.go("log")
    hand.go("unlocks")
    assert not re.search(r"(is|are) open now", hand.read())  # once
    standings = {services.words.name(one.slug): one for one in services.unlocks.standings(nora.id)}
    before = chosen(hand, standings)
    hand.key(KEY.Key_Down)
    hand.done()
    after = chosen(hand, standings)
    assert before != after
    for key in (KEY.Key_Home, *(KEY.Key_Right, KEY.Key_Down) * 12):
        if standings[chosen(hand, standings)].takes:
            break
        hand.key(key)
        hand.done()
    name = chosen(hand, standings)
    assert standings[name].takes
    assert hand.says("What it takes")
    panel = hand.read(panel_of(hand, name))
    hand.click("List")
    hand.done()
    view, _index = hand.row(name)
    assert view.isVisible()
    assert hand.read(panel_of(hand, name)) == panel


def panel_of(hand, name):
    return next(one for one in hand.seen(QWidget) if one.accessibleName().startswith(f"{name}, "))


def chosen(hand, standings):
    """The exercise in the panel."""
    titles = [one.text() for one in hand.seen(QLabel) if one.property("role") == "title" and one.text() in standings]
    assert titles
    return titles[-1]


# ------------------------------------------------------------------------------------------------ to take home


def test_athlete_takes_it_home(confined, nora, services, tmp_path):
    hand = confined
    come_in(hand)
    hand.go("unlocks")
    hand.click("Passport")
    hand.done()
    (phone,), (paper,) = tmp_path.glob("*.html"), tmp_path.glob("*.pdf")
    assert hand.says(f"Saved: {phone.name} for the phone")
    text = phone.read_text("utf-8")
    assert "<script" not in text
    assert not re.search(r"https?://|src=\"(?!data:)|href=|url\((?!\"?data:)|@import", text)
    assert "Nora Berg" in text
    is_open = [services.words.name(one.slug) for one in services.unlocks.standings(nora.id) if one.is_open]
    assert is_open
    assert all(name in text for name in is_open[:10])
    assert paper.read_bytes().startswith(b"%PDF")


# ------------------------------------------------------------------------------------------------ in French


def test_athlete_in_french(nora, services, open_window):
    for days in (8, 4, 2):
        services.training.save(lunges(nora, TODAY - timedelta(days=days)))
    hand = open_window(services)
    hand.window.choose_athlete(nora.id)
    hand.go("settings")
    hand.pick("Language", "Français")
    hand.pick("Text size", "200")
    hand.done()
    assert services.settings.get(LANGUAGE) == "fr"
    assert services.settings.get(TEXT_SIZE) == "200"
    hand.window.close()
    try:
        start.dress("fr", "light", "kg", 200)
        fmt.use_locale("fr_FR")
        anew = open_window(services, dressed=True)
        words = {
            "squad": "Athlète", "week": "Semaine", "season": "Affûtage", "unlocks": "débloqué", "log": "Séance",
            "progress": "Progr", "profile": "Matériel", "exercises": "Exercice", "rules": "Règle", "settings": "Langue",
        }  # fmt: skip
        for spec in PAGES:
            anew.go(spec.id)
            seen = anew.read().casefold()
            assert words[spec.id].casefold() in seen, seen
        assert "avr" in fmt.date(date(2027, 4, 3)).casefold() or fmt.date(date(2027, 4, 3)).startswith(("3", "03"))
        assert fmt.number(2.5) == "2,5"
        said = [i18n.trn("{n} session", "{n} sessions", n) for n in (0, 1, 2)]
        assert said == ["0 séance", "1 séance", "2 séances"]
        anew.window.close()
    finally:
        start.speak(i18n.SOURCE)
        theme.apply("light")
        fmt.use_locale("en_GB")
