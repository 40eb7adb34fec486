"""What is typed into a sheet is kept while it is typed, until the sheet is done or cancelled: closing it, the window or the
computer loses nothing. When the sheet is opened again, it is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from desktop.qt.memory import Memory

_WAIT: Final = 300
"""Milliseconds after the last key."""
Field = QLineEdit | QPlainTextEdit | QComboBox | QAbstractButton


_KINDS: Final = {QLineEdit: "line", QPlainTextEdit: "text", QComboBox: "choice", QAbstractButton: "button"}


def fields(body: QWidget) -> Iterator[tuple[str, Field]]:
    """What can be filled in, by a name that is the same in every language: the one its form gave it (see Form.add), or else what
    it is; counted where several have it."""
    counted: dict[str, int] = {}
    for widget in body.findChildren(QWidget):
        if isinstance(widget, QAbstractButton) and not widget.isCheckable():
            continue
        if not isinstance(widget, Field) or isinstance(widget.parent(), QComboBox):
            continue
        name = widget.objectName() or next(word for kind, word in _KINDS.items() if isinstance(widget, kind))
        counted[name] = counted.get(name, 0) + 1
        yield f"{name} {counted[name]}", widget


def read(field: Field) -> str | bool:
    """What the field holds, in no language but the coach's own."""
    if isinstance(field, QLineEdit):
        return field.text()
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    return _chosen(field, field.currentIndex()) if isinstance(field, QComboBox) else field.isChecked()


def _chosen(field: QComboBox, index: int) -> str:
    """What a choice stands for; its place in the list where it stands for nothing."""
    value = field.itemData(index)
    return f"#{index}" if value is None else str(value)


def write(field: Field, value: Any) -> None:
    """Puts a kept value in; one that does not fit any more is left out."""
    if isinstance(field, QLineEdit) and isinstance(value, str):
        field.setText(value)
    elif isinstance(field, QPlainTextEdit) and isinstance(value, str):
        field.setPlainText(value)
    elif isinstance(field, QComboBox):
        index = next((at for at in range(-1, field.count()) if _chosen(field, at) == value), None)
        if index is not None:
            field.setCurrentIndex(index)
    elif isinstance(field, QAbstractButton) and isinstance(value, bool):
        group = field.group()
        if group is not None and not value:  # of several only one is on: it goes off only where none must be
            exclusive = group.exclusive()
            group.setExclusive(False)
            field.setChecked(False)
            group.setExclusive(exclusive)
        else:
            field.setChecked(value)


class Draft(QObject):
    """Of one sheet, under `key`, such as 'race:<athlete>'. Make it when the fields hold what they begin with.

    `came_back` says whether something was put back; `begin_anew` empties the fields to what they began with; `forget` when done.
    """

    changed = Signal()

    def __init__(self, body: QWidget, memory: Memory, key: str) -> None:
        super().__init__(body)
        self._memory, self._key = memory, key
        self._fields = dict(fields(body))
        self._first = {name: read(field) for name, field in self._fields.items()}
        kept = memory.draft(key)
        for name in self._fields.keys() & kept.keys():
            write(self._fields[name], kept[name])
        self.came_back = bool(self._typed())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT)
        self._timer.timeout.connect(self.keep)
        for field in self._fields.values():
            if isinstance(field, QComboBox):
                field.currentIndexChanged.connect(self._on_change)
            elif isinstance(field, QAbstractButton):
                field.toggled.connect(self._on_change)
            else:
                field.textChanged.connect(self._on_change)

    def _typed(self) -> dict[str, str | bool]:
        now = {name: read(field) for name, field in self._fields.items()}
        return {name: value for name, value in now.items() if value != self._first[name]}

    def _on_change(self, *_value: object) -> None:
        self._timer.start()

    def keep(self) -> None:
        """Now, without waiting."""
        self._timer.stop()
        self._memory.keep_draft(self._key, self._typed())

    def forget(self) -> None:
        self._timer.stop()
        self._memory.keep_draft(self._key, {})

    def begin_anew(self) -> None:
        for name, field in self._fields.items():
            write(field, self._first[name])
        self.came_back = False
        self.forget()
