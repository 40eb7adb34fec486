"""When the data cannot be opened: why, in words, and for a store that is damaged or gone a backup in its place. Read only then."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QPushButton

from desktop.i18n import tr
from desktop.paths import backup_folder
from desktop.qt import fmt
from desktop.qt.ask import Ask, Asks, Sheet, words
from desktop.services.backups import KeptBackup, begin_anew, newest_sound, replace_damaged
from models.errors import StoreDamaged, StoreGone

_log = logging.getLogger(__name__)


class MendingSheet(Sheet):
    """Offers the newest sound backup, or any that is chosen, in the place of a store that is damaged; in that of one that is `gone`
    an empty one too. `aside` is where a damaged one is kept, once a backup was put in its place."""

    def __init__(self, store: Path, found: KeptBackup | None, ask: Asks, gone: bool = False) -> None:
        title = tr("Your data is not where it was") if gone else tr("Your data cannot be read")
        yes = tr("Choose a backup…") if found is None else tr("Open the backup")
        super().__init__(None, title, yes, tr("Close"))
        self.store, self.found, self.aside = store, found, None
        self._ask = ask
        self._work: Callable[[], object] | None = None
        self.add_text(self._what_is_wrong(gone))
        self.add_text(self._offer(), "quiet")
        if gone:
            self.add_text(tr("You can also begin without data. The backups stay where they are."), "quiet")
        self.empty = QPushButton(tr("Begin without data"))
        self.empty.setAutoDefault(False)
        self.empty.clicked.connect(self._begin_anew)
        self.empty.setVisible(gone)
        self.buttons.insertWidget(0, self.empty)

    def _what_is_wrong(self, gone: bool) -> str:
        if gone:
            return tr(
                "The file {path} is gone: moved, renamed or deleted. If you know where it is, close this, put it back there "
                "and open Switchback again.",
                path=self.store,
            )
        return tr(
            "The file {path} is damaged. It is left as it is and stays beside what takes its place.", path=self.store
        )

    def _offer(self) -> str:
        if self.found is None:
            folder = backup_folder(self.store.parent)
            return tr("There is no sound backup in {folder}. If you keep one elsewhere, choose it here.", folder=folder)
        when = f"{fmt.day(self.found.made.date())}, {self.found.made:%H:%M}"
        return tr("The newest sound backup is of {when}. What was entered later is missing in it.", when=when)

    def attempt(self) -> None:
        if self.found is not None:
            file = self.found.file
        else:
            file = self._ask.open_file(tr("Put back a backup"), tr("Backups (*.switchback *.db)"))
        if file is not None:
            self._try(lambda: self._put_back(file))

    def _begin_anew(self) -> None:
        self._try(lambda: begin_anew(self.store))

    def _try(self, work: Callable[[], object]) -> None:
        self._work = work
        super().attempt()

    def submit(self) -> None:
        assert self._work is not None, "a button chose it"
        self._work()
        _log.warning("something else took the place of a store that could not be opened")

    def _put_back(self, file: Path) -> None:
        self.aside = replace_damaged(file, self.store)


def mend(error: Exception, ask: Asks | None = None) -> bool:
    """Says why the store cannot be opened. True where something was done about it, so that it can be tried again."""
    _log.warning("the store cannot be opened: %s", type(error).__name__)
    asks = Ask() if ask is None else ask
    store = error.said.facts.get("path") if isinstance(error, StoreDamaged | StoreGone) else None
    if not isinstance(store, Path):
        asks.tell(tr("Switchback cannot open its data"), words(error))
        return False
    sheet = MendingSheet(store, newest_sound(store), asks, isinstance(error, StoreGone))
    try:
        if sheet.exec() != Sheet.DialogCode.Accepted:
            return False
        if sheet.aside is not None:
            text = tr("The damaged file is kept as {name} in {folder}.", name=sheet.aside.name, folder=store.parent)
            asks.tell(tr("The backup is put back"), text)
        return True
    finally:
        sheet.deleteLater()
