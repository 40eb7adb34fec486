"""The text of the help: follows links by itself nowhere, reads pictures from the help's own folder only."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit, QWidget

from desktop.qt import theme
from desktop.services.library import folded

_LEAST = 120
_SIZED = "@"


@cache
def picture(name: str) -> QImage:
    """A picture of the help; an empty one where there is none."""
    file = files("resources") / "help" / "pictures" / name
    return QImage.fromData(file.read_bytes()) if "/" not in name and file.is_file() else QImage()


class Reader(QTextBrowser):
    """`anchorClicked(url)` says where a reader wants to go."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("helpText")
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAlwaysOn
        )  # else each picture would change the width
        self.document().setDocumentMargin(0)

    def sized(self, name: str) -> str:
        """The name under which a picture is read as wide as the text; '' where there is none."""
        return "" if picture(name).isNull() else f"{name}{_SIZED}{max(_LEAST, self.viewport().width() - 4)}"

    def loadResource(self, _kind: int, name: QUrl | str) -> object:
        file, _, width = QUrl(name).toString().rpartition(_SIZED)
        whole = picture(file)
        if whole.isNull() or not width.isdigit():
            return None
        ratio = self.devicePixelRatioF()
        made = whole.scaledToWidth(
            min(whole.width(), round(int(width) * ratio)), Qt.TransformationMode.SmoothTransformation
        )
        made.setDevicePixelRatio(made.width() / int(width))
        return made

    def mark(self, typed: str) -> None:
        """Marks every word typed, whatever case and accents, and goes to the first."""
        shape = QTextCharFormat()
        shape.setBackground(theme.color("within-pill"))
        shape.setForeground(theme.color("within-ink"))
        found: list[QTextEdit.ExtraSelection] = []
        for start, end in _places(self.toPlainText(), folded(typed).split()):
            cursor = QTextCursor(self.document())
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            one = QTextEdit.ExtraSelection()
            one.cursor, one.format = cursor, shape
            found.append(one)
        self.setExtraSelections(found)
        if found:
            top = self.cursorRect(found[0].cursor).top()
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + top - self.viewport().height() // 4)


def _places(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    letters = [(at, part) for at, letter in enumerate(text) for part in folded(letter)]
    hay = "".join(part for _, part in letters)
    found: list[tuple[int, int]] = []
    for word in words:
        start = hay.find(word)
        while start >= 0:
            end = start + len(word)
            found.append((letters[start][0], letters[end - 1][0] + 1))
            start = hay.find(word, end)
    return sorted(found)
