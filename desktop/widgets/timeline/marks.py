"""A week and a race of a season as the strip shows them, the marks under the bars, and their legend."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.i18n import tr, trn
from desktop.qt import fmt, theme
from desktop.widgets.dots import dots_words

DONE, COMING, PROJECTED, MISSED, ALLOWED, OPENS = "done", "coming", "projected", "missed", "allowed", "opens"


@dataclass(frozen=True)
class RaceMark:
    """A race of the strip. `id` names it when it is moved, if it is `movable`; `was` is its day as kept while another is proposed."""

    on: date
    name: str
    priority: str = ""
    id: str = ""
    movable: bool = False
    was: date | None = None

    @property
    def key(self) -> str:
        return self.id or self.name

    def spoken(self) -> str:
        """'Ridge 50 · A · Fri 29 Jan 2027'"""
        return " · ".join(part for part in (self.name, self.priority, fmt.day(self.on)) if part)


@dataclass(frozen=True)
class DayBar:
    """One day's load cap as a share 0..1, in the tone of its phase, and the phase's name."""

    height: float
    tone: str
    phase: str = ""


@dataclass(frozen=True)
class WeekBar:
    """`height` is the load cap as a share 0..1, `tone` a phase role ('phase-taper'), `allowed` and `done` sessions,
    `note` what the tooltip adds; `most` is the cap of the week's most permissive day, where the height is a mean.

    `coming` are the sessions planned and still to come, `missed` those that were not done; None while no plan is known: then only
    `allowed` can be shown. `projected`: the plan supposes that all before goes as written. `opens` are exercises that would open.
    `days`, its seven days, are shown where a week is wide enough for them; then the marks in the order of `dots` stand under the
    weekdays `held` (0 for Monday), where those are known.
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
    days: tuple[DayBar, ...] = ()
    held: tuple[int, ...] = ()

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
            sessions = dots_words(self.done, self.sessions)
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
        self._marks = (
            (DONE, tr("done")),
            (COMING, tr("planned")),
            (PROJECTED, tr("projected")),
            (MISSED, tr("missed")),
            (OPENS, tr("opens")),
        )
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setToolTip(
            tr("Projected: if every session before goes as written. Opens: exercises that would open then.")
        )
        self.setAccessibleName(", ".join(word for _, word in self._marks))
        theme.changes.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(theme.font("tiny"))
        wide = sum(metrics.horizontalAdvance(word) + 26 for _, word in self._marks)
        return QSize(round(wide), max(20, round(metrics.height() + 4)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = theme.font("tiny")
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        begin, middle = 4.0, self.height() / 2
        for kind, word in self._marks:
            wide = metrics.horizontalAdvance(word)
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            spot = self.width() - begin - 3 if mirrored else begin + 3
            paint_dot(painter, QPointF(spot, middle), kind, 4.0 if kind == OPENS else 3.0)
            painter.setPen(theme.color("quiet"))
            text = self.width() - begin - 11 - wide if mirrored else begin + 11
            painter.drawText(QPointF(text, middle + metrics.ascent() / 2 - 1), word)
            begin += wide + 26
        painter.end()
