from __future__ import annotations

import traceback

import pytest
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton

from desktop.qt import theme
from desktop.qt.ask import Ask
from desktop.qt.bus import Bus
from desktop.qt.jobs import Jobs
from desktop.qt.memory import DictSettings, Memory
from desktop.qt.page import ATHLETE, FOOT, TOP, Context, Navigator, Page, PageSpec
from desktop.qt.undo import History
from desktop.shell.actions import ACTIONS
from desktop.shell.header import ActionButton
from desktop.shell.header_facts import HeaderFacts
from desktop.shell.main_window import MainWindow

# Qt's offscreen window system says so of every window with a least size.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


class Gone(Exception):
    message = "There is no such athlete."


class Names:
    """Athletes by id as the reader of the header; removing one makes reading it a refusal."""

    def __init__(self):
        self.names = {"m": "Maya Torres", "o": "Oskar Lind"}
        self.badges_read = self.headers_read = 0

    def name(self, athlete_id):
        return self.names.get(athlete_id)

    def header(self, athlete_id):
        if athlete_id not in self.names:
            raise Gone
        self.headers_read += 1
        return HeaderFacts(
            self.names[athlete_id],
            "34 · limited ankles",
            "Taper · 1 session this week",
            "phase-taper",
            "CCC 101 km in 19 days",
        )

    def badges(self, athlete_id):
        self.badges_read += 1
        return {"season": 2}


class Told(Page):
    topics = frozenset({"races"})

    def __init__(self, context):
        super().__init__(context)
        self.told: list[str | None] = []
        self.done: list[str] = []
        self.field = QLineEdit()
        self.column().addWidget(self.field)
        self.add = self.make_action("Add race", lambda: self.done.append("new"), does="new")
        self.out = self.make_action("Export CSV", lambda: self.done.append("export"), does="export")

    def actions(self):
        return [self.out, self.add]

    def refresh(self):
        self.told.append(self.athlete_id)

    def focus_filter(self):
        self.field.setFocus()
        return True


class Receipt:
    def __init__(self, text, undo, athlete_id=None):
        self.text, self.undo, self.athlete_id = text, undo, athlete_id
        self.topics = frozenset({"races"})


PAGES = (
    PageSpec("squad", "Squad", "squad", TOP, lambda: Told),
    PageSpec("season", "Season", "season", ATHLETE, lambda: Told),
    PageSpec("log", "Log", "log", ATHLETE, lambda: Told),
    PageSpec("settings", "Settings", "settings", FOOT, lambda: Told),
)


def _context(settings):
    bus = Bus()
    return Context(None, Memory(settings), bus, History(bus), Jobs(), Navigator(), Ask())


@pytest.fixture
def settings():
    return DictSettings()


@pytest.fixture
def names():
    return Names()


@pytest.fixture
def window(qtbot, settings, names):
    theme.apply("light")
    made = MainWindow(_context(settings), PAGES, names)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def _visible(window):
    return [name for name, button in window.sidebar.buttons.items() if button.isVisible()]


def test_pages_of_an_athlete_wait_for_an_athlete(window):
    assert window.page_id == "squad"
    assert _visible(window) == ["squad", "settings"]
    window.open_page("season")
    assert window.page_id == "squad"
    assert "athlete" in window.toast.text
    window.open_page("season", "m")
    assert _visible(window) == ["squad", "season", "log", "settings"]
    assert window.header.title.text() == "Maya Torres"
    assert window.windowTitle() == "Maya Torres – Switchback"


def test_pages_are_built_when_first_shown(window):
    assert set(window._built) == {"squad"}
    window.open_page("season", "m")
    window.open_page("squad")
    window.open_page("season")
    assert set(window._built) == {"squad", "season"}


def test_hidden_pages_remember_and_refresh_once_when_shown(window):
    window.open_page("season", "m")
    season = window.page
    window.open_page("log")
    for _ in range(3):
        window.context.bus.tell({"races"}, "m")
    assert season.told == ["m"]
    window.open_page("season")
    assert season.told == ["m", "m"]
    window.context.bus.tell({"races"}, "o")  # of somebody else
    window.context.bus.tell({"training"}, "m")  # nothing this page shows
    assert season.told == ["m", "m"]
    window.context.bus.tell({"races"}, None)
    window.open_page("season", "o")
    assert season.told == ["m", "m", "m", "o"]


def test_badges_are_counted_once_after_the_paint(window, names, qtbot):
    window.open_page("season", "m")
    for _ in range(5):
        window.context.bus.tell({"races"}, "m")
    assert names.badges_read == 0
    qtbot.waitUntil(lambda: window.sidebar.buttons["season"].badge == 2)
    assert names.badges_read == 1


def test_undo_and_redo_by_key(window, qtbot):
    log = []

    def add():
        log.append("+")
        return Receipt("Race added", remove)

    def remove():
        log.append("-")
        return Receipt("Race removed", add)

    window.page.run(add)
    assert window.toast.text == "Race added"
    assert window.actions_by_id["undo"].isEnabled()
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.toast.text == "Undone: Race added"
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window, Qt.Key.Key_Z, both)
    assert "".join(log) == "+-+"
    window.toast._undo.click()
    assert "".join(log) == "+-+-"
    assert not window.actions_by_id["undo"].isEnabled()


def test_a_refusal_is_said_and_goes_with_the_next_success(window):
    def refuse():
        raise Gone

    assert not window.page.run(refuse)
    assert window.banner.isVisible()
    assert window.banner.text == "There is no such athlete."
    assert window.page.run(lambda: Receipt("Race added", list))
    assert not window.banner.isVisible()


def test_a_bug_is_no_refusal(window):
    with pytest.raises(ZeroDivisionError):
        window.page.run(lambda: 1 / 0)


def test_a_job_that_fails_by_a_mistake_of_ours_is_no_refusal(window, qtbot):
    """Its words are a programmer's, and may hold a name."""

    def work(_progress):
        return {}["Maya Torres"]

    with qtbot.captureExceptions() as caught:
        window.context.jobs.run(work, None, window.context.go.trouble)
        qtbot.waitUntil(lambda: bool(caught), timeout=5_000)
    assert [kind for kind, _, _ in caught] == [KeyError]
    assert "work" in [entry.name for entry in traceback.extract_tb(caught[0][2])], "the report shows where"
    assert not window.banner.isVisible()


def test_keys_reach_pages_and_actions(window, qtbot):
    window.open_page("season", "m")
    ctrl, alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(window, Qt.Key.Key_3, alt)
    assert window.page_id == "log"
    qtbot.keyClick(window, Qt.Key.Key_N, ctrl)
    qtbot.keyClick(window, Qt.Key.Key_E, ctrl)
    assert window.page.done == ["new", "export"]
    qtbot.keyClick(window, Qt.Key.Key_F, ctrl)
    assert QApplication.focusWidget() is window.page.field
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window.layers.help.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert not window.layers.help.isVisible()


def test_every_declared_action_is_bound_and_no_shortcut_twice(window):
    assert set(window.actions_by_id) == {spec.id for spec in ACTIONS}
    keys = [spec.shortcut for spec in ACTIONS]
    assert len(keys) == len(set(keys))


def test_every_control_of_the_frame_can_be_reached_and_named(window, qtbot):
    window.open_page("season", "m")
    seen = set()
    window.sidebar.buttons["squad"].setFocus()
    for _ in range(40):
        seen.add(QApplication.focusWidget())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    for button in (*window.sidebar.buttons.values(), *window.header.buttons, window.page.field):
        assert button in seen
    for button in window.header.findChildren(QToolButton):
        assert button.accessibleName() or button.text()


def test_the_sidebar_folds_when_narrow_and_by_hand(window, qtbot):
    window.resize(1280, 800)
    assert not window.sidebar.folded
    window.resize(1050, 700)
    qtbot.waitUntil(lambda: window.sidebar.folded)
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: not window.sidebar.folded)
    qtbot.keyClick(window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert window.sidebar.folded


def test_the_header_gives_up_pills_before_words(window, qtbot):
    window.open_page("season", "m")
    window.resize(1600, 800)
    qtbot.waitUntil(window.header.race.isVisible)
    assert window.header.phase.isVisible()
    window.resize(1024, 700)
    qtbot.waitUntil(lambda: window.width() == 1024)
    for part in (*window.header.buttons, window.header.title):
        assert part.geometry().right() <= window.header.width()


def test_place_and_size_come_back(window, settings, names, qtbot):
    window.open_page("log", "o")
    window.resize(1300, 760)
    window.toggle_fold()
    window.close()
    again = MainWindow(_context(settings), PAGES, names)
    qtbot.addWidget(again)
    assert (again.page_id, again.athlete_id, again.size()) == ("log", "o", QSize(1300, 760))
    assert again.sidebar.folded


@pytest.fixture
def towards(qtbot, names):
    """Opens a window that is not whole at once, on the place of the last time."""

    def opened(page, athlete=""):
        theme.apply("light")
        made = MainWindow(_context(DictSettings({"page": page, "athlete": athlete})), PAGES, names, whole=False)
        qtbot.addWidget(made)
        made.show()
        qtbot.waitExposed(made)
        return made

    return opened


def test_a_frame_names_its_page_before_that_is_read(towards, names):
    window = towards("season", "m")
    assert (window.page, window.page_id, names.headers_read) == (None, "", 0)
    assert window.header.title.text() == "Maya Torres"
    assert _visible(window) == ["squad", "season", "log", "settings"]
    assert window.sidebar.buttons["season"].isChecked()
    window.arrive()
    assert (window.page_id, window.page.told) == ("season", ["m"])
    assert names.headers_read == 1
    assert "limited ankles" in window.header.caption.text()


def test_of_another_page_the_title_is_told(towards):
    window = towards("settings")
    assert (window.page, window.header.title.text()) == (None, "Settings")
    window.arrive()
    assert window.page_id == "settings"


def test_the_first_page_is_there_at_once_and_its_athlete_is_read_when_asked_for(towards, names):
    window = towards("squad", "m")
    assert (window.page_id, window.athlete_id, names.headers_read) == ("squad", "m", 0)
    window.arrive()
    assert names.headers_read == 0
    window.open_page("log")
    assert (window.page_id, names.headers_read) == ("log", 1)
    assert window.header.caption.text() == "34 · limited ankles"


def test_whoever_is_quicker_than_the_page_goes_elsewhere(towards):
    window = towards("season", "m")
    window.open_page("log", "o")
    window.arrive()
    assert (window.page_id, window.athlete_id) == ("log", "o")


@pytest.mark.parametrize("page", ["season", "squad"])
def test_nobody_is_supposed_who_is_gone(towards, page):
    window = towards(page, "x")
    assert (window.page_id, window.athlete_id) == ("squad", None)


def test_who_goes_before_the_page_is_read_is_not_there(towards, names):
    window = towards("season", "m")
    del names.names["m"]
    window.arrive()
    assert (window.page_id, window.athlete_id) == ("squad", None)


def test_a_place_that_was_not_reached_is_kept(towards):
    window = towards("season", "m")
    window.close()
    assert window.context.memory.place() == ("season", "m")


@pytest.mark.parametrize("kept", ["nonsense", "[]", '{"width": "x"}', '{"width": -5, "height": 1e99}'])
def test_settings_that_cannot_be_read_are_forgotten(qtbot, names, kept):
    made = MainWindow(_context(DictSettings({"window": kept, "page": "gone", "athlete": "gone"})), PAGES, names)
    qtbot.addWidget(made)
    assert (made.page_id, made.athlete_id) == ("squad", None)


def test_an_athlete_who_is_removed_leaves_the_frame(window, names):
    window.open_page("season", "m")
    del names.names["m"]
    window.context.bus.tell({"athletes"}, "m")
    assert (window.page_id, window.athlete_id) == ("squad", None)
    assert _visible(window) == ["squad", "settings"]


def test_a_page_that_needs_nobody_forgets_an_athlete_who_is_removed(window, names):
    window.open_page("settings", "m")
    del names.names["m"]
    window.context.bus.tell({"athletes"}, "m")
    assert window.page_id == "settings"
    assert window.page.told == ["m", None]


def test_the_theme_switches_live_on_the_whole_window(window, qtbot):
    window.open_page("season", "m")
    theme.apply("dark")
    dark = window.grab().toImage().pixelColor(window.width() - 40, window.height() - 40)
    theme.apply("light")
    light = window.grab().toImage().pixelColor(window.width() - 40, window.height() - 40)
    assert dark.lightnessF() < 0.3
    assert light.lightnessF() > 0.8


def test_a_thousand_page_changes_leave_nothing_behind(window):
    window.open_page("season", "m")
    buttons = len(window.header.findChildren(QToolButton))
    for number in range(1000):
        window.open_page(("season", "log", "squad")[number % 3], ("m", "o")[number % 2])
        if number % 100 == 0:
            QApplication.sendPostedEvents(None, 52)  # deferred deletions, as the event loop does between two clicks
    QApplication.sendPostedEvents(None, 52)
    assert len(window.header.findChildren(QToolButton)) == buttons
    assert len(window.header.findChildren(ActionButton)) == 2
    assert len(window._built) == 3


def test_pages_are_built_ahead_while_nothing_happens(qtbot, window):
    qtbot.waitUntil(lambda: len(window._built) == len(window.pages), timeout=5_000)


class Greedy(QLineEdit):
    """Takes every shortcut for itself."""

    def event(self, event):
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)


@pytest.mark.parametrize("key, taken", [(Qt.Key.Key_E, False), (Qt.Key.Key_A, True)])
def test_a_text_field_leaves_export_to_the_frame(window, qtbot, key, taken):
    field = Greedy(window.page)
    field.show()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    pressed = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.ControlModifier)
    pressed.ignore()
    QApplication.sendEvent(field, pressed)
    assert pressed.isAccepted() is taken


def test_the_open_page_is_kept_before_the_window_closes(window, settings):
    window.open_page("season", "m")
    assert Memory(settings).place() == ("season", "m")


@pytest.mark.parametrize("wide", [1024, 1600])
def test_a_message_never_lies_over_the_field_one_types_in(window, qtbot, wide):
    window.resize(wide, 700)
    window.open_page("season", "m")
    page = window.page
    low = QLineEdit(page)
    low.setGeometry(16, page.height() - 40, page.width() - 32, 32)
    low.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    low.setFocus()
    window.say("Session saved")
    place = low.geometry().translated(page.mapTo(window.stack, low.pos()) - low.pos())
    assert not window.toast.geometry().intersects(place)
    page.field.setFocus()
    assert window.toast.geometry().bottom() > window.stack.height() - 24, "back at the foot"
