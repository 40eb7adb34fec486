"""Everything the window can show, one scene after another: pictures are drawn of them, and tests walk them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractAnimation, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QMainWindow, QWidget
from shiboken6 import isValid

from desktop.pages.exercises.page import ExercisesPage
from desktop.pages.log.page import LogPage
from desktop.pages.printing import PrintSheet
from desktop.pages.profile.page import ProfilePage
from desktop.pages.profile.sheets import DeclarationSheet, InjurySheet, MobilitySheet, ReadinessSheet
from desktop.pages.progress.page import ProgressPage
from desktop.pages.rules.page import RulesPage
from desktop.pages.season.page import SeasonPage
from desktop.pages.settings.page import SettingsPage
from desktop.pages.squad.add_athlete import AddAthlete
from desktop.pages.squad.page import SquadPage
from desktop.pages.transfer import ExportSheet, ImportSheet
from desktop.pages.unlocks.page import UnlocksPage
from desktop.pages.week.page import WeekPage
from desktop.qt import theme
from desktop.qt.ask import Sheet
from desktop.qt.page import Page
from desktop.services.backups import KeptBackup
from desktop.shell.athlete_mode import SCOPE, AthleteMode
from desktop.shell.crash import CrashSheet
from desktop.shell.drops import described
from desktop.shell.main_window import LEAST, MainWindow
from desktop.shell.starting import MendingSheet
from desktop.shell.tour import STEPS
from desktop.widgets.unlock_map import UnlockMap
from models.errors import StoreDamaged

_LONGEST = 30_000  # milliseconds a page may take to fill itself from the background
_TURN = 10  # milliseconds
_ANYWHERE = "/home/coach"
_PATIENCE = 60
_LICENCES = (
    "Peewee: MIT\n\nCopyright (c) 2010 Charles Leifer\n\nPermission is hereby granted, free of charge, to any person.\n"
)
"""The texts themselves are those of what is installed, and differ from one computer to the next."""
NEWCOMER = "Robin Vale"
"""Who stands alone in a store of scenes and has nothing yet."""


def scenes(window: MainWindow, services: Any) -> Iterator[tuple[str, QWidget]]:
    """(name, widget) of each scene: the welcome over an empty store; pages with nothing to show over a store with one athlete;
    each page as it stands, what it opens, and what can happen on it over any other. A scene is over when the next is asked for."""
    for name, widget in _walk(window, services):
        _make_alike(widget, str(services.folder))
        yield name, widget


def _make_alike(widget: QWidget, folder: str) -> None:
    """Takes out of a scene what differs from one computer and one moment to the next: folders, what is marked in a field, and where
    a map came to stand while the page around it was still growing."""
    _activate(widget)
    for shown in widget.findChildren(UnlockMap):
        if shown.isVisible():
            shown.read()
    places = ((folder, f"{_ANYWHERE}/Switchback"), (str(Path.home()), _ANYWHERE))
    for shown in (*widget.findChildren(QLabel), *widget.findChildren(QLineEdit)):
        for place, anywhere in places:
            if place in shown.text():
                shown.setText(shown.text().replace(place, anywhere))
        if isinstance(shown, QLineEdit):
            shown.deselect()
    for motion in widget.findChildren(QAbstractAnimation):  # the cross of a field fades in
        motion.setCurrentTime(motion.totalDuration())


def _activate(widget: QWidget) -> None:
    """Where the cursor is belongs to a scene: its window is the active one."""
    window = widget.window()
    for _ in range(_PATIENCE):
        if window.isActiveWindow() or not isinstance(window, QDialog | QMainWindow):
            return
        window.activateWindow()
        _turn()


def _walk(window: MainWindow, services: Any) -> Iterator[tuple[str, QWidget]]:
    roster = services.athletes.roster()
    if not roster:
        settle(window)
        yield "welcome", window
        return
    if [athlete.name for athlete in roster] == [NEWCOMER]:
        for spec in window.pages:
            if spec.needs_athlete:
                window.open_page(spec.id, roster[0].id)
                settle(window)
                yield f"{spec.id}-empty", window
        return
    athlete = max(roster, key=lambda a: sum(s.within_reach for s in services.unlocks.standings(a.id)))
    for spec in window.pages:
        window.open_page(spec.id, athlete.id if spec.needs_athlete else None)
        settle(window)
        yield spec.id, window
        for name, sheet in _sheets(window.page):
            sheet.show()
            settle(window)
            yield f"{spec.id}-{name}", sheet
            sheet.reject()
            sheet.deleteLater()
        yield from _states(window, services)
    yield from _layers(window)
    yield from _troubles(window, services)
    yield from _athlete_mode(window, services)


def _layers(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """What lies over the window for a moment."""
    window.layers.palette.popup()
    yield "palette", window
    window.layers.palette.field.setText("sqaut")
    yield "palette-typed", window
    window.layers.palette.field.setText("xyzzy")
    yield "palette-nothing", window
    window.layers.shortcuts.popup()
    window.layers.palette.dismiss()
    yield "shortcuts", window
    window.layers.shortcuts.dismiss()
    yield from _guidance(window)
    window.layers.drop.show_what(described(Path("sessions.csv")))
    yield "drop", window
    window.layers.drop.hide()


def _guidance(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """The help of a page, what a search in it finds, its contents, and each step of the tour. The page stays as it was."""
    window.toggle_help()
    settle(window)
    yield "help", window
    window.layers.help.field.setText("pain")
    yield "help-search", window
    window.layers.help.show_contents()
    yield "help-contents", window
    window.toggle_help()
    window.layers.tour.begin()
    for number in range(len(STEPS)):
        settle(window)
        window.layers.tour.follow()
        yield f"tour-{number + 1}", window
        window.layers.tour.step(1)


def _athlete_mode(window: MainWindow, services: Any) -> Iterator[tuple[str, QWidget]]:
    """The chooser, the PIN sheet and the pages of an athlete; athlete mode is off again afterwards, and no PIN is kept."""
    mode, access = window.athlete_mode, services.access
    assert isinstance(mode, AthleteMode), "whoever builds the window gives it athlete mode"
    people = [athlete.id for athlete in access.people()]
    access.set_coach("2580")
    access.set_athlete(people[0], "8419")
    access.choose(people, chooser=True)
    mode.enter()
    settle(window)
    yield "athlete-chooser", window
    sheet = mode.ask_coach()
    settle(window)
    yield "athlete-pin", sheet
    sheet.reject()
    mode.open_for(people[1])
    for page_id in sorted(SCOPE.pages):
        window.open_page(page_id)
        settle(window)
        yield f"athlete-{page_id}", window
    sheet = mode.ask_coach()
    sheet.field.setText("2580")
    sheet.attempt()
    access.reset()


def _troubles(window: MainWindow, services: Any) -> Iterator[tuple[str, QWidget]]:
    """A store found damaged while the window is open; a mistake of ours; a store that is damaged or gone at the start."""
    window.trouble(StoreDamaged("", path=services.store.path))
    settle(window)
    yield "store-damaged-behind", window
    window.banner.closed.emit()
    store = Path(_ANYWHERE, "Switchback", services.store.path.name)
    kept = KeptBackup(store, datetime(2027, 1, 9, 18, 40).astimezone(), 0)
    crash = "Switchback\nMost recent step last:\n  desktop/pages/season/page.py:1 in refresh\nValueError"
    sheets: tuple[tuple[str, Sheet], ...] = (
        ("trouble", CrashSheet(window, crash)),
        ("store-damaged", MendingSheet(store, kept, window.context.ask)),
        ("store-damaged-no-backup", MendingSheet(store, None, window.context.ask)),
        ("store-gone", MendingSheet(store, kept, window.context.ask, gone=True)),
    )
    for name, sheet in sheets:
        sheet.show()
        settle(window)
        yield name, sheet
        sheet.reject()
        sheet.deleteLater()


def _states(window: MainWindow, services: Any) -> Iterator[tuple[str, QWidget]]:
    """What a page looks like after something was done on it; nothing of it is kept."""
    page = window.page
    if isinstance(page, SeasonPage) and page.athlete_id is not None:
        coming = [race for race in services.races.of(page.athlete_id) if race.on > services.today]
        if coming:
            page.changing.edit(replace(coming[0], on=coming[0].on - timedelta(weeks=2)))
            settle(window)
            yield "season-change", window
            page.changing.leave()
    if isinstance(page, WeekPage):
        yield from _swaps(window, page)
    if isinstance(page, UnlocksPage):
        yield from _unlocks(window, page)
    if isinstance(page, ExercisesPage | RulesPage):
        page.search.setText("xyzzy")
        settle(window)
        yield f"{'exercises' if isinstance(page, ExercisesPage) else 'rules'}-nothing", window
        page.search.clear()
    if isinstance(page, ProgressPage):
        page.twin.setChecked(True)
        settle(window)
        yield "progress-table", window
        page.twin.setChecked(False)


def _unlocks(window: MainWindow, page: UnlocksPage) -> Iterator[tuple[str, QWidget]]:
    """The list beside the map, the page where it is narrow, and what it says of an exercise that just opened."""
    page.twin.setChecked(True)
    settle(window)
    yield "unlocks-list", window
    page.twin.setChecked(False)
    settle(window)
    size = window.size()
    if size != LEAST and theme.text_scale() <= 1:
        window.resize(LEAST)
        settle(window)
        yield "unlocks-narrow", window
        window.resize(size)
        settle(window)
    if page.panel.shown is not None:
        page.note.tell([page.panel.shown.card.name])
        yield "unlocks-news", window
        page.note.tell(())


def _swaps(window: MainWindow, page: WeekPage) -> Iterator[tuple[str, QWidget]]:
    """What may stand in for the first exercise of the session, as it would be done."""
    view = next((view for view in page.sheet.views if view.block.swappable), None)
    if view is None:
        return
    _activate(window)
    opened: list[QWidget] = []
    connection = page.asks.opened.connect(opened.append)
    for _ in range(_PATIENCE):  # the list goes by itself where another window was the active one a moment ago
        page.asks.swap(view.block, view.exercise.swap)
        settle(window)
        if opened and isValid(opened[-1]) and opened[-1].isVisible():
            yield "week-swap", opened[-1]
            break
    page.asks.opened.disconnect(connection)
    for found in opened:
        if isValid(found):
            found.close()


def _sheets(page: Page | None) -> Iterator[tuple[str, Sheet]]:
    """What a page opens over itself."""
    if isinstance(page, SquadPage):
        yield "add-athlete", AddAthlete(page, page)
        yield "import", ImportSheet(page.context, page)
    if isinstance(page, WeekPage):
        yield "away", page.asks.absence_sheet()
        yield "what-if", page.asks.what_if_sheet()
        if page.athlete_id is not None and page.reader.view is not None:
            yield "print", PrintSheet(page.context, page, page.athlete_id, page.reader.view, page.chosen)
    if isinstance(page, SeasonPage):
        yield "add-race", page.race_sheet()
    if isinstance(page, UnlocksPage):
        yield "assess", page.assess_sheet()
    if isinstance(page, LogPage):
        yield "add-exercise", page.ask_exercise()
        yield "export", ExportSheet(page.context, page, page.athlete_id)
    if isinstance(page, ProgressPage):
        yield "export", page.export_sheet()
    if isinstance(page, SettingsPage):
        yield "pin", page.athlete_mode.pin_sheet()
        yield "athletes-and-pins", page.athlete_mode.people_sheet()
        yield "licences", page.licences_sheet(_LICENCES)
    if isinstance(page, ProfilePage):
        yield "mobility", MobilitySheet(page)
        yield "injury", InjurySheet(page)
        yield "readiness", ReadinessSheet(page)
        yield "declaration", DeclarationSheet(page)


def _turn() -> None:
    """What is waiting to happen happens."""
    loop = QEventLoop()
    QTimer.singleShot(_TURN, loop.quit)
    loop.exec()
    QApplication.sendPostedEvents()


def settle(window: MainWindow) -> None:
    """Lets the window finish: pending paints, timers at zero, and what pages fetch in the background."""
    waited = quiet = 0
    while (
        quiet < 2 and waited < _LONGEST
    ):  # once more after the last thing came: what it made is shown in the next turn
        _turn()
        waited += _TURN
        busy = window.context.jobs.pending() or (window.page is not None and not window.page.settled)
        quiet = 0 if busy else quiet + 1
