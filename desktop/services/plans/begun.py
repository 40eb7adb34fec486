"""What may still be changed of a session that was begun: an exercise nothing was done of yet, and how one felt before it.

What was done stays as it is, and so does the plan it was done by: the exercise that is exchanged becomes a version of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from desktop.i18n import tr
from desktop.services.changes import About, put
from desktop.services.desk import Desk
from desktop.services.outcome import Receipt, Refused, Topic
from desktop.services.plans.doing import planned_sets
from desktop.services.plans.reading import Reader
from desktop.services.plans.views import CardState, SessionCard
from desktop.services.plans.writing import Writer
from desktop.services.several import several
from desktop.services.training import Training
from models import records
from rules.facts import Situation
from rules.verdicts import PlannedItem, PlannedSession

TOPICS = frozenset({Topic.TRAINING})
_BEGUN = frozenset({CardState.DONE, CardState.DONE_SHIFTED})


@dataclass(frozen=True, slots=True)
class Exchange:
    """`item` instead of `old` in a session that takes `minutes` then, as `wish` asks for it."""

    old: str
    item: PlannedItem
    minutes: int
    wish: records.Wish


class Begun:
    def __init__(self, desk: Desk, reader: Reader, writer: Writer, training: Training) -> None:
        self._desk = desk
        self._reader = reader
        self._writer = writer
        self._training = training

    def under_way(self, card: SessionCard) -> bool:
        """Whether the session is the one of today, begun or through, as it was planned."""
        known = card.slot is not None and card.planned is not None and card.done is not None
        return known and card.state in _BEGUN and card.on == self._reader.today

    def practised(self, card: SessionCard) -> frozenset[str]:
        """The exercises of which a set was done."""
        sets = () if card.done is None else card.done.sets
        return frozenset(one.exercise for one in sets if one.amount is not None)

    def situation(self, card: SessionCard) -> Situation:
        """As if the session were still to come. What its sets said of pain stays known."""
        assert card.done is not None, "a session under way has been logged"
        found = self._reader.situation(card.done.athlete_id)
        return replace(found, trained=tuple(one for one in found.trained if one.slot != card.slot))

    def exchange(self, card: SessionCard, change: Exchange, text: str, back: str) -> Receipt:
        """One exercise for another in the log, the wish and the plan written down: one step."""
        before, session = card.planned, card.done
        assert before is not None, "a session under way has a plan"
        assert session is not None, "a session under way has been logged"
        items = tuple(change.item if one.slug == change.old else one for one in before.items)
        after = replace(before, items=items, minutes=change.minutes)
        return several(
            self._desk,
            text,
            (
                lambda: self._rewritten(session.athlete_id, before, after),
                lambda: self._asked(change.wish),
                lambda: self._training.save(_exchanged(session, change)),
            ),
            session.athlete_id,
            back,
        )

    def feel(self, card: SessionCard, wish: records.Wish, text: str, back: str) -> Receipt:
        """What was said before the session is put right where it is kept; the session stays as it was begun, the coming ones
        follow."""
        session = card.done
        assert session is not None, "a session under way has been logged"
        felt = replace(session, soreness=wish.soreness, readiness=wish.readiness)
        actions: tuple[Callable[[], Receipt], ...] = (lambda: self._asked(wish), lambda: self._training.save(felt))
        return self._writer.after(
            lambda: several(self._desk, text, actions, session.athlete_id, back), session.athlete_id, text, back
        )

    def _asked(self, wish: records.Wish) -> Receipt:
        about = About(tr("what was asked of a session"), TOPICS, wish.athlete_id)
        return put(self._desk, self._desk.store.wishes, wish, about)

    def _rewritten(self, athlete_id: str, before: PlannedSession, after: PlannedSession) -> Receipt:
        self._writer.rewrite(athlete_id, after)
        return Receipt("", lambda: self._rewritten(athlete_id, after, before), TOPICS, athlete_id)


def _exchanged(session: records.Session, change: Exchange) -> records.Session:
    """The session with the sets of the new exercise where those of the old one were."""
    place = next((one.position for one in session.sets if one.exercise == change.old), None)
    if place is None:
        raise Refused("slug", tr("This exercise is not part of the session any more."))
    fresh = planned_sets(session.id, change.item, place)
    others = [one for one in session.sets if one.exercise != change.old]
    sets = sorted([*others, *fresh], key=lambda one: (one.position, one.number, one.side or ""))
    return replace(session, sets=tuple(sets))
