"""Athlete mode: the PINs, whether it is on and for whom."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from desktop.i18n import tr
from desktop.services.access import attempts, pins
from desktop.services.access.attempts import Attempts, Now, Ticks
from desktop.services.desk import Desk
from desktop.services.outcome import Refused
from desktop.settings import ATHLETE_MODE

if TYPE_CHECKING:
    from models.records import Athlete

COACH: Final = "coach"
PINS: Final = "access.pins"
CHOICE: Final = "access.choice"
MODE: Final = ATHLETE_MODE
KEYS: Final = (PINS, CHOICE, MODE, attempts.KEY)
"""Everything of athlete mode in the store's settings. None of it is among desktop.settings.SETTINGS: no page edits it as a
setting, and no undo reaches it. It belongs to the computer it was set on: a backup that is put back neither brings old PINs, nor takes
a lock off."""


@dataclass(frozen=True)
class Confined:
    """Athlete mode as it is on: for one athlete, or for those who may choose themselves."""

    athletes: tuple[str, ...]
    chooser: bool

    @property
    def only(self) -> str | None:
        """The one athlete who needs no choosing."""
        return self.athletes[0] if not self.chooser and self.athletes else None


def system_now() -> datetime:
    return datetime.now(UTC)


class Access:
    """PINs of the coach and of athletes, and the mode. What is kept but cannot be reads as not there."""

    def __init__(self, desk: Desk, now: Now = system_now, ticks: Ticks = time.monotonic) -> None:
        self._desk = desk
        self._attempts = Attempts(desk.store, now, ticks)

    # --- PINs

    @property
    def coach_has_pin(self) -> bool:
        return COACH in self._pins()

    def has_pin(self, athlete_id: str) -> bool:
        return athlete_id in self._pins()

    def set_coach(self, pin: str, present: str = "") -> None:
        """The coach's PIN; to change it the `present` one is asked for. Refused: a PIN that is too easy, a wrong present one."""
        fresh = pins.check_new(pin)
        if self.coach_has_pin:
            self._check(COACH, present, "present")
        self._keep(COACH, fresh)

    def set_athlete(self, athlete_id: str, pin: str | None) -> None:
        """An athlete's PIN; None takes it away. Refused: a PIN that is too easy, or the coach's own."""
        if pin is None:
            kept = self._pins()
            kept.pop(athlete_id, None)
            self._desk.store.settings.set(PINS, kept)
            self._attempts.forget(athlete_id)
            return
        fresh = pins.check_new(pin)
        coach = self._pins().get(COACH)
        if coach is not None and pins.fits(coach, fresh):
            raise Refused("pin", tr("That is the coach's PIN. An athlete needs another one."))
        self._keep(athlete_id, fresh)

    def check(self, who: str, pin: str) -> None:
        """Passes when it is the PIN of COACH or of that athlete, or when the athlete has none. Refused otherwise; too many wrong
        ones in a row raise Shut, which says how many seconds there are to wait."""
        self._check(who, pin, "pin")

    def wait(self, who: str) -> int:
        """Seconds until the next PIN is looked at; 0: now."""
        return self._attempts.wait(who)

    def _check(self, who: str, pin: str, field: str) -> None:
        kept = self._pins().get(who)
        if kept is None and who != COACH:
            return
        if not pins.digits(pin):
            raise Refused(field, tr("Type the PIN."))
        self._attempts.begin(who)
        if kept is None or not pins.fits(kept, pin):
            left = self._attempts.wait(who)
            raise attempts.Shut(left) if left else Refused(field, tr("That is not the PIN."))
        self._attempts.forget(who)

    def _pins(self) -> dict[str, str]:
        return {who: value for who, value in self._mapping(PINS).items() if isinstance(value, str) and value}

    def _keep(self, who: str, pin: str) -> None:
        self._desk.store.settings.set(PINS, self._pins() | {who: pins.hashed(pin)})
        self._attempts.forget(who)

    # --- the mode

    def people(self) -> tuple[Athlete, ...]:
        """Who may be chosen in athlete mode, by name."""
        return self._desk.store.athletes.all()

    def chosen(self) -> Confined:
        """What the coach chose last: for whom athlete mode is to be. Athletes who are gone are left out."""
        return self._read(CHOICE) or Confined((), chooser=False)

    def choose(self, athletes: Iterable[str], chooser: bool) -> None:
        self._desk.store.settings.set(CHOICE, {"athletes": list(athletes), "chooser": chooser})

    def mode(self) -> Confined | None:
        """Athlete mode as it is on, None when it is off. Without a coach's PIN nobody could leave it: it is off then."""
        return self._read(MODE) if self.coach_has_pin else None

    def enter(self) -> Confined:
        """Turns athlete mode on as it was chosen. Refused without the coach's PIN, and without anybody it is for."""
        if not self.coach_has_pin:
            raise Refused("coach", tr("Set your own PIN first: leaving athlete mode asks for it."))
        chosen = self.chosen()
        if not chosen.athletes:
            raise Refused("athletes", tr("Choose whom it is for first."))
        self._desk.store.settings.set(MODE, {"athletes": list(chosen.athletes), "chooser": chosen.chooser})
        return chosen

    def leave(self, pin: str) -> None:
        """Turns athlete mode off. Refused with any PIN but the coach's."""
        self.check(COACH, pin)
        self._desk.store.settings.remove(MODE)

    def reset(self) -> bool:
        """Forgets every PIN, every wrong attempt and the mode, for a coach who forgot the PIN. False when there was nothing."""
        there = any(self._desk.store.settings.get(key) is not None for key in KEYS)
        with self._desk.store.writing():
            for key in KEYS:
                self._desk.store.settings.remove(key)
        return there

    def _read(self, key: str) -> Confined | None:
        kept = self._mapping(key)
        named: object = kept.get("athletes")
        if not isinstance(named, list):
            return None
        there = {one.id for one in self.people()}
        who = tuple(one for one in named if isinstance(one, str) and one in there)  # pyright: ignore[reportUnknownVariableType]
        chooser = kept.get("chooser") is True
        return Confined(who if chooser else who[:1], chooser)

    def _mapping(self, key: str) -> dict[str, Any]:
        kept: object = self._desk.store.setting(key)
        return dict(kept) if isinstance(kept, Mapping) else {}  # pyright: ignore[reportUnknownArgumentType]
