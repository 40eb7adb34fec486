"""Files dropped onto the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QFileOpenEvent
from PySide6.QtWidgets import QApplication

from desktop import app
from desktop.pages.transfer import ImportSheet
from desktop.qt import theme
from desktop.qt.ask import Sheet
from desktop.shell import start
from desktop.shell.drops import NEITHER, SESSIONS, STORE, dropped
from desktop.shell.first_paint import AT_THE_LATEST
from desktop.shell.main_window import MainWindow

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
    for target in (window, window.layers.drop):
        event = QDragEnterEvent(QPoint(200, 200), Qt.DropAction.CopyAction, data, _ANY, _NONE)
        event.ignore()
        QApplication.sendEvent(target, event)
        if not event.isAccepted():
            return False
    return True


def let_go(window, data):
    assert drag(window, data)
    event = QDropEvent(QPointF(200, 200), Qt.DropAction.CopyAction, data, _ANY, _NONE)
    QApplication.sendEvent(window.layers.drop, event)
    assert event.isAccepted()


def test_sessions_open_the_import_with_the_file(window, qtbot, tmp_path):
    file = tmp_path / "sessions.csv"
    file.write_text("athlete,date\n", encoding="utf-8")
    assert drag(window, mime(file))
    assert window.layers.drop.isVisible()
    let_go(window, mime(file))
    assert not window.layers.drop.isVisible()
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
    QApplication.sendEvent(window.layers.drop, QDragLeaveEvent())
    assert not window.layers.drop.isVisible()


def test_nothing_is_taken_where_files_are_not_welcome(window, monkeypatch, tmp_path):
    monkeypatch.setattr(type(window), "takes_files", False)
    assert not drag(window, mime(tmp_path / "a.csv"))
    assert not window.layers.drop.isVisible()


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


# ------------------------------------------------------------------------------- files that the system asks to open


class Noting:
    """Takes down which backups it is asked to put back, and puts back none."""

    def __init__(self):
        self.asked = []

    def confirm(self, title, text, yes, danger=False):
        self.asked.append(text)
        return False


@pytest.fixture
def opening(qapp):
    yield qapp
    qapp.opens = None
    qapp.asked.clear()


def double_click(application, file):
    event = QFileOpenEvent(str(file))
    event.ignore()
    assert QApplication.sendEvent(application, event)


def test_a_double_click_on_a_file_opens_it_as_if_it_were_dropped(opening, window, qtbot, tmp_path):
    window.context.ask = Noting()
    opening.take_files(lambda file: start.take(file)(window))
    double_click(opening, tmp_path / "été 2027.switchback")
    qtbot.waitUntil(lambda: bool(window.context.ask.asked))
    assert window.page_id == "settings"
    assert "by the backup été 2027.switchback:" in window.context.ask.asked[0]
    qtbot.wait(start.AGAIN + 50)


def test_files_from_before_the_window_are_opened_when_it_is_there(opening, window, qtbot, tmp_path):
    window.context.ask = Noting()
    double_click(opening, tmp_path / "one.switchback")
    double_click(opening, tmp_path / "photo.jpg")
    qtbot.wait(start.AGAIN + 50)
    assert not window.context.ask.asked
    opening.take_files(lambda file: start.take(file)(window))
    qtbot.waitUntil(lambda: "photo.jpg" in window.toast.text)
    assert "one.switchback" in window.context.ask.asked[0]
    qtbot.wait(start.AGAIN + 50)


def test_a_file_waits_while_something_is_asked(opening, window, qtbot, tmp_path):
    taken = []
    opening.take_files(taken.append)
    sheet = Sheet(window, "Asked")
    sheet.setModal(True)
    sheet.show()
    double_click(opening, tmp_path / "a.csv")
    qtbot.wait(start.AGAIN + 50)
    assert not taken
    sheet.reject()
    qtbot.waitUntil(lambda: taken == [tmp_path / "a.csv"])
    qtbot.wait(start.AGAIN + 50)


def test_a_started_window_takes_the_file_that_came_before_it(opening, qtbot, tmp_path, clock):
    double_click(opening, tmp_path / "photo.jpg")
    seen = []

    def look():
        found = [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow) and one.isVisible()]
        if found and found[0].toast.isVisible():
            timer.stop()
            seen.append((found[0].toast.text, found[0].layers.tour.offered))
            found[0].close()
            QApplication.quit()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(50)
    assert start.run(lambda: app.open_services(tmp_path / "data", clock), tmp_path / "data") == 0
    ((text, toured),) = seen
    assert "photo.jpg" in text
    assert not toured
    qtbot.wait(AT_THE_LATEST + 100)
