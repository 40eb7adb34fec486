"""One athlete's week, or one of its sessions, on paper: looked at, saved as a PDF or printed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.pages.printing.paper_choice import PaperChoice
from desktop.pages.printing.preview import Preview
from desktop.qt import fmt, theme
from desktop.qt.ask import Sheet as Dialog
from desktop.qt.files import show_folder
from desktop.qt.page import Context, Page
from desktop.services.outcome import Refused
from desktop.services.plans import CardState, SessionCard, WeekView
from desktop.services.sheets import Sheets, WeekSheet, reader
from desktop.settings import UNITS
from desktop.widgets.form import Choice, FieldRow
from desktop.widgets.paper.writing import Sheet, page_layout, print_on, write_pdf
from rules.verdicts import PlannedSession, PlannedWeek

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

WHOLE_WEEK = "week"
_TO_COME = frozenset({CardState.PLANNED, CardState.SHIFTED})


def open_print_sheet(page: Page, athlete_id: str, week_view: WeekView, card: SessionCard | None = None) -> PrintSheet:
    """Opens the sheet over `page`: `card` is the session shown first (None, or one without a plan: the week)."""
    sheet = PrintSheet(page.context, page, athlete_id, week_view, card)
    sheet.open()
    return sheet


def planned_week(view: WeekView) -> PlannedWeek:
    """The week as it is to be printed: the sessions still to come, or all that were planned where none is left."""
    to_come = tuple(card.planned for card in view.cards if card.planned is not None and card.state in _TO_COME)
    planned = tuple(card.planned for card in view.cards if card.planned is not None)
    return PlannedWeek(view.monday, view.phase, to_come or planned, view.left_out, view.opens, view.projected)


def week_sheet(services: Any, athlete_id: str, view: WeekView) -> WeekSheet:
    """One athlete's week in the words of paper."""
    return _Desk(services, athlete_id, view).week(planned_week(view))


class _Desk:
    """Makes the sheets of one athlete."""

    def __init__(self, services: Any, athlete_id: str, view: WeekView) -> None:
        self._sheets = Sheets(services.words, services.rulebook)
        athlete = services.athletes.facts(athlete_id, view.today)
        dossier = services.athletes.dossier(athlete_id)
        self._reader = reader(dossier, athlete, view.today, services.settings.get(UNITS) == "lb")

    def week(self, week: PlannedWeek) -> WeekSheet:
        return self._sheets.week(self._reader, week)

    def session(self, planned: PlannedSession) -> Sheet:
        return self._sheets.session(self._reader, planned)


class PrintSheet(Dialog):
    """`what` chooses the week or a session, `paper` A4 or Letter; `sheet` is what would be printed now."""

    def __init__(
        self, context: Context, parent: QWidget | None, athlete_id: str, view: WeekView, card: SessionCard | None = None
    ) -> None:
        super().__init__(parent, tr("Print"), tr("Save PDF…"), tr("Close"), width=760)
        self.context = context
        self._desk = _Desk(context.services, athlete_id, view)
        self._week = planned_week(view)
        self._sessions = {
            one.slot: one.planned for one in view.cards if one.slot is not None and one.planned is not None
        }
        self.sheet: Sheet | None = None
        self.saved: Path | None = None
        self.finished.connect(self.deleteLater)
        self._lay_out()
        self.what.set_choices(self._choices(view))
        first = card.slot if card is not None and card.slot in self._sessions else WHOLE_WEEK
        self.what.set_value(first)
        self.show_choice()

    def _lay_out(self) -> None:
        self.what = Choice()
        self.what.picked.connect(lambda _value: self.show_choice())
        self.paper = PaperChoice(self.context.services)
        self.paper.picked.connect(lambda _value: self.show_choice())
        self.preview = Preview()
        side = QVBoxLayout()
        side.setSpacing(16)
        side.addWidget(FieldRow(tr("What"), self.what))
        side.addWidget(FieldRow(tr("Paper"), self.paper))
        about = QLabel(
            tr(
                "One page with empty boxes to fill in by hand, and all that somebody needs who has never seen the app. "
                "Black on white: any printer will do."
            )
        )
        about.setProperty("role", "caption")
        about.setWordWrap(True)
        side.addWidget(about)
        self.outcome = QLabel()
        self.outcome.setWordWrap(True)
        self.outcome.setProperty("role", "strong")
        self.outcome.hide()
        side.addWidget(self.outcome)
        side.addStretch(1)
        holder = QWidget()
        holder.setLayout(side)
        holder.setMaximumWidth(theme.scaled(256))
        side.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addWidget(holder, 2)  # on a small screen both give way
        row.addWidget(self.preview, 3)
        self.body.addLayout(row, 1)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.setStretchFactor(self.body, 10)  # the preview takes what room there is
        self.folder = QPushButton(tr("Show folder"))
        self.folder.setAutoDefault(False)
        self.folder.clicked.connect(self.show_folder)
        self.folder.hide()
        self.buttons.insertWidget(0, self.folder)
        self.printing = QPushButton(tr("Print…"))
        self.printing.setAutoDefault(False)
        self.printing.clicked.connect(self.print_out)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self).activated.connect(self.print_out)
        self.buttons.insertWidget(self.buttons.count() - 1, self.printing)

    def _choices(self, view: WeekView) -> list[tuple[object, str]]:
        found: list[tuple[object, str]] = [(WHOLE_WEEK, tr("Week of {day}", day=fmt.date(view.monday)))]
        for slot, planned in self._sessions.items():
            found.append((slot, f"{planned.template} · {fmt.weekday(planned.on)} {fmt.short_date(planned.on)}"))
        return found

    def show_choice(self) -> None:
        """Shows what was chosen on the paper that was chosen."""
        planned = next((one for slot, one in self._sessions.items() if slot == self.what.value()), None)
        self.sheet = self._desk.week(self._week) if planned is None else self._desk.session(planned)
        self.preview.show_sheet(self.sheet, self.paper.paper)
        self.outcome.hide()
        self.trouble.hide()

    def attempt(self) -> None:
        """Saves instead of closing: somebody may want the week and its sessions."""
        self.trouble.hide()
        if self.sheet is None:
            return
        kinds = tr("PDF (*.pdf)")
        chosen = self.context.ask.save_file(tr("Save PDF"), f"{self.sheet.file_name}.pdf", kinds)
        if chosen is None:
            return
        path = chosen if chosen.suffix.lower() == ".pdf" else chosen.with_name(f"{chosen.name}.pdf")
        try:
            write_pdf(path, [self.sheet], self.paper.paper)
        except Refused as refusal:
            self.refuse(refusal.message)
            return
        self.saved = path
        self._say(tr("Saved as {name}", name=path.name))
        self.folder.show()

    def print_out(self) -> None:
        self.trouble.hide()
        if self.sheet is None:
            return
        printer = self.choose_printer(self.sheet)
        if printer is None:
            return
        try:
            print_on(printer, [self.sheet])
        except Refused as refusal:
            self.refuse(refusal.message)
            return
        self._say(tr("Sent to the printer"))

    def choose_printer(self, sheet: Sheet) -> QPrinter | None:
        """The system's own dialog; None when the user thought better of it."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # only now: asking for printers may take a while

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(page_layout(self.paper.paper))
        printer.setDocName(sheet.file_name)
        dialog = QPrintDialog(printer, self)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintToFile)
        try:
            return printer if dialog.exec() == QDialog.DialogCode.Accepted else None
        finally:
            dialog.deleteLater()

    def _say(self, text: str) -> None:
        self.outcome.setText(text)
        self.outcome.show()
        self.context.go.say(text)

    def show_folder(self) -> None:
        if self.saved is not None:
            show_folder(self.saved.parent, self._say)
