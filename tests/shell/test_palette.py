"""Ctrl+K and Ctrl+/ on a real window: what is found, in which order, what a choice does, what is remembered."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from desktop.qt import theme
from desktop.qt.ask import Ask
from desktop.qt.bus import Bus
from desktop.qt.jobs import Jobs
from desktop.qt.memory import DictSettings, Memory
from desktop.qt.page import ATHLETE, FOOT, TOP, Context, Navigator, Page, PageSpec
from desktop.qt.undo import History
from desktop.services.tsv import fold
from desktop.shell.actions import ACTIONS
from desktop.shell.header_facts import HeaderFacts
from desktop.shell.main_window import MainWindow
from desktop.shell.palette.entries import ATHLETES, PAGES, Entry
from desktop.shell.palette.ranking import Ranking
from desktop.widgets.keys import KINDS

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

NAMES = {"m": "Maya Torres", "z": "Zoë Lindström", "o": "Oskar Lind"}


class Person:
    def __init__(self, id_, name):
        self.id, self.name = id_, name


class People:
    """Services that know athletes and nothing else."""

    athletes = property(lambda self: self)

    def roster(self):
        return [Person(key, name) for key, name in NAMES.items()]


class Reader:
    def name(self, athlete_id):
        return NAMES[athlete_id]

    def header(self, athlete_id):
        return HeaderFacts(NAMES[athlete_id])

    def badges(self, athlete_id):
        return {}


class Sheet(Page):
    def __init__(self, context):
        super().__init__(context)
        self.did: list[str] = []
        self.add = self.make_action("Add race", lambda: self.did.append("add"), icon="add", does="new")
        self.back = self.make_action("Today", lambda: self.did.append("today"), shortcut="Ctrl+Home")
        self.more = QAction("Remove the chosen", self)
        self.more.triggered.connect(lambda: self.did.append("remove"))
        self.addAction(self.more)

    def actions(self):
        return [self.back, self.add]


PAGE_SPECS = (
    PageSpec("squad", "Squad", "squad", TOP, lambda: Sheet),
    PageSpec("week", "This week", "week", ATHLETE, lambda: Sheet),
    PageSpec("season", "Season", "season", ATHLETE, lambda: Sheet),
    PageSpec("settings", "Settings", "settings", FOOT, lambda: Sheet),
)


@pytest.fixture
def memory():
    return Memory(DictSettings())


@pytest.fixture
def window(qtbot, memory):
    theme.apply("light")
    bus = Bus()
    context = Context(People(), memory, bus, History(bus), Jobs(), Navigator(), Ask())
    made = MainWindow(context, PAGE_SPECS, Reader())
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


@pytest.fixture
def palette(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.layers.palette.isVisible()
    return window.layers.palette


def titles(layer):
    return [row.title for row in layer.rows if not row.heading]


def headings(layer):
    return [row.title for row in layer.rows if row.heading]


def test_before_typing_it_offers_the_page_the_places_and_the_frame(window, palette):
    assert headings(palette) == ["On this page", "Pages", "Anywhere"]
    assert titles(palette)[:3] == ["Remove the chosen", "Add race", "Today"]
    assert {row.title: row.keys for row in palette.rows}["Add race"] == ("Ctrl+N",)
    assert "Season" not in titles(palette), "a page of an athlete, and nobody is chosen"
    assert palette.current.title == "Remove the chosen"
    assert QApplication.focusWidget() is palette.field


def test_a_few_letters_find_a_person_and_enter_opens_them(window, palette, qtbot, memory):
    qtbot.keyClicks(palette.field, "zoe")
    assert titles(palette) == ["Zoë Lindström"]
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert (window.page_id, window.athlete_id) == ("week", "z")
    assert memory.recent() == ["athlete:z"]
    window.open_page("season")
    palette.popup()
    assert headings(palette)[0] == "Recent"
    assert titles(palette)[0] == "Zoë Lindström"
    qtbot.keyClicks(palette.field, "oskar")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert (window.page_id, window.athlete_id) == ("season", "o"), "the page stays, the athlete changes"


def test_actions_of_the_page_are_done_on_it(window, palette, qtbot):
    qtbot.keyClicks(palette.field, "remove cho")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.page.did == ["remove"]


def test_what_cannot_be_done_now_is_not_offered(window, qtbot):
    window.page.add.setEnabled(False)
    window.actions_by_id["palette"].trigger()
    assert "Add race" not in titles(window.layers.palette)
    assert "Undo" not in titles(window.layers.palette), "nothing was done yet"


def test_what_may_not_be_reached_is_not_offered(window, monkeypatch):
    monkeypatch.setattr(window, "reaches", lambda page_id, athlete_id=None: athlete_id == "m")
    monkeypatch.setattr(window, "does", lambda action_id: action_id == "undo")
    monkeypatch.setattr(window, "offers", lambda action: action.text() == "Today")
    window.layers.palette.popup()
    offered = {entry.id for entry in window.layers.palette._entries if entry.id}
    assert offered == {"athlete:m"}
    assert titles(window.layers.palette) == ["Today"]


def test_arrows_walk_over_headings_and_around_the_ends(window, palette, qtbot):
    names = titles(palette)
    for expected in (*names[1:], names[0]):
        qtbot.keyClick(palette.field, Qt.Key.Key_Down)
        assert palette.current.title == expected
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    assert palette.current.title == names[-1]


def test_escape_and_a_click_beside_close_it_and_the_focus_goes_back(window, qtbot):
    button = window.sidebar.buttons["squad"]
    button.setFocus()
    window.layers.palette.popup()
    qtbot.keyClick(window.layers.palette.field, Qt.Key.Key_Escape)
    assert not window.layers.palette.isVisible()
    assert QApplication.focusWidget() is button
    window.layers.palette.popup()
    qtbot.mouseClick(window.layers.palette, Qt.MouseButton.LeftButton, pos=window.layers.palette.rect().bottomLeft())
    assert not window.layers.palette.isVisible()


def test_a_click_chooses(window, palette, qtbot):
    number = [row.title for row in palette.rows].index("Settings")
    spot = palette.list.visualRect(palette.list.model().index(number, 0)).center()
    qtbot.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert window.page_id == "settings"


def test_nothing_found_is_said(palette, qtbot):
    qtbot.keyClicks(palette.field, "xyzzy")
    assert palette.rows == ()
    assert palette.empty.isVisible()
    assert palette.empty.text()
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()


def entries(*names, group=ATHLETES):
    return [Entry(name, group, name, lambda: None) for name in names]


def best(typed, *names, recent=()):
    found = Ranking(entries(*names)).best(typed, {name: n for n, name in enumerate(recent)})
    return [entry.title for _, entry in found]


def test_beginnings_come_before_what_is_inside():
    assert best("lun", "Reverse lunge", "Lunge", "Balun board") == ["Lunge", "Reverse lunge", "Balun board"]
    assert best("spl sq", "Split squat", "Bulgarian split squat", "Squat") == ["Split squat", "Bulgarian split squat"]


def test_slips_of_the_fingers_are_forgiven_and_come_last():
    names = ("Back squat", "Deadlift", "Maya Torres", "Calf raise")
    assert best("sqaut", *names) == ["Back squat"]
    assert best("deadlfit", *names) == ["Deadlift"]
    assert best("maia tor", *names) == ["Maya Torres"]
    assert best("Log", "Log") == ["Log"]
    assert best("blogger", "Log") == []


def test_accents_and_case_do_not_matter():
    assert fold("Łukasz ÉLAN Strøm Straße") == "lukasz elan strom strasse"
    assert best("jose", "José Peña") == ["José Peña"]
    assert best("PEÑA", "Jose Pena") == ["Jose Pena"]


def test_of_two_that_fit_alike_the_recent_one_leads():
    assert best("an", "Anna", "Anke") == ["Anna", "Anke"]
    assert best("an", "Anna", "Anke", recent=("Anke",)) == ["Anke", "Anna"]


def test_headings_follow_the_best_hit(window, palette, qtbot):
    qtbot.keyClicks(palette.field, "s")
    first = next(row.title for row in palette.rows if not row.heading)
    assert first.casefold().startswith("s")
    assert palette.rows[0].heading
    assert {row.data.group for row in palette.rows if not row.heading} >= {PAGES}


def test_the_sheet_of_shortcuts_has_every_declared_key(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_Slash, Qt.KeyboardModifier.ControlModifier)
    sheet = window.layers.shortcuts
    assert sheet.isVisible()
    shown = {keys for row in sheet.rows for keys in row.keys}
    assert {spec.shortcut for spec in ACTIONS if spec.shortcut} <= shown
    assert {"Alt+1", "Alt+2", "Alt+3", "Ctrl+Home", "Ctrl+?"} <= shown
    assert {one.text for kind in KINDS.values() for one in kind} <= set(titles(sheet))
    qtbot.keyClicks(sheet.field, "undo")
    assert titles(sheet) == ["Undo"]
    sheet.field.clear()
    qtbot.keyClicks(sheet.field, "ctrl+home")
    assert titles(sheet) == ["Today"]
    qtbot.keyClick(sheet.field, Qt.Key.Key_Return)
    assert window.page.did == ["today"]


def test_only_one_layer_is_open(window):
    window.actions_by_id["shortcuts"].trigger()
    window.actions_by_id["palette"].trigger()
    assert window.layers.palette.isVisible()
    assert not window.layers.shortcuts.isVisible()
    window.open_page("settings")
    assert not window.layers.palette.isVisible()
