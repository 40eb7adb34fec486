"""Settings read and changed. What is kept but cannot be (a hand-edited store) reads as the default."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from desktop.i18n import later, tr
from desktop.services.desk import Desk
from desktop.services.outcome import Receipt, Refused, Topic
from desktop.settings import BACKUPS_KEPT, EFFORT, LANGUAGE, MOTION, REST_SOUND, TEXT_SIZE, THEME, UNITS, Setting, T

TOPICS = frozenset({Topic.SETTINGS})
CHANGED: Final[Mapping[str, str]] = {
    LANGUAGE.key: later("Changed the language"),
    THEME.key: later("Changed the appearance"),
    UNITS.key: later("Changed the unit of loads and body mass"),
    TEXT_SIZE.key: later("Changed the text size"),
    MOTION.key: later("Changed what moves by itself"),
    BACKUPS_KEPT.key: later("Changed how many backups are kept"),
    REST_SOUND.key: later("Changed what is heard when the rest is over"),
    EFFORT.key: later("Changed how effort is typed"),
}
"""What changing a setting is called, by key: a label of the page and a verb do not make a sentence in every language."""


class Preferences:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def get(self, setting: Setting[T]) -> T:
        kept: object = self._desk.store.setting(setting.key)
        if not isinstance(kept, type(setting.default)) or isinstance(kept, bool):
            return setting.default
        try:
            check(setting, kept)
        except Refused:
            return setting.default
        return kept

    def set(self, setting: Setting[T], value: T) -> Receipt:
        """Refused: a value that is not among the choices or outside the bounds."""
        check(setting, value)
        before = self.get(setting)
        with self._desk.store.writing():
            self._desk.store.settings.set(setting.key, value)
        return Receipt(_changed(setting), lambda: self.set(setting, before), TOPICS)


def _changed(setting: Setting[T]) -> str:
    return tr(CHANGED[setting.key]) if setting.key in CHANGED else tr("Changed {what}", what=setting.key)


def _called(setting: Setting[T]) -> str:
    return tr(setting.text) if setting.text else setting.key


def check(setting: Setting[T], value: str | int) -> None:
    if setting.choices and value not in setting.choices:
        choices = ", ".join(choice or tr("automatic") for choice in setting.choices)
        raise Refused(setting.key, tr("'{value}' is none of {choices}.", value=value, choices=choices))
    if isinstance(value, int):
        low, high = setting.low, setting.high
        if (low is not None and value < low) or (high is not None and value > high):
            said = tr(
                "{what} must be between {low} and {high}; it is {value}.",
                what=_called(setting),
                low=low,
                high=high,
                value=value,
            )
            raise Refused(setting.key, said)
