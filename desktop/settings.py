"""The settings there are: declared here once, kept in the store, edited on the settings page."""

from __future__ import annotations

from typing import Final, Generic, NamedTuple, TypeVar

T = TypeVar("T", str, int)


class Setting(NamedTuple, Generic[T]):
    """One setting. `choices` closes the set of texts, `low` and `high` bound a number. `text` is what the settings page
    calls it; it is empty for what the window remembers by itself."""

    key: str
    default: T
    text: str = ""
    choices: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None

    @property
    def type(self) -> type[str] | type[int]:
        return type(self.default)


LANGUAGE: Setting[str] = Setting("language", "", "Language", ("", "en", "fr"))
"""Empty: that of the computer."""
THEME: Setting[str] = Setting("theme", "system", "Appearance", ("system", "light", "dark"))
UNITS: Setting[str] = Setting("units", "kg", "Units of mass", ("kg", "lb"))
TEXT_SIZE: Setting[str] = Setting("text_size", "100", "Text size", ("100", "115", "130", "150", "175", "200"))
"""In per cent."""
MOTION: Setting[str] = Setting("motion", "system", "Motion", ("system", "none"))
BACKUPS_KEPT: Setting[int] = Setting("backups_kept", 10, "Backups kept", low=1, high=100)
REST_SOUND: Setting[str] = Setting("rest_sound", "off", "Beep when the rest is over", ("off", "on"))
EFFORT: Setting[str] = Setting("effort", "rpe", "Effort is typed as", ("rpe", "rir"))
WINDOW: Setting[str] = Setting("window", "")
"""Size and place of the window, as the window wrote it."""
PAGE: Setting[str] = Setting("page", "")
ATHLETE: Setting[str] = Setting("athlete", "")
"""Id of the athlete who was open last."""
COLUMNS: Setting[str] = Setting("columns", "{}")
"""Column widths by table, as JSON."""
RECENT: Setting[str] = Setting("recent", "[]")
"""What was chosen in the palette, last first, as JSON."""
TOUR: Setting[str] = Setting("tour", "")
"""Anything once somebody was shown around."""
DRAFTS: Setting[str] = Setting("drafts", "{}")
"""What was typed into sheets that were not finished, by sheet, as JSON."""
RACE_DRAFTS: Setting[str] = Setting("race_drafts", "{}")
"""Changes of races that were not decided when the window was closed, by athlete, as JSON."""

ATHLETE_MODE: Final = "access.mode"
"""Under this the store keeps for whom athlete mode is on. It is no setting: no page edits it as one, and no undo reaches it."""

SETTINGS: tuple[Setting[str] | Setting[int], ...] = (
    LANGUAGE,
    THEME,
    UNITS,
    TEXT_SIZE,
    MOTION,
    BACKUPS_KEPT,
    REST_SOUND,
    EFFORT,
    WINDOW,
    PAGE,
    ATHLETE,
    COLUMNS,
    RECENT,
    TOUR,
    DRAFTS,
    RACE_DRAFTS,
)
