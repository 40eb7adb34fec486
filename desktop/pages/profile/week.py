"""When the athlete can train, and the hard runs of the week."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from desktop.i18n import later, tr
from desktop.pages.profile.section import Bound, Line, Section, means
from desktop.qt import fmt, icons, theme
from desktop.widgets import meanings
from desktop.widgets.check_grid import DayToggles
from desktop.widgets.form import Choice, FieldRow, Form, NumberField
from models import records
from models.records import KeyRunKind

if TYPE_CHECKING:
    from desktop.pages.profile.page import ProfilePage
    from desktop.services.condition import Condition

KINDS = {KeyRunKind.INTERVALS: later("Intervals"), KeyRunKind.TEMPO: later("Tempo"), KeyRunKind.LONG: later("Long run")}
SUNDAY = 7


class KeyRunLine(Line):
    """One key run: weekday, kind, minutes, descent."""

    def __init__(self, section: WeekSection, run: records.KeyRun) -> None:
        self.day, self.kind, self.minutes, self.descent = (
            Choice(),
            Choice(),
            NumberField(decimals=0),
            NumberField(decimals=0),
        )
        self.day.set_choices([(day, fmt.weekday_name(day)) for day in range(1, 8)])
        self.kind.set_choices([(kind, tr(text)) for kind, text in KINDS.items()])
        self.minutes.setPlaceholderText(tr("min"))
        self.descent.setPlaceholderText(tr("m ↓"))
        self.day.setMinimumWidth(theme.scaled(88))
        self.kind.setMinimumWidth(theme.scaled(136))
        fields = (
            (self.day, tr("Weekday"), 2),
            (self.kind, tr("Kind"), 3),
            (self.minutes, tr("Minutes"), 1),
            (self.descent, tr("Descent in metres"), 1),
        )
        super().__init__(fields, tr("Remove this run"), lambda: section.remove_run(run.id))
        meanings.explain(self.minutes, meanings.RUN_MINUTES, tr("Minutes"))
        meanings.explain(self.descent, meanings.RUN_DESCENT, tr("Descent in metres"))

        def save(change: Callable[[records.KeyRun, Any], records.KeyRun]) -> Callable[[Any], Any]:
            return lambda value: section.services.athletes.save_key_run(change(section.run(run.id), value))

        self.bounds = [
            Bound(section, self, self.day, lambda r: r.weekday, save(lambda r, v: replace(r, weekday=v))),
            Bound(section, self, self.kind, lambda r: r.kind, save(lambda r, v: replace(r, kind=v))),
            Bound(section, self, self.minutes, lambda r: r.minutes, save(lambda r, v: replace(r, minutes=whole(v)))),
            Bound(
                section, self, self.descent, lambda r: r.descent_m, save(lambda r, v: replace(r, descent_m=whole(v)))
            ),
        ]


def whole(value: float | None) -> int | None:
    return None if value is None else round(value)


class WeekSection(Section):
    def __init__(self, page: ProfilePage) -> None:
        super().__init__(page, tr("Week"))
        form = Form(columns=2)
        self.body.addWidget(form)
        self.sessions, self.minutes = Choice(), NumberField(decimals=0)
        self.sessions.set_choices(
            [(None, tr("Not stated")), (0, tr("None for now")), (1, tr("One")), (2, tr("Two or more"))]
        )
        row = form.add("max_sessions", tr("Strength sessions a week"), self.sessions)
        means(row, meanings.WANTED_SESSIONS)
        self.bind(row, self.sessions, lambda a: a.max_sessions, self._save(lambda a, v: replace(a, max_sessions=v)))
        row = form.add("session_minutes", tr("Longest session (minutes)"), self.minutes)
        means(row, meanings.SESSION_MINUTES)
        self.bind(
            row,
            self.minutes,
            lambda a: a.session_minutes,
            self._save(lambda a, v: replace(a, session_minutes=whole(v))),
        )
        self.days = DayToggles()
        row = FieldRow(tr("Days for strength"), self.days, tr("None chosen: any day will do."))
        self.bind(row, self.days, lambda a: a.available_days, self._save(lambda a, v: replace(a, available_days=v)))
        self.body.addWidget(row)
        self.subheading(tr("Key runs of the week"))
        self.no_runs = self.caption(tr("Hard runs keep strength work away from the day before. List them here."))
        self._column = QVBoxLayout()
        self._column.setSpacing(6)
        self.body.addLayout(self._column)
        self.lines: dict[str, KeyRunLine] = {}
        self.add_run = QPushButton(tr("Add a key run"))
        self.add_run.setIcon(icons.icon("add"))
        self.add_run.clicked.connect(lambda _checked=False: self._add())
        self.body.addWidget(self.add_run, 0, Qt.AlignmentFlag.AlignLeft)

    def _save(self, change: Callable[[records.Athlete, Any], records.Athlete]) -> Callable[[Any], Any]:
        return lambda value: self.services.athletes.save(change(self.page.athlete(), value))

    def run(self, run_id: str) -> records.KeyRun:
        return next(run for run in self.page.dossier().key_runs if run.id == run_id)

    def remove_run(self, run_id: str) -> None:
        self.attempt(None, lambda: self.services.athletes.remove_key_run(run_id))

    def _add(self) -> None:
        taken = {run.weekday for run in self.page.dossier().key_runs}
        day = next((day for day in (SUNDAY, 3, 2, 4, 6, 5, 1) if day not in taken), SUNDAY)
        kind = KeyRunKind.LONG if day == SUNDAY else KeyRunKind.INTERVALS
        run = records.KeyRun(records.new_id(), self.page.athlete().id, day, kind)
        if self.attempt(None, lambda: self.services.athletes.save_key_run(run)) and run.id in self.lines:
            self.lines[run.id].day.setFocus()

    def trouble(self) -> str:
        runs = (bound.trouble for line in self.lines.values() for bound in line.bounds)
        return super().trouble() or next((said for said in runs if said), "")

    def show_profile(self, dossier: records.Dossier, condition: Condition, force: bool) -> None:
        for bound in self.bounds:
            bound.show(dossier.athlete, force)
        self.no_runs.setVisible(not dossier.key_runs)
        kept = {run.id for run in dossier.key_runs}
        for run_id in [run_id for run_id in self.lines if run_id not in kept]:
            line = self.lines.pop(run_id)
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        for place, run in enumerate(dossier.key_runs):
            if run.id not in self.lines:
                self.lines[run.id] = KeyRunLine(self, run)
                self._column.insertWidget(place, self.lines[run.id])
            for bound in self.lines[run.id].bounds:
                bound.show(run, force)
