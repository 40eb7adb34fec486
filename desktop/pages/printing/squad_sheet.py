"""The week of several athletes in one PDF, a page each, made in the background."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.i18n import in_a_row, tr, trn
from desktop.pages.printing.paper_choice import PaperChoice
from desktop.pages.printing.print_sheet import planned_week, week_sheet
from desktop.pages.transfer.running import RunningSheet
from desktop.qt import fmt
from desktop.qt.jobs import Progress
from desktop.qt.page import Context, Page
from desktop.services.outcome import Cancelled, Refused
from desktop.services.plans import WeekView
from desktop.widgets.form import FieldRow
from desktop.widgets.paper.writing import Paper, Sheet, write_pdf


@dataclass(frozen=True)
class WrittenWeeks:
    """How many pages there are, and who has none: the names of those without a session in that week."""

    pages: int
    without: tuple[str, ...] = ()


def open_squad_print_sheet(page: Page, athlete_ids: Sequence[str], monday: date) -> SquadPrintSheet:
    """Opens the sheet over `page` for the weeks of these athletes from that Monday."""
    sheet = SquadPrintSheet(page.context, page, athlete_ids, monday)
    sheet.open()
    return sheet


def week_of(services: Any, athlete_id: str, monday: date) -> WeekView:
    return services.plans.week(athlete_id, monday)


def write_weeks(
    services: Any, path: Path, athlete_ids: Sequence[str], monday: date, paper: Paper, progress: Progress
) -> WrittenWeeks:
    """Writes the week of every athlete who has a session in it, a page each.

    Raises Refused when nobody has one or the place cannot be written to, Cancelled when `progress` says so.
    """
    total = 2 * len(athlete_ids)  # planned, then painted
    sheets: list[Sheet] = []
    without: list[str] = []
    for number, athlete_id in enumerate(athlete_ids):
        view = week_of(services, athlete_id, monday)
        if planned_week(view).sessions:
            sheets.append(week_sheet(services, athlete_id, view))
        else:
            without.append(services.athletes.dossier(athlete_id).athlete.name)
        if not progress(number + 1, total):
            raise Cancelled
    if not sheets:
        raise Refused("sheets", tr("None of these athletes has a strength session in this week."))
    pages = write_pdf(path, sheets, paper, lambda done, _all: progress(total - len(sheets) + done, total))
    return WrittenWeeks(pages, tuple(without))


class SquadPrintSheet(RunningSheet):
    """`path` is where the PDF went last."""

    def __init__(self, context: Context, parent: QWidget | None, athlete_ids: Sequence[str], monday: date) -> None:
        super().__init__(context, parent, tr("Print the week"), tr("Save PDF…"))
        self._ids, self._monday = tuple(athlete_ids), monday
        self.path: Path | None = None
        whose = trn("{n} athlete", "{n} athletes", len(self._ids))
        self.add_text(
            tr("{whose}, week of {day}: a page each, in one PDF.", whose=whose, day=fmt.date(monday)), "quiet"
        )
        self.paper = PaperChoice(context.services)
        self.body.addWidget(FieldRow(tr("Paper"), self.paper))
        self.place_bar()
        self.outcome = self.add_text("", "strong")
        self.outcome.hide()

    def attempt(self) -> None:
        if self.running:
            return
        self.outcome.hide()
        name = f"{tr('Squad')} – {tr('week')} – {self._monday.isoformat()}.pdf"
        chosen = self.context.ask.save_file(tr("Save PDF"), name, tr("PDF (*.pdf)"))
        if chosen is None:
            return
        path = chosen if chosen.suffix.lower() == ".pdf" else chosen.with_name(f"{chosen.name}.pdf")
        ids, monday, paper = self._ids, self._monday, self.paper.paper
        self.path = path

        def work(services: Any, progress: Progress) -> WrittenWeeks:
            return write_weeks(services, path, ids, monday, paper, progress)

        self.start(tr("Writing {name}…", name=path.name), work, self._on_written)

    def _on_written(self, written: WrittenWeeks) -> None:
        name = self.path.name if self.path is not None else ""
        said = trn("{n} page written to {name}", "{n} pages written to {name}", written.pages, name=name)
        lines = [said]
        if written.without:
            lines.append(tr("No page, as there is no session in that week: {names}", names=in_a_row(written.without)))
        self.outcome.setText("\n".join(lines))
        self.outcome.show()
        self.no.setFocus()
        self.context.go.say(said)
