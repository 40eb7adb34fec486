"""What the program proves of itself with a window: pages, charts and icons are painted; sheets, pictures and print jobs are written
and read back."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QByteArray, QCoreApplication, QEvent
from PySide6.QtGui import QImage, QRawFont
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from desktop import i18n
from desktop.pages import PROGRESS, UNLOCKS
from desktop.pages.printing.print_sheet import week_sheet
from desktop.pages.progress.export_sheet import EVERYTHING
from desktop.pages.progress.page import ProgressPage
from desktop.pages.unlocks.page import UnlocksPage
from desktop.pages.unlocks.passport import passport_look
from desktop.qt import icons, theme
from desktop.services.passport import page, passport
from desktop.services.sheets import WeekSheet
from desktop.services.whole_file import write_bytes
from desktop.shell import start
from desktop.shell.main_window import MainWindow
from desktop.shell.scenes import settle
from desktop.shell.self_test_data import Broken
from desktop.widgets.charts import pictures
from desktop.widgets.charts.chart import Chart
from desktop.widgets.paper.writing import passport_pdf, print_on, write_pdf
from desktop.widgets.unlock_map import PICTURE_KINDS

_PAGE: Final = re.compile(rb"/Type\s*/Page\b(?!s)")
_FEW: Final = 8
"""Colours that something painted has more than: letters alone have so many shades."""
_STEP: Final = 5
_WEEKS: Final = 4
_WEIGHTS: Final = (400, 500, 600, 700)
_SIGNS: Final = "aéœ«»’…×–½0"


def fonts() -> str:
    if theme.FAMILY not in theme.load_fonts():
        raise Broken(f"{theme.FAMILY} did not come with the program")
    missing = {sign for weight in _WEIGHTS for sign in _SIGNS if not _has(weight, sign)}
    if missing:
        raise Broken(f"{theme.FAMILY} lacks {' '.join(sorted(missing))}")
    return f"{theme.FAMILY} in {len(_WEIGHTS)} weights"


def words_of_a_wrong_call() -> str:
    """What explains the bindings of Qt is read when something goes wrong, and not before: so it is not missed until then."""
    wrong: Any = "tall"
    try:
        theme.font().setPixelSize(wrong)
    except TypeError as error:
        said = str(error)
        if "Supported signatures" not in said:
            raise Broken(f"a wrong call of Qt is explained by: {said}") from None
        return f"explained in {len(said.splitlines())} lines"
    raise Broken("a wrong call of Qt was taken")


def _has(weight: int, sign: str) -> bool:
    return QRawFont.fromFont(theme.font("body", weight)).supportsCharacter(ord(sign))


def every_icon() -> str:
    names = [file.name.removesuffix(".svg") for file in (files("resources") / "icons").iterdir()]
    for name in names:
        if not icons.exists(name) or _colours(icons.pixmap(name, "ink", 24).toImage(), 1) < 2:
            raise Broken(f"{name} cannot be drawn")
    if not names:
        raise Broken("there are none")
    return f"{len(names)} drawn"


def words_of_qt(code: str) -> str:
    """Qt's own words are in the language in force as well."""
    said = QCoreApplication.translate("QPlatformTheme", "Cancel")
    if code != i18n.SOURCE and said == "Cancel":
        raise Broken("its own words are in English")
    return f"says {said}"


def window(services: Any, code: str, look: str) -> MainWindow:
    start.dress(code, look, "kg")
    made = start.build_window(services)
    made.show()
    return made


def shut(made: MainWindow) -> None:
    settle(made)
    made.close()
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def page_of(made: MainWindow, spec: Any, athlete_id: str) -> str:
    made.open_page(spec.id, athlete_id if spec.needs_athlete else None)
    settle(made)
    painted = made.grab().toImage()
    if made.page_id != spec.id or made.page is None or not made.page.settled:
        raise Broken("was not shown")
    if _colours(painted) <= _FEW:
        raise Broken("nothing is on it")
    return f"{painted.width()} x {painted.height()} painted"


def _colours(image: QImage, step: int = _STEP) -> int:
    """How many there are among every `step`th point of it."""
    return len({image.pixel(x, y) for x in range(0, image.width(), step) for y in range(0, image.height(), step)})


def every_chart(made: MainWindow, services: Any) -> str:
    """Each kind of chart, with something to read in it."""
    wanted = {kind.__name__ for kind in Chart.__subclasses__()}
    wanted |= {kind.__name__ for some in Chart.__subclasses__() for kind in some.__subclasses__()}
    found: set[str] = set()
    for athlete in services.athletes.roster():
        shown = _progress(made, athlete.id)
        for card in shown.cards:
            if card.chart.readings:
                data = pictures.png(shown.picture(card.id))
                if _colours(QImage.fromData(data)) > _FEW:
                    found.add(type(card.chart).__name__)
        if found >= wanted:
            return f"{', '.join(sorted(found))} painted"
    raise Broken(f"nothing is painted by {', '.join(sorted(wanted - found))}")


def _progress(made: MainWindow, athlete_id: str) -> ProgressPage:
    made.open_page(PROGRESS.id, athlete_id)
    settle(made)
    if not isinstance(made.page, ProgressPage):
        raise Broken("the page of the charts was not shown")
    return made.page


def pictures_of_progress(made: MainWindow, athlete_id: str, folder: Path) -> str:
    picture = _progress(made, athlete_id).picture(EVERYTHING)
    return _files(folder / "progress", {form: _drawn_by(picture, form) for form in (pictures.PNG, pictures.SVG)})


def _drawn_by(picture: pictures.Picture, form: str) -> bytes:
    return pictures.svg(picture) if form == pictures.SVG else pictures.png(picture)


def pictures_of_map(made: MainWindow, athlete_id: str, folder: Path) -> str:
    made.open_page(UNLOCKS.id, athlete_id)
    settle(made)
    if not isinstance(made.page, UnlocksPage):
        raise Broken("the page of the map was not shown")
    picture = made.page.map.picture("Self-test", "")
    return _files(folder / "map", {kind.removeprefix("."): picture.content(kind) for kind in PICTURE_KINDS})


def _files(name: Path, contents: dict[str, bytes]) -> str:
    """Writes each content under its ending and reads it back."""
    for form, data in contents.items():
        file = name.with_suffix(f".{form}")
        write_bytes(file, (data,))
        _READERS[form](file)
    return ", ".join(f"{len(data)} bytes of {form.upper()}" for form, data in contents.items())


def _read_png(file: Path) -> None:
    data = file.read_bytes()
    image = QImage.fromData(data)
    if not data.startswith(b"\x89PNG") or image.isNull() or _colours(image) <= _FEW:
        raise Broken(f"{file.name} shows nothing")


def _read_svg(file: Path) -> None:
    data = file.read_bytes()
    if not QSvgRenderer(QByteArray(data)).isValid() or data.count(b"<path") + data.count(b"<text") <= _FEW:
        raise Broken(f"{file.name} shows nothing")


def _read_pdf(file: Path) -> None:
    pages_in(file, letters=False)  # of a map they are drawn as shapes


_READERS: Final[dict[str, Callable[[Path], None]]] = {"png": _read_png, "svg": _read_svg, "pdf": _read_pdf}


def pages_in(file: Path, letters: bool = True) -> int:
    """How many pages a PDF has. Raises Broken for what is no whole PDF or, with `letters`, has none of its own."""
    data = file.read_bytes()
    found = len(_PAGE.findall(data))
    if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-32:] or not found:
        raise Broken(f"{file.name} is no whole PDF")
    if letters and b"/FontFile" not in data:
        raise Broken(f"{file.name} lacks its letters")
    return found


def papers(services: Any, athlete_id: str, folder: Path) -> str:
    """A week, one of its sessions and the passport as PDF."""
    week = _week(services, athlete_id)
    told = passport(services, athlete_id)
    write_pdf(folder / "week.pdf", [week])
    write_pdf(folder / "session.pdf", [week.sessions[0]])
    write_bytes(folder / "passport.pdf", (passport_pdf(told),))
    counts = [f"{name} {pages_in(folder / f'{name}.pdf')}" for name in ("week", "session", "passport")]
    letters = len(page(told, passport_look()))
    return f"pages: {', '.join(counts)}; the passport as a web page of {letters} letters"


def _week(services: Any, athlete_id: str) -> WeekSheet:
    """The next week with a session in it."""
    monday = services.today - timedelta(days=services.today.weekday())
    for number in range(_WEEKS):
        view = services.plans.week(athlete_id, monday + timedelta(weeks=number))
        sheet = week_sheet(services, athlete_id, view)
        if sheet.sessions:
            return sheet
    raise Broken(f"nothing is planned in {_WEEKS} weeks")


def printed(services: Any, athlete_id: str, folder: Path) -> str:
    """What goes to a printer goes to a file instead."""
    from PySide6.QtPrintSupport import QPrinter

    sheet = _week(services, athlete_id)
    file = folder / "printed.pdf"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    print_on(printer, [sheet, sheet])
    if pages_in(file) != 2:
        raise Broken("two sheets do not make two pages")
    return "2 pages printed to a file"
