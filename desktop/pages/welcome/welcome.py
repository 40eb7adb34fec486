"""What the app is for, and the two ways to begin: one's own first athlete, or a squad of invented people to look around with."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.i18n import tr, trn
from desktop.qt.page import EVERYTHING, Context
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.progress import ProgressStrip

WIDTH = 520


class Welcome(QWidget):
    def __init__(self, context: Context, add_athlete: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.state = EmptyState(
            "squad",
            tr("Strength for trail runners, week by week"),
            tr(
                "Switchback shows which strength exercises each of your athletes is ready for and why, and what every week "
                "before and after a race allows."
            ),
        )
        self.add = self.state.add_action(tr("Add your first athlete"), add_athlete)
        self.look = self.state.add_action(tr("Look around with a sample squad"), self.fill, main=False)
        self.note = QLabel(
            tr(
                "The sample squad is eight invented people with two years of training. You can take them out again at any "
                "time: Settings, 'Remove the sample squad'. Everything stays on this computer."
            )
        )
        self.note.setProperty("role", "caption")
        self.note.setWordWrap(True)
        self.note.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.note.setMaximumWidth(WIDTH)
        self.strip = ProgressStrip()
        self.strip.setMaximumWidth(WIDTH)
        inner = self.state.layout()
        assert isinstance(inner, QVBoxLayout)
        for widget in (self.note, self.strip):  # under the actions, before the room that is left
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(widget, 1000)
            row.addStretch(1)
            inner.insertSpacing(inner.count() - 1, 12)
            inner.insertLayout(inner.count() - 1, row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.state)

    def fill(self) -> None:
        """Writes the sample squad in the background."""
        if self.strip.busy:
            return
        services = self._context.services
        job = self._context.jobs.run(lambda progress: _put_in(services, progress), self._filled, self._failed)
        job.dropped.connect(self._ended)
        self.strip.follow(job, tr("Inventing two years of training"))
        self._let(False)

    def _let(self, able: bool) -> None:
        self.add.setEnabled(able)
        self.look.setEnabled(able)

    def _filled(self, count: int) -> None:
        self._ended()
        self._context.go.say(
            trn("{n} invented athlete is in the squad now", "{n} invented athletes are in the squad now", count)
        )

    def _failed(self, error: Exception) -> None:
        self._ended()
        self._context.go.trouble(error)

    def _ended(self) -> None:
        self._let(True)
        self._context.bus.tell(frozenset({EVERYTHING}), None, self)


def _put_in(services: Any, progress: Callable[[int, int], bool]) -> int:
    with closing(services.sibling()) as mine:
        from desktop.services import sample_squad  # two years of training, simulated

        return sample_squad.put_in(mine, progress)
