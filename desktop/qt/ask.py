"""Questions to the user: our own calm sheets instead of grey message boxes, and the system's file dialogs.

`Sheet` is the base of every dialog: a title, a body, one main button. What is refused is said inside it and nothing typed is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import tr
from desktop.qt import theme
from desktop.qt.drafts import Draft
from desktop.qt.memory import Memory

WIDTH = 460
_ENDING: Final = re.compile(r"\*(\.\w+)")


def words(error: BaseException) -> str:
    """What to tell a coach about an error: a refusal's message, else what the error says of itself, translated where it can be."""
    said = getattr(error, "said", None)
    if said is not None:
        return tr(said.text, **said.facts)
    return str(getattr(error, "message", "") or error)


def is_trouble(error: BaseException) -> bool:
    """Whether an error is of the user's world (a refusal, a locked file) and not a bug: it has a `message`, is an OSError,
    or comes from the store's own error classes."""
    return (
        bool(getattr(error, "message", "")) or isinstance(error, OSError) or type(error).__module__ == "models.errors"
    )


_MARGIN = 40
"""Pixels of the screen that a sheet leaves free."""


class Sheet(QDialog):
    """A dialog in the app's look. Put fields into `body`; override or pass `submit`, which saves and may raise a refusal.

    A refusal (any exception with `field` and `message`) keeps the sheet open and shows the message: at the field when
    `show_refusal` finds it, else above the buttons.
    """

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        yes: str = "",
        no: str = "",
        danger: bool = False,
        submit: Callable[[], object] | None = None,
        width: int = WIDTH,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(min(theme.scaled(width), self.screen().availableSize().width() - _MARGIN))
        self._submit = submit
        self.draft: Draft | None = None
        heading = QLabel(title)
        heading.setProperty("role", "title")
        heading.setWordWrap(True)
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        self.trouble = QLabel()
        self.trouble.setProperty("role", "error")
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        self.yes = QPushButton(yes or tr("OK"))
        self.yes.setProperty("kind", "danger" if danger else "primary")
        self.yes.setDefault(True)
        self.yes.clicked.connect(self.attempt)
        self.no = QPushButton(no or tr("Cancel"))
        self.no.setAutoDefault(False)
        self.no.clicked.connect(self.cancel)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.no)
        self.buttons.addWidget(self.yes)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 20)
        column.setSpacing(16)
        column.addWidget(heading)
        self._column = column
        column.addLayout(self.body)
        column.addWidget(self.trouble)
        column.addStretch(1)
        column.addLayout(self.buttons)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.attempt)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.grow()

    def event(self, event: QEvent) -> bool:
        known = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self.grow()  # what is wrong with a field came to stand under it
        return known

    def grow(self) -> None:
        """To the height that everything in it needs by now."""
        layout = self.layout()
        # a window is made for its least width, not for what wraps in it
        if layout is not None and layout.hasHeightForWidth():
            needs = layout.totalHeightForWidth(self.width())
            if needs > self.height():
                self.resize(self.width(), min(needs, self.screen().availableSize().height() - _MARGIN))

    def keep_draft(self, memory: Memory, key: str) -> None:
        """Call it when the fields hold what they begin with: what was typed here and not finished comes back, and what is typed
        from now on is kept until the sheet is done or cancelled. Escape and closing keep it."""
        self.draft = Draft(self, memory, key)
        if self.draft.came_back:
            self._say_it_came_back(self.draft)

    def _say_it_came_back(self, draft: Draft) -> None:
        said = QLabel(tr("What you had typed is here again."))
        said.setProperty("role", "quiet")
        said.setWordWrap(True)
        anew = QPushButton(tr("Start afresh"))
        anew.setProperty("kind", "link")
        anew.setAutoDefault(False)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(said, 1)
        row.addWidget(anew)
        holder = QWidget()
        row.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(row)
        anew.clicked.connect(draft.begin_anew)
        anew.clicked.connect(holder.hide)
        self._column.insertWidget(1, holder)

    def cancel(self) -> None:
        """The user thought better of it: what was typed is thrown away."""
        draft, self.draft = self.draft, None
        if draft is not None:
            draft.forget()
        self.reject()

    def done(self, result: int) -> None:
        if self.draft is not None:
            if result == QDialog.DialogCode.Accepted:
                self.draft.forget()
            else:
                self.draft.keep()
        super().done(result)

    def submit(self) -> None:
        """Saves what was entered; raises the services' refusal to keep the sheet open."""
        if self._submit is not None:
            self._submit()

    def show_refusal(self, field: str, message: str) -> bool:
        """Override to show a refusal at its field; False shows it above the buttons."""
        return False

    def attempt(self) -> None:
        self.trouble.hide()
        try:
            self.submit()
        except Exception as error:
            if not is_trouble(error):
                raise
            if not self.show_refusal(str(getattr(error, "field", "")), words(error)):
                self.refuse(words(error))
            return
        self.accept()

    def refuse(self, message: str) -> None:
        self.trouble.setText(message)
        self.trouble.setAccessibleName(message)
        self.trouble.show()

    def add_text(self, text: str, role: str = "") -> QLabel:
        label = QLabel(text)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if role:
            label.setProperty("role", role)
        self.body.addWidget(label)
        return label


class _ReasonSheet(Sheet):
    def __init__(
        self, parent: QWidget | None, title: str, text: str, label: str, yes: str, accept: Callable[[str], object]
    ) -> None:
        super().__init__(parent, title, yes)
        self._accept = accept
        if text:
            self.add_text(text, "quiet")
        caption = QLabel(label)
        caption.setProperty("role", "strong")
        self.field = _Area()
        self.field.setAccessibleName(label)
        self.field.setTabChangesFocus(True)
        self.field.setFixedHeight(88)
        caption.setBuddy(self.field)
        self.body.addWidget(caption)
        self.body.addWidget(self.field)
        self.field.setFocus()

    def submit(self) -> None:
        self._accept(self.field.toPlainText().strip())

    def show_refusal(self, field: str, message: str) -> bool:
        theme.set_property(self.field, "state", "refused")
        self.refuse(message)
        self.field.setFocus()
        return True


class _Area(QPlainTextEdit):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            event.ignore()  # Ctrl+Enter is the sheet's main button
            return
        super().keyPressEvent(event)


class Asks(Protocol):
    """What pages may ask; tests put a canned one in its place."""

    def confirm(self, title: str, text: str, yes: str, danger: bool = False) -> bool: ...
    def reason(self, title: str, text: str, label: str, yes: str, accept: Callable[[str], object]) -> bool: ...
    def tell(self, title: str, text: str) -> None: ...
    def open_file(self, title: str, kinds: str) -> Path | None: ...
    def save_file(self, title: str, name: str, kinds: str) -> Path | None: ...
    def replaces(self, file: Path) -> bool: ...
    def folder(self, title: str) -> Path | None: ...


class Ask:
    """Asks on top of one window."""

    def __init__(self, window: QWidget | None = None) -> None:
        self.window = window
        self.memory: Memory | None = None
        self._last = Path.home()

    def confirm(self, title: str, text: str, yes: str, danger: bool = False) -> bool:
        sheet = Sheet(self.window, title, yes, danger=danger)
        sheet.add_text(text, "quiet")
        if danger:
            sheet.no.setDefault(True)
            sheet.no.setFocus()
        return self._run(sheet)

    def reason(self, title: str, text: str, label: str, yes: str, accept: Callable[[str], object]) -> bool:
        """Asks for a few words and hands them to `accept`; a refusal it raises keeps the sheet and the words."""
        sheet = _ReasonSheet(self.window, title, text, label, yes, accept)
        if self.memory is not None:
            sheet.keep_draft(self.memory, f"{title}:{getattr(self.window, 'athlete_id', '')}")
        return self._run(sheet)

    def tell(self, title: str, text: str) -> None:
        sheet = Sheet(self.window, title, tr("Close"))
        sheet.add_text(text, "quiet")
        sheet.no.hide()
        self._run(sheet)

    @staticmethod
    def _run(sheet: Sheet) -> bool:
        try:
            return sheet.exec() == QDialog.DialogCode.Accepted
        finally:
            sheet.deleteLater()

    def open_file(self, title: str, kinds: str) -> Path | None:
        """An existing file; `kinds` such as 'Sessions (*.csv)'. None when the user thought better of it."""
        from desktop.qt import files

        return self._remember(files.open_file(self.window, title, self._last, kinds))

    def save_file(self, title: str, name: str, kinds: str) -> Path | None:
        """A file to write, with the ending of the kind chosen where none was typed. What is there already is asked about: by the
        file dialog, and here where it could not know the ending."""
        from desktop.qt import files

        chosen, kind = files.save_file(self.window, title, self._last / name, kinds)
        file = self._remember(chosen)
        endings = _ENDING.findall(kinds.lower())
        if file is None or not endings or file.suffix.lower() in endings:
            return file
        whole = file.with_name(f"{file.name}{next(iter(_ENDING.findall(kind.lower())), endings[0])}")
        return whole if not whole.exists() or self.replaces(whole) else None

    def replaces(self, file: Path) -> bool:
        """Whether a file that is there may be written over."""
        text = tr("{name} is in this folder already. What it holds now will be gone.", name=file.name)
        return self.confirm(tr("Replace the file?"), text, tr("Replace"), danger=True)

    def folder(self, title: str) -> Path | None:
        from desktop.qt import files

        chosen = files.folder(self.window, title, self._last)
        if not chosen:
            return None
        self._last = Path(chosen)
        return self._last

    def _remember(self, chosen: str) -> Path | None:
        if not chosen:
            return None
        self._last = Path(chosen).parent
        return Path(chosen)
