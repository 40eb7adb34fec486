"""Nothing of a page is a window of its own before it has its place: on Windows each flashed, and held the others up for seconds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from desktop import app
from desktop.services.house import Services
from desktop.shell import start


class _Watch(QObject):
    """Hears of every widget that is shown without a parent."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.parent() is None:
            self.shown.append(type(watched).__name__)
        return False


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    made = app.open_services(tmp_path)
    try:
        app.fill_sample(made)
        yield made
    finally:
        made.close()


def test_no_page_shows_a_part_before_it_has_its_place(services: Services, qapp: QApplication) -> None:
    athlete = services.athletes.roster()[0]
    window = start.build_window(services)
    watch = _Watch()
    qapp.installEventFilter(watch)
    try:
        for page in window.pages:
            window.open_page(page.id, athlete.id)
        assert watch.shown == []
    finally:
        qapp.removeEventFilter(watch)
        window.close()
        window.deleteLater()
