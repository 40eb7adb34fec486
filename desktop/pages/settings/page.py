"""Settings: language, look and units; the data folder, backups, the check of the store, the sample squad; about."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.i18n import tr, trn
from desktop.pages.settings import view_model
from desktop.pages.settings.athlete_card import AthleteModeCard
from desktop.pages.settings.cards import Findings, about_card, button, lane, words
from desktop.pages.settings.view_model import BackupRow
from desktop.qt import fmt, theme
from desktop.qt.ask import Sheet
from desktop.qt.files import show_folder
from desktop.qt.jobs import Progress, Work
from desktop.qt.page import EVERYTHING, Context, Page
from desktop.qt.table_model import Column
from desktop.services import sample_squad
from desktop.services.outcome import Topic
from desktop.settings import BACKUPS_KEPT, EFFORT, LANGUAGE, MOTION, REST_SOUND, TEXT_SIZE, THEME, UNITS, Setting
from desktop.widgets.card import Card
from desktop.widgets.elided import ElidedLabel
from desktop.widgets.form import Choice, FieldRow, NumberField
from desktop.widgets.progress import ProgressStrip
from desktop.widgets.table import Table

TWO_COLUMNS = 940
WIDEST = 1280
"""Lists to choose from are no easier to read when they are wider."""


class SettingsPage(Page):
    topics = frozenset({Topic.SETTINGS, Topic.ATHLETES, Topic.EVERYTHING})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._settings = context.services.settings
        self._folder: Path = context.services.folder
        self._lay_out()

    # ------------------------------------------------------------------------------------------------ putting together

    def _lay_out(self) -> None:
        self._inner = inner = QWidget()
        inner.setProperty("area", "clear")
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, inner)
        self._columns.setContentsMargins(24, 20, 24, 20)
        self._columns.setSpacing(16)
        self.athlete_mode = AthleteModeCard(self.context)
        first = (self._look_card(), self._training_card(), self._data_card(), self._sample_card())
        for cards in (first, (self.athlete_mode, self._backup_card(), about_card(self.show_licences))):
            column = QVBoxLayout()
            column.setSpacing(16)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
            self._columns.addLayout(column, 1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As wide, and in as many columns, as the text at its size asks for."""
        self._inner.setMaximumWidth(theme.scaled(WIDEST))
        wide = self.width() >= theme.scaled(TWO_COLUMNS)
        self._columns.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def _look_card(self) -> Card:
        card = Card(tr("Language, look and units"))
        self.language, self.theme, self.units = Choice(), Choice(), Choice()
        self.text_size, self.motion = Choice(), Choice()
        rows = (
            (self.language, view_model.language_choices(), LANGUAGE, tr("Language"), ""),
            (self.theme, view_model.theme_choices(), THEME, tr("Appearance"), ""),
            (self.text_size, view_model.text_choices(), TEXT_SIZE, tr("Text size"), ""),
            (self.motion, view_model.motion_choices(), MOTION, tr("Motion"), ""),
            (
                self.units,
                view_model.unit_choices(),
                UNITS,
                tr("Loads and body mass"),
                tr("Kept in kilograms either way."),
            ),
        )
        for row in rows:
            self._add_choice(card, *row)
        return card

    def _training_card(self) -> Card:
        card = Card(tr("While training"))
        self.effort, self.rest_sound = Choice(), Choice()
        hint = tr("RIR 3, three more clean repetitions possible, is RPE 7.")
        self._add_choice(card, self.effort, view_model.effort_choices(), EFFORT, tr("Effort is typed as"), hint)
        self._add_choice(card, self.rest_sound, view_model.sound_choices(), REST_SOUND, tr("When the rest is over"), "")
        return card

    def _add_choice(
        self, card: Card, field: Choice, choices: view_model.Choices, setting: Setting[str], label: str, hint: str
    ) -> None:
        """A setting that is picked from a list and takes hold at once."""
        field.set_choices(choices)
        field.picked.connect(lambda value: self._put(setting, str(value)))
        card.body.addWidget(FieldRow(label, field, hint))

    def _data_card(self) -> Card:
        card = Card(tr("Your data"))
        card.body.addWidget(
            words(tr("Everything lies in this folder; to move it, close the window and move the folder."), "quiet")
        )
        self.folder = ElidedLabel(str(self._folder))
        self.folder.setAccessibleName(tr("Data folder {path}", path=str(self._folder)))
        card.body.addWidget(self.folder)
        show, copy = button(tr("Open folder"), "folder"), button(tr("Copy path"), "copy")
        self.check = button(tr("Check the store"), "check", tr("Looks whether the file is sound; changes nothing"))
        show.clicked.connect(lambda: show_folder(self._folder, self.context.go.say))
        copy.clicked.connect(self.copy_path)
        self.check.clicked.connect(self.check_store)
        card.body.addLayout(lane(show, copy))
        card.body.addLayout(lane(self.check))
        self.checking = ProgressStrip()
        self.findings = Findings()
        card.body.addWidget(self.checking)
        card.body.addWidget(self.findings)
        return card

    def _backup_card(self) -> Card:
        card = Card(tr("Backups"))
        self.now = button(tr("Back up now"), "add")
        self.now.clicked.connect(self.back_up)
        card.head.addWidget(self.now)
        self.backups = Table(
            "backups",
            (
                Column("made", tr("Made"), lambda row: row.when, key=lambda row: row.made, strong=True, stretch=True),
                Column("size", tr("Size"), lambda row: view_model.size(row.size), key=lambda row: row.size, right=True, width=110),
            ),
            lambda row: row.file,
        )  # fmt: skip
        self.backups.setAccessibleName(tr("Backups, newest first"))
        self.backups.setFixedHeight(232)
        self.backups.chosen.connect(lambda _rows: self._show_restore())
        self.backups.opened.connect(lambda _row: self.restore())
        self.none = words(tr("No backup yet. One is also made before the format of the store changes."), "quiet")
        self.put_back = button(tr("Put back…"), "restore", tr("Replaces the store by the backup chosen"))
        self.put_back.clicked.connect(self.restore)
        other = button(tr("From a file…"), "folder", tr("Replaces the store by a backup from elsewhere"))
        other.clicked.connect(self.restore_file)
        self.kept = NumberField(1, 100, 0)
        self.kept.committed.connect(
            lambda value: self._put(BACKUPS_KEPT, int(value)) if value is not None else self.refresh()
        )
        self.backing_up = ProgressStrip()
        card.body.addWidget(self.none)
        card.body.addWidget(self.backups)
        card.body.addLayout(lane(self.put_back, other))
        card.body.addWidget(self.backing_up)
        card.body.addWidget(
            FieldRow(tr("How many are kept"), self.kept, tr("The oldest go first, when a new one is made."))
        )
        return card

    def _sample_card(self) -> Card:
        card = Card(tr("Sample squad and tour"))
        self.sample_words = words("", "quiet")
        self.sample: QPushButton = button(tr("Add the sample squad"))
        self.sample.clicked.connect(self.toggle_sample)
        self.filling = ProgressStrip()
        card.body.addWidget(self.sample_words)
        self.tour = button(tr("Take the tour"), "flag", tr("Five steps through the window, from the first one"))
        self.tour.clicked.connect(self.context.go.show_around)
        card.body.addLayout(lane(self.sample, self.tour))
        card.body.addWidget(self.filling)
        return card

    # ------------------------------------------------------------------------------------------------ showing

    def headline(self) -> tuple[str, str] | None:
        return tr("Settings"), tr("For everybody who uses this computer's store")

    def refresh(self) -> None:
        self.language.set_value(self._settings.get(LANGUAGE))
        self.theme.set_value(self._settings.get(THEME))
        self.text_size.set_value(self._settings.get(TEXT_SIZE))
        self.motion.set_value(self._settings.get(MOTION))
        self.units.set_value(self._settings.get(UNITS))
        self.effort.set_value(self._settings.get(EFFORT))
        self.rest_sound.set_value(self._settings.get(REST_SOUND))
        if self.kept.property("state") != "refused":  # what was typed there stays, with what is wrong with it
            self.kept.show_value(self._settings.get(BACKUPS_KEPT))
        rows = [BackupRow(one.file, one.made, one.size) for one in self.context.services.backups.listed()]
        self.backups.set_rows(rows)
        self.backups.setVisible(bool(rows))
        self.none.setVisible(not rows)
        self._show_restore()
        self.athlete_mode.refresh()
        there = len(sample_squad.present(self.context.services))
        self.sample.setText(tr("Remove the sample squad") if there else tr("Add the sample squad"))
        self.sample_words.setText(
            trn("{n} invented athlete is among yours.", "{n} invented athletes are among yours.", there)
            if there
            else tr("Eight invented athletes with two years of training, to look around with.")
        )

    def show_target(self, target: object) -> None:
        """A backup's file, dropped onto the window: asks whether to put it back."""
        if isinstance(target, Path):
            self._restore(target, view_model.restore_words("", target.name))

    def _show_restore(self) -> None:
        self.put_back.setEnabled(bool(self.backups.selected()))

    def _on_changed(self, topics: frozenset[str], athlete_id: str | None, origin: object) -> None:
        if topics & {Topic.SETTINGS, EVERYTHING}:
            self._apply()
        super()._on_changed(topics, athlete_id, origin)

    def _apply(self) -> None:
        """Look and unit take hold at once, after an undo too; for another language or text size the window is built anew."""
        look, units = self._settings.get(THEME), self._settings.get(UNITS)
        theme.keep_still(self._settings.get(MOTION) == "none")
        if theme.wish() != look:
            theme.apply(look, theme.text_scale())
        if fmt.mass_unit() != units:
            fmt.use_unit(units)
            self.context.bus.tell({EVERYTHING}, None, self)

    # ------------------------------------------------------------------------------------------------ doing

    def _put(self, setting: Setting[Any], value: str | int) -> None:
        if self._settings.get(setting) != value and not self.run(lambda: self._settings.set(setting, value)):
            self.refresh()

    def copy_path(self) -> None:
        QGuiApplication.clipboard().setText(str(self._folder))
        self.context.go.say(tr("The path is in the clipboard."))

    def licences_sheet(self, text: str = "") -> Sheet:
        """The texts of all licences, or this one; nothing of it is loaded before it is asked for."""
        from desktop.pages.settings.licences import LicencesSheet

        return LicencesSheet(self, text)

    def show_licences(self) -> None:
        sheet = self.licences_sheet()
        sheet.exec()
        sheet.deleteLater()

    def _lane(self, work: Any) -> Work:
        """Work with services of its own, for the lane of long work."""
        services = self.context.services

        def run(progress: Progress) -> Any:
            with closing(services.sibling()) as mine:
                return work(mine, progress)

        return run

    def check_store(self) -> None:
        if self.checking.busy:
            return
        self.findings.hide()
        job = self.context.jobs.run(
            self._lane(lambda mine, _p: mine.backups.doctor()), self._on_checked, self._on_failed
        )
        self.checking.follow(job, tr("Checking"))

    def _on_checked(self, found: Any) -> None:
        self.findings.show_lines([view_model.check_line(finding) for finding in found])

    def back_up(self) -> None:
        if self.backing_up.busy:
            return
        job = self.context.jobs.run(
            self._lane(lambda mine, _p: mine.backups.backup()), self._on_backed_up, self._on_failed
        )
        self.backing_up.follow(job, tr("Copying"))

    def _on_backed_up(self, file: Path) -> None:
        self.refresh()
        self.context.go.say(tr("Backed up as {name}", name=file.name))

    def restore(self) -> None:
        chosen = self.backups.selected()
        if chosen:
            self._restore(chosen[0].file, view_model.restore_words(chosen[0].when))

    def restore_file(self) -> None:
        chosen = self.context.ask.open_file(tr("Put back a backup"), tr("Backups (*.switchback *.db)"))
        if chosen is not None:
            self._restore(chosen, view_model.restore_words("", chosen.name))

    def _restore(self, file: Path, words: str) -> None:
        title = tr("Put this backup back?")
        if self.backing_up.busy or not self.context.ask.confirm(title, words, tr("Put back"), danger=True):
            return
        self.context.history.empty()  # what it could take back belongs to the store from before
        job = self.context.jobs.run(
            self._lane(lambda mine, _p: mine.backups.restore_open(file)), self._on_restored, self._on_failed
        )
        self.backing_up.follow(job, tr("Putting back"))

    def _on_restored(self, aside: Path) -> None:
        self.context.history.empty()
        self.context.bus.tell({EVERYTHING}, None, self)
        self.context.go.say(tr("Put back. The store from before is kept as {name}.", name=aside.name))

    def toggle_sample(self) -> None:
        services = self.context.services
        if self.filling.busy:
            return
        if sample_squad.present(services):
            self.run(lambda: sample_squad.remove(services))
            return
        job = self.context.jobs.run(self._lane(sample_squad.put_in), self._on_filled, self._on_failed)
        job.dropped.connect(self._on_filled)
        self.filling.follow(job, tr("Inventing two years of training"))

    def _on_filled(self, count: int = 0) -> None:
        self.context.bus.tell({EVERYTHING}, None, self)
        if count:
            self.context.go.say(tr("The sample squad is in. Remove it here at any time."))

    def _on_failed(self, error: Exception) -> None:
        self.refresh()
        self.context.go.trouble(error)
