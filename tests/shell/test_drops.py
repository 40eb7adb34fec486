"""Files dropped onto the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from desktop import app
from desktop.pages.transfer import ImportSheet
from desktop.qt import theme
from desktop.shell import start
from desktop.shell.drops import NEITHER, SESSIONS, STORE, dropped

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def mime(*files):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    return data


@pytest.mark.parametrize(
    "names, kind",
    [
        (["a.csv"], SESSIONS),
        (["A.CSV"], SESSIONS),
        (["b.switchback"], STORE),
        (["b.db"], STORE),
        (["c.pdf"], NEITHER),
        (["a.csv", "b.csv"], NEITHER),
    ],
)
def test_what_a_file_is_for_is_said_before_it_is_let_go(tmp_path, names, kind):
    what = dropped(mime(*(tmp_path / name for name in names)))
    assert what is not None
    assert what.kind == kind
    assert what.words
    assert (what.file is not None) == bool(kind)


def test_text_is_no_file():
    data = QMimeData()
    data.setText("hello")
    assert dropped(data) is None


@pytest.fixture
def window(qtbot, tmp_path, clock):
    services = app.open_services(tmp_path / "data", clock)
    theme.apply("light")
    made = start.build_window(services)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()
    services.close()


_ANY, _NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def drag(window, data):
    """Drags a file in: the window is asked first, then the layer that has come up under the pointer."""
    for target in (window, window.drop_layer):
        event = QDragEnterEvent(QPoint(200, 200), Qt.DropAction.CopyAction, data, _ANY, _NONE)
        event.ignore()
        QApplication.sendEvent(target, event)
        if not event.isAccepted():
            return False
    return True


def let_go(window, data):
    assert drag(window, data)
    event = QDropEvent(QPointF(200, 200), Qt.DropAction.CopyAction, data, _ANY, _NONE)
    QApplication.sendEvent(window.drop_layer, event)
    assert event.isAccepted()


def test_sessions_open_the_import_with_the_file(window, qtbot, tmp_path):
    file = tmp_path / "sessions.csv"
    file.write_text("athlete,date\n", encoding="utf-8")
    assert drag(window, mime(file))
    assert window.drop_layer.isVisible()
    let_go(window, mime(file))
    assert not window.drop_layer.isVisible()
    qtbot.waitUntil(lambda: bool(window.findChildren(ImportSheet)))
    sheet = window.findChildren(ImportSheet)[0]
    assert sheet.file.text() == "sessions.csv"
    qtbot.waitUntil(lambda: not sheet.running)
    sheet.close()


def test_a_backup_asks_whether_to_put_it_back(window, qtbot, tmp_path):
    asked = []

    class No:
        def confirm(self, title, text, yes, danger=False):
            asked.append(text)
            return False

    window.context.ask = No()
    let_go(window, mime(tmp_path / "old.db"))
    qtbot.waitUntil(lambda: bool(asked))
    assert window.page_id == "settings"
    assert "by the backup old.db:" in asked[0]


def test_anything_else_is_said_in_words(window):
    let_go(window, mime(Path("photo.jpg").absolute()))
    assert "photo.jpg" in window.toast.text


def test_leaving_takes_the_hint_away(window, tmp_path):
    drag(window, mime(tmp_path / "a.csv"))
    QApplication.sendEvent(window.drop_layer, QDragLeaveEvent())
    assert not window.drop_layer.isVisible()


def test_nothing_is_taken_where_files_are_not_welcome(window, monkeypatch, tmp_path):
    monkeypatch.setattr(type(window), "takes_files", False)
    assert not drag(window, mime(tmp_path / "a.csv"))
    assert not window.drop_layer.isVisible()


def test_a_file_given_at_the_start_is_taken_as_if_it_were_dropped(window, qtbot, tmp_path):
    asked = []

    class No:
        def confirm(self, title, text, yes, danger=False):
            asked.append(text)
            return False

    window.context.ask = No()
    start.take(tmp_path / "squad.switchback")(window)
    qtbot.waitUntil(lambda: bool(asked))
    assert "squad.switchback" in asked[0]


def test_a_file_given_to_an_athlete_is_refused_in_words(window, monkeypatch, tmp_path):
    monkeypatch.setattr(type(window), "takes_files", False)
    start.take(tmp_path / "a.csv")(window)
    assert "coach" in window.toast.text
