"""Files dropped onto the window: sessions are looked through, a backup is offered to be put back, anything else is said in words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from desktop.i18n import tr
from desktop.qt import icons, theme

SESSIONS, STORE, NEITHER = "sessions", "store", ""
_KINDS: Final = {".csv": SESSIONS, ".switchback": STORE, ".db": STORE}  # backups ended in .db once
_ICONS: Final = {SESSIONS: "import", STORE: "restore", NEITHER: "info"}


@dataclass(frozen=True)
class Dropped:
    """What is being dropped: `kind` says what will be done with `file`, `words` tell it before it is let go."""

    kind: str
    words: str
    file: Path | None = None


def files_of(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def dropped(data: QMimeData) -> Dropped | None:
    """None when no file is among it."""
    files = files_of(data)
    if not files:
        return None
    if len(files) > 1:
        return Dropped(NEITHER, tr("One file at a time, please."))
    return described(files[0])


def described(file: Path) -> Dropped:
    kind = NEITHER if file.is_dir() else _KINDS.get(file.suffix.casefold(), NEITHER)
    if kind == SESSIONS:
        return Dropped(kind, tr("Let go to look through the sessions in {name}", name=file.name), file)
    if kind == STORE:
        return Dropped(kind, tr("Let go to put back the backup {name}", name=file.name), file)
    return Dropped(
        kind, tr("Sessions (.csv) and backups (.switchback) can be dropped here; {name} is neither.", name=file.name)
    )


class DropLayer(QWidget):
    """Lies over the window while a file is dragged; `let_go(Dropped)` when it is dropped."""

    let_go = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAcceptDrops(True)
        self._what: Dropped | None = None
        self.hide()

    def enter(self, event: QDragEnterEvent) -> None:
        """What the window does when a drag comes in."""
        what = dropped(event.mimeData())
        if what is not None:
            self.show_what(what)
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def show_what(self, what: Dropped) -> None:
        self._what = what
        self.setAccessibleName(what.words)
        window = self.parentWidget()
        assert window is not None, "it lies over a window"
        self.setGeometry(window.rect())
        self.show()
        self.raise_()
        self.update()

    def take(self, event: QDropEvent) -> None:
        self.hide()
        what = dropped(event.mimeData())
        if what is not None:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.let_go.emit(what)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self.take(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        what = self._what
        if what is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(0, 0, 0, 60))
        high = theme.scaled(168)
        box = QRectF(0, 0, min(self.width() - 48, theme.scaled(480)), high)
        box.moveCenter(QRectF(self.rect()).center())
        painter.setPen(QPen(theme.color("accent" if what.kind else "line-strong"), 2, Qt.PenStyle.DashLine))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(box, 12, 12)
        side = theme.scaled(28)
        spot = QRectF(box.center().x() - side / 2, box.top() + theme.scaled(32), side, side)
        icons.paint(painter, _ICONS[what.kind], "accent" if what.kind else "quiet", spot)
        painter.setFont(theme.font("body", 600))
        painter.setPen(theme.color("ink"))
        room = box.adjusted(24, theme.scaled(72), -24, -16)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(room, int(flags), what.words)
        painter.end()
