"""Sessions to a sessions.csv: whose, which days, where to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.i18n import tr, trn
from desktop.pages.transfer.running import RunningSheet
from desktop.qt.files import show_folder
from desktop.qt.jobs import Progress
from desktop.qt.page import Context
from desktop.widgets.form import Choice, DateField, FieldRow, TextField

ONE, SOME, ALL = "one", "some", "all"


def export_sessions(
    context: Context, parent: QWidget, athlete_id: str | None = None, selected: Sequence[str] = ()
) -> ExportSheet:
    """Opens the sheet: of this athlete, of those selected, or of all."""
    sheet = ExportSheet(context, parent, athlete_id, selected)
    sheet.open()
    return sheet


def file_name(names: Sequence[str], today: str) -> str:
    """'sessions-maya-torres-2027-01-11.csv', or without a name for several athletes."""
    name = "-".join("".join(c if c.isalnum() else " " for c in names[0].casefold()).split()) if len(names) == 1 else ""
    return "-".join(part for part in ("sessions", name, today) if part) + ".csv"


class ExportSheet(RunningSheet):
    """`path` is where the file goes. When it is written the sheet says so and offers to show the folder."""

    def __init__(
        self, context: Context, parent: QWidget | None, athlete_id: str | None = None, selected: Sequence[str] = ()
    ) -> None:
        super().__init__(context, parent, tr("Export sessions"), tr("Export"))
        self._one, self._some = context.policy.athlete_id or athlete_id, tuple(selected)
        self._named = False  # the user chose the file
        self.path: Path | None = None
        self.whom = Choice()
        self.whom.set_choices(self._choices())
        self.whom.setCurrentIndex(0)
        self.whom.picked.connect(lambda _value: self._suggest())
        self.start_on, self.end_on = DateField(), DateField()
        self.file = TextField()
        self.file.committed.connect(lambda _text: self._on_named())
        choose = QPushButton(tr("Choose…"))
        choose.setAutoDefault(False)
        choose.clicked.connect(self.choose)
        self.rows = {
            "whom": FieldRow(tr("Sessions of"), self.whom),
            "from": FieldRow(tr("From"), self.start_on, tr("Empty: from the first")),
            "to": FieldRow(tr("To"), self.end_on, tr("Empty: up to the last")),
            "out": FieldRow(tr("File"), self.file),
        }
        self.body.addWidget(self.rows["whom"])
        days = QHBoxLayout()
        days.setSpacing(12)
        days.addWidget(self.rows["from"], 1)
        days.addWidget(self.rows["to"], 1)
        self.body.addLayout(days)
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(self.rows["out"], 1)
        place.addWidget(choose)
        place.setAlignment(choose, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(place)
        self.add_text(tr("One line a set, planned and done, as sessions.csv. It can be read back in."), "caption")
        self.place_bar()
        self.outcome = QLabel()
        self.outcome.setWordWrap(True)
        self.outcome.setProperty("role", "strong")
        self.outcome.hide()
        self.body.addWidget(self.outcome)
        self.folder = QPushButton(tr("Show folder"))
        self.folder.setAutoDefault(False)
        self.folder.clicked.connect(self.show_folder)
        self.folder.hide()
        self.buttons.insertWidget(0, self.folder)
        self._suggest()

    def _choices(self) -> list[tuple[object, str]]:
        found: list[tuple[object, str]] = []
        if self._one is not None:
            found.append((ONE, self._name(self._one)))
        if self.context.policy.confined:  # in athlete mode there is nobody else
            return found
        if self._some:
            found.append((SOME, trn("{n} athlete selected", "{n} athletes selected", len(self._some))))
        found.append((ALL, tr("All athletes")))
        return found

    def _name(self, athlete_id: str) -> str:
        athletes = self.context.services.athletes.roster(archived=True)
        return next((one.name for one in athletes if one.id == athlete_id), tr("This athlete"))

    def ids(self) -> tuple[str, ...] | None:
        """Whose sessions; None for all."""
        if self.whom.value() == ONE and self._one is not None:
            return (self._one,)
        return self._some if self.whom.value() == SOME else None

    def _suggest(self) -> None:
        if self._named:
            return
        ids = self.ids()
        names = [self._name(one) for one in ids] if ids is not None and len(ids) == 1 else []
        name = file_name(names, self.context.services.clock().isoformat())
        self.file.show_value(str(Path.home() / name))

    def _on_named(self) -> None:
        self._named = True
        self.outcome.hide()

    def choose(self) -> None:
        name = Path(self.file.text().strip() or "sessions.csv").name
        chosen = self.context.ask.save_file(tr("Export sessions"), name, tr("Sessions (*.csv)"))
        if chosen is not None:
            self.file.show_value(str(chosen if chosen.suffix else chosen.with_suffix(".csv")))
            self._on_named()

    def attempt(self) -> None:
        if self.running:
            return
        for row in self.rows.values():
            row.clear()
        for name, field in (("from", self.start_on), ("to", self.end_on)):
            if field.trouble():
                self.rows[name].refuse(field.trouble())
                field.setFocus()
                return
        if not self.file.text().strip():
            self.rows["out"].refuse(tr("Name a file."))
            self.file.setFocus()
            return
        path = Path(self.file.text().strip()).expanduser()
        ids, start, end = self.ids(), self.start_on.value(), self.end_on.value()
        self.path = path
        self.outcome.hide()

        def work(services: Any, progress: Progress) -> int:
            return services.exports.write(path, ids, start, end, progress)

        self.start(tr("Writing {name}…", name=path.name), work, self._on_written)

    def _on_written(self, count: object) -> None:
        name = self.path.name if self.path is not None else ""
        sets = int(count) if isinstance(count, int) else 0
        said = trn("{n} set written to {name}", "{n} sets written to {name}", sets, name=name)
        self._tell(said)
        self.folder.setVisible(self.context.policy.may("folder"))
        self.yes.setText(tr("Export again"))
        self.no.setFocus()
        self.context.go.say(said)

    def _tell(self, text: str) -> None:
        self.outcome.setText(text)
        self.outcome.show()
        QTimer.singleShot(0, self, self.grow)

    def show_folder(self) -> None:
        if self.path is not None:
            show_folder(self.path.parent, self._tell)
