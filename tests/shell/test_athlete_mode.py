"""Athlete mode on the real window: nothing but what is listed is reached, by any way there is."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QPushButton

from desktop import app
from desktop.pages import PAGES
from desktop.pages.log.page import LogPage
from desktop.pages.settings.page import SettingsPage
from desktop.pages.transfer import ExportSheet
from desktop.pages.unlocks.page import UnlocksPage
from desktop.qt import fmt, theme
from desktop.qt.ask import Sheet
from desktop.services.access import COACH
from desktop.services.outcome import Refused
from desktop.settings import PAGE
from desktop.shell import start
from desktop.shell.actions import ACTIONS
from desktop.shell.athlete_mode import HOME, SCOPE
from desktop.shell.athlete_mode.chooser import Someone, initials
from desktop.shell.athlete_mode.mode import IDLE_MINUTES
from desktop.shell.palette.sources import SOURCES
from models import records
from models.records import new_id
from rules.vocabulary import Equipment, Experience
from tests.services.conftest import lunges

# Qt's offscreen window system says so of every window with a least size.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

PIN, OTHER, WRONG = "2580", "8419", "9731"
SHUT = [spec.id for spec in PAGES if spec.id not in SCOPE.pages]


@pytest.fixture
def services(tmp_path, clock):
    opened = app.open_services(tmp_path / "data", clock)
    yield opened
    opened.close()


@pytest.fixture
def people(services):
    """Ana and Bo, by name."""
    made = {}
    for name in ("Ana Silva", "Bo Lind"):
        athlete = records.Athlete(new_id(), name, date(1990, 5, 1), 60.0, experience=Experience.EXPERIENCED)
        services.athletes.save(athlete)
        services.athletes.save_kit(records.Kit(new_id(), athlete.id, "Home", frozenset(Equipment)))
        services.training.save(lunges(athlete, date(2027, 1, 8)))
        made[name.split()[0]] = athlete.id
    return made


@pytest.fixture
def build(qtbot, services):
    """Builds the window as starting the program does."""
    made = []

    def opened():
        theme.apply("light")
        fmt.use_locale("en_GB")
        fmt.use_unit("kg")
        window = start.build_window(services)
        window.resize(1280, 800)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        made.append(window)
        return window

    yield opened
    for window in made:
        if window.isVisible():
            window.close()
        window.deleteLater()
    theme.apply("light")


@pytest.fixture
def confined(build, services, people):
    """A window locked to Ana, from the settings page on, with a change of the coach's that could be undone."""
    window = build()
    window.open_page("profile", people["Bo"])
    services.access.set_coach(PIN)
    services.access.choose([people["Ana"]], chooser=False)
    window.context.history.run(lambda: services.training.save(lunges(services.athletes.find("Bo"), date(2027, 1, 9))))
    window.open_page("settings")
    window.context.go.confine()
    return window


@pytest.fixture
def choosing(build, services, people):
    """A window with the chooser; Bo has a PIN."""
    window = build()
    services.access.set_coach(PIN)
    services.access.set_athlete(people["Bo"], OTHER)
    services.access.choose(people.values(), chooser=True)
    window.context.go.confine()
    return window


def stays(window, athlete_id):
    """Still locked to that athlete, on a page that is allowed, with no page of another person anywhere."""
    assert window.policy.confined
    assert window.athlete_mode.on
    assert window.athlete_id == athlete_id
    assert window.page_id in SCOPE.pages
    assert set(window._built) <= SCOPE.pages
    for page in window._built.values():
        assert page.athlete_id in (None, athlete_id)


def dismiss_sheets():
    while isinstance(sheet := QApplication.activeModalWidget(), Sheet):
        sheet.reject()


def shown(window):
    return [name for name, button in window.sidebar.buttons.items() if button.isVisible()]


# ------------------------------------------------------------------------------------------------ what is shut


def test_it_opens_on_the_athletes_week_with_nothing_else_in_sight(confined, people):
    stays(confined, people["Ana"])
    assert confined.page_id == HOME
    assert set(shown(confined)) == SCOPE.pages & {spec.id for spec in PAGES}
    assert SHUT
    assert confined.athlete_mode.coach.isVisible()
    assert not confined.athlete_mode.change.isVisible()  # there is nobody else to choose
    assert confined.header.title.text() == "Ana Silva"


@pytest.mark.parametrize("page_id", [spec.id for spec in PAGES])
def test_no_page_is_reached_by_its_name(confined, people, page_id):
    for who in (None, people["Ana"], people["Bo"], "nobody"):
        for opens in (confined.open_page, confined.context.go.open):
            opens(page_id, who)
            stays(confined, people["Ana"])
            if page_id in SHUT:
                assert confined.page_id == HOME
                assert not confined.reaches(page_id, who)
    confined.choose_athlete(people["Bo"])
    confined.choose_athlete(None)
    stays(confined, people["Ana"])


def test_every_shortcut_of_the_frame_is_pressed(confined, people, qtbot):
    keys = {keys for spec in ACTIONS for keys in (spec.shortcut, *spec.more) if keys and spec.id != "quit"}
    keys |= {f"Alt+{number}" for number in range(1, 10)}
    keys |= {shortcut.key().toString() for shortcut in confined.findChildren(QShortcut)}
    for text in sorted(keys):
        combination = QKeySequence(text)[0]  # pyright: ignore[reportIndexIssue]
        qtbot.keyClick(confined, combination.key(), combination.keyboardModifiers())
        dismiss_sheets()
        stays(confined, people["Ana"])
    for shortcut in confined.findChildren(QShortcut):
        shortcut.activated.emit()
        dismiss_sheets()
        stays(confined, people["Ana"])


def test_every_action_of_the_frame_is_declared_or_shut(confined, people):
    for spec in ACTIONS:
        action = confined.actions_by_id[spec.id]
        if spec.id not in SCOPE.doings:
            assert not action.isEnabled(), spec.id
            assert not confined.does(spec.id)
        if spec.id != "quit":
            action.trigger()
            dismiss_sheets()
            stays(confined, people["Ana"])
    assert not confined.actions_by_id["settings"].isEnabled()


def test_the_palette_finds_only_what_is_allowed(confined, people):
    names = set()
    for page_id in sorted(SCOPE.pages & {spec.id for spec in PAGES}):
        confined.open_page(page_id)
        for source in SOURCES:
            for entry in source(confined):
                kind, _, what = entry.id.partition(":")
                names.add(entry.title)
                if kind == "page":
                    assert what in SCOPE.pages
                if kind == "action":
                    assert what in SCOPE.doings
                if kind == "athlete":
                    assert what == people["Ana"]
                assert kind not in ("exercise", "rule", "setting")
    assert "Bo Lind" not in names
    assert "Ana Silva" in names
    assert not {"Settings", "Squad", "Profile", "Record assessment"} & names


def test_files_are_not_taken(confined, tmp_path):
    file = tmp_path / "sessions.csv"
    file.write_text("date")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    actions, buttons, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for page_id in sorted(SCOPE.pages & {spec.id for spec in PAGES}):
        confined.open_page(page_id)
        for target in (confined, confined.page, confined.stack):
            event = QDragEnterEvent(QPointF(300, 300).toPoint(), actions, data, buttons, keys)
            event.ignore()
            QApplication.sendEvent(target, event)
            assert not event.isAccepted()
            assert not confined.layers.drop.isVisible()
    assert not confined.takes_files


def test_undo_reaches_only_what_the_athlete_did(confined, services, people):
    history = confined.context.history
    assert history.stack.count() == 0
    confined.undo()
    confined.redo()
    assert services.training.count(people["Bo"]) == 2  # the coach's change stands
    mine = lunges(services.athletes.find("Ana"), date(2027, 1, 10))
    history.run(lambda: confined.context.services.training.save(mine))
    assert confined.actions_by_id["undo"].isEnabled()
    confined.undo()
    assert services.training.count(people["Ana"]) == 1
    confined.redo()
    confined.athlete_mode.ask_coach().field.setText(PIN)
    confined.athlete_mode.sheet.attempt()
    assert history.stack.count() == 0
    assert not confined.actions_by_id["undo"].isEnabled()
    assert services.training.count(people["Ana"]) == 2


# ------------------------------------------------------------------------------------------------ inside the pages


def test_assessing_and_overriding_are_the_coachs(confined, services, people):
    confined.open_page("unlocks")
    page = confined.page
    assert isinstance(page, UnlocksPage)
    assert not page.panel.assess.isVisible()
    assert not page.panel.override.isVisible()
    record = next(action for action in page.actions() if action.text() == "Record assessment")
    assert record not in [button.action for button in confined.header.buttons]
    for ask in (record.trigger, page.record, page.override):
        ask()
        assert QApplication.activeModalWidget() is None
    told: list[Exception] = []
    page.context.go.troubled.connect(told.append)
    page.remove("override", "x")
    assert isinstance(told[0], Refused)


def test_a_coachs_word_cannot_be_withdrawn(build, services, people):
    slug = next(one.slug for one in services.unlocks.standings(people["Ana"]) if not one.is_open)
    services.unlocks.override(records.Override(new_id(), people["Ana"], slug, date(2027, 1, 10), "Trained abroad"))
    services.access.set_coach(PIN)
    services.access.choose([people["Ana"]], chooser=False)
    services.access.enter()
    window = build()
    window.open_page("unlocks", None, slug)
    told = window.page.panel.history_part
    assert told.isVisible()
    assert not told.findChildren(QPushButton)


def test_sessions_are_added_and_not_deleted(confined, services, people, qtbot):
    confined.open_page("log")
    page = confined.page
    assert isinstance(page, LogPage)
    qtbot.waitUntil(page.panel.isVisible)
    (kept,) = services.training.sessions(people["Ana"])
    assert not page.panel.remove.isVisible()
    page._remove(kept.id)
    assert services.training.count(people["Ana"]) == 1
    page.add_session()
    assert page.panel.remove.isVisible()  # of one that was never saved
    assert "Import…" not in [button.text() for button in page.findChildren(QPushButton)]


def test_the_export_is_of_this_athlete(confined, people, tmp_path, qtbot):
    confined.open_page("log")
    sheet = ExportSheet(confined.context, confined.page, None, (people["Bo"],))
    assert [sheet.whom.itemText(row) for row in range(sheet.whom.count())] == ["Ana Silva"]
    assert sheet.ids() == (people["Ana"],)
    sheet.file.show_value(str(tmp_path / "mine.csv"))
    sheet.attempt()
    qtbot.waitUntil(lambda: not sheet.running)
    text = (tmp_path / "mine.csv").read_text(encoding="utf-8")
    assert "Ana Silva" in text
    assert "Bo Lind" not in text
    assert sheet.folder.isHidden()
    sheet.reject()


def test_pages_are_given_walled_services(confined, services, people):
    for page_id in sorted(SCOPE.pages & {spec.id for spec in PAGES}):
        confined.open_page(page_id)
        given = confined.page.context.services
        with pytest.raises(Refused):
            given.athletes.dossier(people["Bo"])
        with pytest.raises(Refused):
            given.backups.restore_open("x")
        with pytest.raises(Refused):
            given.settings.set(PAGE, "squad")
        assert [one.name for one in given.athletes.roster(archived=True)] == ["Ana Silva"]


# ------------------------------------------------------------------------------------------------ restarts


def test_a_restart_comes_up_locked_whatever_was_open_last(confined, build, services, people):
    memory = confined.context.memory
    assert memory.place() == ("settings", people["Bo"])  # the coach's own place, to come back to
    confined.close()
    assert memory.place() == ("settings", people["Bo"])
    again = build()
    stays(again, people["Ana"])
    assert again.page_id == HOME
    assert set(again._built) == {HOME}


def test_pages_made_ahead_are_those_allowed(confined, people):
    for _ in range(2 * len(PAGES)):
        confined._build_ahead()
    confined._ahead.stop()
    stays(confined, people["Ana"])


def test_leaving_takes_the_coachs_pin_and_gives_everything_back(confined, services, people):
    mode = confined.athlete_mode
    assert theme.text_scale() == pytest.approx(8 / 7)
    assert confined.property("mode") == "athlete"
    sheet = mode.ask_coach()
    sheet.field.setText(WRONG)
    sheet.attempt()
    assert sheet.isVisible()
    assert sheet.trouble.text()
    stays(confined, people["Ana"])
    sheet.field.setText(PIN)
    sheet.attempt()
    assert not mode.on
    assert not confined.policy.confined
    assert services.access.mode() is None
    assert (confined.page_id, confined.athlete_id) == ("settings", people["Bo"])
    assert confined.context.services is services
    assert set(shown(confined)) == {spec.id for spec in PAGES}
    assert all(action.isEnabled() for name, action in confined.actions_by_id.items() if name not in ("undo", "redo"))
    assert theme.text_scale() == 1.0
    assert not mode.coach.isVisible()


def test_the_sheet_waits_after_five_wrong_pins(confined, services, qtbot):
    sheet = confined.athlete_mode.ask_coach()
    for _ in range(5):
        sheet.field.setText(WRONG)
        sheet.attempt()
    assert not sheet.field.isEnabled()
    assert not sheet.yes.isEnabled()
    assert "30 seconds" in sheet.trouble.text()
    sheet.attempt()
    sheet.reject()
    again = confined.athlete_mode.ask_coach()  # asked anew, and in a program started anew, it waits on
    assert not again.field.isEnabled()
    assert "second" in again.trouble.text()
    services.access._attempts.forget(COACH)
    qtbot.waitUntil(again.field.isEnabled, timeout=3000)
    assert not again.trouble.isVisible()
    again.field.setText(PIN)
    again.attempt()
    assert not confined.athlete_mode.on


def test_the_pad_types_and_leaves_the_cursor_in_the_field(confined, qtbot):
    sheet = confined.athlete_mode.ask_coach()
    qtbot.waitUntil(sheet.field.hasFocus)
    for key in ("2", "5", "9", "back", "8", "0"):
        qtbot.mouseClick(sheet.keys[key], Qt.MouseButton.LeftButton)
    assert sheet.field.text() == PIN
    assert sheet.field.hasFocus()
    qtbot.keyClick(sheet.field, Qt.Key.Key_Return)
    assert not confined.athlete_mode.on


# ------------------------------------------------------------------------------------------------ the chooser


def test_nothing_is_reached_before_somebody_is_chosen(choosing, people):
    assert choosing.athlete_mode.chooser.isVisible()
    for spec in PAGES:
        for who in (None, *people.values()):
            choosing.open_page(spec.id, who)
            assert choosing.page is None
            assert choosing.athlete_id is None
    assert not choosing._built
    assert shown(choosing) == []
    assert [spec.id for spec in ACTIONS if choosing.actions_by_id[spec.id].isEnabled()] == ["quit"]
    choosing._build_ahead()
    assert not choosing._built


def test_tiles_are_walked_by_arrows_and_open_who_has_no_pin(choosing, people, qtbot):
    chooser = choosing.athlete_mode.chooser
    ana, bo = chooser.tiles
    assert [tile.accessibleName() for tile in chooser.tiles] == ["Ana Silva", "Bo Lind"]
    assert ana.accessibleDescription() != bo.accessibleDescription()
    ana.setFocus()
    for key, there in ((Qt.Key.Key_Right, bo), (Qt.Key.Key_Left, ana), (Qt.Key.Key_Up, ana), (Qt.Key.Key_Down, bo)):
        qtbot.keyClick(next(tile for tile in chooser.tiles if tile.hasFocus()), key)
        assert there.hasFocus()
    ana.setFocus()
    qtbot.keyClick(ana, Qt.Key.Key_Return)
    stays(choosing, people["Ana"])
    assert choosing.athlete_mode.change.isVisible()
    choosing.athlete_mode.change.click()
    assert choosing.athlete_mode.chooser.isVisible()


def test_a_pin_opens_one_and_switching_leaves_nothing_behind(choosing, services, people):
    mode = choosing.athlete_mode
    mode.chooser.tiles[1].click()
    sheet = mode.sheet
    sheet.field.setText(PIN)  # the coach's is no athlete's
    sheet.attempt()
    assert sheet.isVisible()
    assert choosing.athlete_id is None
    sheet.field.setText(OTHER)
    sheet.attempt()
    stays(choosing, people["Bo"])
    mine = lunges(services.athletes.find("Bo"), date(2027, 1, 10))
    choosing.context.history.run(lambda: choosing.context.services.training.save(mine))
    mode.change.click()
    assert choosing.context.history.stack.count() == 0
    mode.chooser.tiles[0].click()
    stays(choosing, people["Ana"])
    choosing.undo()
    assert services.training.count(people["Bo"]) == 2
    choosing.open_page("week", people["Bo"])
    stays(choosing, people["Ana"])


def test_when_nobody_is_there_the_chooser_comes_back(choosing, people, monkeypatch):
    mode = choosing.athlete_mode
    assert not mode.idle.isActive()
    mode.chooser.tiles[0].click()
    assert mode.idle.isActive()
    assert mode.idle.interval() == IDLE_MINUTES * 60_000
    begun = []
    monkeypatch.setattr(mode.idle, "start", lambda: begun.append(True))
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Shift, Qt.KeyboardModifier.ShiftModifier)
    QApplication.sendEvent(choosing.windowHandle(), key)
    assert begun
    monkeypatch.undo()
    choosing.open_page("log")
    ExportSheet(choosing.context, choosing.page, people["Ana"]).open()
    mode.idle.timeout.emit()
    assert QApplication.activeModalWidget() is None
    assert choosing.athlete_id is None
    assert mode.chooser.isVisible()


def test_one_who_is_gone_leaves_the_coachs_door_only(confined, services, people):
    services.athletes.remove(people["Ana"])
    confined.context.bus.tell({"everything"}, None, None)
    assert confined.page is None
    assert confined.athlete_mode.chooser.isVisible()
    assert confined.athlete_mode.chooser.tiles == []
    confined.athlete_mode.ask_coach().field.setText(PIN)
    confined.athlete_mode.sheet.attempt()
    assert not confined.policy.confined


def test_many_tiles_scroll_and_keep_their_height(choosing, qtbot):
    chooser = choosing.athlete_mode.chooser
    chooser.show_people([Someone(str(number), f"Athlete {number}", pin=number % 2 == 0) for number in range(60)])
    qtbot.waitUntil(lambda: chooser.tiles[-1].height() == theme.scaled(88))
    assert {tile.height() for tile in chooser.tiles} == {theme.scaled(88)}


def test_initials():
    names = {"Maya Torres": "MT", "Ana": "A", "Mateo Quispe Mamani": "MM", "": ""}
    assert {name: initials(name) for name in names} == names


# ------------------------------------------------------------------------------------------------ the settings


def test_the_settings_say_what_is_missing_and_start_it(build, services, people):
    window = build()
    window.open_page("settings")
    assert isinstance(window.page, SettingsPage)
    card = window.page.athlete_mode
    assert not card.start.isEnabled()
    card.whom.set_value(people["Ana"])
    card.whom.picked.emit(card.whom.value())
    assert not card.start.isEnabled()
    assert card.why.isVisible()
    sheet = card.ask_pin()
    assert not sheet.rows["present"].isVisible()
    for pin, again, row in (("1234", "1234", "pin"), (PIN, OTHER, "again")):
        sheet.pin.setText(pin)
        sheet.again.setText(again)
        sheet.attempt()
        assert sheet.isVisible()
        assert sheet.rows[row].error.isVisible()
    sheet.again.setText(PIN)
    sheet.attempt()
    assert services.access.coach_has_pin
    assert card.start.isEnabled()
    card.start.click()
    stays(window, people["Ana"])


def test_changing_the_pin_asks_for_the_present_one(build, services, people):
    services.access.set_coach(PIN)
    window = build()
    window.open_page("settings")
    sheet = window.page.athlete_mode.ask_pin()
    sheet.present.setText(WRONG)
    sheet.pin.setText(OTHER)
    sheet.again.setText(OTHER)
    sheet.attempt()
    assert sheet.rows["present"].error.isVisible()
    sheet.present.setText(PIN)
    sheet.attempt()
    services.access.check(COACH, OTHER)


def test_the_coach_ticks_who_can_be_chosen_and_gives_pins(build, services, people):
    window = build()
    window.open_page("settings")
    card = window.page.athlete_mode
    card.whom.set_value("chooser")
    card.whom.picked.emit(card.whom.value())
    assert set(services.access.chosen().athletes) == set(people.values())
    sheet = card.ask_people()
    ana, bo = sheet.rows
    ana.box.click()
    assert services.access.chosen().athletes == (people["Bo"],)
    assert not bo.gone.isVisible()
    asked = bo.ask()
    asked.pin.setText(OTHER)
    asked.again.setText(OTHER)
    asked.attempt()
    assert services.access.has_pin(people["Bo"])
    assert bo.gone.isVisible()
    bo.gone.click()
    assert not services.access.has_pin(people["Bo"])
    sheet.attempt()
    assert window.context.history.stack.count() == 0


def test_it_is_not_entered_while_something_is_written(build, services, people, monkeypatch):
    """What a job of the coach's comes to could not be taken back any more, nor would anybody hear of it."""
    window = build()
    services.access.choose((people["Bo"],), chooser=False)
    monkeypatch.setattr(type(services.store), "busy", lambda _store: True)
    window.athlete_mode.enter()
    assert not window.policy.confined
    assert "written" in window.toast.text
