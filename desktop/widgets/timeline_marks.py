"""One week of a season as the strip shows it, the marks under its bar, and their legend."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.i18n import tr, trn
from desktop.qt import fmt, theme

DONE, COMING, PROJECTED, MISSED, ALLOWED, OPENS = "done", "coming", "projected", "missed", "allowed", "opens"


@dataclass(frozen=True)
class WeekBar:
    """`height` is the load cap as a share 0..1, `tone` a phase role ('phase-taper'), `allowed` and `done` sessions,
    `note` what the tooltip adds; `most` is the cap of the week's most permissive day, where the height is a mean.

    `coming` are the sessions planned and still to come, `missed` those that were not done; None while no plan is known: then only
    `allowed` can be shown. `projected`: the plan supposes that all before goes as written. `opens` are exercises that would open.
    """

    monday: date
    height: float
    tone: str
    phase: str
    allowed: int
    done: int = 0
    note: str = ""
    most: float | None = None
    coming: int | None = None
    missed: int = 0
    projected: bool = False
    opens: tuple[str, ...] = ()

    @property
    def percent(self) -> int:
        return round((self.height if self.most is None else self.most) * 100)

    @property
    def sessions(self) -> int:
        """Sessions of the week: done, missed and to come, or as many as it allows where no plan is known."""
        return self.allowed if self.coming is None else self.done + self.missed + self.coming

    def spoken(self) -> str:
        sessions = trn("{n} session", "{n} sessions", self.sessions)
        if self.coming is not None and self.done:
            sessions = tr("{done} of {allowed} sessions", done=self.done, allowed=self.sessions)
        week = tr("Week of {date}", date=fmt.short_date(self.monday))
        parts = [week, self.phase, sessions, tr("{percent} % load", percent=self.percent)]
        return ", ".join([*parts, self.note] if self.note else parts)

    def dots(self) -> list[str]:
        """The kinds of its marks, from the bar down."""
        done = [DONE] * self.done
        if self.coming is None:
            return [*done, *[ALLOWED] * max(0, self.allowed - self.done)]
        return [*done, *[MISSED] * self.missed, *[PROJECTED if self.projected else COMING] * self.coming]


def paint_dot(painter: QPainter, middle: QPointF, kind: str, radius: float) -> None:
    """One mark of the strip: a disc for what was done, a ring for what is planned (a pale one where that is projected, a crossed
    one where it was missed), a speck for what the season would allow, a diamond where an exercise would open."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if kind == DONE:
        painter.setBrush(theme.color("dot"))
        painter.drawEllipse(middle, radius + 0.5, radius + 0.5)
    elif kind == ALLOWED:
        painter.setBrush(theme.color("dot", 0.45))
        painter.drawEllipse(middle, radius * 0.4, radius * 0.4)
    elif kind == OPENS:
        painter.setBrush(theme.color("unlocked"))
        corners = ((0.0, -radius), (radius, 0.0), (0.0, radius), (-radius, 0.0))
        painter.drawPolygon([QPointF(middle.x() + x, middle.y() + y) for x, y in corners])
    else:
        painter.setPen(QPen(theme.color("dot", 0.5 if kind == PROJECTED else 1.0), 1.2))
        painter.drawEllipse(middle, radius, radius)
        if kind == MISSED:
            reach = radius * 0.7
            painter.drawLine(
                QPointF(middle.x() - reach, middle.y() + reach), QPointF(middle.x() + reach, middle.y() - reach)
            )


class Legend(QWidget):
    """What the marks under the bars mean."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks = ((DONE, tr("done")), (COMING, tr("planned")), (PROJECTED, tr("projected")), (OPENS, tr("opens")))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setToolTip(
            tr(
                "Projected: if every session before goes as written. Opens: exercises that would open then. A crossed ring: missed."
            )
        )
        self.setAccessibleName(", ".join(word for _, word in self._marks))
        theme.changes.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(theme.font("tiny"))
        return QSize(round(sum(metrics.horizontalAdvance(word) + 26 for _, word in self._marks)), 20)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = theme.font("tiny")
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        left, middle = 4.0, self.height() / 2
        for kind, word in self._marks:
            paint_dot(painter, QPointF(left + 3, middle), kind, 4.0 if kind == OPENS else 3.0)
            painter.setPen(theme.color("quiet"))
            painter.drawText(QPointF(left + 11, middle + metrics.ascent() / 2 - 1), word)
            left += metrics.horizontalAdvance(word) + 26
        painter.end()
