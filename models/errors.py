"""What can go wrong with a store through nobody's programming: each says in plain words what happened and what helps.

`str(error)` is English; a window says `error.said` in its own language. Programming errors are never turned into these.
"""

from __future__ import annotations


class Said:
    """Words with what fills them: `text` is the English template, so that whoever shows it can translate it first."""

    def __init__(self, text: str, /, **facts: object) -> None:
        self.text = text
        self.facts = facts

    def __str__(self) -> str:
        return self.text.format(**self.facts) if self.facts else self.text


class StoreError(Exception):
    """Base of all store trouble; nothing that was confirmed before is lost by any of them."""

    def __init__(self, text: str, /, **facts: object) -> None:
        self.said = Said(text, **facts)
        super().__init__(str(self.said))


class StoreTooNew(StoreError):
    """The file was written by a newer version of the program. Nothing was touched."""


class StoreBusy(StoreError):
    """Somebody else writes to this store: a second window, an import, a backup program. Nothing was written."""


class StoreLocked(StoreBusy):
    """Another running instance holds the store as its own."""


class StoreFull(StoreError):
    """The disk has no room left. What was being saved is not saved; all before it is."""


class StoreDamaged(StoreError):
    """The file is not a sound database: empty, cut off, overwritten or not a database at all. It was left as it is."""


class StoreReadOnly(StoreError):
    """File or folder may not be written to, or the store was opened for reading only."""


class StoreMissing(StoreError):
    """There is no such file, or it may not be read."""


class StoreGone(StoreMissing):
    """There is no store where one was: its backups are still there. Nothing was made in its place."""


class StoreRefused(StoreError):
    """The store's own rules refuse the values (a score out of range, an unknown word, an athlete that does not exist)."""


class MigrationFailed(StoreError):
    """Bringing an older file up to date failed; the file from before was put back."""


class DiskTrouble(StoreError):
    """The operating system could not read or write the file."""
