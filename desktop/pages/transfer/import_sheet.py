"""Sessions from a sessions.csv: looked through first, said what would happen, then applied; one undo takes all of it back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.i18n import tr, trn
from desktop.pages.transfer.running import RunningSheet
from desktop.qt.ask import is_trouble, words
from desktop.qt.jobs import Progress
from desktop.qt.page import Context
from desktop.qt.table_model import Column
from desktop.widgets.table import Table


def import_sessions(context: Context, parent: QWidget, path: Path | None = None) -> ImportSheet:
    """Opens the sheet; with a file it is looked through at once."""
    sheet = ImportSheet(context, parent)
    sheet.open()
    if path is not None:
        sheet.look(path)
    return sheet


def dropped_file(data: QMimeData) -> Path | None:
    """The one local .csv file that is being dropped, if it is that."""
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return files[0] if len(files) == 1 and files[0].suffix.casefold() == ".csv" else None


def plan_lines(plan: Any) -> list[str]:
    """What applying an import plan would do, a sentence each."""
    lines: list[str] = []
    if plan.athletes:
        lines.append(trn("{n} new athlete", "{n} new athletes", len(plan.athletes)))
    lines.append(trn("{n} session added", "{n} sessions added", len(plan.added)))
    lines.append(trn("{n} session changed", "{n} sessions changed", len(plan.changed)))
    lines.append(trn("{n} session is there already", "{n} sessions are there already", plan.skipped))
    if plan.refused:
        lines.append(trn("{n} line refused", "{n} lines refused", len(plan.refused)))
    return lines


class ImportSheet(RunningSheet):
    """`look(path)` reads a file and says what it holds; the main button then applies it."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        super().__init__(context, parent, tr("Import sessions"), tr("Import"), width=600)
        self.plan: Any = None
        self.setAcceptDrops(True)
        self.add_text(
            tr(
                "A sessions.csv as this program writes it. It is looked through first; nothing changes before you say so."
            ),
            "quiet",
        )
        self.file = QLabel(tr("Drop a file here, or"))
        self.choose = QPushButton(tr("Choose a file…"))
        self.choose.setAutoDefault(False)
        self.choose.clicked.connect(self.ask_file)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.file)
        row.addWidget(self.choose)
        row.addStretch(1)
        self.body.addLayout(row)
        self.place_bar()
        self.said = self.add_text("", "strong")
        self.said.hide()
        self.refused = Table(
            "import refused",
            (
                Column("line", tr("Line"), lambda row: str(row[0]), key=lambda row: row[0], right=True, width=72),
                Column("why", tr("Left out because"), lambda row: row[1], tip=lambda row: row[1], stretch=True),
            ),
            lambda row: row,
        )
        self.refused.setAccessibleName(tr("Lines that were refused"))
        self.refused.setMinimumHeight(180)
        self.refused.hide()
        self.body.addWidget(self.refused, 1)
        self.yes.setEnabled(False)
        self.choose.setFocus()

    def ask_file(self) -> None:
        chosen = self.context.ask.open_file(tr("Import sessions"), tr("Sessions (*.csv)"))
        if chosen is not None:
            self.look(chosen)

    def look(self, path: Path) -> None:
        """Reads the file without changing anything."""
        if self.running:
            return
        self.plan = None
        self.file.setText(path.name)
        self.said.hide()
        self.refused.hide()

        def work(services: Any, progress: Progress) -> Any:
            return services.imports.plan(path, progress)

        self.start(tr("Looking through {name}…", name=path.name), work, self._on_plan)
        self.yes.setEnabled(False)

    def _on_plan(self, plan: Any) -> None:
        self.plan = plan
        self.said.setText(tr("This would happen:") + "\n" + "\n".join(f"•  {line}" for line in plan_lines(plan)))
        self.said.show()
        self.refused.set_rows(plan.refused)
        self.refused.setVisible(bool(plan.refused))
        QTimer.singleShot(0, self, self.adjustSize)
        self.yes.setEnabled(not plan.empty)
        if plan.empty:
            self.refuse(tr("There is nothing new in this file."))
        else:
            self.yes.setFocus()

    def _on_failed(self, error: Exception) -> None:
        super()._on_failed(error)
        self.yes.setEnabled(self.plan is not None and not self.plan.empty)

    def _on_dropped(self) -> None:
        super()._on_dropped()
        self.yes.setEnabled(self.plan is not None and not self.plan.empty)

    def attempt(self) -> None:
        if self.running or self.plan is None or self.plan.empty:
            return
        plan = self.plan

        def work(services: Any, progress: Progress) -> Any:
            return services.imports.write(plan, progress)

        self.choose.setEnabled(False)
        self.start(tr("Importing…"), work, self._on_written)

    def _on_written(self, written: Any) -> None:
        plan = self.plan
        try:
            self.context.history.run(lambda: self.context.services.imports.receipt(plan, written), self)
        except Exception as error:
            if not is_trouble(error):
                raise
            self.refuse(words(error))
            return
        self.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event.mimeData()) is not None:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.look(path)
