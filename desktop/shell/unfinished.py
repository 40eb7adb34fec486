"""What stands in a page's fields when it is left: good entries are taken in, and what was refused is offered again.

Pages with an editor of their own (the log, this week, the season's table) keep what is refused there themselves.
"""

from __future__ import annotations

from typing import Final

from desktop.qt.memory import Memory
from desktop.qt.page import Page

KEPT_ON: Final = frozenset({"profile", "settings"})


def take_in(page: Page | None) -> None:
    """Has the field one types in report what was typed, and the page commit what it holds."""
    if page is None:
        return
    from desktop.widgets.form import TypedLine

    field = page.window().focusWidget()  # the program's own is none while another program is in front
    if isinstance(field, TypedLine) and page.isAncestorOf(field):
        field.finish()
    page.leave()


def keep(memory: Memory, page: Page | None, page_id: str) -> None:
    """Keeps what was refused in the page's fields, to be there again at the next start."""
    if page is None or page_id not in KEPT_ON:
        return
    from PySide6.QtWidgets import QLineEdit

    from desktop.qt.drafts import fields

    refused = {
        name: field.text()
        for name, field in fields(page)
        if isinstance(field, QLineEdit) and field.property("state") == "refused"
    }
    memory.keep_draft(_key(page, page_id), refused)


def bring_back(memory: Memory, page: Page | None, page_id: str) -> None:
    """Puts it back, with the words why it was refused."""
    if page is None or page_id not in KEPT_ON:
        return
    from desktop.qt.drafts import fields
    from desktop.widgets.form import TypedLine

    kept = memory.draft(_key(page, page_id))
    for name, field in fields(page) if kept else ():
        if isinstance(field, TypedLine) and name in kept and field.text() != kept[name]:
            field.setText(str(kept[name]))
            field.finish()


def _key(page: Page, page_id: str) -> str:
    return f"page:{page_id}:{page.athlete_id or ''}"
