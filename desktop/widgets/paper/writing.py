"""Sheets onto paper: a PDF, a printer or a picture. Everything is painted by the same leaves, one page a sheet."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QColor, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter

from desktop.i18n import tr
from desktop.services.outcome import Cancelled, Progress, Refused
from desktop.services.sheets import SessionSheet, WeekSheet
from desktop.widgets.paper.fitting import fitted

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
    leaf, _fit = fitted(sheet, page)
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
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(RESOLUTION)
    writer.setPageLayout(page_layout(paper))
    writer.setTitle(sheets[0].file_name if len(sheets) == 1 else tr("Training sheets"))
    writer.setCreator("Switchback")
    painter = QPainter(writer)
    try:
        for number, sheet in enumerate(sheets):
            if number:
                writer.newPage()
            paint_page(painter, sheet, page_rect(paper), QSizeF(writer.width(), writer.height()))
            if progress is not None and not progress(number + 1, len(sheets)):
                raise Cancelled
    finally:
        painter.end()
        buffer.close()
    data: QByteArray = buffer.data()
    return bytes(data.data())


def write_pdf(path: Path, sheets: Sequence[Sheet], paper: Paper = Paper.A4, progress: Progress | None = None) -> int:
    """Writes the sheets into one PDF, a page each; returns how many pages.

    The file appears when it is whole, and one that was there before stays as it was until then. Raises Refused for no sheet at
    all or a place that cannot be written to, Cancelled when `progress` says so.
    """
    if not sheets:
        raise Refused("sheets", tr("There is nothing planned to print."))
    if path.is_dir():
        raise Refused("out", tr("{path} is a folder; give the name of a file.", path=path))
    data = pdf(sheets, paper, progress)
    temporary: Path | None = None
    try:
        path = path.resolve()  # a link keeps pointing where it points
        handle, name = tempfile.mkstemp(prefix=".switchback-", suffix=".part", dir=path.parent)
        temporary = Path(name)  # readable for its owner alone: a sheet tells of somebody's health
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as trouble:
        said = trouble.strerror or str(trouble)
        raise Refused("out", tr("{path} cannot be written: {why}.", path=path, why=said)) from trouble
    finally:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
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
