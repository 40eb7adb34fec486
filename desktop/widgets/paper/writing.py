"""Sheets onto paper: a PDF, a printer or a picture. Everything is painted by the same leaves, one page a sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QColor, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter

from desktop.i18n import tr
from desktop.services.outcome import Cancelled, Progress, Refused
from desktop.services.passport import Passport
from desktop.services.sheets import SessionSheet, WeekSheet
from desktop.services.whole_file import write_bytes
from desktop.widgets.paper.fitting import fitted
from desktop.widgets.paper.leaf import Leaf
from desktop.widgets.paper.passport_pages import passport_leaves

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

Sheet = SessionSheet | WeekSheet
RESOLUTION = 1200


class Paper(StrEnum):
    A4 = "A4"
    LETTER = "Letter"


def page_size(paper: Paper) -> QPageSize:
    return QPageSize(QPageSize.PageSizeId.A4 if paper is Paper.A4 else QPageSize.PageSizeId.Letter)


def page_rect(paper: Paper) -> QRectF:
    """The whole page in points."""
    return QRectF(0, 0, *page_size(paper).size(QPageSize.Unit.Point).toTuple())


def page_layout(paper: Paper) -> QPageLayout:
    """Without margins: the sheets keep their own, wider than what a printer cannot reach."""
    return QPageLayout(page_size(paper), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))


def paint_page(painter: QPainter, sheet: Sheet, page: QRectF, size: QSizeF) -> None:
    """Paints one sheet, laid out for `page` (in points), into `size` device pixels from the painter's origin."""
    _paint(painter, fitted(sheet, page)[0], size)


def _paint(painter: QPainter, leaf: Leaf, size: QSizeF) -> None:
    leaf.paint(painter, min(size.width() / leaf.page.width(), size.height() / leaf.page.height()))


def picture(sheet: Sheet, paper: Paper, width: int) -> QImage:
    """The sheet as it will be printed, `width` pixels wide."""
    page = page_rect(paper)
    image = QImage(width, round(width * page.height() / page.width()), QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    painter = QPainter(image)
    paint_page(painter, sheet, page, QSizeF(image.size()))
    painter.end()
    return image


def pdf(sheets: Sequence[Sheet], paper: Paper, progress: Progress | None = None) -> bytes:
    """One PDF with a page a sheet. Raises Cancelled when `progress(done, total)` says so."""
    title = sheets[0].file_name if len(sheets) == 1 else tr("Training sheets")
    leaves = (fitted(sheet, page_rect(paper))[0] for sheet in sheets)
    return _pdf(leaves, len(sheets), title, paper, progress)


def passport_pdf(passport: Passport, paper: Paper = Paper.A4) -> bytes:
    """The unlock passport on as many pages as it takes."""
    leaves = passport_leaves(passport, page_rect(paper))
    return _pdf(leaves, len(leaves), passport.file_name, paper, None)


def _pdf(leaves: Iterable[Leaf], count: int, title: str, paper: Paper, progress: Progress | None) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(RESOLUTION)
    writer.setPageLayout(page_layout(paper))
    writer.setTitle(title)
    writer.setCreator("Switchback")
    painter = QPainter(writer)
    try:
        for number, leaf in enumerate(leaves):
            if number:
                writer.newPage()
            _paint(painter, leaf, QSizeF(writer.width(), writer.height()))
            if progress is not None and not progress(number + 1, count):
                raise Cancelled
    finally:
        painter.end()
        buffer.close()
    data: QByteArray = buffer.data()
    return bytes(data.data())


def write_pdf(path: Path, sheets: Sequence[Sheet], paper: Paper = Paper.A4, progress: Progress | None = None) -> int:
    """Writes the sheets into one PDF, a page each; returns how many pages. Nobody but its owner may read it, as a sheet tells of
    somebody's health.

    Raises Refused for no sheet at all or a place that cannot be written to, Cancelled when `progress` says so.
    """
    if not sheets:
        raise Refused("sheets", tr("There is nothing planned to print."))
    write_bytes(
        path, (pdf(some, paper, progress) for some in (sheets,))
    )  # nothing is laid out for a place that is none
    return len(sheets)


def print_on(printer: QPrinter, sheets: Sequence[Sheet]) -> None:
    """Prints the sheets on whatever paper the printer holds, a page each. Raises Refused when the printer takes no job."""
    printer.setFullPage(True)
    page = printer.pageLayout().fullRect(QPageLayout.Unit.Point)
    painter = QPainter()
    if not painter.begin(printer):
        raise Refused("printer", tr("The printer takes no job. Save a PDF instead and print that."))
    try:
        for number, sheet in enumerate(sheets):
            if number:
                printer.newPage()
            paint_page(painter, sheet, page, QSizeF(printer.width(), printer.height()))
    finally:
        painter.end()
