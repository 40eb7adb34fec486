"""Sheets that record something with a date: a mobility screen, an injury, the readiness screen, a declaration."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QLabel, QPushButton, QScrollArea, QWidget

from desktop.i18n import tr
from desktop.pages.profile.view_model import QUESTIONS
from desktop.qt import fmt, theme
from desktop.qt.ask import Sheet
from desktop.widgets.form import Choice, DateField, Form, NumberField, TextField
from desktop.widgets.words import area_choices, level_pill
from models import records
from rules.vocabulary import MobilityLevel, PainArea

if TYPE_CHECKING:
    from desktop.pages.profile.page import ProfilePage


class WrongField(Exception):
    """A field of the sheet holds what cannot be read; the field already says why."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field, self.message = field, message


class RecordSheet(Sheet):
    """A form over one dated record, saved as one step; what is refused is said at its field."""

    def __init__(self, page: ProfilePage, title: str, width: int = 520) -> None:
        super().__init__(page.window(), title, tr("Record"), width=width)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.page = page
        self.form = Form(columns=2)

    def keeps(self, kept: Any) -> None:
        """What was typed about this record, or about a new one of this athlete, comes back."""
        about = kept.id if kept is not None else self.page.athlete().id
        self.keep_draft(self.page.context.memory, f"{type(self).__name__}:{about}")

    def save(self) -> Any:
        """Saves through a service and returns its receipt."""
        raise NotImplementedError

    def submit(self) -> None:
        self.form.clear()
        said = self.form.first_trouble()
        if said:
            raise WrongField(said)
        self.page.context.history.run(self.save, self.page)

    def show_refusal(self, field: str, message: str) -> bool:
        return field == "" or self.form.refuse(field, message)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        column = self.layout()  # the hints wrap: only now the width is known for which they need a height
        if column is not None and column.hasHeightForWidth():
            self.resize(self.width(), column.totalHeightForWidth(self.width()))

    def day(self, field: DateField) -> Any:
        """The date typed; today where the field was left empty."""
        return field.value() or self.page.today()


def _dated(form: Form, page: ProfilePage, kept: Any) -> DateField:
    field = DateField(required=True)
    form.add("on", tr("Date"), field)
    field.show_value(kept or page.today())
    return field


class MobilitySheet(RecordSheet):
    def __init__(self, page: ProfilePage, kept: records.MobilityScreen | None = None) -> None:
        super().__init__(page, tr("Mobility screen"), 600)
        self.record = kept or records.MobilityScreen(records.new_id(), page.athlete().id, page.today())
        self.add_text(tr("Self-test, warm, without shoes. Leave out what was not measured."), "quiet")
        self.left, self.right = NumberField(0, 40, 1, "cm"), NumberField(0, 40, 1, "cm")
        self.knee, self.hip = Choice(), Choice()
        self.form.add("ankle_left_cm", tr("Left ankle (cm)"), self.left, tr("Knee touches the wall: toe to wall."))
        self.form.add("ankle_right_cm", tr("Right ankle (cm)"), self.right, tr("10 or more is ok, under 6 severe."))
        self.form.add("knee", tr("Knee"), self.knee, tr("Deep squat hold, heels raised."))
        self.form.add("hip", tr("Hip"), self.hip, tr("Lying, knee to the chest: how far the thigh comes."))
        self.knee.set_choices(_levels(tr("full depth, no pain"), tr("thigh parallel"), tr("above parallel, or pain")))
        self.hip.set_choices(_levels(tr("past 110°"), tr("90 to 110°"), tr("under 90°")))
        self.left.show_value(self.record.ankle_left_cm)
        self.right.show_value(self.record.ankle_right_cm)
        self.knee.set_value(self.record.knee)
        self.hip.set_value(self.record.hip)
        self.on = _dated(self.form, page, kept and kept.on)
        self.body.addWidget(self.form)
        self.left.setFocus()
        self.keeps(kept)

    def save(self) -> Any:
        screen = replace(
            self.record,
            on=self.day(self.on),
            ankle_left_cm=self.left.value(),
            ankle_right_cm=self.right.value(),
            knee=cast("MobilityLevel | None", self.knee.value()),
            hip=cast("MobilityLevel | None", self.hip.value()),
        )
        if (screen.ankle_left_cm, screen.ankle_right_cm, screen.knee, screen.hip) == (None, None, None, None):
            raise WrongField(tr("Nothing was measured: fill in at least one joint."), "ankle_left_cm")
        return self.page.context.services.athletes.save_mobility(screen)


def _levels(*said: str) -> list[tuple[object, str]]:
    levels: list[tuple[object, str]] = [
        (level, f"{level_pill(level)[0]}: {text}") for level, text in zip(MobilityLevel, said, strict=True)
    ]
    return [(None, tr("Not tested")), *levels]


class InjurySheet(RecordSheet):
    def __init__(self, page: ProfilePage, kept: records.InjuryFlag | None = None) -> None:
        super().__init__(page, tr("Injury flag"))
        self._kept = kept
        self.add_text(tr("While the flag holds, exercises that load this area are left out."), "quiet")
        self.area, self.since, self.cleared, self.notes = Choice(), DateField(required=True), DateField(), TextField()
        self.area.set_choices(area_choices())
        self.form.add("area", tr("Area"), self.area)
        self.form.add("notes", tr("Notes"), self.notes)
        self.form.add("since", tr("Since"), self.since)
        self.form.add("cleared_on", tr("Cleared on"), self.cleared, tr("Empty while it holds."))
        self.area.set_value(kept.area if kept else PainArea.KNEE)
        self.since.show_value(kept.since if kept else page.today())
        self.cleared.show_value(kept.cleared_on if kept else None)
        self.notes.show_value(kept.notes if kept else "")
        self.body.addWidget(self.form)
        self.area.setFocus()
        self.keeps(kept)

    def save(self) -> Any:
        flag = records.InjuryFlag(
            id=self._kept.id if self._kept else records.new_id(),
            athlete_id=self.page.athlete().id,
            area=cast("PainArea", self.area.value()),
            since=self.day(self.since),
            cleared_on=self.cleared.value(),
            notes=self.notes.text().strip(),
        )
        return self.page.context.services.athletes.save_injury(flag)


class ReadinessSheet(RecordSheet):
    """Ten questions, each to be answered with yes or no."""

    def __init__(self, page: ProfilePage, kept: records.ReadinessScreen | None = None) -> None:
        super().__init__(page, tr("Readiness screen"), 680)
        self.record = kept or records.ReadinessScreen(records.new_id(), page.athlete().id, page.today())
        self.add_text(
            tr(
                "Ask all ten. The answers stay on this device. One yes is enough to talk to a health professional first."
            ),
            "quiet",
        )
        self.groups: list[QButtonGroup] = []
        self.marks: list[QLabel] = []
        sheet = QWidget()
        sheet.setProperty("area", "clear")
        grid = QGridLayout(sheet)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for number, question in enumerate(QUESTIONS, 1):
            self._ask(grid, number, tr(question), kept)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(sheet)
        scroll.setMinimumHeight(424)
        self.body.addWidget(scroll, 1)
        self.on = _dated(self.form, page, kept and kept.on)
        self.body.addWidget(self.form)
        self.groups[0].buttons()[0].setFocus()
        self.keeps(kept)

    def _ask(self, grid: QGridLayout, number: int, question: str, kept: records.ReadinessScreen | None) -> None:
        text = QLabel(question)
        text.setWordWrap(True)
        mark = QLabel(f"{number}")
        mark.setProperty("role", "quiet")
        group = QButtonGroup(self)
        grid.addWidget(mark, number, 0)
        grid.addWidget(text, number, 1)
        for column, (answer, word) in enumerate(((1, tr("Yes")), (0, tr("No"))), 2):
            button = QPushButton(word)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setAccessibleName(f"{word}: {question}")
            button.setMinimumWidth(56)
            group.addButton(button, answer)
            grid.addWidget(button, number, column)
            if kept is not None:
                button.setChecked((number in kept.yes) == bool(answer))
        group.idClicked.connect(lambda _answer: theme.set_property(mark, "role", "quiet"))
        self.groups.append(group)
        self.marks.append(mark)

    def save(self) -> Any:
        open_ones = [number for number, group in enumerate(self.groups) if group.checkedId() < 0]
        for number, mark in enumerate(self.marks):
            theme.set_property(mark, "role", "error" if number in open_ones else "quiet")
        if open_ones:
            numbers = ", ".join(str(number + 1) for number in open_ones)
            raise WrongField(tr("Not answered yet: {numbers}.", numbers=numbers), "questions")
        yes = frozenset(number for number, group in enumerate(self.groups, 1) if group.checkedId() == 1)
        screen = replace(self.record, on=self.day(self.on), yes=yes)
        return self.page.context.services.athletes.save_readiness(screen)


class DeclarationSheet(RecordSheet):
    def __init__(self, page: ProfilePage, kept: records.Declaration | None = None) -> None:
        super().__init__(page, tr("Declare an exercise"))
        self._kept = kept
        self.add_text(
            tr(
                "An adult with 24 months of lifting may say which exercises are mastered already. It opens them on trial, "
                "until the first sessions show it."
            ),
            "quiet",
        )
        self.exercise, self.load = Choice(), NumberField(0, None, 2, fmt.mass_unit())
        names = [(slug, tr(one.name)) for slug, one in page.context.services.rulebook.exercises.items()]
        names.sort(key=lambda pair: pair[1].casefold())
        self.exercise.set_choices(names)
        self.exercise.setMaxVisibleItems(14)
        self.form.add("exercise", tr("Exercise"), self.exercise)
        self.form.add("load", tr("Load ({unit}, optional)", unit=fmt.mass_unit()), self.load)
        self.exercise.set_value(kept.exercise if kept else names[0][0])
        self.load.show_value(fmt.mass(kept.load) if kept else None)
        self.on = _dated(self.form, page, kept and kept.on)
        self.body.addWidget(self.form)
        self.exercise.setFocus()
        self.keeps(kept)

    def save(self) -> Any:
        declaration = records.Declaration(
            id=self._kept.id if self._kept else records.new_id(),
            athlete_id=self.page.athlete().id,
            exercise=str(self.exercise.value()),
            on=self.day(self.on),
            load=fmt.kilograms(self.load.value()),
        )
        return self.page.context.services.athletes.save_declaration(declaration)
