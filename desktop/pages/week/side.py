"""Beside the session: why it is what it is, and what the exercise at hand was done with lately."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.pages.week import beside
from desktop.widgets.card import Card
from desktop.widgets.layouts import put_in, scrolling
from desktop.widgets.link import Link
from desktop.widgets.load_chart import LoadChart


class WhyCard(Card):
    """Headings with reasons under them, each with its rule: a link, `rule_asked(id)`, or its name alone where `linked` is False
    because the page of rules is shut. `what_if_asked()`."""

    what_if_asked = Signal()
    rule_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None, linked: bool = True) -> None:
        super().__init__(tr("Why this session"), parent, margin=16)
        self._linked = linked
        self.what_if = QPushButton(tr("What if…"))
        self.what_if.setProperty("kind", "link")
        self.what_if.setToolTip(tr("The same week with one thing changed, side by side; nothing is saved"))
        self.what_if.clicked.connect(self.what_if_asked)
        self.head.addWidget(self.what_if)
        self.texts: tuple[str, ...] = ()
        self.shown: tuple[tuple[str, tuple[beside.Why, ...]], ...] = ()
        self.area = scrolling(self._inside(self.shown))
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName(tr("Why this session"))
        self.body.addWidget(self.area, 1)
        self._soon = QTimer(self)  # of no duration: for the window's next turn
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._put_in)

    def show_parts(self, title: str, parts: Sequence[tuple[str, Sequence[beside.Why]]]) -> None:
        """Parts are (heading, reasons); those without reasons are left out. Reasons that take the place of others come when the keys
        in progress are done: they change with the exercise, and Tab may go through several at a stretch."""
        kept = tuple((heading, tuple(whys)) for heading, whys in parts if whys)
        if (self.heading.text(), self.shown) == (title, kept):
            return
        self.set_title(title)
        before, self.texts = self.texts, tuple(why.text for _, whys in kept for why in whys)
        self.shown = kept
        if before and self.texts:
            self._soon.start()
        else:
            self._put_in()

    def _put_in(self) -> None:
        self._soon.stop()
        put_in(self.area, self._inside(self.shown))

    def _inside(self, parts: Sequence[tuple[str, Sequence[beside.Why]]]) -> QWidget:
        made = QWidget()
        made.setProperty("area", "clear")
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(6)
        for heading, whys in parts:
            if heading:
                column.addWidget(_label(heading, "strong"))
            for why in whys:
                column.addWidget(self._reason(why))
        column.addStretch(1)
        return made

    def _reason(self, why: beside.Why) -> QWidget:
        """The sentence, and under it its rule."""
        made = QWidget()
        made.setProperty("area", "clear")
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(_label(why.text, "quiet"))
        said = tr("rule {id}", id=why.rule)
        if why.rule and self._linked:
            link = Link(said)
            link.setAccessibleDescription(why.text)
            link.clicked.connect(lambda _checked=False, rule=why.rule: self.rule_asked.emit(rule))
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeading)
        elif why.rule:
            column.addWidget(_label(said, "caption"))
        return made


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    return label


class CourseCard(Card):
    """The history of one exercise as a picture; its words are read out and stand in the tooltips."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(" ", parent, margin=16)
        self.chart = LoadChart()
        self.body.addWidget(self.chart, 1)

    def show_course(self, course: beside.Course | None) -> None:
        self.setVisible(course is not None)
        if course is None:
            return
        self.set_title(course.title)
        self.chart.show_history(course.title, course.points, course.start, course.end, course.unit, course.planned)
