"""Cards whose fields save themselves: what every part of the profile is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.pages.profile.view_model import Entry
from desktop.qt import icons, theme
from desktop.qt.ask import is_trouble, words
from desktop.widgets.card import Card
from desktop.widgets.form import Choice, DateField, FieldRow, NumberField, TextField
from desktop.widgets.layouts import empty
from desktop.widgets.meanings import explain, meaning

if TYPE_CHECKING:
    from desktop.pages.profile.page import ProfilePage
    from desktop.services.condition import Condition
    from models import records


class NotesField(QPlainTextEdit):
    """Some lines of text; `committed(text)` when the field is left and the text is new."""

    committed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settled = ""
        self.setTabChangesFocus(True)
        self.setFixedHeight(84)

    @property
    def unsettled(self) -> bool:
        return self.toPlainText() != self._settled

    def show_value(self, text: str) -> None:
        self._settled = text
        if text != self.toPlainText():
            self.setPlainText(text)

    def end(self) -> None:
        if self.unsettled:
            self._settled = self.toPlainText()
            self.committed.emit(self._settled)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.end()


class Line(QWidget):
    """Several fields side by side as one record, what is wrong with them below, and a button that removes it."""

    def __init__(self, fields: Iterable[tuple[QWidget, str, int]], remove: str, slot: Callable[[], object]) -> None:
        super().__init__()
        self.error = QLabel()
        self.error.setProperty("role", "error")
        self.error.setWordWrap(True)
        self.error.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        for field, name, stretch in fields:
            field.setAccessibleName(name)
            field.setToolTip(name)
            row.addWidget(field, stretch)
            if isinstance(field, NumberField):
                field.refused.connect(self.refuse)
        row.addWidget(tool("delete", remove, slot))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.error)

    def refuse(self, message: str) -> None:
        self.error.setText(message)
        self.error.show()

    def clear(self) -> None:
        self.error.hide()


class Bound:
    """One field that saves itself: `read(record)` is what it shows, `write(value)` is called with what was entered.

    What was refused stays in the field until it is mended or another athlete is shown.
    """

    def __init__(
        self,
        section: Section,
        row: FieldRow | Line,
        field: Any,
        read: Callable[[Any], Any],
        write: Callable[[Any], Any],
    ) -> None:
        self._section, self._row, self._field, self._read, self._write = section, row, field, read, write
        (field.picked if isinstance(field, Choice) else field.committed).connect(self._commit)

    def show(self, record: Any, force: bool = False) -> None:
        line = self._field.line if isinstance(self._field, DateField) else self._field
        if force:
            self._row.clear()
        elif not self._row.error.isHidden() or (line.hasFocus() and getattr(line, "unsettled", False)):
            return
        value = self._read(record)
        if isinstance(self._field, Choice):
            self._field.set_value(value)
        else:
            self._field.show_value(value)

    @property
    def trouble(self) -> str:
        """Why what stands in the field is not saved, with the field's name; '' when it is."""
        if self._row.error.isHidden():
            return ""
        said = self._row.error.text()
        one = isinstance(self._row, FieldRow)  # several fields of a line share their words
        return tr("{name}: {text}", name=self._field.accessibleName(), text=said) if one else said

    def _commit(self, value: Any) -> None:
        self._section.attempt(self._row, lambda: self._write(value))


class Section(Card):
    """One card of the profile. `show_profile` fills it; `attempt` saves and says at the row what was refused."""

    def __init__(self, page: ProfilePage, title: str) -> None:
        super().__init__(title)
        self.page = page
        self.bounds: list[Bound] = []

    @property
    def services(self) -> Any:
        return self.page.context.services

    def bind(
        self, row: FieldRow | Line, field: Any, read: Callable[[Any], Any], write: Callable[[Any], Any]
    ) -> FieldRow | Line:
        """Has a field of the athlete's own record save itself."""
        self.bounds.append(Bound(self, row, field, read, write))
        return row

    def trouble(self) -> str:
        """Why the first field that is not saved is not; '' when all are."""
        return next((bound.trouble for bound in self.bounds if bound.trouble), "")

    def show_profile(self, dossier: records.Dossier, condition: Condition, force: bool) -> None:
        """Shows what is kept. `force`: another athlete, nothing typed is kept."""
        raise NotImplementedError

    def attempt(self, row: FieldRow | Line | None, action: Callable[[], Any]) -> bool:
        """Saves as one step to undo; False when it was refused: the row says why and keeps what was typed."""
        if row is not None:
            row.clear()
        try:
            self.page.context.history.run(action, self.page)
        except Exception as error:
            if not is_trouble(error):
                raise
            if row is None:
                self.page.context.go.trouble(error)
            else:
                row.refuse(words(error))
            return False
        return True

    def subheading(self, text: str) -> QLabel:
        label = QLabel(text)
        label.setProperty("role", "strong")
        label.setContentsMargins(0, 8, 0, 0)
        self.body.addWidget(label)
        return label

    def caption(self, text: str = "") -> QLabel:
        label = QLabel(text)
        label.setProperty("role", "caption")
        label.setWordWrap(True)
        self.body.addWidget(label)
        return label


def means(row: FieldRow, term: str) -> None:
    """What a field is for, on hover of its name and of the field, and read out."""
    row.label.setToolTip(meaning(term))
    explain(row.field, term)
    if row.target() is not row.field:
        explain(row.target(), term)


def tool(icon: str, name: str, slot: Callable[[], object]) -> QToolButton:
    button = QToolButton()
    button.setIcon(icons.icon(icon, "quiet"))
    button.setIconSize(QSize(16, 16))
    button.setAccessibleName(name)
    button.setToolTip(name)
    button.clicked.connect(lambda _checked=False: slot())
    return button


def link(text: str, slot: Callable[[], object]) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("kind", "link")
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.clicked.connect(lambda _checked=False: slot())
    return button


class EntryList(QWidget):
    """Dated records, one a line, the newest first; more than a few are folded away. `edit` and `remove` get the id."""

    FOLDED = 3

    def __init__(self, edit: Callable[[str], object] | None, remove: Callable[[str], object]) -> None:
        super().__init__()
        self._edit, self._remove = edit, remove
        self._entries: tuple[Entry, ...] = ()
        self._open = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    def show_entries(self, entries: Iterable[Entry]) -> None:
        fresh = tuple(entries)
        if fresh != self._entries or self._column.count() == 0:
            self._entries = fresh
            self._fill()

    def _fill(self) -> None:
        empty(self._column)
        shown = self._entries if self._open else self._entries[: self.FOLDED]
        for entry in shown:
            self._column.addWidget(self._line(entry))
        hidden = len(self._entries) - len(shown)
        if hidden or (self._open and len(self._entries) > self.FOLDED):
            text = tr("Show {n} more", n=hidden) if hidden else tr("Show fewer")
            self._column.addWidget(link(text, self._turn), 0, Qt.AlignmentFlag.AlignLeft)
        self.setVisible(bool(self._entries))

    def _turn(self) -> None:
        self._open = not self._open
        self._fill()

    def _line(self, entry: Entry) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        column = QVBoxLayout()
        column.setSpacing(0)
        for text, role in ((entry.title, ""), (entry.caption, "caption"), (entry.warning, "error")):
            if text:
                label = QLabel(text)
                theme.set_property(label, "role", role)
                label.setWordWrap(True)
                column.addWidget(label)
        row.addLayout(column, 1)
        about = f"{entry.title} {entry.caption}"
        edit = self._edit
        if edit is not None:
            row.addWidget(tool("edit", tr("Edit: {what}", what=about), lambda: edit(entry.id)))
        row.addWidget(tool("delete", tr("Remove: {what}", what=about), lambda: self._remove(entry.id)))
        return made


__all__ = ["Bound", "EntryList", "Line", "NotesField", "Section", "TextField", "link", "means", "tool"]
