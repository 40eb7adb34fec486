"""The services as athlete mode gives them to pages: a page is not the only wall.

Only what is listed is done, and only for the athlete who is at the computer. Whatever is added to a service later is refused
until it is listed here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from inspect import signature
from typing import TYPE_CHECKING, Any, Final

from desktop.i18n import tr
from desktop.services.outcome import Refused

if TYPE_CHECKING:
    from desktop.services.desk import Judge
    from desktop.services.house import Services
    from models.store import Store

OPEN: Final[Mapping[str, frozenset[str]]] = {
    "athletes": frozenset({"roster", "dossier", "facts", "condition"}),
    "races": frozenset({"of", "facts"}),
    "training": frozenset(
        {"sessions", "count", "session", "exposures", "save", "validate", "validate_set", "drafts", "keep_draft", "next_load"}
    ),
    "season": frozenset({"days", "today", "weeks", "races", "why"}),
    "news": frozenset({"look"}),
    "unlocks": frozenset({"standings", "explain", "card", "edges", "telling"}),
    "plans": frozenset(
        {"weeks", "prepare", "week", "card", "as_kept", "done_items", "session_for", "moves", "swaps", "next_morning", "compare",
         "write_down", "skip", "unskip", "move", "swap", "feel", "finish", "answer_next_morning", "absent", "remove_absence"}
    ),
    "exports": frozenset({"write"}),
    "progress": frozenset({"read"}),
    "settings": frozenset({"get"}),
}  # fmt: skip
"""What an athlete may have read and done, by service. What an athlete says of a session is theirs; the profile, races, assessments,
overrides, removing sessions, imports, settings and backups are the coach's."""
OF_ALL: Final = frozenset({"roster"})
"""What answers with athletes: the one at the computer is all there is."""
FREE: Final = frozenset({"words", "rulebook", "today", "clock", "shared", "folder", "desk", "store"})
"""What of the services concerns nobody, or is what services themselves are made of."""


def coachs() -> Refused:
    return Refused("coach", tr("That is the coach's. Ask your coach to open it with the PIN."))


class Walled:
    """The services of one athlete. Everything else is refused with a word, as something that can be mended."""

    def __init__(self, services: Services, athlete_id: str | None) -> None:
        self._services, self._athlete_id = services, athlete_id

    def __getattr__(self, name: str) -> Any:
        if name in FREE:
            return getattr(self._services, name)
        if name in OPEN:
            return _Wall(getattr(self._services, name), OPEN[name], self._athlete_id, self._services.store)
        if hasattr(type(self._services), name):
            return _Wall(None, frozenset(), self._athlete_id, self._services.store)
        raise AttributeError(name)

    def sibling(self, judge: Judge | None = None) -> Walled:
        return Walled(self._services.sibling(judge), self._athlete_id)

    def close(self) -> None:
        self._services.close()


class _Wall:
    def __init__(self, service: Any, names: frozenset[str], athlete_id: str | None, store: Store) -> None:
        self._service, self._names, self._athlete_id, self._store = service, names, athlete_id, store

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        if name not in self._names:
            return _refusing
        return _only(getattr(self._service, name), self._athlete_id, self._store)


def _refusing(*_arguments: object, **_named: object) -> Any:
    raise coachs()


def _only(work: Callable[..., Any], athlete_id: str | None, store: Store) -> Callable[..., Any]:
    """The same work, for the one athlete only: by the athlete's id, by whose a record is, and by whose an export is."""
    shape = signature(work)

    @wraps(work)
    def walled(*arguments: Any, **named: Any) -> Any:
        given = shape.bind(*arguments, **named).arguments
        if "athlete_id" in given and given["athlete_id"] != athlete_id:
            raise coachs()
        if "athlete_ids" in shape.parameters and given.get("athlete_ids") != (athlete_id,):
            raise coachs()
        records: list[object] = [store.sessions.get(given["session_id"])] if "session_id" in given else []
        records += [store.absences.get(given["absence_id"])] if "absence_id" in given else []
        kept = {id_ for value in given.values() if isinstance(id_ := getattr(value, "id", None), str)}
        records += [one for id_ in kept for one in (store.sessions.get(id_), store.absences.get(id_))]
        if any(getattr(value, "athlete_id", athlete_id) != athlete_id for value in (*given.values(), *records)):
            raise coachs()
        found = work(*arguments, **named)
        return tuple(one for one in found if one.id == athlete_id) if work.__name__ in OF_ALL else found

    return walled
