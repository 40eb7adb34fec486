"""One sheet of paper: texts, lines and boxes with their places, measured first and painted when all of it fits.

Places are in points (1/72 inch) from the upper left corner. Fonts are ten times as large inside, and the painter is scaled, so
that widths are the same on every device: what was measured to fit does fit, on screen, in a PDF and on a printer.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPainter, QPen, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QApplication

from desktop.qt.theme import FAMILY

FINE: Final = 10
"""Units a point is divided into: fonts have whole pixel sizes."""
REGULAR, MEDIUM, SEMIBOLD, BOLD = 400, 500, 600, 700
INK: Final = QColor("#000000")
GREY: Final = QColor("#4a4a4a")
"""Dark enough to be read from a cheap printer."""
FAINT: Final = QColor("#8c8c8c")
"""Lines of boxes and between rows; never text."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one weight and colour."""

    text: str
    weight: int = REGULAR
    grey: bool = False


@dataclass(frozen=True, slots=True)
class Beside:
    """Something on the right, down to `bottom`: lines of text that begin above that keep clear of it and are `width` wide."""

    bottom: float
    width: float


@dataclass(frozen=True, slots=True)
class _Words:
    layout: QTextLayout
    at: QPointF


@dataclass(frozen=True, slots=True)
class _Box:
    rect: QRectF
    thickness: float
    color: QColor
    radius: float


@dataclass(frozen=True, slots=True)
class _Line:
    start: QPointF
    end: QPointF
    thickness: float
    color: QColor


def font(points: float, weight: int = REGULAR) -> QFont:
    """The app's own font in the inner units, without hinting, which would make widths depend on the device."""
    made = QFont(FAMILY if FAMILY in QFontDatabase.families() else QApplication.font().family())
    made.setPixelSize(round(points * FINE))
    made.setWeight(QFont.Weight(weight))
    for swap in ("calt", "tnum"):  # swapped glyphs are no letters any more to those who search or copy the PDF;
        made.setFeature(QFont.Tag(swap), 0)  # off outright, because the window's font has one of them on
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


@dataclass
class Leaf:
    """What is on the sheet so far. `page` is the whole sheet, in points."""

    page: QRectF
    texts: list[_Words] = field(default_factory=list[_Words])
    boxes: list[_Box] = field(default_factory=list[_Box])
    lines: list[_Line] = field(default_factory=list[_Line])

    def text(
        self,
        x: float,
        y: float,
        width: float,
        runs: str | list[Run],
        points: float,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        spacing: float = 1.0,
        beside: Beside | None = None,
    ) -> float:
        """Adds a paragraph that wraps at `width`; returns its height. Nothing is added for an empty text."""
        pieces = [Run(runs)] if isinstance(runs, str) else [run for run in runs if run.text]
        if not any(piece.text for piece in pieces):
            return 0.0
        layout = _shaped(pieces, points, align)
        height = _wrapped(layout, y, width, spacing, beside)
        at = QPointF(x * FINE, y * FINE)
        self.texts.append(_Words(layout, at))
        return height / FINE

    def box(self, rect: QRectF, thickness: float = 0.6, color: QColor = FAINT, radius: float = 0.0) -> None:
        self.boxes.append(_Box(rect, thickness, color, radius))

    def line(self, x1: float, y1: float, x2: float, y2: float, thickness: float = 0.5, color: QColor = FAINT) -> None:
        self.lines.append(_Line(QPointF(x1, y1), QPointF(x2, y2), thickness, color))

    def extent(self) -> QRectF:
        """What everything on it covers, texts by their lines, not by the width they might have taken."""
        covered = QRectF()
        for line in (line for text in self.texts for line in text_lines(text)):
            covered = covered.united(line)
        for box in self.boxes:
            covered = covered.united(box.rect)
        for line in self.lines:
            covered = covered.united(QRectF(line.start, line.end).normalized().adjusted(0, 0, 0.01, 0.01))
        return covered

    def words(self) -> list[str]:
        """Every text on it, in the order in which it was put there."""
        return [text.layout.text() for text in self.texts]

    def paint(self, painter: QPainter, scale: float) -> None:
        """Paints it with `scale` device pixels a point."""
        painter.save()
        painter.scale(scale / FINE, scale / FINE)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for line in self.lines:
            painter.setPen(QPen(line.color, line.thickness * FINE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            painter.drawLine(line.start * FINE, line.end * FINE)
        for box in self.boxes:
            painter.setPen(QPen(box.color, box.thickness * FINE))
            rect = QRectF(box.rect.topLeft() * FINE, box.rect.size() * FINE)
            painter.drawRoundedRect(rect, box.radius * FINE, box.radius * FINE)
        painter.setPen(INK)
        for text in self.texts:
            text.layout.draw(painter, text.at)
        painter.restore()


def text_lines(words: _Words) -> list[QRectF]:
    """What each line of a text covers, in points: a paragraph beside boxes is no rectangle."""
    rects = (words.layout.lineAt(number).naturalTextRect() for number in range(words.layout.lineCount()))
    moved = (rect.translated(words.at) for rect in rects)
    return [QRectF(rect.topLeft() / FINE, rect.size() / FINE) for rect in moved]


def _shaped(pieces: list[Run], points: float, align: Qt.AlignmentFlag) -> QTextLayout:
    layout = QTextLayout("".join(piece.text for piece in pieces), font(points))
    option = QTextOption(align)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    formats: list[QTextLayout.FormatRange] = []
    start = 0
    for piece in pieces:
        one = QTextLayout.FormatRange()
        one.start, one.length = start, _utf16(piece.text)
        style = QTextCharFormat()
        style.setFont(font(points, piece.weight))
        style.setForeground(GREY if piece.grey else INK)
        one.format = style
        formats.append(one)
        start += one.length
    layout.setFormats(formats)
    return layout


def _utf16(text: str) -> int:
    """The length as Qt counts it: a name may hold letters beyond the first plane."""
    return len(text.encode("utf-16-le")) // 2


def _wrapped(layout: QTextLayout, y: float, width: float, spacing: float, beside: Beside | None) -> float:
    """Breaks the paragraph that begins at `y` into lines; returns its height in inner units."""
    height = 0.0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        narrow = beside is not None and y + height / FINE < beside.bottom
        line.setLineWidth((beside.width if beside is not None and narrow else width) * FINE)
        line.setPosition(QPointF(0, height))
        height += line.height() * spacing
    layout.endLayout()
    return height
