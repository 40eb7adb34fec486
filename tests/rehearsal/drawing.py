"""Draws one rehearsed season: loads and amounts of every exercise, sets a week, phases, races, deloads, what opened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen, QPolygonF

from desktop.widgets.phases import phase_word
from rules.rulebook import Rulebook
from rules.verdicts import PlannedItem
from rules.vocabulary import Category, Phase, Role
from tests.rehearsal.seasons import Held, Season

_WIDTH, _LEFT, _RIGHT, _TOP = 1680, 150, 40, 96
_ROW, _GAP, _BARS = 148, 12, 120
_LINES = ("#1F6F5C", "#C4452F", "#2F5F9E", "#875600", "#7A4B8C", "#3B7D8C", "#8C3B5E", "#5D696E", "#6B7A1F", "#B26A00")
_PHASES = {
    Phase.BUILD: "#EAF5EE",
    Phase.CONSOLIDATE: "#DCEBF3",
    Phase.MAINTAIN: "#EFE7F5",
    Phase.TAPER: "#FFF0CF",
    Phase.RETURN: "#E3E9EC",
    Phase.RACE_WEEK: "#FAD9D2",
    Phase.RACE_DAY: "#C4452F",
    Phase.RECOVERY_MOBILITY: "#E3E1DA",
    Phase.RECOVERY_NONE: "#C9C6BC",
}
_INK, _QUIET, _LINE = QColor("#1B2326"), QColor("#5D696E"), QColor("#C9C6BC")
_ROWS: Sequence[tuple[Category, str]] = (
    (Category.HIP_DOMINANT, "Hip dominant"),
    (Category.HINGE, "Hinge"),
    (Category.LUNGE, "Lunge"),
    (Category.BALANCE, "Balance"),
    (Category.CORE, "Core"),
    (Category.MOBILITY, "Mobility"),
)
_TONES = dict(zip((c for c, _ in _ROWS), _LINES, strict=False))
_HEIGHT = _TOP + len(_ROWS) * (_ROW + _GAP) + _BARS + 60


class Picture:
    def __init__(self, season: Season, book: Rulebook) -> None:
        self._season = season
        self._book = book
        days = sorted(season.days)
        self._first, self._last = days[0], days[-1]
        self._image = QImage(_WIDTH, _HEIGHT, QImage.Format.Format_RGB32)
        self._image.fill(QColor("white"))

    def save(self, path: Path) -> None:
        """Raises OSError where the picture cannot be written."""
        painter = QPainter(self._image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._painter = painter
        self._head()
        self._phases()
        bottom = float(_TOP)
        for category, words in _ROWS:
            self._row(category, words, QRectF(_LEFT, bottom, _WIDTH - _LEFT - _RIGHT, _ROW))
            bottom += _ROW + _GAP
        self._bars(QRectF(_LEFT, bottom, _WIDTH - _LEFT - _RIGHT, _BARS))
        self._races()
        painter.end()
        if not self._image.save(str(path)):
            raise OSError(f"{path} cannot be written")

    # --- parts

    def _x(self, on: date) -> float:
        span = (self._last - self._first).days + 1
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * ((on - self._first).days + 0.5) / span

    def _write(
        self, at: QPointF, text: str, size: int = 9, tone: QColor = _INK, bold: bool = False, right: bool = False
    ) -> None:
        font = QFont("Inter", size)
        font.setBold(bold)
        self._painter.setFont(font)
        self._painter.setPen(tone)
        if right:
            at = QPointF(at.x() - self._painter.fontMetrics().horizontalAdvance(text), at.y())
        self._painter.drawText(at, text)

    def _head(self) -> None:
        season = self._season
        done, missed = len(season.done), len(season.held) - len(season.done)
        deloads = sum(any(one.planned.deload for one in week.sessions) for week in season.weeks)
        self._write(QPointF(_LEFT, 30), f"{season.name}, {season.scenario.value}", 15, bold=True)
        text = f"{len(season.weeks)} weeks, {done} sessions done, {missed} missed, {deloads} lighter weeks"
        self._write(QPointF(_LEFT + 330, 30), text, 10, _QUIET)
        x = float(_LEFT)
        for phase, tone in _PHASES.items():
            self._painter.fillRect(QRectF(x, 42, 12, 12), QColor(tone))
            self._write(QPointF(x + 17, 52), phase_word(phase), 8, _QUIET)
            x += 110
        said = "● done   ○ missed   □ lighter   ▲ opened   solid: kg, dotted: repetitions, steps or seconds"
        self._write(QPointF(x + 4, 52), said, 8, _QUIET)

    def _phases(self) -> None:
        width = self._x(self._first + timedelta(days=1)) - self._x(self._first)
        for on, day in self._season.days.items():
            box = QRectF(self._x(on) - width / 2, _TOP - 22, width + 0.6, _HEIGHT - _TOP - 16)
            self._painter.fillRect(box, QColor(_PHASES[day.phase]))
        if self._season.ill:
            since, until = self._season.ill
            box = QRectF(self._x(since) - width / 2, _TOP - 22, self._x(until) - self._x(since) + width, 14)
            self._painter.fillRect(box, QColor("#8A949B"))
            self._write(QPointF(box.left() + 4, _TOP - 11), "ill", 8, QColor("white"), bold=True)
        if self._season.sore_on:
            text = f"pain in {self._name(self._season.sore_slug)}"
            self._write(QPointF(self._x(self._season.sore_on), _TOP - 11), text, 8, QColor("#B23A25"), bold=True)
        for week in self._season.weeks:
            if week.monday.day <= 7:
                text = f"{week.monday:%b}"
                self._write(QPointF(self._x(week.monday), _HEIGHT - 40), text, 8, _QUIET)

    def _races(self) -> None:
        for race in self._season.races:
            x = self._x(race.on)
            self._painter.setPen(QPen(QColor("#B23A25"), 1.5))
            self._painter.drawLine(QPointF(x, _TOP - 26), QPointF(x, _HEIGHT - 52))
            text = f"{race.priority.value}: {race.name}"
            self._write(QPointF(x + 5, _TOP - 26), text, 9, QColor("#B23A25"), bold=True)

    def _name(self, slug: str) -> str:
        return self._book.exercises[slug].name if slug in self._book.exercises else slug

    def _row(self, category: Category, words: str, box: QRectF) -> None:
        painter = self._painter
        painter.setPen(QPen(_LINE, 1))
        painter.drawRect(box)
        self._write(QPointF(12, box.top() + 18), words, 11, bold=True)
        found: dict[str, list[tuple[Held, PlannedItem]]] = defaultdict(list)
        for held in self._season.held:
            for item in held.planned.items:
                drill = item.role is Role.WARMUP and category is not Category.MOBILITY
                if item.category is category and not drill:
                    found[item.slug].append((held, item))
        loads = [item.load for told in found.values() for _, item in told if item.load]
        amounts = [item.amount for told in found.values() for _, item in told]
        inner = box.adjusted(0, 26, 0, -10)
        most, least = max(loads, default=1.0), min(loads, default=0.0)
        low = least * 0.8 if least > 0.3 * most else 0.0
        top = max(amounts, default=1.0)
        if loads:
            self._write(QPointF(_LEFT - 6, inner.top() + 4), f"{most:g} kg", 8, _QUIET, right=True)
            self._write(QPointF(_LEFT - 6, inner.bottom() + 2), f"{low:g} kg", 8, _QUIET, right=True)
        else:
            self._write(QPointF(_LEFT - 6, inner.top() + 4), f"{top:g}", 8, _QUIET, right=True)
        if category is Category.MOBILITY:
            kept = sorted(found, key=lambda slug: -len(found[slug]))[:5]
            found = {slug: found[slug] for slug in found if slug in kept}
        for number, (slug, told) in enumerate(found.items()):
            tone = QColor(_LINES[number % len(_LINES)])
            loaded = any(item.load for _, item in told)

            def y(item: PlannedItem, loaded: bool = loaded) -> float:
                share = ((item.load or 0) - low) / (most - low or 1) if loaded else item.amount / top
                return inner.bottom() - inner.height() * share

            self._curve(told, tone, y, dotted=not loaded)
            self._labels(slug, told, tone, y, number, box)
        self._opened(category, box)

    def _curve(
        self, told: Sequence[tuple[Held, PlannedItem]], tone: QColor, y: Callable[[PlannedItem], float], dotted: bool
    ) -> None:
        painter = self._painter
        pen = QPen(tone, 1.6, Qt.PenStyle.DotLine if dotted else Qt.PenStyle.SolidLine)
        before: tuple[date, QPointF] | None = None
        for held, item in told:
            at = QPointF(self._x(held.planned.on), y(item))
            if before is not None and (held.planned.on - before[0]).days <= 28:
                painter.setPen(pen)
                painter.drawLine(before[1], at)
            before = held.planned.on, at
        for held, item in told:
            at = QPointF(self._x(held.planned.on), y(item))
            painter.setPen(QPen(tone, 1.2))
            painter.setBrush(QColor("white") if held.missed else tone)
            if held.planned.eased:
                painter.setBrush(QColor("white"))
                painter.drawRect(QRectF(at.x() - 2.6, at.y() - 2.6, 5.2, 5.2))
            else:
                painter.drawEllipse(at, 2.6, 2.6)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _labels(
        self,
        slug: str,
        told: Sequence[tuple[Held, PlannedItem]],
        tone: QColor,
        y: Callable[[PlannedItem], float],
        number: int,
        box: QRectF,
    ) -> None:
        first, item = told[0]
        self._write(
            QPointF(self._x(first.planned.on) + 3, box.top() + 12 + 11 * (number % 4)),
            self._name(slug),
            8,
            tone,
            bold=True,
        )
        shown: float | None = None
        last = date.min
        for held, item in told:
            value = item.load or item.amount
            if value != shown and not held.planned.eased and (held.planned.on - last).days >= 9:
                text = f"{item.amount:g} x {value:g}" if item.load else f"{value:g}"
                self._write(QPointF(self._x(held.planned.on) + 2, y(item) - 5), text, 7, tone)
                shown, last = value, held.planned.on

    def _opened(self, category: Category, box: QRectF) -> None:
        for week in self._season.weeks:
            names = [slug for slug in week.opened if self._book.exercises[slug].category is category]
            if not names:
                continue
            x = self._x(week.monday)
            self._painter.setBrush(QColor("#2F8F6B"))
            self._painter.setPen(Qt.PenStyle.NoPen)
            corner = box.bottom() - 1
            self._painter.drawPolygon(
                QPolygonF([QPointF(x - 4, corner), QPointF(x + 4, corner), QPointF(x, corner - 8)])
            )
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            text = ", ".join(self._name(slug) for slug in names)
            self._write(QPointF(x + 6, corner - 2), text, 7, QColor("#1D6B4F"))

    def _bars(self, box: QRectF) -> None:
        self._write(QPointF(12, box.top() + 18), "Sets a week", 11, bold=True)
        sums: list[dict[Category, int]] = []
        for week in self._season.weeks:
            count: dict[Category, int] = defaultdict(int)
            for held in week.sessions:
                for item in held.planned.items:
                    if not held.missed and item.role is not Role.WARMUP:
                        count[item.category] += item.sets
            sums.append(count)
        top = max((sum(count.values()) for count in sums), default=1) or 1
        self._write(QPointF(_LEFT - 6, box.top() + 8), f"{top}", 8, _QUIET, right=True)
        width = 0.7 * (box.width() / len(sums))
        for week, count in zip(self._season.weeks, sums, strict=True):
            bottom = box.bottom()
            for category, _ in _ROWS:
                height = box.height() * count[category] / top
                self._painter.fillRect(
                    QRectF(self._x(week.monday), bottom - height, width, height), QColor(_TONES[category])
                )
                bottom -= height
        for number, (category, words) in enumerate(_ROWS[:-1]):
            at = QPointF(12, box.top() + 36 + 14 * number)
            self._painter.fillRect(QRectF(at.x(), at.y() - 8, 9, 9), QColor(_TONES[category]))
            self._write(QPointF(at.x() + 14, at.y()), words, 8, _QUIET)
