from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCalendarWidget, QWidget

from desktop.qt.ask import Sheet
from desktop.widgets.form import Choice, DateField, Form, NumberField, TextField


@pytest.fixture
def form(qtbot):
    made = Form(2)
    qtbot.addWidget(made)
    made.add("name", "Name", TextField())
    made.add("birth", "Birth date", DateField())
    made.add("mass", "Body mass", NumberField(20, 300, 1, "kg"), "Used for relative loads.")
    made.show()
    qtbot.waitExposed(made)
    return made


def _type(qtbot, field, text):
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    "text, said",
    [
        ("heavy", "'heavy' is not a number."),
        ("19", "Between 20 and 300 kg, please."),
        ("301", "Between 20 and 300 kg, please."),
    ],
)
def test_a_wrong_number_stays_and_is_told(form, qtbot, text, said):
    row = form.rows["mass"]
    heard = []
    row.field.committed.connect(heard.append)
    _type(qtbot, row.field, text)
    assert (row.field.text(), row.error.text(), row.error.isVisible(), heard) == (text, said, True, [])
    assert row.field.accessibleDescription() == said
    _type(qtbot, row.field, "62,5")
    assert (row.error.isVisible(), heard) == (False, [62.5])
    assert row.field.accessibleDescription() == "Used for relative loads."


def test_nothing_is_a_value_and_no_change_is_no_signal(qtbot):
    field = NumberField(0, 10, 0)
    qtbot.addWidget(field)
    field.show_value(4)
    heard = []
    field.committed.connect(heard.append)
    field.finish()
    assert heard == []
    field.setText("")
    field.finish()
    assert heard == [None]
    field.setText("4.5")
    assert field.trouble() == "A whole number, please."


def test_escape_puts_the_text_back(form, qtbot):
    field = form.rows["name"].field
    field.show_value("Maya")
    field.setFocus()
    qtbot.keyClicks(field, "xyz")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "Maya"


def test_dates_typed_and_picked(form, qtbot):
    row = form.rows["birth"]
    heard = []
    row.field.committed.connect(heard.append)
    _type(qtbot, row.field.line, "9/10/1992")
    _type(qtbot, row.field.line, "31/02/1992")
    assert "31/12/2026" in row.error.text()
    assert row.field.line.text() == "31/02/1992"
    row.field.pick(QDate(1992, 3, 4))
    _type(qtbot, row.field.line, " ")
    assert heard == [date(1992, 10, 9), date(1992, 3, 4), None]


def test_a_refusal_shows_at_its_field(form):
    assert form.refuse("name", "A name, please.")
    assert form.rows["name"].error.text() == "A name, please."
    assert not form.refuse("shoe size", "?")
    form.clear()
    assert not form.rows["name"].error.isVisible()


def test_the_first_trouble_is_found(form):
    form.rows["mass"].field.setText("much")
    assert form.first_trouble() == "'much' is not a number."
    form.rows["mass"].field.setText("60")
    assert form.first_trouble() == ""


def test_fields_are_named_for_screen_readers(form):
    assert form.rows["birth"].field.line.accessibleName() == "Birth date"
    assert form.rows["mass"].field.accessibleDescription() == "Used for relative loads."


def test_a_choice_keeps_values(qtbot):
    choice = Choice()
    qtbot.addWidget(choice)
    choice.set_choices((("a", "Strength"), (None, "Not said")))
    choice.set_value(None)
    assert (choice.value(), choice.currentText()) == (None, "Not said")


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_calendar_goes_back_no_further_than_a_date_can_say(form):
    born = form.rows["birth"].field
    born.open_calendar()
    calendar = born.findChild(QCalendarWidget)
    calendar.setSelectedDate(QDate(-4713, 11, 24))
    assert calendar.selectedDate().year() >= date.min.year
    calendar.activated.emit(calendar.selectedDate())  # what cannot be said as a date would be an error in this


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_an_open_list_is_as_wide_as_its_longest_entry_and_no_wider_than_the_window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    field = Choice(window)
    window.resize(600, 300)
    field.setFixedWidth(120)
    words = "Dumbbells and a bench at home"
    field.set_choices([(1, "A full gym"), (2, words)])
    window.show()
    qtbot.waitExposed(window)
    field.showPopup()
    view = field.view()
    assert view.width() >= view.fontMetrics().horizontalAdvance(words) + 2 * 8
    field.hidePopup()
    field.set_choices([(1, words * 10)])
    field.showPopup()
    assert 120 < view.width() < 600
    field.hidePopup()


def test_a_sheet_grows_with_what_is_said_at_its_fields(qtbot):
    sheet = Sheet(None, "Declare an exercise", width=320)
    form = Form(columns=2)
    form.add("exercise", "Exercise", TextField())
    form.add("load", "Load", NumberField())
    sheet.body.addWidget(form)
    qtbot.addWidget(sheet)
    sheet.show()
    form.refuse(
        "exercise", "A declaration takes at least 24 months of lifting: set the experience in the profile first."
    )
    error = form.rows["exercise"].error
    qtbot.waitUntil(lambda: error.height() >= error.heightForWidth(error.width()))
    assert not error.geometry().intersects(form.rows["exercise"].field.geometry())
