"""When the data cannot be opened: why, in words, and for a damaged store a backup in its place. Read only then."""

from __future__ import annotations

import logging
from pathlib import Path

from desktop.i18n import tr
from desktop.paths import backup_folder
from desktop.qt import fmt
from desktop.qt.ask import Ask, Asks, Sheet, words
from desktop.services.backups import KeptBackup, newest_sound, replace_damaged
from models.errors import StoreDamaged

_log = logging.getLogger(__name__)


class DamagedSheet(Sheet):
    """Offers the newest sound backup, or any that is chosen, in the place of a damaged store. `aside` is where that is kept, once a
    backup was put in its place."""

    def __init__(self, store: Path, found: KeptBackup | None, ask: Asks) -> None:
        yes = tr("Choose a backup…") if found is None else tr("Open the backup")
        super().__init__(None, tr("Your data cannot be read"), yes, tr("Close"))
        self.store, self.found, self.aside = store, found, None
        self._ask = ask
        self._file: Path | None = None
        self.add_text(
            tr("The file {path} is damaged. It is left as it is and stays beside what takes its place.", path=store)
        )
        self.add_text(self._offer(), "quiet")

    def _offer(self) -> str:
        if self.found is None:
            folder = backup_folder(self.store.parent)
            return tr("There is no sound backup in {folder}. If you keep one elsewhere, choose it here.", folder=folder)
        when = f"{fmt.day(self.found.made.date())}, {self.found.made:%H:%M}"
        return tr("The newest sound backup is of {when}. What was entered later is missing in it.", when=when)

    def attempt(self) -> None:
        if self.found is not None:
            self._file = self.found.file
        else:
            self._file = self._ask.open_file(tr("Put back a backup"), tr("Backups (*.switchback *.db)"))
        if self._file is not None:
            super().attempt()

    def submit(self) -> None:
        assert self._file is not None, "one was found or chosen"
        self.aside = replace_damaged(self._file, self.store)
        _log.warning("a damaged store gave way to a backup")


def mend(error: Exception, ask: Asks | None = None) -> bool:
    """Says why the store cannot be opened. True where something was done about it, so that it can be tried again."""
    _log.warning("the store cannot be opened: %s", type(error).__name__)
    asks = Ask() if ask is None else ask
    store = error.said.facts.get("path") if isinstance(error, StoreDamaged) else None
    if not isinstance(store, Path):
        asks.tell(tr("Switchback cannot open its data"), words(error))
        return False
    sheet = DamagedSheet(store, newest_sound(store), asks)
    try:
        if sheet.exec() != Sheet.DialogCode.Accepted:
            return False
        if sheet.aside is not None:
            text = tr("The damaged file is kept as {name} in {folder}.", name=sheet.aside.name, folder=store.parent)
            asks.tell(tr("The backup is put back"), text)
        return True
    finally:
        sheet.deleteLater()
