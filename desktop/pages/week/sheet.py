"""The table of a session: a block an exercise, a row a set, walked through by keyboard.

Enter logs the set at hand as it stands and goes on to the next; what is typed is logged in its place. Leaving a row in which it
was typed how much was done logs it too. The widgets stay as long as the session has the same sets: only what they say changes.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.pages.week import view_model as vm
from desktop.pages.week.block_view import SIDE, BlockView, Heads, widths
from desktop.pages.week.doses import amount_head
from desktop.pages.week.set_row import AMOUNT, SetField, SetRow
from desktop.widgets.layouts import empty
from desktop.widgets.rest_timer import RestTimer


class SessionSheet(QWidget):
    """`show_blocks` shows a session. `entered(set id, Entry)` and `cleared(set id)` ask the page to save; it answers with
    `show_blocks` and, after an Enter, `advance`. `answered(position, name, value)` for technique and pain,
    `swap_asked(block, widget)`, `focused(slug)` when another exercise is at hand, `through()` after the last set."""

    entered = Signal(str, object)
    cleared = Signal(str)
    answered = Signal(int, str, object)
    swap_asked = Signal(object, object)
    focused = Signal(str)
    through = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.views: list[BlockView] = []
        self.timer = RestTimer(parent=self)
        self._writable = self._reserve = False
        self._slug = ""
        self._entering = False
        self._heads = Heads()
        self._inside = QWidget()
        self._inside.setProperty("area", "clear")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self._inside)
        self._trouble = QLabel()
        self._trouble.setProperty("role", "error")
        self._trouble.setWordWrap(True)
        self._trouble.setContentsMargins(SIDE, 4, SIDE, 4)
        self._trouble.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._heads)
        column.addWidget(self.area, 1)
        column.addWidget(self._trouble)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.timer.skipped.connect(self._show_ticks)
        app = QApplication.instance()
        assert isinstance(app, QApplication), "a sheet needs the application"
        app.focusChanged.connect(self._on_focus)

    def minimumSizeHint(self) -> QSize:
        return QSize(420, 120)

    # ------------------------------------------------------------------------------------------------ showing

    def show_blocks(self, blocks: Sequence[vm.Block], writable: bool, reserve: bool = False) -> None:
        """`reserve`: effort is typed as repetitions in reserve instead of RPE."""
        same = [_shape(view.block) for view in self.views] == [_shape(block) for block in blocks]
        self._writable, self._reserve = writable, reserve
        if not same:
            self._build(blocks)
        found = widths(self._room())
        for view, block in zip(self.views, blocks, strict=True):
            view.show_block(block, writable, reserve, found["last"] == 0)
        self._heads.say(amount_head(block.unit for block in blocks), reserve)
        if not same:
            self._fit()
            self.say("")
        self._settle_heights()
        self._mark()

    def _settle_heights(self) -> None:
        """Lays out what was put in now, or the next picture of it would be squeezed into the height there was."""
        for view in self.views:
            view.show()  # else they would be shown, and counted, a turn later
        for widget in (*self.views, self._inside):
            layout = widget.layout()
            if layout is not None:
                layout.activate()
        QApplication.sendEvent(self.area, QEvent(QEvent.Type.LayoutRequest))

    def _build(self, blocks: Sequence[vm.Block]) -> None:
        self.stop_rest()
        self.timer.setParent(self)
        at = self.at
        empty(self._column)
        self.views = []
        for block in blocks:
            view = BlockView(block, self._reserve)
            for row in view.rows:
                row.entered.connect(self._on_entered)
                row.cleared.connect(self.cleared)
                row.trouble.connect(self.say)
                for field in row.fields.values():
                    field.walked.connect(lambda step, field=field: self._walk(field, step))
            view.judge.answered.connect(
                lambda name, value, view=view: self.answered.emit(view.block.position, name, value)
            )
            view.judge.through.connect(lambda view=view: self._after_block(view))
            view.pressed.connect(lambda view=view: self._turn_to(view.block.slug))
            view.exercise.swap_asked.connect(lambda view=view: self.swap_asked.emit(view.block, view.exercise.swap))
            self._column.addWidget(view)
            self.views.append(view)
        self._column.addStretch(1)
        if at is not None and self.row(at) is not None:
            self.go_to(at)

    def _room(self) -> int:
        bar = self.area.verticalScrollBar()
        return self.width() - (bar.sizeHint().width() if bar is not None else 12)

    def _fit(self) -> None:
        found = widths(self._room(), max((view.exercise.least() for view in self.views), default=0))
        self._heads.set_widths(found)
        for view in self.views:
            view.set_widths(found)
            view.target.show_block(view.block, found["last"] == 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:  # the size of the text may be another one
            self._fit()

    def say(self, message: str) -> None:
        """What is wrong with what was typed; '' when nothing is."""
        self._trouble.setText(message)
        self._trouble.setAccessibleName(message)
        self._trouble.setVisible(bool(message))

    # ------------------------------------------------------------------------------------------------ where one is

    def rows(self) -> list[SetRow]:
        return [row for view in self.views for row in view.rows]

    def row(self, set_id: str) -> SetRow | None:
        return next((row for row in self.rows() if row.line.id == set_id), None)

    def _row_of(self, widget: QWidget | None) -> SetRow | None:
        while widget is not None and not isinstance(widget, SetRow):
            widget = widget.parentWidget()
        return widget if widget is not None and widget in self.rows() else None

    @property
    def at(self) -> str | None:
        """The set that has the focus."""
        row = self._row_of(QApplication.focusWidget())
        return None if row is None else row.line.id

    @property
    def slug(self) -> str:
        """The exercise at hand."""
        return self._slug

    def _next_row(self) -> SetRow | None:
        return next((row for row in self.rows() if row.line.done is None), None)

    def _mark(self) -> None:
        """Marks the set at hand: the one with the focus, else the first that is not done."""
        row = self._row_of(QApplication.focusWidget())
        if row is None and self._writable:
            row = self._next_row()
        for view in self.views:
            view.mark(row if row in view.rows else None)
        self._tell(row)

    def _tell(self, row: SetRow | None) -> None:
        focus = QApplication.focusWidget()
        judged = next((view for view in self.views if focus is not None and view.isAncestorOf(focus)), None)
        slugs = [view.block.slug for view in self.views]
        fallback = self._slug if self._slug in slugs else next(
            (view.block.slug for view in self.views if not view.block.warmup), slugs[0] if slugs else ""
        )  # fmt: skip
        self._turn_to(judged.block.slug if judged is not None else row.block.slug if row is not None else fallback)

    def _turn_to(self, slug: str) -> None:
        if slug != self._slug:
            self._slug = slug
            self.focused.emit(slug)

    def start(self) -> None:
        """Puts the focus where it goes on: into the first set that is not done."""
        row = self._next_row()
        if row is not None and self._writable:
            self.go_to(row.line.id)

    def go_to(self, set_id: str, name: str = AMOUNT) -> None:
        row = self.row(set_id)
        if row is None:
            return
        field = row.fields.get(name, row.fields[AMOUNT])
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        field.selectAll()
        self._reveal(row)

    def _reveal(self, widget: QWidget) -> None:
        self.area.ensureWidgetVisible(widget, 0, 60)

    def _walk(self, field: SetField, step: int) -> None:
        """To the same field of the set above or below."""
        row, every = self._row_of(field), self.rows()
        if row is not None and 0 <= every.index(row) + step < len(every):
            self.go_to(every[every.index(row) + step].line.id, field.name)

    # ------------------------------------------------------------------------------------------------ entering

    def _on_entered(self, set_id: str, entry: object) -> None:
        self.say("")
        self._entering = True
        try:
            self.entered.emit(set_id, entry)
        finally:
            self._entering = False

    def settle(self, set_id: str) -> None:
        """What was typed in a set is kept: its fields show what the session says again."""
        row = self.row(set_id)
        if row is not None:
            row.settle()

    def advance(self, set_id: str) -> None:
        """Goes on after a set: to the next one of the exercise, to what is asked at its end, or to the next exercise."""
        view = next((view for view in self.views if any(row.line.id == set_id for row in view.rows)), None)
        if view is None:
            return
        ahead = next((row for row in view.rows if row.line.done is None), None)
        if ahead is not None:
            self.go_to(ahead.line.id)
        elif not view.block.judged:
            view.judge.show()
            view.judge.technique.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, view.judge, lambda: self._reveal(view.judge))  # it has its place once it is laid out
        else:
            self._after_block(view)

    def _after_block(self, view: BlockView) -> None:
        later = self.views[self.views.index(view) + 1 :]
        ahead = next((row for one in later for row in one.rows if row.line.done is None), None) or self._next_row()
        if ahead is not None:
            self.go_to(ahead.line.id)
        else:
            self.stop_rest()
            self.through.emit()

    def rest(self, set_id: str) -> None:
        """Starts the rest after a set, beside the one that comes next. After the last set there is none."""
        done = self.row(set_id)
        self.stop_rest()
        view = next((view for view in self.views if done in view.rows), None)
        later = [] if view is None else self.views[self.views.index(view) + 1 :]
        ahead = None if view is None else next((row for row in view.rows if row.line.done is None), None)
        ahead = ahead or next((row for one in later for row in one.rows if row.line.done is None), None)
        if done is not None and ahead is not None and done.block.rest > 0:
            ahead.show_timer(self.timer)
            self.timer.start(done.block.rest)

    def stop_rest(self) -> None:
        self.timer.stop()
        self._show_ticks()

    def _show_ticks(self) -> None:
        for row in self.rows():
            row.show_tick()

    def commit(self) -> bool:
        """Takes in what was typed in the row at hand, where it says that the set was done; False where it cannot be read."""
        row = self._row_of(QApplication.focusWidget())
        return row is None or not row.says_done or row.enter()

    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if not self.views or new is None:
            return
        left, come = self._row_of(old), self._row_of(new)
        if left is not None and left is not come and left.says_done and not self._entering:
            left.enter()
        if self.isAncestorOf(new):
            self._mark()


def _shape(block: vm.Block) -> tuple[object, ...]:
    """What decides which widgets there are."""
    return (block.slug, block.unit, tuple((line.id, line.loaded, line.effort) for line in block.lines))
