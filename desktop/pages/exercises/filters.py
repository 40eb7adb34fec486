"""Which equipment is at hand: any, an athlete's own, or what is ticked off here."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from desktop.i18n import tr, trn
from desktop.widgets.form import Choice
from desktop.widgets.words import equipment_word
from rules.vocabulary import Equipment


class _StayingMenu(QMenu):
    """A menu in which several things can be ticked before it closes."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        action = self.actionAt(event.position().toPoint())
        if action is not None and action.isCheckable():
            action.trigger()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self.activeAction()
        if event.key() == Qt.Key.Key_Space and action is not None and action.isCheckable():
            action.trigger()
            return
        super().keyPressEvent(event)


class EquipmentFilter(Choice):
    """`owned` is None while any equipment will do; `changed()` by the user only."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.owned: frozenset[Equipment] | None = None
        self._athletes: frozenset[Equipment] | None = None
        self.menu = _StayingMenu(self)
        self.menu.addAction(tr("Any equipment")).triggered.connect(lambda _checked=False: self._take(None))
        self.menu.addAction(tr("Without equipment")).triggered.connect(lambda _checked=False: self._take(frozenset()))
        self._theirs = self.menu.addAction("")
        self._theirs.triggered.connect(lambda _checked=False: self._take(self._athletes))
        self.menu.addSeparator()
        self._items: dict[Equipment, QAction] = {}
        for item in Equipment:
            if item is not Equipment.BODYWEIGHT:
                action = self.menu.addAction(equipment_word(item))
                action.setCheckable(True)
                action.triggered.connect(lambda _checked=False: self._take(self._ticked()))
                self._items[item] = action
        self.set_athlete("", None)
        self.show_owned(None)

    def set_athlete(self, name: str, owned: frozenset[Equipment] | None) -> None:
        """Whose equipment can be taken with one click; None for nobody's."""
        self._athletes = owned
        self._theirs.setText(tr("What {name} has", name=name))
        self._theirs.setVisible(owned is not None)

    def show_owned(self, owned: frozenset[Equipment] | None) -> None:
        self.owned = owned
        for item, action in self._items.items():
            action.setChecked(owned is not None and item in owned)
        if owned is None:
            said = tr("Any equipment")
        elif owned <= {Equipment.BODYWEIGHT}:
            said = tr("Without equipment")
        else:
            said = trn("With {n} piece", "With {n} pieces", len(owned - {Equipment.BODYWEIGHT}))
        self.set_choices([(owned, said)])
        self.setAccessibleName(tr("Equipment at hand: {choice}", choice=said))
        names = [equipment_word(item) for item in Equipment if owned and item in owned]
        self.setToolTip(", ".join(names) or tr("Shows what can be done with the equipment at hand"))

    def showPopup(self) -> None:
        """The menu drops down instead of the list: several things can be ticked in it."""
        self.menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def _ticked(self) -> frozenset[Equipment] | None:
        return frozenset(item for item, action in self._items.items() if action.isChecked()) or None

    def _take(self, owned: frozenset[Equipment] | None) -> None:
        self.show_owned(owned)
        self.changed.emit()
