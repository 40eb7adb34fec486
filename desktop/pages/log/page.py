"""The log: every session of an athlete, and the editor of the one chosen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QResizeEvent

from desktop.i18n import tr, trn
from desktop.pages.log import draft as drafts
from desktop.pages.log.draft import Draft, NotYet
from desktop.pages.log.layout import LogBody
from desktop.pages.log.panel import SessionPanel
from desktop.pages.log.picker import ExercisePicker
from desktop.pages.log.view_model import LogRow, catalogue, merged
from desktop.qt import fmt
from desktop.qt.ask import is_trouble, words
from desktop.qt.page import Context, Page
from desktop.services.outcome import Topic
from models.records import Session, SessionStatus
from rules.verdicts import Standing

FIRST: Final = 40  # sessions read before the first paint; the rest follows in bits
BIT: Final = 30


class LogPage(Page):
    topics = frozenset(
        {Topic.TRAINING, Topic.ATHLETES, Topic.RACES, Topic.ASSESSMENTS, Topic.SETTINGS, Topic.EVERYTHING}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._training = context.services.training
        self._unit = fmt.mass_unit()
        self._known = catalogue(context.services.rulebook)
        self._rows: list[LogRow] = []
        self._old: list[LogRow] = []
        self._drafts: dict[str, Draft] = {}
        self._of: str | None = None  # whose rows these are
        self._base: Session | None = None  # what is kept of the session in the editor
        self._clean: Draft | None = None  # the editor as it was when last read or saved; None: nothing is open
        self._saving = False
        self._after_save = QTimer(self)
        self._after_save.setSingleShot(True)
        self._after_save.timeout.connect(self.refresh)
        self._more = QTimer(self)
        self._more.setSingleShot(True)
        self._more.timeout.connect(self._read_more)
        self._make_actions()
        self._lay_out()

    # ------------------------------------------------------------------------------------------------ putting together

    def _make_actions(self) -> None:
        self._export = self.make_action(
            tr("Export CSV"),
            self._ask_export,
            "export",
            tip=tr("Sessions as a file  {keys}", keys="Ctrl+E"),
            does="export",
        )
        self._repeat = self.make_action(
            tr("Repeat last"), self.repeat_last, "restore", "Ctrl+Shift+N",
            tr("Starts a session with the exercises of the last one  {keys}", keys="Ctrl+Shift+N"),
        )  # fmt: skip
        self._add = self.make_action(
            tr("Add session"),
            self.add_session,
            "add",
            tip=tr("Any date, past ones too  {keys}", keys="Ctrl+N"),
            does="new",
        )

    def actions(self) -> list[QAction]:
        return [self._export, self._repeat, self._add]

    def _lay_out(self) -> None:
        self.panel = SessionPanel(self._known, self.context.memory)
        self.panel.left.connect(self._on_left)
        self.panel.edited.connect(self._on_edited)
        self.panel.save_asked.connect(self.save)
        self.panel.remove_asked.connect(lambda: self._remove(self.panel.draft().id))
        self.panel.exercise_asked.connect(self.ask_exercise)
        self.body = LogBody(self.panel)
        self.filters, self.list, self.count = self.body.filters, self.body.list, self.body.count
        self.filters.changed.connect(self._show_rows)
        self.list.chosen.connect(self.open_session)
        self.list.opened.connect(self._go_to_sets)
        self.list.remove_asked.connect(self._remove)
        self.body.empty.add_action(tr("Add session"), self.add_session)
        if self.context.policy.may("import"):
            self.body.empty.add_action(tr("Import…"), self._ask_import, main=False)
        self.column().addWidget(self.body)
        self.setFocusProxy(self.list)  # where the keys go when the page opens

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.body.arrange(self.width() - 48)

    # ------------------------------------------------------------------------------------------------ reading

    def show_athlete(self, athlete_id: str | None) -> None:
        if athlete_id != self.athlete_id:
            self._settle()
        super().show_athlete(athlete_id)

    @property
    def settled(self) -> bool:
        return not (self._more.isActive() or self._after_save.isActive())

    def refresh(self) -> None:
        if self._saving:  # the saving itself took its time: the list follows in the window's next turn
            self._after_save.start(0)
            return
        self._after_save.stop()
        self._more.stop()
        if self.athlete_id is None:
            return
        if self._unit != fmt.mass_unit():
            self._unit = fmt.mass_unit()
            self._known = catalogue(self.context.services.rulebook)
            self.panel.set_catalogue(self._known)
            self._of = None
        other = self._of != self.athlete_id
        found = self._training.sessions(self.athlete_id, limit=FIRST)
        self._old = [] if other else self._rows
        self._rows = [LogRow(session, self._known) for session in found]
        self._of = self.athlete_id
        self._read_drafts()
        if other:
            self._close()
        self.body.show_empty(not (self._rows or self._drafts or self._clean is not None))
        if len(found) == FIRST:
            self._more.start(0)
        else:
            self._old = []
        self._show_rows()
        self._read_again()
        if other:
            QTimer.singleShot(0, self, self._open_newest)

    def _open_newest(self) -> None:
        """Something to look at, once the list is painted."""
        if self._clean is None and self.list.sessions.rows and self.isVisible():
            self.open_session(self.list.sessions.rows[0].id)

    def _read_drafts(self) -> None:
        masses = {choice.slug for choice in self._known.choices if choice.mass}
        kept = {key: drafts.from_plain(plain, masses) for key, plain in self._training.drafts(self.athlete_id).items()}
        self._drafts = {key: draft for key, draft in kept.items() if draft is not None}

    def _read_more(self) -> None:
        """The next bit of the older sessions: a few milliseconds each, so that the window never waits."""
        if self.athlete_id is None or self._of != self.athlete_id:
            return
        found = self._training.sessions(self.athlete_id, limit=BIT, offset=len(self._rows))
        self._rows += [LogRow(session, self._known) for session in found]
        if len(found) < BIT:
            self._old = []
        else:
            self._more.start(0)
        self._show_rows()

    def _shown_rows(self) -> list[LogRow]:
        rows = merged(self._rows, self._old) if self._old else self._rows
        if self._drafts:
            rows = [LogRow(row.session, self._known, unsaved=True) if row.id in self._drafts else row for row in rows]
        return [*self._unsaved(rows), *rows]

    def _unsaved(self, rows: list[LogRow]) -> list[LogRow]:
        """Drafts of sessions that were never saved, on top."""
        known = {row.id for row in rows}
        fresh = [draft for key, draft in self._drafts.items() if key not in known and not self._kept(key)]
        today = self.context.services.clock()
        return [LogRow(self._rough(draft, today), self._known, unsaved=True) for draft in fresh]

    def _kept(self, session_id: str) -> bool:
        return self._base is not None and self._base.id == session_id

    def _rough(self, draft: Draft, today: date) -> Session:
        """A draft as far as it makes sense, for the list only."""
        sound = Draft(draft.id, draft.kind, draft.status, {"on": draft.texts.get("on", "")})
        if fmt.parse_date(sound.texts["on"]) is None:
            sound = Draft(draft.id, draft.kind, draft.status, {"on": fmt.date(today)})
        return drafts.session_of(sound, self.athlete_id or "", None, {})

    def _show_rows(self) -> None:
        wanted = self.filters.filter()
        rows = self._shown_rows()
        kept = rows if wanted.empty else [row for row in rows if wanted.keeps(row, self._known.categories)]
        self.list.nothing = tr("No sessions yet") if wanted.empty else tr("No session fits the filter")
        self.list.show_rows(kept)
        total = trn("{n} session", "{n} sessions", len(rows))
        reading = self._more.isActive() or bool(self._old)
        told = total if wanted.empty else tr("{kept} of {total}", kept=len(kept), total=total)
        self.count.setText(f"{told} …" if reading else told)
        self.body.clear.setVisible(not wanted.empty)
        if self._clean is not None:
            self.list.mark(self._clean.id)

    def _read_again(self) -> None:
        """The session in the editor as it is kept now, unless something unsaved is in it."""
        if self._clean is None or self._altered():
            return
        kept = self._find(self._clean.id)
        if kept is not None:
            self._show(kept, drafts.draft_of(kept))
        elif self._base is not None:
            self._close()  # removed, perhaps by an undo

    def _find(self, session_id: str) -> Session | None:
        found = next((row.session for row in self._rows if row.id == session_id), None)
        if found is not None:
            return found
        try:
            return self._training.session(session_id)
        except Exception as error:
            if not is_trouble(error):
                raise
            return None

    # ------------------------------------------------------------------------------------------------ the editor

    def _altered(self) -> bool:
        return self._clean is not None and self.panel.draft() != self._clean

    def _show(self, kept: Session | None, draft: Draft) -> None:
        self._base = kept
        self.panel.remove.setVisible(kept is None or self.context.policy.may("remove"))
        phase = LogRow(kept, self._known).phase if kept is not None else ("", "neutral")
        self.panel.show_draft(draft, phase)
        self.panel.set_title(fmt.day(kept.on) if kept is not None else tr("New session"))
        self._clean = self.panel.draft()
        self.panel.say(tr("Saved") if kept is not None else "")
        self.body.show_editor(True)
        self.body.show_empty(False)

    def _close(self) -> None:
        self._base, self._clean = None, None
        self.body.show_editor(False)

    def open_session(self, session_id: str) -> None:
        """Shows a session in the editor, with what was typed and not saved, if anything."""
        self._settle()
        kept, draft = self._find(session_id), self._drafts.get(session_id)
        if kept is None and draft is None:
            return
        if kept is not None:
            self._show(kept, drafts.draft_of(kept))
        if draft is not None:
            before = self._clean if kept is not None else Draft(session_id)
            self._show(kept, draft)
            self._clean = before
            self.save()
        self.list.mark(session_id)

    def show_target(self, target: object) -> None:
        if isinstance(target, str):
            self.open_session(target)

    def add_session(self) -> None:
        """A new session of today; it is saved when it has something to keep."""
        self._settle()
        self._begin(drafts.new_draft(self.context.services.clock()))
        self.panel.on.setFocus()
        self.panel.on.line.selectAll()  # today is only a guess: another date is typed over it

    def repeat_last(self) -> None:
        """A new session of today with the exercises of the last one done. It counts from the first set that is entered."""
        self._settle()
        if self._after_save.isActive():
            self.refresh()
        last = next(
            (row.session for row in self._rows if row.session.status is SessionStatus.DONE and row.session.sets), None
        )
        if last is None:
            self.context.go.say(tr("There is no session to repeat yet."))
            return
        self._begin(drafts.repeated(last, self.context.services.clock()))
        self.panel.say(tr("Kept once a set is entered"))
        self._go_to_sets()

    def _begin(self, draft: Draft) -> None:
        self._show(None, draft)
        self.list.mark("")

    def _go_to_sets(self) -> None:
        rows = self.panel.sets.rows()
        if rows:
            self.panel.sets.table.go_to(rows[0].key, "amount")
        elif self._clean is not None:
            self.panel.on.setFocus()

    def ask_exercise(self) -> ExercisePicker:
        """Lets the user choose an exercise for the session in the editor."""
        on = self.panel.on.value() or self.context.services.clock()
        athlete_id = self.athlete_id

        def standings() -> Mapping[str, Standing]:
            try:
                return {one.slug: one for one in self.context.services.unlocks.standings(athlete_id, on)}
            except Exception as error:
                if not is_trouble(error):
                    raise
                self.context.go.trouble(error)
                return {}

        sheet = ExercisePicker(self.panel, self._known, on, standings)
        sheet.picked.connect(self.panel.add_exercise)
        sheet.finished.connect(sheet.deleteLater)
        sheet.open()
        return sheet

    # ------------------------------------------------------------------------------------------------ saving

    def _on_edited(self) -> None:
        if self._altered() and not self._saving:
            self.panel.say(tr("Not saved yet"))

    def _on_left(self) -> None:
        if not self._saving:
            self._settle()

    def leave(self) -> None:
        self._settle()

    def _settle(self) -> None:
        """Saves what is in the editor before going elsewhere; what cannot be saved is kept as a draft, and said."""
        if self._clean is None or self._saving:
            return
        self.panel.commit()
        if not self.save():
            self.context.go.say(tr("Not saved yet: {why} What you typed is kept.", why=self.panel.state.toolTip()))

    def save(self) -> bool:
        """Saves the editor if it changed. False when it cannot be saved as it is: it is kept as a draft then."""
        if not self._altered() or self._saving:
            return True
        draft = self.panel.draft()
        if self._base is None and draft.blank:
            return True
        self._saving = True
        try:
            session = drafts.session_of(draft, self._of or "", self._base, self.context.services.rulebook.exercises)
            before, self._clean, self._base = (self._clean, self._base), draft, session
            try:
                unlocks = self.context.services.unlocks
                self.context.history.run(
                    lambda: unlocks.telling(session.athlete_id, lambda: self._training.save(session)), self
                )
            except BaseException:
                self._clean, self._base = before
                raise
            self._forget_draft(draft.id)
        except Exception as error:
            if not isinstance(error, NotYet) and not is_trouble(error):
                raise
            self._keep_draft(draft, error)
            return False
        finally:
            self._saving = False
        self._rows = [LogRow(session, self._known) if row.id == session.id else row for row in self._rows]
        self.panel.say(tr("Saved"))
        self.panel.state.setToolTip("")
        return True

    def _keep_draft(self, draft: Draft, error: Exception) -> None:
        why = self.panel.sets.trouble or words(error)
        self.panel.refuse(str(getattr(error, "field", "")), words(error))
        self.panel.say(tr("Not saved yet"), alarm=True)
        self.panel.state.setToolTip(why)
        self._drafts[draft.id] = draft
        try:
            self._training.keep_draft(self._of, draft.id, drafts.to_plain(draft))
        except Exception as trouble:
            if not is_trouble(trouble):
                raise
            self.context.go.trouble(trouble)
        if getattr(error, "field", "") not in (*self.panel.rows, "sets"):
            self.context.go.trouble(error)
        self._show_rows()

    def _forget_draft(self, session_id: str) -> None:
        if self._drafts.pop(session_id, None) is not None:
            self._training.keep_draft(self._of, session_id, None)
            self._show_rows()

    def _remove(self, session_id: str) -> None:
        kept = self._find(session_id)
        if kept is not None and not self.context.policy.may("remove"):
            self.context.go.say(tr("Only your coach deletes sessions."))
            return
        self._forget_draft(session_id)
        if self._clean is not None and self._clean.id == session_id:
            self._close()
        if kept is not None:
            self.run(lambda: self._training.remove(session_id))
        else:
            self.refresh()

    # ------------------------------------------------------------------------------------------------ in and out

    def focus_filter(self) -> bool:
        self.filters.words.setFocus()
        self.filters.words.selectAll()
        return True

    def _ask_export(self) -> None:
        self._settle()
        from desktop.pages.transfer import export_sessions

        export_sessions(self.context, self, self.athlete_id)

    def _ask_import(self) -> None:
        self._settle()
        from desktop.pages.transfer import import_sessions

        import_sessions(self.context, self)
