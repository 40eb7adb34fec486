"""A4 or Letter: chosen once, remembered, and before that what the reader's country uses."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Final

from PySide6.QtCore import QLocale

from desktop.i18n import tr
from desktop.qt import fmt
from desktop.services.outcome import Refused
from desktop.settings import Setting
from desktop.widgets.form import Choice
from desktop.widgets.paper.writing import Paper

PAPER: Setting[str] = Setting("paper", "", choices=("", *Paper))
"""Empty: that of the country."""
_LETTER: Final = frozenset(
    {
        QLocale.Country.UnitedStates,
        QLocale.Country.Canada,
        QLocale.Country.Mexico,
        QLocale.Country.Chile,
        QLocale.Country.Colombia,
        QLocale.Country.Venezuela,
        QLocale.Country.Philippines,
    }
)


def remembered(services: Any) -> Paper:
    kept = services.settings.get(PAPER)
    if kept:
        return Paper(kept)
    return Paper.LETTER if fmt.locale().territory() in _LETTER else Paper.A4


class PaperChoice(Choice):
    """The two papers; what is picked is remembered."""

    def __init__(self, services: Any) -> None:
        super().__init__()
        self._services = services
        self.set_choices([(Paper.A4, tr("A4")), (Paper.LETTER, tr("US Letter"))])
        self.set_value(remembered(services))
        self.picked.connect(self._keep)

    @property
    def paper(self) -> Paper:
        value = self.value()
        return value if isinstance(value, Paper) else Paper.A4

    def _keep(self, value: object) -> None:
        with suppress(Refused, OSError):  # a read-only folder forgets the choice, and prints all the same
            self._services.settings.set(PAPER, str(value))
