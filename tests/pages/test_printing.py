"""Weeks and sessions on paper, from the sheet that shows them to the file that is opened again."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from desktop.pages.printing import PrintSheet, SquadPrintSheet
from desktop.pages.printing.paper_choice import remembered
from desktop.pages.printing.print_sheet import WHOLE_WEEK, open_print_sheet, planned_week
from desktop.pages.printing.squad_sheet import open_squad_print_sheet, write_weeks
from desktop.qt import fmt
from desktop.qt.page import Page
from desktop.services.outcome import Cancelled, Refused
from desktop.services.plans import CardState, SessionCard, WeekView
from desktop.services.sheets import SessionSheet, WeekSheet
from desktop.settings import UNITS
from desktop.widgets.paper.writing import Paper
from tests.paper import examples as e
from tests.paper.pdf_reading import read

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
MONDAY = e.MONDAY


def card(planned, state=CardState.PLANNED):
    return SessionCard(planned.slot, planned.on, planned.template, state, planned, None, (), planned.minutes, 60)


def view(*cards):
    cards = cards or (card(e.ordinary()), card(e.hinge_day()))
    return WeekView(MONDAY, (), e.week().phase, cards, (), (), False, MONDAY)


class Answers:
    """Answers to the question for a file; `asked` are the names that were suggested."""

    def __init__(self, path=None):
        self.path, self.asked = path, []

    def save_file(self, _title, name, _kinds):
        self.asked.append(name)
        return self.path


@pytest.fixture(autouse=True)
def answers(context):
    context.ask = Answers()
    return context.ask


@pytest.fixture
def page(qtbot, context):
    made = Page(context)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def sheet(qtbot, page, people):
    made = open_print_sheet(page, people["Ana"].id, view())
    qtbot.waitExposed(made)
    return made


def test_the_week_is_shown_first_and_each_session_can_be_chosen(sheet):
    assert [sheet.what.itemText(row) for row in range(sheet.what.count())] == [
        "Week of 11 Jan 2027",
        "A · Tue 12 Jan",
        "B · Fri 15 Jan",
    ]
    assert sheet.what.value() == WHOLE_WEEK
    assert isinstance(sheet.sheet, WeekSheet)
    sheet.what.set_value(e.FRIDAY)
    sheet.show_choice()
    assert isinstance(sheet.sheet, SessionSheet)
    assert sheet.sheet.title == "Hinge and lunge day"
    assert "Hex bar deadlift" in sheet.preview.accessibleDescription()


def test_a_session_is_shown_first_where_it_was_asked_for(qtbot, page, people):
    cards = (card(e.ordinary()), card(e.hinge_day()))
    made = open_print_sheet(page, people["Ana"].id, view(*cards), cards[1])
    assert made.what.value() == e.FRIDAY
    unplanned = replace(cards[0], slot=None, planned=None)
    assert open_print_sheet(page, people["Ana"].id, view(*cards), unplanned).what.value() == WHOLE_WEEK


def test_a_week_on_paper_is_what_is_still_to_come(people):
    done, to_come = card(e.ordinary(), CardState.DONE), card(e.hinge_day(), CardState.SHIFTED)
    assert [one.on for one in planned_week(view(done, to_come)).sessions] == [e.FRIDAY]
    assert [one.on for one in planned_week(view(done)).sessions] == [e.TUESDAY]


def test_saving_writes_the_page_under_the_name_of_athlete_session_and_day(sheet, answers, tmp_path):
    sheet.what.set_value(e.TUESDAY)
    sheet.show_choice()
    answers.path = tmp_path / "mine"
    sheet.yes.click()
    assert answers.asked == ["Ana Silva – A – 2027-01-12.pdf"]
    (found,) = read((tmp_path / "mine.pdf").read_bytes()).pages
    assert "Back squat" in found.text
    assert sheet.outcome.text() == "Saved as mine.pdf"
    assert sheet.isVisible()


def test_thinking_better_of_it_saves_nothing(sheet, answers, tmp_path):
    sheet.yes.click()
    assert answers.asked == ["Ana Silva – week – 2027-01-11.pdf"]
    assert not sheet.outcome.isVisible()
    assert not list(tmp_path.glob("*.pdf"))


def test_a_place_that_cannot_be_written_to_is_said_and_the_sheet_stays(sheet, answers, tmp_path):
    answers.path = tmp_path / "nowhere" / "a.pdf"
    sheet.yes.click()
    assert "cannot be written" in sheet.trouble.text()
    assert sheet.trouble.isVisible()
    assert sheet.isVisible()
    answers.path = tmp_path / "a.pdf"
    sheet.yes.click()
    assert not sheet.trouble.isVisible()
    assert (tmp_path / "a.pdf").exists()


def test_the_folder_can_be_shown(sheet, answers, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    assert not sheet.folder.isVisible()
    answers.path = tmp_path / "a.pdf"
    sheet.yes.click()
    sheet.folder.click()
    assert [url.toLocalFile() for url in opened] == [str(tmp_path)]


def test_the_paper_is_remembered_and_used(sheet, page, people, services, answers, tmp_path):
    assert sheet.paper.paper is Paper.A4
    sheet.paper.set_value(Paper.LETTER)
    sheet.paper.picked.emit(Paper.LETTER)
    answers.path = tmp_path / "letter.pdf"
    sheet.yes.click()
    (found,) = read((tmp_path / "letter.pdf").read_bytes()).pages
    assert (found.width, found.height) == (612, 792)
    assert sheet.preview.leaf.page.height() == 792
    assert remembered(services) is Paper.LETTER
    assert open_print_sheet(page, people["Ana"].id, view()).paper.paper is Paper.LETTER


@pytest.mark.parametrize("locale, paper", [("en_US", Paper.LETTER), ("en_GB", Paper.A4), ("fr_CA", Paper.LETTER)])
def test_the_first_paper_is_that_of_the_country(context, services, locale, paper):
    fmt.use_locale(locale)
    assert remembered(services) is paper


def test_loads_are_in_the_unit_of_the_settings(page, people, services):
    services.settings.set(UNITS, "lb")
    made = open_print_sheet(page, people["Ana"].id, view(), card(e.ordinary()))
    assert "137.8" in made.preview.accessibleDescription()
    assert "62.5" not in made.preview.accessibleDescription()


def test_printing_sends_the_page_that_is_shown(sheet, tmp_path, monkeypatch):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    monkeypatch.setattr(sheet, "choose_printer", lambda _sheet: printer)
    sheet.printing.click()
    (found,) = read((tmp_path / "printed.pdf").read_bytes()).pages
    assert "Week of 11 Jan 2027" in found.text
    assert sheet.outcome.text() == "Sent to the printer"


def test_no_printer_chosen_prints_nothing(sheet, monkeypatch):
    monkeypatch.setattr(sheet, "choose_printer", lambda _sheet: None)
    sheet.printing.click()
    assert not sheet.outcome.isVisible()


def test_the_preview_fills_its_place_and_keeps_the_proportions(sheet):
    for size in ((300, 700), (900, 500)):
        sheet.preview.resize(*size)
        page = sheet.preview.page()
        assert page.width() / page.height() == pytest.approx(595 / 842, rel=0.01)
        assert sheet.preview.rect().toRectF().contains(page)
        assert not sheet.preview.grab().isNull()


def test_the_sheet_fits_the_smallest_window(sheet):
    assert sheet.minimumSizeHint().width() <= 1024
    assert sheet.sizeHint().height() <= 700


def test_a_larger_sheet_shows_a_larger_page(sheet):
    before = sheet.preview.height()
    sheet.resize(1000, 1000)
    sheet.layout().activate()
    assert sheet.preview.height() > before + 200


def test_opening_pages_loads_nothing_of_printing(project):
    program = "import desktop.pages.printing, sys; sys.exit('PySide6.QtPrintSupport' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], cwd=project, check=False).returncode == 0


# --- several athletes


@pytest.fixture
def planning(services, people):
    """The services with weeks made by hand: Ana and Bo train, Cy does not."""
    weeks = {
        people["Ana"].id: view(),
        people["Bo"].id: view(card(e.mobility_only())),
        people["Cy"].id: replace(view(), cards=()),
    }
    plans = SimpleNamespace(week=lambda athlete_id, _monday: weeks[athlete_id])
    return SimpleNamespace(
        plans=plans,
        words=services.words,
        rulebook=services.rulebook,
        athletes=services.athletes,
        settings=services.settings,
    )


def test_the_weeks_of_several_athletes_are_one_file(planning, people, tmp_path):
    told: list[tuple[int, int]] = []
    ids = [athlete.id for athlete in people.values()]
    path = tmp_path / "squad.pdf"
    written = write_weeks(planning, path, ids, MONDAY, Paper.A4, lambda *done: told.append(done) or True)
    pages = read(path.read_bytes()).pages
    assert written.pages == len(pages) == 2
    assert written.without == (people["Cy"].name,)
    assert pages[0].text.startswith("Ana Silva")
    assert pages[1].text.startswith("Bo Lind")
    assert told[-1] == (6, 6)
    assert told == sorted(told)


def test_nobody_with_a_session_is_said(planning, people, tmp_path):
    with pytest.raises(Refused, match="None of these athletes"):
        write_weeks(planning, tmp_path / "a.pdf", [people["Cy"].id], MONDAY, Paper.A4, lambda *_done: True)
    assert not list(tmp_path.glob("*.pdf"))


def test_many_can_be_stopped(planning, people, tmp_path):
    with pytest.raises(Cancelled):
        write_weeks(planning, tmp_path / "a.pdf", [people["Ana"].id], MONDAY, Paper.A4, lambda *_done: False)
    assert not list(tmp_path.glob("*.pdf"))


def test_the_squads_sheet_writes_in_the_background(qtbot, page, planning, people, answers, tmp_path, monkeypatch):
    made = open_squad_print_sheet(page, [one.id for one in people.values()], MONDAY)
    monkeypatch.setattr(
        "desktop.pages.printing.squad_sheet.week_of", lambda _services, one, monday: planning.plans.week(one, monday)
    )
    answers.path = tmp_path / "squad"
    made.yes.click()
    qtbot.waitUntil(lambda: not made.running)
    assert made.outcome.text().splitlines() == [
        "2 pages written to squad.pdf",
        f"No page, as there is no session in that week: {people['Cy'].name}",
    ]
    assert answers.asked == ["Squad – week – 2027-01-11.pdf"]
    assert len(read((tmp_path / "squad.pdf").read_bytes()).pages) == 2


def test_sheets_are_dialogs_over_their_page(sheet, page):
    assert isinstance(sheet, PrintSheet)
    assert sheet.parent() is page
    assert isinstance(SquadPrintSheet(page.context, QWidget(page), (), date(2027, 1, 11)).paper.paper, Paper)
