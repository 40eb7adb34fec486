"""What an athlete may reach, declared once. Whatever is not listed is shut: a new page or action too, until it is listed here."""

from __future__ import annotations

from typing import Final

from desktop.qt.policy import Scope

HOME: Final = "week"
SCOPE: Final = Scope(
    pages=frozenset({"week", "unlocks", "log", "progress"}),
    doings=frozenset({"palette", "shortcuts", "undo", "redo", "new", "export", "filter", "help", "fold", "quit"}),
)
"""Not listed, and so the coach's: 'assess' (assessments, overrides, withdrawing them), 'import', 'remove' (a logged session),
'settings', 'folder' (showing one in the computer's own program)."""
