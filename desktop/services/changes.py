"""One change to one record: saved or removed in one transaction, with an undo that restores the very record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, TypeVar

from desktop.i18n import tr
from desktop.services.desk import Desk
from desktop.services.outcome import Receipt, Refused, Topic


class Kept(Protocol):
    @property
    def id(self) -> str: ...


R = TypeVar("R", bound=Kept)


class Shelf(Protocol[R]):
    """A repository of the store, as far as a simple change needs it."""

    def get(self, record_id: str, /) -> R | None: ...
    def save(self, record: R, /) -> object: ...
    def remove(self, record_id: str, /) -> object: ...


@dataclass(frozen=True)
class About:
    """What a change is called and whom it concerns. `what` reads well after 'Added' and 'Removed', in the
    language in force: tr("the key run")."""

    what: str
    topics: frozenset[Topic]
    athlete_id: str | None = None


def put(desk: Desk, shelf: Shelf[R], record: R, about: About) -> Receipt:
    """Add or change `record`."""
    with desk.store.writing():
        before = shelf.get(record.id)
        shelf.save(record)

    def undo() -> Receipt:
        if before is None:
            return take(desk, shelf, record.id, about)
        return put(desk, shelf, before, about)

    text = tr("Added {what}", what=about.what) if before is None else tr("Changed {what}", what=about.what)
    return Receipt(text, undo, about.topics, about.athlete_id)


def take(desk: Desk, shelf: Shelf[R], record_id: str, about: About) -> Receipt:
    """Remove the record. Refused when it is not there any more."""
    with desk.store.writing():
        before = shelf.get(record_id)
        if before is None:
            what = f"{about.what[:1].upper()}{about.what[1:]}"
            raise Refused("id", tr("{what} is not there any more.", what=what))
        shelf.remove(record_id)
    text = tr("Removed {what}", what=about.what)
    return Receipt(text, lambda: put(desk, shelf, before, about), about.topics, about.athlete_id)
