"""A user's hands and eyes on the real window: finds what is shown by its words, clicks, types and drags, waits until the window is
done. Nothing here reaches into a page: a test that uses only this can do no more than somebody in front of the screen."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QScrollArea,
    QTabBar,
    QWidget,
)
from shiboken6 import isValid

from desktop.qt.ask import Sheet
from desktop.shell.main_window import MainWindow

W = TypeVar("W", bound=QWidget)
LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


class Hand:
    def __init__(self, window: MainWindow, bot: Any) -> None:
        self.window, self.bot = window, bot

    # --- finding

    def seen(self, kind: type[W], where: QWidget | None = None) -> list[W]:
        return [w for w in (where or self.window).findChildren(kind) if w.isVisible()]

    def button(self, words: str, where: QWidget | None = None) -> QAbstractButton:
        found = [b for b in self.seen(QAbstractButton, where) if words in (b.text(), b.accessibleName())]
        shown = sorted({b.text() or b.accessibleName() for b in self.seen(QAbstractButton, where)})
        assert found, f"no button {words!r} among {shown}"
        return found[0]

    def field(self, name: str, where: QWidget | None = None) -> QLineEdit:
        """The line one types into, by its label."""
        found = [one for one in self.seen(QLineEdit, where) if one.accessibleName() == name]
        assert found, f"no field {name!r} among {[one.accessibleName() for one in self.seen(QLineEdit, where)]}"
        return found[0]

    def called(self, kind: type[W], name: str, where: QWidget | None = None) -> W:
        """The widget of that kind that a screen reader would call so, or whose name begins so."""
        found = [one for one in self.seen(kind, where) if one.accessibleName().startswith(name)]
        assert found, f"nothing called {name!r} among {[one.accessibleName() for one in self.seen(kind, where)]}"
        return found[0]

    def row(self, words: str, where: QWidget | None = None) -> tuple[QAbstractItemView, QModelIndex]:
        """The first row in sight, of a table or a list, that shows these words."""
        for view in self.seen(QAbstractItemView, where):
            for number in range(view.model().rowCount()):
                for column in _across(view):
                    index = view.model().index(number, column)
                    if words in str(index.data() or ""):
                        return view, index
        raise AssertionError(f"no row with {words!r}")

    def read(self, where: QWidget | None = None) -> str:
        """Everything that stands there: labels, buttons, fields, tabs, rows, names read out."""
        said: list[str] = []
        for widget in [where or self.window, *(where or self.window).findChildren(QWidget)]:
            if not widget.isVisible():
                continue
            said += [str(widget.property(name) or "") for name in ("text", "currentText", "placeholderText")]
            said.append(widget.accessibleName())
            if isinstance(widget, QPlainTextEdit):
                said.append(widget.toPlainText())
            elif isinstance(widget, QTabBar):
                said += [widget.tabText(number) for number in range(widget.count())]
            elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
                said += self.rows(widget)
        return "\n".join(part for part in said if part)

    @staticmethod
    def rows(view: QAbstractItemView) -> list[str]:
        model = view.model()
        across = _across(view)
        heads = [str(model.headerData(n, Qt.Orientation.Horizontal) or "") for n in across]
        lines = [[str(model.index(row, n).data() or "") for n in across] for row in range(model.rowCount())]
        return ["\t".join(line) for line in [heads, *lines]]

    def says(self, words: str, where: QWidget | None = None) -> bool:
        """Whether these words stand anywhere in what is shown."""
        return words in self.read(where)

    def expect(self, words: str, where: QWidget | None = None, timeout: int = 10_000) -> None:
        """Waits until these words stand there."""
        try:
            self.bot.waitUntil(lambda: self.says(words, where), timeout=timeout)
        except Exception as error:
            raise AssertionError(f"{words!r} never came in:\n{self.read(where)}") from error

    # --- doing

    def click(self, words: str, where: QWidget | None = None) -> None:
        self.press(self.button(words, where))

    def press(self, button: QWidget) -> None:
        self.into_sight(button)
        self.bot.mouseClick(button, LEFT)

    @staticmethod
    def into_sight(widget: QWidget) -> None:
        """Scrolls as a wheel would, where the widget lies in something that scrolls."""
        above = widget.parentWidget()
        while above is not None:
            if isinstance(above, QScrollArea):
                above.ensureWidgetVisible(widget)
            above = above.parentWidget()

    def type(self, field: QLineEdit, text: str) -> None:
        field.setFocus()
        field.selectAll()
        self.bot.keyClicks(field, text)

    def fill(self, name: str, text: str, where: QWidget | None = None) -> None:
        self.type(self.field(name, where), text)

    def pick(self, name: str, words: str, where: QWidget | None = None) -> None:
        """Drops a list down and clicks the first line that begins with these words."""
        box = self.called(QComboBox, name, where)
        found = [number for number in range(box.count()) if box.itemText(number).startswith(words)]
        assert found, f"{words!r} is not among {[box.itemText(number) for number in range(box.count())]}"
        self.into_sight(box)
        box.showPopup()
        view = box.view()
        index = view.model().index(found[0], box.modelColumn(), box.rootModelIndex())
        view.scrollTo(index)
        self.bot.wait(20)
        view.setCurrentIndex(index)
        self.bot.keyClick(view, Qt.Key.Key_Return)
        self.bot.wait(20)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        """A key for whatever has the focus, as the keyboard gives it."""
        self.awake()
        self.bot.keyClick(QApplication.focusWidget() or self.sheet() or self.window, key, modifiers)

    def keys(self, text: str) -> None:
        """Letters for whatever has the focus."""
        self.awake()
        self.bot.keyClicks(QApplication.focusWidget() or self.sheet() or self.window, text)

    def click_row(self, words: str, where: QWidget | None = None, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        view, index = self.row(words, where)
        view.scrollTo(index)
        self.bot.mouseClick(view.viewport(), LEFT, modifiers, view.visualRect(index).center())
        self.done()

    def open_row(self, words: str, where: QWidget | None = None) -> None:
        """A double click."""
        view, index = self.row(words, where)
        view.scrollTo(index)
        spot = view.visualRect(index).center()
        self.bot.mouseClick(view.viewport(), LEFT, PLAIN, spot)
        self.bot.mouseDClick(view.viewport(), LEFT, PLAIN, spot)
        self.done()

    def put(self, words: str, column: str, text: str, where: QWidget | None = None) -> None:
        """Types into the cell of that row under that heading, and Tab."""
        view, index = self.row(words, where)
        self.put_at(view, index.row(), column, text)

    def put_at(self, view: QAbstractItemView, row: int, column: str, text: str) -> None:
        model = view.model()
        self.awake()
        heads = [str(model.headerData(n, Qt.Orientation.Horizontal) or "") for n in range(model.columnCount())]
        cell = model.index(row, heads.index(column))
        view.scrollTo(cell)
        self.bot.mouseClick(view.viewport(), LEFT, PLAIN, view.visualRect(cell).center())
        self.bot.keyClick(view, Qt.Key.Key_F2)
        editor = QApplication.focusWidget()
        assert isinstance(editor, QLineEdit), f"{column} of row {row} takes nothing: {editor}"
        editor.selectAll()
        self.bot.keyClicks(editor, text)
        self.bot.keyClick(editor, Qt.Key.Key_Tab)
        self.bot.wait(10)

    def walk(self, *texts: str) -> None:
        """Types into the open field and goes on with Tab; '' leaves a field as it is."""
        for text in texts:
            self.awake()
            if not isinstance(QApplication.focusWidget(), QLineEdit):  # the keys were elsewhere for a moment
                self.key(Qt.Key.Key_F2)
            field = QApplication.focusWidget()
            assert isinstance(field, QLineEdit), f"no field is open: {field}"
            if text:
                field.selectAll()
                self.bot.keyClicks(field, text)
            self.bot.keyClick(field, Qt.Key.Key_Tab)
            self.bot.wait(10)

    def drag(self, over: QWidget, start: QPointF, end: QPointF) -> None:
        """Takes hold, carries in steps, lets go."""
        steps = [start + (end - start) * (n / 8) for n in range(1, 9)]
        self.bot.mousePress(over, LEFT, PLAIN, start.toPoint())
        for spot in steps:
            _send_move(over, spot)
            self.bot.wait(5)
        self.bot.mouseRelease(over, LEFT, PLAIN, end.toPoint())

    def drop(self, file: Path) -> None:
        """Drags a file over the window and lets go of it; where nothing takes it, nothing happens."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file))])
        target: QWidget = self.window
        for _turn in range(2):  # the layer that comes up under the pointer takes over
            enter = QDragEnterEvent(QPoint(200, 200), Qt.DropAction.CopyAction, data, LEFT, PLAIN)
            enter.ignore()
            QApplication.sendEvent(target, enter)
            if not enter.isAccepted():
                return
            target = next(
                w for w in self.seen(QWidget) if w.acceptDrops() and w.size() == self.window.size()
            )  # what lies over the whole window now
        drop = QDropEvent(QPointF(200, 200), Qt.DropAction.CopyAction, data, LEFT, PLAIN)
        QApplication.sendEvent(target, drop)

    def clipboard(self) -> str:
        return QGuiApplication.clipboard().text()

    def find_anything(self, text: str) -> None:
        """Ctrl+K, a few letters, Enter."""
        for _again in range(20):  # the library is read in the first moments after the start
            self.key(Qt.Key.Key_K, CTRL)
            self.bot.wait(20)
            self.keys(text)
            self.bot.wait(40)
            if not self.says("Nothing is called that."):
                break
            self.key(Qt.Key.Key_Escape)
            self.bot.wait(200)
        self.key(Qt.Key.Key_Return)
        self.done()

    def awake(self) -> None:
        """A desktop gives the keys back to the window under a sheet that closed; the offscreen one may not."""
        if QApplication.activeWindow() is None:
            with warnings.catch_warnings():  # the only way where no window manager answers
                warnings.simplefilter("ignore", DeprecationWarning)
                QApplication.setActiveWindow(self.window)

    # --- sheets

    def sheet(self) -> Sheet | None:
        """The sheet that lies on top."""
        over = QApplication.activeModalWidget()
        return over if isinstance(over, Sheet) else None

    def the_sheet(self) -> Sheet:
        self.bot.waitUntil(lambda: self.sheet() is not None, timeout=10_000)
        found = self.sheet()
        assert found is not None
        return found

    def in_sheet(self, opens: Callable[[], object], fill: Callable[[Any], object]) -> None:
        """Opens a sheet, fills it, and waits until it is gone; sheets that hold their caller are filled from a timer."""
        filled: list[BaseException | None] = []
        before = {w for w in QApplication.topLevelWidgets() if w.isVisible()}
        begun: list[Sheet] = []

        def late() -> None:
            if isValid(begun[0]) and begun[0].isVisible():
                filled[0] = AssertionError(f"the sheet stays open:\n{self.read(begun[0])}")
                begun[0].reject()

        def look() -> None:
            if begun:
                return
            sheet = next(
                (
                    w
                    for w in QApplication.topLevelWidgets()
                    if isinstance(w, Sheet) and w.isVisible() and w not in before
                ),
                None,
            )
            if sheet is None:
                return
            timer.stop()
            begun.append(sheet)
            try:
                fill(sheet)
                filled.append(None)
                patience.start(8000)  # else what was refused would wait for ever
            except BaseException as error:  # noqa: BLE001  a failed expectation must not leave the sheet waiting for ever
                filled.append(error)
                if isValid(sheet):
                    sheet.reject()

        patience = QTimer()
        patience.setSingleShot(True)
        patience.timeout.connect(late)
        timer = QTimer()
        timer.setInterval(10)
        timer.timeout.connect(look)
        timer.start()
        opens()
        self.bot.waitUntil(lambda: bool(filled), timeout=10_000)
        patience.stop()
        if filled[0] is not None:
            raise filled[0]
        self.done()

    # --- going and waiting

    def go(self, page: str) -> Any:
        """Opens a page from the sidebar and waits until it has what it fetches."""
        self.bot.mouseClick(self.window.sidebar.buttons[page], LEFT)
        self.done()
        assert self.window.page_id == page
        return self.window.page

    def undo(self) -> None:
        self.key(Qt.Key.Key_Z, CTRL)
        self.done()

    def done(self) -> None:
        """Waits for paints, timers at zero, the background lane, and pages that are filled in pieces."""
        self.bot.wait(40)
        self.bot.waitUntil(self._at_rest, timeout=20_000)
        self.awake()
        self.bot.wait(20)

    def _at_rest(self) -> bool:
        page = self.window.page
        return not self.window.context.jobs.pending() and (page is None or page.settled)

    @staticmethod
    def day(on: date) -> str:
        return on.isoformat()


def _across(view: QAbstractItemView) -> range:
    return range(1 if isinstance(view, QListView) else view.model().columnCount())


def _send_move(over: QWidget, spot: QPointF) -> None:
    """A move with the button held: the test's own mouse knows none."""
    where = QPointF(over.mapToGlobal(spot.toPoint()))
    event = QMouseEvent(QEvent.Type.MouseMove, spot, where, Qt.MouseButton.NoButton, LEFT, PLAIN)
    QApplication.sendEvent(over, event)
