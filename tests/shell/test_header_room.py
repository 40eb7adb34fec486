"""The header says less where room is short: the countdown of the next race is the last thing to go."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtGui import QAction

from desktop.qt import theme
from desktop.shell.header import Header
from desktop.shell.header_facts import HeaderFacts
from desktop.widgets import meanings
from desktop.widgets.meanings import meaning

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
FACTS = HeaderFacts(
    "Mateo Quispe Mamani",
    "34 · some strength training",
    "Consolidate · 2 sessions this week",
    "phase-consolidate",
    "Ausangate 65 in 10 weeks",
    phase_short="Consolidate",
    race_short="A · 10 weeks",
)


@pytest.fixture
def header(qtbot):
    theme.apply("light")
    made = Header([QAction("Undo")])
    qtbot.addWidget(made)
    made.show_actions([QAction("Week of Jan 11", made), QAction("Print", made), QAction("Finish session", made)])
    made.show_athlete(FACTS)
    made.resize(1400, 68)
    made.show()
    qtbot.waitExposed(made)
    return made


def _said(header, qtbot, wide):
    header.resize(wide, 68)
    qtbot.wait(1)
    return tuple(pill.text if pill.isVisible() else "" for pill in (header.phase, header.race))


def test_it_says_less_step_by_step(header, qtbot):
    said = [_said(header, qtbot, wide) for wide in range(1400, 560, -20)]
    steps = list(dict.fromkeys(said))
    assert steps[0] == (FACTS.phase, FACTS.race)
    assert steps[1:4] == [
        (FACTS.phase, FACTS.race_short),
        (FACTS.phase_short, FACTS.race_short),
        ("", FACTS.race_short),
    ]


def test_what_is_shortened_is_in_the_tooltip_and_read_out_in_full(header, qtbot):
    wide = next(wide for wide in range(1400, 560, -10) if _said(header, qtbot, wide)[1] == FACTS.race_short)
    assert header.race.toolTip() == f"{FACTS.race}\n{meaning(meanings.NEXT_RACE)}"
    assert header.race.accessibleName() == FACTS.race
    assert _said(header, qtbot, 1400)[1] == FACTS.race
    assert header.race.toolTip() == meaning(meanings.NEXT_RACE)
    assert wide < 1400


def test_nothing_lies_over_anything_else_at_any_width(header, qtbot):
    for wide in range(1400, 700, -50):
        _said(header, qtbot, wide)
        parts = [
            one for one in (header.title.parentWidget(), header.phase, header.race, *header.buttons) if one.isVisible()
        ]
        edges = [(one.geometry().left(), one.geometry().right()) for one in parts]
        assert all(right < left for (_, right), (left, _) in itertools.pairwise(edges)), wide
        assert edges[-1][1] <= wide


def test_a_page_without_an_athlete_shows_no_pills(header, qtbot):
    header.show_title("Squad", "40 athletes")
    assert _said(header, qtbot, 1400) == ("", "")


def test_the_name_is_whole_before_the_phase_is_said_and_buttons_keep_their_words(header, qtbot):
    for button in header.buttons:
        button.action.setProperty("icon_name", "print")
        button.action.changed.emit()
    cut = []
    for wide in range(1400, 500, -20):
        phase, _race = _said(header, qtbot, wide)
        if header.title.width() < header.title.sizeHint().width():
            cut.append(wide)
            assert not phase, wide
            assert not any(button.text() for button in header.buttons[:-1]), wide
    assert cut, "it was never as narrow as that"


def test_the_main_action_keeps_a_word_longest(header, qtbot):
    main = header.buttons[-1]
    main.action.setProperty("brief", "Finish")
    for button in header.buttons:
        button.action.setProperty("icon_name", "print")
        button.action.changed.emit()
    said = []
    for wide in range(1400, 440, -20):
        _said(header, qtbot, wide)
        said.append(("".join(button.text() for button in header.buttons[:-1]), main.text(), main.icon().isNull()))
    steps = list(dict.fromkeys(said))
    others = "Week of Jan 11Print"
    assert steps == [
        (others, "Finish session", False),
        ("", "Finish session", False),
        ("", "Finish", True),
        ("", "", False),
    ]
    assert main.accessibleName() == "Finish session"


def test_the_main_action_gives_up_its_word_for_the_race_alone(header, qtbot):
    for button in header.buttons:
        button.action.setProperty("icon_name", "print")
    main = header.buttons[-1]
    main.action.setProperty("brief", "Finish")
    main.action.changed.emit()
    seen = set()
    for wide in range(700, 400, -10):
        _phase, race = _said(header, qtbot, wide)
        seen.add((bool(race), main.text()))
    assert {(True, "Finish"), (True, ""), (False, "Finish")} <= seen
