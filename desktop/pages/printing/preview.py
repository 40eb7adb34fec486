"""The page as it will be printed, as large as there is room."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.i18n import tr
from desktop.qt import theme
from desktop.widgets.paper.fitting import fitted
from desktop.widgets.paper.leaf import Leaf
from desktop.widgets.paper.writing import Paper, Sheet, page_rect


class Preview(QWidget):
    """Shows one sheet on white paper, whatever the theme. Screen readers are given its words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.leaf: Leaf | None = None
        self.setAccessibleName(tr("Preview"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(240, 320))

    def sizeHint(self) -> QSize:
        return QSize(400, 540)

    def show_sheet(self, sheet: Sheet | None, paper: Paper) -> None:
        self.leaf = None if sheet is None else fitted(sheet, page_rect(paper))[0]
        self.setAccessibleDescription("" if self.leaf is None else " ".join(self.leaf.words()))
        self.update()

    def page(self) -> QRectF:
        """Where the paper lies on the widget."""
        if self.leaf is None:
            return QRectF()
        inside = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        size = self.leaf.page.size().scaled(inside.size(), Qt.AspectRatioMode.KeepAspectRatio)
        return QRectF(inside.center().x() - size.width() / 2, inside.top(), size.width(), size.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.leaf is None:
            return
        painter = QPainter(self)
        page = self.page()
        painter.fillRect(page, QColor("#ffffff"))
        painter.setPen(theme.color("line-strong"))
        painter.drawRect(page)
        painter.translate(page.topLeft())
        self.leaf.paint(painter, page.width() / self.leaf.page.width())
        painter.end()
