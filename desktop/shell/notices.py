"""What the frame says: a toast at the foot for what was done (with Undo), a banner at the top for what could not be done."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from desktop.i18n import tr
from desktop.qt import icons, theme

_SECONDS = 7
_LEFT, _MARGIN = 24, 8  # so low and far left that it lies over captions at most, never over buttons at a page's foot


def announce(widget: QWidget, text: str) -> None:
    """Has a screen reader say the text."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


class Toast(QFrame):
    """One line over the foot of `host`, never over the field in which one types; leaves by itself, stays while the pointer is
    on it."""

    undo = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setObjectName("toast")
        self._host = host
        self._under_way = False
        self._text = QLabel()
        self._undo = QPushButton(tr("Undo"))
        self._undo.setToolTip("Ctrl+Z")
        self._undo.clicked.connect(self._on_undo)
        self._close = QToolButton()
        self._close.setIcon(icons.icon("close", "toast-ink"))
        self._close.setAccessibleName(tr("Close"))
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(self._text)
        row.addWidget(self._undo)
        row.addWidget(self._close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SECONDS * 1000)
        self._timer.timeout.connect(self.hide)
        host.installEventFilter(self)
        app = QApplication.instance()
        assert isinstance(app, QApplication), "a window needs the application"
        app.focusChanged.connect(self._on_focus)
        self.hide()

    @property
    def text(self) -> str:
        return self._text.text()

    def say(self, text: str, undoable: bool = False, until_over: bool = False) -> None:
        """`until_over`: it does not leave by itself, for it says what is under way; `over()` takes it away."""
        self._under_way = until_over
        self._text.setText(text)
        self._undo.setVisible(undoable)
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        if until_over:
            self._timer.stop()
        announce(self, text)

    def over(self) -> None:
        """What was under way no longer is."""
        if self._under_way:
            self.hide()

    def _on_undo(self) -> None:
        self.hide()
        self.undo.emit()

    def _place(self) -> None:
        self._text.setMaximumWidth(max(120, self._host.width() - 220))
        self.adjustSize()
        low = self._host.height() - self.height() - _MARGIN
        at = QRect(QPoint(_LEFT, low), self.size())
        busy = self._focused()
        if busy is not None and at.intersects(busy):
            beside = QRect(QPoint(self._host.width() - self.width() - _LEFT, low), self.size())
            above = QRect(QPoint(_LEFT, busy.top() - self.height() - _MARGIN), self.size())
            at = beside if not beside.intersects(busy) else above
        self.move(at.topLeft())

    def _focused(self) -> QRect | None:
        """Where the widget is in which one types, within the host."""
        widget = QApplication.focusWidget()
        if widget is None or widget is self._host or not self._host.isAncestorOf(widget) or self.isAncestorOf(widget):
            return None
        if widget.height() > self._host.height() / 3:  # a table or a map: no place is free of it
            return None
        return QRect(widget.mapTo(self._host, QPoint()), widget.size())

    def _on_focus(self, _old: QWidget | None, _new: QWidget | None) -> None:
        if self.isVisible():
            self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False  # Qt's own answer, without asking it: events still come while the window is taken apart

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Enter:
            self._timer.stop()
        elif event.type() == QEvent.Type.Leave and self.isVisible() and not self._under_way:
            self._timer.start()
        return super().event(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)


class _Mark(QWidget):
    def __init__(self, icon: str, role: str) -> None:
        super().__init__()
        self._icon, self._role = icon, role
        self._follow_text()
        theme.changes.changed.connect(self._follow_text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        icons.paint(painter, self._icon, self._role, self.rect().toRectF())
        painter.end()

    def _follow_text(self) -> None:
        self.setFixedSize(theme.scaled(18), theme.scaled(18))


class Banner(QFrame):
    """Trouble in words, until it is `closed()` or something succeeds. `helped()` when what it offers against it is taken."""

    closed = Signal()
    helped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        close = QToolButton()
        close.setIcon(icons.icon("close"))
        close.setAccessibleName(tr("Close"))
        close.clicked.connect(self.closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 8, 8)
        row.setSpacing(10)
        row.addWidget(_Mark("warning", "alarm-ink"))
        row.addWidget(self._text, 1)
        row.addWidget(close)
        self._row = row
        self.help: QPushButton | None = None
        self.hide()

    @property
    def text(self) -> str:
        return self._text.text()

    def say(self, text: str, offer: str = "") -> None:
        """`offer` is the word on a button that helps; hardly any trouble has one, so it is made when it is asked for."""
        self._text.setText(text)
        if self.help is None and offer:
            self.help = QPushButton()
            self.help.clicked.connect(self.helped)
            self._row.insertWidget(2, self.help)
        if self.help is not None:
            self.help.setText(offer)
            self.help.setVisible(bool(offer))
        self.setAccessibleName(text)
        self.show()
        announce(self, text)
