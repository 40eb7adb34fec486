"""What the palette lists: one entry for everything one can go to or do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop.i18n import later

HERE, PAGES, ATHLETES, EXERCISES, RULES, ACTIONS, SETTINGS, RECENT = (
    later("On this page"),
    later("Pages"),
    later("Athletes"),
    later("Exercises"),
    later("Rules"),
    later("Anywhere"),
    later("Settings"),
    later("Recent"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """`id` says what it is from one start to the next, such as 'page:season'; '' is never among the recent ones. `group` is one
    of the headings above, `keys` a shortcut in Qt's portable spelling, `also` further words by which it is found."""

    id: str
    group: str
    title: str
    run: Callable[[], object]
    icon: str = ""
    note: str = ""
    keys: str = ""
    also: str = ""
