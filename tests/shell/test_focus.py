"""What opens over the page gives the keys back to where they went before, if that is still there."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from shiboken6 import delete

from desktop import app
from desktop.shell import start
from models.records import Athlete, new_id

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
OVER = {
    "help": (lambda window: window.toggle_help(), lambda window: window.toggle_help()),
    "palette": (lambda window: window.layers.palette.popup(), lambda window: window.layers.palette.dismiss()),
    "tour": (lambda window: window.layers.tour.begin(), lambda window: window.layers.tour.end()),
}


@pytest.fixture
def window(qtbot, tmp_path):
    services = app.open_services(tmp_path)
    services.athletes.save(Athlete(new_id(), "Robin Vale"))
    start.dress("en", "light", "kg", 100, "none")
    made = start.build_window(services)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()
    services.close()


@pytest.mark.parametrize("gone", [False, True])
@pytest.mark.parametrize("name", OVER)
def test_the_keys_go_back_unless_there_is_nothing_to_go_back_to(window, name, gone):
    field = QLineEdit(window.page)
    field.show()
    field.setFocus()
    assert QApplication.focusWidget() is field
    opens, closes = OVER[name]
    opens(window)
    assert QApplication.focusWidget() is not field
    if gone:  # the page is filled anew meanwhile
        delete(field)
    closes(window)
    assert (QApplication.focusWidget() is field) is not gone
