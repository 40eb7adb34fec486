"""How the window keeps up with the fingers on a big store: everything one types into to search, and the log scrolled.

    python -m tests.benchmarks.bench_fingers [STORE.db]

From a letter or a turn of the wheel until everything it changed is painted, by the clock and by the processor time of the window's
thread, which a machine busy with other things does not lengthen. Exit status 1 when a target is missed by 30 % or more.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.pages.exercises.page import ExercisesPage
from desktop.pages.log.page import LogPage
from desktop.pages.rules.page import RulesPage
from desktop.pages.squad.page import SquadPage
from desktop.pages.unlocks.page import UnlocksPage
from desktop.services.house import Services
from desktop.shell.main_window import MainWindow
from desktop.shell.scenes import settle
from tests.benchmarks.board import Board, big_store
from tests.benchmarks.windows import FirstPaint, Took, open_window

OPENS_MS, TYPED_MS, FRAME_MS = 50, 30, 33
SETS = 9000
OPENED = 9
NAMES = ("anna", "berger 0", "zoë sa", "perret", "xyzq")
THINGS = ("squat", "bulgarian split", "deadlift", "hop", "calf", "xyzq")
WORDS = ("taper", "pain", "race week", "unlock", "load", "xyzq")
ANYTHING = ("maya tor", "sqaut", "settings", "an", "bulgarian split", "xyzq", "lindstrom", "deadlfit", "taper", "expo")
FIELDS: dict[str, tuple[type[Any], str, tuple[str, ...]]] = {
    "squad": (SquadPage, "filter", NAMES),
    "log": (LogPage, "filters.words", THINGS),
    "exercises": (ExercisesPage, "search", THINGS),
    "rules": (RulesPage, "search", WORDS),
    "unlocks": (UnlocksPage, "search", THINGS),
}
"""Pages with a field to type into, and what is typed there."""
FRAMES = 600


class Fingers:
    """What somebody at the window does, timed until it is painted, what follows from it included."""

    def __init__(self, window: MainWindow, services: Services) -> None:
        self.window, self.services = window, services
        self.athletes = [athlete.id for athlete in services.athletes.roster()]
        self._paint = FirstPaint(window)

    def took(self, act: Callable[[], object]) -> Took:
        before = Took.now()
        self._paint.of(act)
        QApplication.processEvents()  # a layout that follows is painted once more
        return Took.now().since(before)

    def typing(self, field: QLineEdit, words: tuple[str, ...]) -> list[Took]:
        """Every letter of the words, and every letter taken back."""
        took: list[Took] = []
        for word in words:
            took += [self.took(lambda key=letter: QTest.keyClicks(field, key)) for letter in word]
            assert field.text() == word
            while field.text():
                took.append(self.took(lambda: QTest.keyClick(field, Qt.Key.Key_Backspace)))
        return took

    def palette(self) -> tuple[list[Took], list[Took]]:
        """Opened, and typed into."""
        layer = self.window.layers.palette
        opened: list[Took] = []
        typed: list[Took] = []
        for turn in range(OPENED):
            opened.append(self.took(layer.popup))
            typed += [
                self.took(lambda key=letter: QTest.keyClicks(layer.field, key))
                for letter in ANYTHING[turn % len(ANYTHING)]
            ]
            layer.dismiss()
            settle(self.window)
        return opened, typed

    def field_of(self, page_id: str) -> list[Took]:
        kind, path, words = FIELDS[page_id]
        self.window.open_page(page_id, self.athletes[0])
        self.rest()
        page = self.window.page
        assert isinstance(page, kind)
        field: Any = page
        for name in path.split("."):
            field = getattr(field, name)
        field.setFocus()
        settle(self.window)
        return self.typing(field, words)

    def help(self) -> list[Took]:
        self.window.toggle_help()
        settle(self.window)
        took = self.typing(self.window.layers.help.field, WORDS)
        self.window.toggle_help()
        return took

    def rest(self) -> None:
        """Until nothing is read or judged any more."""
        for _ in range(5):
            settle(self.window)
        page = self.window.page
        while isinstance(page, LogPage):  # the older sessions come in bits
            before = len(page.list.sessions.rows)
            for _ in range(10):
                settle(self.window)
            if len(page.list.sessions.rows) == before:
                return

    def scrolling(self) -> tuple[int, list[Took]]:
        """The log of somebody with so many sets, from its top on by turns of the wheel; how many sets there were."""
        store = self.services.store
        who = next(one for one in self.athletes if store.sessions.count_sets([one]) >= SETS)
        self.window.open_page("log", who)
        self.rest()
        page = self.window.page
        assert isinstance(page, LogPage)
        view, bar = page.list.viewport(), page.list.verticalScrollBar()
        spot = QPointF(view.rect().center())

        def turn(by: int) -> None:
            event = QWheelEvent(
                spot,
                view.mapToGlobal(spot),
                QPoint(),
                QPoint(0, by),
                Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            )
            QApplication.sendEvent(view, event)

        frames: list[Took] = []
        while len(frames) < FRAMES and bar.value() < bar.maximum():
            frames.append(self.took(lambda: turn(-120)))
        for number in range(FRAMES // 4):  # the handle of the bar dragged: no line is the same as before
            at = bar.maximum() * number * 4 // FRAMES
            if at != bar.value():
                frames.append(self.took(lambda at=at: bar.setValue(at)))
        return store.sessions.count_sets([who]), frames


def say(board: Board, what: str, took: list[Took], target: float, by: str) -> None:
    board.tell(f"{what}, by the clock", [one.clock for one in took], "ms")
    board.tell(f"{what}, processor time", [one.worked for one in took], "ms", target, by)


def main() -> int:
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    board = Board(slack=0.3)
    with big_store(given) as store, open_window(store) as (window, services):
        fingers = Fingers(window, services)
        print(f"{len(fingers.athletes)} athletes")
        opened, typed = fingers.palette()
        say(board, "palette opened", opened, OPENS_MS, "median")
        say(board, "a letter in the palette", typed, TYPED_MS, "p95")
        for page_id in FIELDS:
            say(board, f"a letter in {page_id}", fingers.field_of(page_id), TYPED_MS, "p95")
        say(board, "a letter in the help", fingers.help(), TYPED_MS, "p95")
        sets, frames = fingers.scrolling()
        say(board, f"a frame of scrolling {sets:,} sets", frames, FRAME_MS, "worst")
    return board.status


if __name__ == "__main__":
    sys.exit(main())
