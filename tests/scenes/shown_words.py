"""A language in which every translated text is marked, and every text a scene shows: what is shown without marks was never
passed through the catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from string import Formatter
from typing import Any

from PySide6.QtCore import QAbstractListModel, QLocale, QModelIndex, Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QTabBar,
    QTextEdit,
    QWidget,
)

from desktop.i18n import Catalogue

OPEN, CLOSE = "⟦", "⟧"
ROWS = 40
"""Rows of a table read here; more are the same again."""
_MARKED = re.compile(f"(?:{OPEN}|^[^{OPEN}{CLOSE}]*(?={CLOSE}))[^{CLOSE}]*(?:{CLOSE}|$)")
_RULE_ID = re.compile(r"\b[a-z][a-z0-9_]*(?:\.[A-Za-z0-9_/-]+)+\b")
_FIXED = re.compile(r"switchback [a-z-]+(?: --[a-z]+)*|(?<!\S)/\S+|\b\d+\.\d+\.\d+\b|\b[A-Z]+-\d\.\d\b")
"""Commands, paths, versions, licences."""
_KEYS = re.compile(
    r"\b(?:Ctrl|Alt|Shift|Esc|Return|Enter|Del|F\d+|Maj|Échap|Retour|Entrée|Suppr)(?:\+(?:Page (?:préc|suiv)|[^\s,;)]+))*"
)
"""Keys, in Qt's portable spelling and as Qt names them in French."""
_MARKUP = re.compile(r"<[^>]*>|&[a-z]+;")
_WORD = re.compile(r"[^\W\d_]{2,}")
_POINT = re.compile(r"\d\.\d")
SAME = frozenset({
    "kg", "lb", "cm", "km", "min", "kB", "MB", "UTC", "RPE", "RIR", "e1RM", "AB", "csv", "db", "pdf", "UTF", "MIT", "PSF", "LGPL",
    "OFL", "English", "Français", "Switchback", "Python", "Qt", "PySide", "durable", "rules", "Peewee", "SQLite", "Inter",
})  # fmt: skip
"""Units, abbreviations and names that are the same in every language."""


def marked(text: str) -> str:
    """The text with everything but its placeholders between marks."""
    parts = list(Formatter().parse(text))
    if all(name is None for _, name, _, _ in parts):
        return f"{OPEN}{text}{CLOSE}"
    made = ""
    for literal, name, spec, conversion in parts:
        if literal:
            made += OPEN + literal.replace("{", "{{").replace("}", "}}") + CLOSE
        if name is not None:
            made += "{" + name + (f"!{conversion}" if conversion else "") + (f":{spec}" if spec else "") + "}"
    return made


class Asked(dict[str, Any]):
    """Gives every text that is asked for with marks, and remembers it."""

    def get(self, key: str, default: Any = None) -> Any:
        self[key] = marked(key)
        return self[key]


class AskedPlurals(dict[str, Any]):
    def get(self, key: str, default: Any = None) -> Any:
        one, _, many = key.partition("|")
        self[key] = (marked(one), marked(many))
        return self[key]


def catalogue() -> Catalogue:
    """Dates and numbers are French in it: an English month and a decimal point are found, too."""
    return Catalogue("fr", "Marked", "zero-one", ",", Asked(), AskedPlurals())


def typed(records: Iterable[Any]) -> set[str]:
    """Every text somebody typed, from records of the store."""
    found: set[str] = set()

    def look(value: Any) -> None:
        if isinstance(value, str):
            if not isinstance(value, Enum) and value.strip():
                found.add(value)
        elif is_dataclass(value):
            for one in fields(value):
                look(getattr(value, one.name))
        elif isinstance(value, (tuple, list, frozenset)):
            for one in value:
                look(one)

    for record in records:
        look(record)
    return found


class Judge:
    """Tells what of a text was neither translated nor typed nor the same in every language."""

    def __init__(self, typed_texts: Iterable[str]) -> None:
        self._typed = sorted({text.casefold() for text in typed_texts}, key=len, reverse=True)
        self._allowed = set(SAME)
        locale = QLocale("fr")
        for form in (QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat, QLocale.FormatType.NarrowFormat):
            for number in range(1, 13):
                self._allowed |= set(_WORD.findall(locale.monthName(number, form)))
            for number in range(1, 8):
                self._allowed |= set(_WORD.findall(locale.dayName(number, form)))
        self._allowed = {word.casefold() for word in self._allowed}

    def bare(self, text: str) -> str:
        """The words without marks, '' if there are none."""
        rest = _MARKED.sub(" ", text)
        if not _WORD.search(rest) and not _POINT.search(rest):
            return ""
        for pattern in (_MARKUP, _FIXED, _KEYS, _RULE_ID):
            rest = pattern.sub(" ", rest)
        rest = rest.casefold()
        for own in self._typed:
            if own in rest:
                rest = re.sub(rf"(?<!\w){re.escape(own)}(?!\w)", " ", rest)
        if rest.strip().endswith("…"):  # a name that was cut
            start = rest.strip()[:-1].strip()
            if start and any(own.startswith(start) for own in self._typed):
                return ""
        words = [word for word in _WORD.findall(rest) if word.casefold() not in self._allowed]
        return " ".join(words) or " ".join(_POINT.findall(rest))


def shown(root: QWidget) -> Iterator[tuple[str, str]]:
    """(where, text) of everything that is seen or read aloud in a scene, but what is painted by hand."""
    for widget in [root, *root.findChildren(QWidget)]:
        if widget is not root and not widget.isVisibleTo(root):
            continue
        where = f"{type(widget).__name__}"
        for kind, text in _of(widget):
            if text:
                yield f"{where}.{kind}", text
        for child in _accessible_children(widget):
            yield f"{where}.read aloud", child


def _of(widget: QWidget) -> Iterator[tuple[str, str]]:
    yield from _said(widget)
    yield from _named(widget)
    for action in widget.actions():
        if isinstance(action, QAction) and not action.isSeparator():
            yield "action", action.text()
            yield "action tip", action.toolTip()


def _named(widget: QWidget) -> Iterator[tuple[str, str]]:
    yield "tip", widget.toolTip()
    yield "name", widget.accessibleName()
    yield "description", widget.accessibleDescription()
    if widget.isWindow():
        yield "title", widget.windowTitle()


def _said(widget: QWidget) -> Iterator[tuple[str, str]]:
    if isinstance(widget, (QLabel, QAbstractButton)):
        yield "text", widget.text()
    elif isinstance(widget, QLineEdit):
        yield "placeholder", widget.placeholderText()
    elif isinstance(widget, (QTextEdit, QPlainTextEdit)):
        yield "placeholder", widget.placeholderText()
        if widget.isReadOnly() and widget.objectName() != "helpText":  # help is a book of its own in each language
            yield "text", widget.toPlainText()
    elif isinstance(widget, QGroupBox):
        yield "title", widget.title()
    elif isinstance(widget, QProgressBar):
        yield "text", widget.text()
    elif isinstance(widget, QTabBar):
        yield from (("tab", widget.tabText(number)) for number in range(widget.count()))
    elif isinstance(widget, QComboBox):
        yield from (("choice", widget.itemText(number)) for number in range(widget.count()))
    if isinstance(widget, QAbstractItemView) and not isinstance(widget, QHeaderView):
        yield from _cells(widget)


def _cells(view: QAbstractItemView) -> Iterator[tuple[str, str]]:
    model = view.model()
    if model is None:
        return
    roles = (
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleTextRole,
        Qt.ItemDataRole.AccessibleDescriptionRole,
    )
    top = QModelIndex()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(top)  # a list's own is private
    for column in range(columns):
        for role in roles:
            head = model.headerData(column, Qt.Orientation.Horizontal, role)
            if isinstance(head, str) and not head.isdigit():
                yield f"heading {column}", head
        for row in range(min(model.rowCount(top), ROWS)):
            for role in roles:
                cell = model.data(model.index(row, column), role)
                if isinstance(cell, str):
                    yield f"column {column}", cell


def _accessible_children(widget: QWidget) -> Iterator[str]:
    """What a widget that paints its parts by hand tells a screen reader of them."""
    found = QAccessible.queryAccessibleInterface(widget)
    if found is None or isinstance(widget, (QAbstractItemView, QComboBox)):
        return
    for number in range(min(found.childCount(), ROWS)):
        child = found.child(number)
        if child is None or child.object() is not None:
            continue  # a widget of its own, which is looked at as such
        for part in (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Help):
            if child.text(part):
                yield child.text(part)


def records_of(services: Any) -> Iterator[Any]:
    """What is kept of everybody: names, races, notes, places."""
    for athlete in services.athletes.roster(archived=True):
        yield athlete
        parts = athlete.name.split()
        yield from parts
        yield f"{parts[0][0]}{parts[-1][0]}"
        yield services.athletes.dossier(athlete.id)
        for session in services.training.sessions(athlete.id, end=date.max):
            yield session.notes
            yield from (one.notes for one in session.sets)
