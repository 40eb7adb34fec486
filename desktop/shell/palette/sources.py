"""Where the palette's entries come from: one function for each kind, all of them in SOURCES. What may not be reached is not
offered: each source leaves out what `reach` says no to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, Protocol

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop.i18n import tr
from desktop.qt.page import Page, PageSpec, spec_of
from desktop.settings import SETTINGS
from desktop.shell.palette import entries
from desktop.shell.palette.entries import Entry

if TYPE_CHECKING:
    from desktop.qt.page import Context

HOME: Final = "week"
"""The page an athlete is opened on when the present one is of nobody in particular."""


class Frame(Protocol):
    """What of the window the sources read."""

    context: Context
    pages: tuple[PageSpec, ...]
    actions_by_id: dict[str, QAction]

    @property
    def page(self) -> Page | None: ...
    @property
    def page_id(self) -> str: ...
    @property
    def athlete_id(self) -> str | None: ...
    def reaches(self, page_id: str, athlete_id: str | None = None) -> bool: ...
    def does(self, action_id: str) -> bool: ...
    def offers(self, action: QAction) -> bool: ...
    def keys_of(self, page_id: str) -> str: ...
    def open_page(self, page_id: str, athlete_id: str | None = None, target: object = None) -> None: ...


def plain(action: QAction) -> str:
    """What an action does in words: its text without the marks of menus; where it shows an icon only, its tooltip."""
    return (action.text().replace("&", "") or action.toolTip()).strip()


def page_actions(frame: Frame) -> list[QAction]:
    """What may be done on the page shown: the header's actions, and what the page itself carries (Qt's own list)."""
    page = frame.page
    if page is None:
        return []
    found = [*page.actions(), *QWidget.actions(page)]
    return [
        action
        for number, action in enumerate(found)
        if plain(action) and frame.offers(action) and action not in found[:number]
    ]


def of_page(frame: Frame) -> Iterator[Entry]:
    for action in reversed(page_actions(frame)):
        if action.isEnabled() and action.isVisible():
            keys = action.shortcut().toString()
            if not keys and action.property("does") in frame.actions_by_id:
                keys = frame.actions_by_id[action.property("does")].shortcut().toString()
            icon = str(action.property("icon_name") or "arrow-right")
            yield Entry("", entries.HERE, plain(action), action.trigger, icon, keys=keys, also=action.toolTip())


def pages(frame: Frame) -> Iterator[Entry]:
    for spec in frame.pages:
        if frame.reaches(spec.id) and not (spec.needs_athlete and frame.athlete_id is None):
            yield Entry(
                f"page:{spec.id}", entries.PAGES, tr(spec.title), lambda page=spec.id: frame.open_page(page), spec.icon,
                keys=frame.keys_of(spec.id),
            )  # fmt: skip


def athletes(frame: Frame) -> Iterator[Entry]:
    spec = spec_of(frame.pages, frame.page_id)
    page = frame.page_id if spec is not None and spec.needs_athlete else HOME
    for athlete in frame.context.services.athletes.roster():
        if frame.reaches(page, athlete.id):
            yield Entry(
                f"athlete:{athlete.id}", entries.ATHLETES, athlete.name,
                lambda who=athlete.id: frame.open_page(page, who), "profile",
            )  # fmt: skip


def exercises(frame: Frame) -> Iterator[Entry]:
    if not _in_library(frame, "exercises"):
        return
    page = (
        "unlocks" if frame.page_id == "unlocks" else "exercises"
    )  # who looks at an athlete's map wants to be shown it there
    for one in frame.context.services.library.exercises():
        yield Entry(
            f"exercise:{one.slug}", entries.EXERCISES, one.name,
            lambda key=one.slug: frame.open_page(page, None, key), "exercises",
            also=f"{one.slug.replace('_', ' ')} {one.muscles}",
        )  # fmt: skip


def rules(frame: Frame) -> Iterator[Entry]:
    if not _in_library(frame, "rules"):
        return
    for one in frame.context.services.library.rules():
        yield Entry(
            f"rule:{one.id}", entries.RULES, one.text, lambda key=one.id: frame.open_page("rules", None, key), "rules",
            note=one.id, also=one.id,
        )  # fmt: skip


def _in_library(frame: Frame, page_id: str) -> bool:
    """Not before the rulebook is read, which takes longer than a palette may take to open; it is, moments after the start."""
    return frame.reaches(page_id) and frame.context.services.library.ready


def of_frame(frame: Frame) -> Iterator[Entry]:
    for name, action in frame.actions_by_id.items():
        if name not in _NOT_LISTED and action.isEnabled() and frame.does(name):
            yield Entry(
                f"action:{name}", entries.ACTIONS, plain(action), action.trigger,
                str(action.property("icon_name") or ""), keys=action.shortcut().toString(),
            )  # fmt: skip


def settings(frame: Frame) -> Iterator[Entry]:
    if not frame.reaches("settings"):
        return
    for setting in SETTINGS:
        if setting.text:
            yield Entry(
                f"setting:{setting.key}", entries.SETTINGS, tr(setting.text),
                lambda key=setting.key: frame.open_page("settings", None, key), "settings",
            )  # fmt: skip


_NOT_LISTED = frozenset({"palette", "new", "export", "settings"})
"""Actions of the frame that are listed otherwise: as the page's own, or as a page."""

Source = Callable[[Any], Iterator[Entry]]
SOURCES: Final[Sequence[Source]] = (of_page, pages, athletes, of_frame, exercises, rules, settings)
"""In the order in which headings stand where nothing else decides."""
