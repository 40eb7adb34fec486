"""Letters typed one after the other that lead to a name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QElapsedTimer

PAUSE_MS: Final = 1000


class TypeAhead:
    """Forgets what was typed after a pause."""

    def __init__(self) -> None:
        self._typed = ""
        self._since = QElapsedTimer()

    @property
    def running(self) -> bool:
        """Whether the next letter belongs to what was typed before."""
        return bool(self._typed) and self._since.isValid() and self._since.elapsed() < PAUSE_MS

    def type(self, text: str, names: Sequence[tuple[str, str]], current: str) -> str:
        """The key of the name meant, of `names` as (key, name) in reading order; '' where none is.

        A name that begins so comes before one with a word that does, and the current one is left only when it no longer fits;
        the same letter again goes on to the next name.
        """
        self._typed = self._typed + text.casefold() if self.running else text.casefold()
        self._since.start()
        again = len(set(self._typed)) == 1 and len(self._typed) > 1
        wanted = self._typed[0] if again else self._typed
        keys = [key for key, _ in names]
        at = keys.index(current) if current in keys else -1
        step_on = again or len(self._typed) == 1
        turned = [*names[at + 1 :], *names[: at + 1]] if step_on else [*names[max(at, 0) :], *names[: max(at, 0)]]
        for fits in (str.startswith, _in_a_word):
            for key, name in turned:
                if fits(name.casefold(), wanted):
                    return key
        return ""


def _in_a_word(name: str, wanted: str) -> bool:
    return (
        any(part.startswith(wanted) for part in name.replace("-", " ").replace("(", " ").split())
        or f" {wanted}" in name
    )
