"""The top line: who and what, today's phase, the next race, and what can be done here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QIcon, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from desktop.qt import icons, theme
from desktop.shell.header_facts import HeaderFacts
from desktop.widgets import meanings
from desktop.widgets.elided import ElidedLabel
from desktop.widgets.pill import Pill, pill_size

_AROUND, _LINES = 24, 44
"""Pixels of the header's height that stay, and those that follow the text."""
HEIGHT = _AROUND + _LINES
_TITLE_LEAST = 150
_TITLE_WHOLE, _TITLE_STUB = 240, 112
"""Pixels up to which a name is whole before buttons keep their words and the phase is said; and those it keeps where the next race
would otherwise go unsaid."""
_FLAG = "flag"


WHOLE, WORD, ICON = range(3)


class ActionButton(QPushButton):
    """A push button that follows an action: text, icon, enabled, visible, checked, tooltip; its shortcut works while it is there.
    An action without text, an icon alone, has its words in the property 'spoken'; one with a shorter word in 'brief'."""

    def __init__(self, action: QAction, main: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.action = action
        self.addAction(action)
        self._main, self._brief = main, WHOLE
        if main:
            self.setProperty("kind", "primary")
        action.changed.connect(self._follow)
        self.clicked.connect(self._fire)
        self._follow()

    def _fire(self) -> None:
        self.action.trigger()

    def _follow(self) -> None:
        action = self.action
        self._set_words()
        self.setCheckable(action.isCheckable())
        self.setChecked(action.isChecked())
        self.setEnabled(action.isEnabled())
        self.setVisible(action.isVisible())
        keys = action.shortcut().toString(action.shortcut().SequenceFormat.NativeText)
        tip = action.toolTip() or action.text()
        self.setToolTip(f"{tip}  {keys}" if keys else tip)
        self.setAccessibleName(action.text() or str(action.property("spoken") or ""))
        menu = action.menu()
        if isinstance(menu, QMenu):
            self.setMenu(menu)

    def _set_words(self) -> None:
        name, words = str(self.action.property("icon_name") or ""), self.action.text()
        worded = bool(words) and self._brief == WORD
        if worded:
            words = str(self.action.property("brief") or words)
        self.setText("" if self._brief == ICON and name else words)
        if name:
            self.setIcon(QIcon() if worded else icons.icon(name, "fill-ink" if self._main else "ink"))

    def set_brief(self, brief: int) -> None:
        """WHOLE: icon and words; WORD: the words alone, the shortest there are; ICON: the icon alone, where the action has one,
        with its words in the tooltip and read aloud."""
        if brief != self._brief:
            self._brief = brief
            self._set_words()


class Header(QFrame):
    """`show_athlete(facts)` or `show_title(title, caption)`; `show_actions` puts the page's buttons at the end."""

    def __init__(self, tools: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.title = ElidedLabel(role="title")
        self.caption = ElidedLabel(role="caption")
        names = QVBoxLayout()
        names.setSpacing(1)
        names.addStretch(1)
        names.addWidget(self.title)
        names.addWidget(self.caption)
        names.addStretch(1)
        self._names = QWidget()
        self._names.setLayout(names)
        names.setContentsMargins(0, 0, 0, 0)
        self.phase, self.race = Pill(parent=self), Pill(parent=self)
        self._facts = HeaderFacts("")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(24, 0, 24, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self._names)
        self._row.addSpacing(8)
        self._row.addWidget(self.phase)
        self._row.addSpacing(4)
        self._row.addWidget(self.race)
        self._row.addStretch(1)
        self._tools: list[QToolButton] = []
        for action in tools:
            button = QToolButton()
            button.setDefaultAction(action)
            self._row.addWidget(button)
            self._tools.append(button)
        self._row.addSpacing(4)
        self._buttons: list[ActionButton] = []
        theme.changes.changed.connect(self._follow_text)
        self._follow_text()

    def show_title(self, title: str, caption: str = "") -> None:
        self.title.setText(title)
        self.caption.setText(caption)
        self.caption.setVisible(bool(caption))
        self._facts = HeaderFacts(title)
        self._fit()

    def show_athlete(self, facts: HeaderFacts) -> None:
        self.title.setText(facts.name)
        self.caption.setText(facts.caption)
        self.caption.setVisible(bool(facts.caption))
        self._facts = facts
        self._fit()

    def show_actions(self, actions: Sequence[QAction]) -> None:
        """The page's actions; the last one is the main one and filled."""
        for button in self._buttons:
            self._row.removeWidget(button)
            button.removeAction(button.action)
            button.hide()
            button.deleteLater()
        self._buttons = [ActionButton(action, action is actions[-1], self) for action in actions]
        for button in self._buttons:
            self._row.addWidget(button)
            button.setVisible(button.action.isVisible())
        self._fit()

    @property
    def tools(self) -> tuple[QToolButton, ...]:
        """The frame's own buttons, in the order in which they were given."""
        return tuple(self._tools)

    @property
    def buttons(self) -> tuple[ActionButton, ...]:
        return tuple(self._buttons)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _follow_text(self) -> None:
        self.setFixedHeight(_AROUND + theme.scaled(_LINES))
        for button in self._tools:
            button.setIconSize(QSize(theme.scaled(18), theme.scaled(18)))
        self._fit()

    def _room(self) -> int:
        """Pixels that the buttons leave to name, phase and race."""
        fixed = 48 + 8 * (len(self._buttons) + len(self._tools) + 1) + 16
        fixed += sum(button.sizeHint().width() for button in self._buttons if not button.isHidden())
        return self.width() - fixed - sum(button.sizeHint().width() for button in self._tools)

    def _fit(self) -> None:
        """Says phase and race in full as far as there is room, then briefly with the rest in a tooltip; then the buttons shrink to
        their icons, the main one last, when it has no room for a word beside what is left of the name: the countdown of the race is
        the last to go, before the name is cut beyond recognition."""
        facts, stub, least = self._facts, theme.scaled(_TITLE_STUB), theme.scaled(_TITLE_LEAST)
        named = self.title.sizeHint().width()
        wanted = max(named, self.caption.sizeHint().width() if self.caption.text() else 0)
        whole, stub = min(named, theme.scaled(_TITLE_WHOLE)), min(wanted, stub)
        race = _width(facts.race_short or facts.race, _FLAG)
        for others, main, needed in (
            (WHOLE, WHOLE, whole + race), (ICON, WHOLE, whole + race), (ICON, WORD, whole + race),
            (ICON, WORD, min(whole, stub) + race), (ICON, ICON, min(whole, stub) + race),
            (ICON, WORD, min(whole, stub)), (ICON, ICON, 0),  # the race goes unsaid
        ):  # fmt: skip
            for button in self._buttons[:-1]:
                button.set_brief(others)
            for button in self._buttons[-1:]:
                button.set_brief(main)
            left = self._room()
            if left >= needed:
                break
        for_caption = left - max(least, min(wanted, theme.scaled(320)))
        phase, race = self._wording(for_caption, left - whole, left - min(whole, stub))
        self._show_pill(self.phase, phase, facts.phase, facts.phase_tone, "", meanings.PHASE)
        self._show_pill(self.race, race, facts.race, facts.race_tone, _FLAG, meanings.NEXT_RACE)
        took = sum(pill.sizeHint().width() + 12 for pill in (self.phase, self.race) if pill.text)
        self._names.setMinimumWidth(stub if took else min(wanted, least))
        self._names.setMaximumWidth(max(stub, left - took))

    def _wording(self, room: int, more: int, most: int) -> tuple[str, str]:
        """The words of phase and race that fit into `room` pixels, or where even the briefest do not, into `more`, for which the
        caption is cut, or into `most`, for which the name is."""
        facts = self._facts
        brief_phase, brief_race = facts.phase_short or facts.phase, facts.race_short or facts.race
        wishes = ((facts.phase, facts.race), (facts.phase, brief_race), (brief_phase, brief_race))
        last = ("", brief_race) if brief_race else (brief_phase, "")
        for within, pairs in ((room, wishes), (more, ((brief_phase, brief_race), last)), (most, (last,))):
            for phase, race in pairs:
                if _width(phase, "") + _width(race, _FLAG) <= within:
                    return phase, race
        return "", ""

    @staticmethod
    def _show_pill(pill: Pill, shown: str, whole: str, tone: str, icon: str, term: str) -> None:
        pill.show_state(shown, tone, icon)
        pill.setAccessibleName(whole if shown else "")
        meanings.explain(pill, term, whole if shown != whole else "")


def _width(text: str, icon: str) -> int:
    return pill_size(text, icon).width() + 12 if text else 0
