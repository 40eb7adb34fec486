"""Every page and every dialog as PNG files, on the sample squad and a fixed day: to look at, and to compare."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from errno import EIO
from pathlib import Path
from typing import Any

# Before Qt makes its application: pictures need no screen, and the same pixels on every machine.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop import i18n
from desktop.pages.log.page import LogPage
from desktop.pages.printing import PrintSheet
from desktop.pages.profile.page import ProfilePage
from desktop.pages.profile.sheets import DeclarationSheet, InjurySheet, MobilitySheet, ReadinessSheet
from desktop.pages.season.page import SeasonPage
from desktop.pages.squad.add_athlete import AddAthlete
from desktop.pages.squad.page import SquadPage
from desktop.pages.transfer import ExportSheet, ImportSheet
from desktop.pages.unlocks.page import UnlocksPage
from desktop.pages.week.page import WeekPage
from desktop.qt.ask import Sheet
from desktop.qt.page import Page
from desktop.shell import start
from desktop.shell.crash import CrashSheet
from desktop.shell.main_window import MainWindow
from desktop.shell.screenless import listening

_LONGEST = 30_000  # milliseconds a page may take to fill itself from the background


def draw(
    services: Any,
    empty: Any,
    folder: Path,
    themes: tuple[str, ...],
    sizes: tuple[tuple[int, int], ...],
    languages: tuple[str, ...],
) -> int:
    """Draws into `folder`, which is made; returns the exit status.

    Args:
        services: over the sample squad.
        empty: over a store with nobody in it, for the first start.
        folder: receives `<page>-<theme>-<width>x<height>.png`, with `-<language>` where it is not English.
        themes: 'light', 'dark'.
        sizes: of the window, in pixels.
        languages: codes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    start.application()
    with listening() as heard:
        drawn = _draw_all(services, empty, folder, themes, sizes, languages)
    for line in heard:
        print(f"switchback: {line}", file=sys.stderr)
    print(f"{drawn} pictures in {folder}")
    return 0 if drawn and not heard else 1


def _draw_all(
    services: Any,
    empty: Any,
    folder: Path,
    themes: tuple[str, ...],
    sizes: tuple[tuple[int, int], ...],
    languages: tuple[str, ...],
) -> int:
    drawn = 0
    for language in languages:
        for theme in themes:
            start.dress(language, theme, "kg")
            for width, height in sizes:
                tail = f"-{theme}-{width}x{height}" + ("" if language == i18n.SOURCE else f"-{language}")
                for made in (empty, services):
                    window = start.build_window(made)
                    window.resize(width, height)
                    window.show()
                    for name, widget in _scenes(window, made):
                        target = folder / f"{name}{tail}.png"
                        if not widget.grab().save(str(target)):
                            raise OSError(EIO, "the picture cannot be written", str(target))
                        drawn += 1
                    window.close()
                    window.deleteLater()
                    settle(window)
    return drawn


def _scenes(window: MainWindow, services: Any) -> Iterator[tuple[str, QWidget]]:
    """Each page of the window as it stands, then what it can open."""
    roster = services.athletes.roster()
    if not roster:
        settle(window)
        yield "welcome", window
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
    trouble = CrashSheet(
        window, "Switchback\nMost recent step last:\n  desktop/pages/season/page.py:1 in refresh\nValueError"
    )
    trouble.show()
    settle(window)
    yield "trouble", trouble
    trouble.reject()
    trouble.deleteLater()


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
    if isinstance(page, ProfilePage):
        yield "mobility", MobilitySheet(page)
        yield "injury", InjurySheet(page)
        yield "readiness", ReadinessSheet(page)
        yield "declaration", DeclarationSheet(page)


def settle(window: MainWindow) -> None:
    """Lets the window finish: pending paints, timers at zero, and what pages fetch in the background."""
    waited = 0
    while True:
        loop = QEventLoop()
        QTimer.singleShot(30, loop.quit)
        loop.exec()
        QApplication.sendPostedEvents()
        waited += 30
        busy = window.context.jobs.pending() or (window.page is not None and not window.page.settled)
        if not busy or waited > _LONGEST:
            return
