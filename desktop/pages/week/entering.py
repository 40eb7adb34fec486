"""What is entered on the page becomes the session in the store, set by set."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject

from desktop.i18n import tr
from desktop.pages.week import entry as entries
from desktop.pages.week import view_model as vm
from desktop.pages.week.entry import Entry
from desktop.pages.week.reading import guarded
from desktop.pages.week.waiting import Foot, Waiting
from desktop.services.outcome import Refused
from desktop.services.plans import SessionCard
from models.records import Session, SessionStatus, SetRecord
from rules.vocabulary import Decision

if TYPE_CHECKING:
    from desktop.pages.week.page import WeekPage
    from rules.verdicts import LoadDecision

_HEEDED: Final = frozenset({Decision.STOP_LOCK_AREA, Decision.SUSPEND, Decision.REDUCE_20_AND_REGRESS})


def _warnings(services: Any, session: Session, slugs: Sequence[str]) -> dict[tuple[str, str], str]:
    """What the rules say to the pains of a session, by session and exercise, where something is to be done about them."""
    found: dict[tuple[str, str], str] = {}
    for slug in slugs:
        decided: LoadDecision = services.training.next_load(session.athlete_id, slug)
        if decided.decision in _HEEDED:
            said = services.words.sentence(decided.reason).text
            found[session.id, slug] = tr("{name}: {why}", name=services.words.name(slug), why=said)
    return found


Recalled = tuple[str, dict[tuple[str, str], str]]
"""The session asked about, and what the rules say to its pains."""


def _recalled(services: Any, rules: Any, session: Session, slugs: Sequence[str], _progress: object) -> Recalled:
    with closing(services.sibling(rules)) as mine:
        return session.id, _warnings(mine, session, slugs)


class Entering(QObject):
    """`session` is the one on the page, as it is now. Every set is saved as it is entered; notes and minutes wait for the first
    set in the drafts. While `saving` the page need not read its plan anew."""

    def __init__(self, page: WeekPage) -> None:
        super().__init__(page)
        self.session: Session | None = None
        self.saving = False
        self._page = page
        self._plans = page.context.services.plans
        self._waiting = Waiting(page.context.memory)
        self._settled: Foot = ("", None)  # notes and minutes of `session` as they are kept with it
        self._warned: dict[
            tuple[str, str], str
        ] = {}  # what the rules say to a pain just entered, by session and exercise
        self._recalled: set[str] = set()  # the sessions whose pains were asked about
        self._ended: tuple[str, tuple[SetRecord, ...]] | None = None  # what was finished last, as it was then

    def forget(self) -> None:
        self.session = None
        self._warned.clear()
        self._recalled.clear()

    @property
    def begun(self) -> bool:
        return self.session is not None and entries.count_done(self.session.sets) > 0

    def choose(self, card: SessionCard, athlete_id: str, projected: bool, today: date) -> Session | None:
        """What is being logged of a session: what was done of it, else its planned sets, to be logged or to be looked at."""
        self.session = self._session_of(card, athlete_id, projected, today)
        return self.session

    def _session_of(self, card: SessionCard, athlete_id: str, projected: bool, today: date) -> Session | None:
        if card.done is not None and card.done.status is SessionStatus.DONE:
            return card.done
        if card.slot is None or card.planned is None:
            return None
        if not vm.writable(card, projected, today):
            return vm.session_shown(athlete_id, card.planned)
        try:
            made: Session = self._plans.session_for(athlete_id, card.slot)
        except Refused:  # midnight has passed, or the plan has changed, since the week was read: it is looked at only
            return vm.session_shown(athlete_id, card.planned)
        self._settled = (made.notes, made.minutes)
        notes, minutes = self._waiting.of(athlete_id).get(made.id, self._settled)
        return replace(made, notes=notes, minutes=minutes)

    # ------------------------------------------------------------------------------------------------ sets

    def enter(self, set_id: str, done: Entry) -> None:
        if self.session is None or not self._save(entries.with_set(self.told(), set_id, done)):
            return
        sheet = self._page.sheet
        sheet.settle(set_id)
        here = sheet.at == set_id
        self._page.show_session()
        sheet.rest(set_id)
        if here:
            sheet.advance(set_id)

    def clear(self, set_id: str) -> None:
        if self.session is not None and self._save(entries.without_set(self.told(), set_id)):
            self._page.sheet.settle(set_id)
            self._page.show_session()

    def judge(self, position: int, name: str, value: int | None) -> None:
        if self.session is None or not self._save(entries.judged(self.told(), position, name, value)):
            return
        if name == "pain":
            slug = next(one.exercise for one in self.session.sets if one.position == position)
            guarded(self._page.context, lambda: self._heed(slug, value))
        self._page.show_session()

    def _heed(self, slug: str, pain: int | None) -> None:
        """What the rules say to that pain is said now, not with the next session."""
        assert self.session is not None, "a pain belongs to a session"
        key = (self.session.id, slug)
        self._warned.pop(key, None)
        self._recalled.add(self.session.id)
        if not pain or self.session.on != self._page.today:
            return
        self._warned |= _warnings(self._page.context.services, self.session, (slug,))

    def recall(self) -> None:
        """What the rules say to the pains of today's session is said again to one who comes back to it. Asked in the background,
        once a session."""
        session = self.session
        if session is None or session.on != self._page.today or session.id in self._recalled:
            return
        slugs = tuple(dict.fromkeys(one.exercise for one in session.sets if one.pain))
        if not slugs:
            return
        self._recalled.add(session.id)
        context = self._page.context
        work = partial(_recalled, context.services, self._page.asks.judge(), session, slugs)
        context.jobs.run(work, self._on_recalled, context.go.trouble, key="pains")

    def _on_recalled(self, answer: Recalled) -> None:
        session_id, found = answer
        self._warned = found | self._warned
        if found and self.session is not None and self.session.id == session_id and self._page.isVisible():
            self._page.show_session()

    @property
    def warning(self) -> str:
        """What the rules say to the pain of this session; '' for nothing."""
        return " ".join(
            text for (key, _), text in self._warned.items() if self.session is not None and key == self.session.id
        )

    # ------------------------------------------------------------------------------------------------ the whole

    def told(self) -> Session:
        """The session with the notes and minutes at its foot; minutes that are no number are left as they were."""
        assert self.session is not None, "there is a session to enter into"
        card = self._page.card
        minutes = self.session.minutes
        if not card.minutes.trouble():
            value = card.minutes.value()
            minutes = None if value is None else int(value)
        return replace(self.session, notes=card.notes.text().strip(), minutes=minutes)

    def keep_told(self) -> None:
        """Notes and minutes are kept with the session once a set of it is done."""
        if self.session is None:
            return
        before, self.session = self.session, self.told()
        if self.begun:
            if self.session != before:
                self._save(self.session)
        else:
            foot = (self.session.notes, self.session.minutes)
            self._waiting.keep(self.session, None if foot == self._settled else foot)

    def _save(self, session: Session) -> bool:
        self.saving = True
        try:
            training = self._page.context.services.training
            if not self._page.run(lambda: training.save(session), quietly=True):
                return False
        finally:
            self.saving = False
        self.session = session
        self._settled = (session.notes, session.minutes)
        self._waiting.keep(session, None)
        return True

    def on_through(self) -> None:
        self._page.card.notes.setFocus()
        self._page.context.go.say(tr("Every set is in. Notes if you like, then Finish session (Ctrl+Enter)."))

    def finish(self) -> None:
        page = self._page
        if not page.sheet.commit() or not page.card.minutes.confirm():
            return  # what was typed is put right first: it would be missing in what was finished
        athlete_id = page.athlete_id
        if athlete_id is None or not self.begun:
            return
        session = self.told()
        page.sheet.stop_rest()
        unlocks = page.context.services.unlocks
        if page.run(lambda: unlocks.telling(athlete_id, lambda: self._plans.finish(session, session.minutes))):
            self._ended = (session.id, session.sets)
            page.show_session()

    @property
    def ended(self) -> bool:
        """Whether the session was finished as it stands, so that there is nothing to finish until something changes."""
        return self.session is not None and self._ended == (self.session.id, self.session.sets)
